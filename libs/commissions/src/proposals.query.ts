import { KEY_ID, KEY_INSTANT, readKey, writeKey } from '@chasqui/kernel';
import { Offer } from '@chasqui/gads';
import { DevelopmentPlan, Priority } from '@chasqui/pdot';
import { type DataSource, IsNull } from 'typeorm';
import { CommissionProposal } from './commission.entities.js';

export interface ProposalPage {
  readonly items: readonly CommissionProposal[];
  readonly next: string | null;
}

const PAGE = 20;

/** A GAD's proposals with their rounds, the last changed on top; paged by key. */
export async function proposalsOfGad(
  database: DataSource,
  gadCode: string,
  after?: string,
): Promise<ProposalPage> {
  const query = database.manager
    .createQueryBuilder(CommissionProposal, 'proposal')
    .innerJoinAndSelect('proposal.round', 'round')
    .innerJoinAndSelect('round.commission', 'commission')
    .where('proposal.gadCode = :gadCode', { gadCode })
    .orderBy('proposal.updatedAt', 'DESC')
    .addOrderBy('proposal.id', 'DESC')
    .limit(PAGE + 1);
  const key = readKey(after, [KEY_INSTANT, KEY_ID]);
  if (key) {
    query.andWhere(`(proposal.updated_at, proposal.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid))`, {
      at: key[0],
      id: key[1],
    });
  }
  return pageOf(await query.getMany());
}

/** One proposal of a GAD with all that it points at; null when the GAD has none of that id. */
export function proposalOfGad(
  database: DataSource,
  gadCode: string,
  id: string,
): Promise<CommissionProposal | null> {
  return database.manager.findOne(CommissionProposal, {
    where: { id, gadCode },
    relations: { round: { commission: true }, priority: true, offer: true },
  });
}

/** What was handed in to a round in one direction, for curators: GAD, priority or practice; oldest first, by key. */
export async function proposalsOfRound(
  database: DataSource,
  roundId: string,
  direction: 'demand' | 'offer',
  after?: string,
): Promise<ProposalPage> {
  const query = database.manager
    .createQueryBuilder(CommissionProposal, 'proposal')
    .innerJoinAndSelect('proposal.gad', 'gad')
    .leftJoinAndSelect('proposal.priority', 'priority')
    .leftJoinAndSelect('proposal.offer', 'offer')
    .where(
      `proposal.roundId = :roundId AND proposal.direction = :direction AND proposal.state = 'submitted'`,
      {
        roundId,
        direction,
      },
    )
    .orderBy('proposal.updatedAt')
    .addOrderBy('proposal.id')
    .limit(PAGE + 1);
  const key = readKey(after, [KEY_INSTANT, KEY_ID]);
  if (key) {
    query.andWhere(`(proposal.updated_at, proposal.id) > (CAST(:at AS timestamptz), CAST(:id AS uuid))`, {
      at: key[0],
      id: key[1],
    });
  }
  return pageOf(await query.getMany());
}

export interface ProposalCounts {
  readonly demand: number;
  readonly offer: number;
  readonly drafts: number;
  readonly withdrawn: number;
}

/** How many proposals a round has: handed in by direction, and those that are not (or no longer). */
export async function proposalCounts(database: DataSource, roundId: string): Promise<ProposalCounts> {
  const [counts] = await database.query<[ProposalCounts]>(
    `SELECT count(*) FILTER (WHERE state = 'submitted' AND direction = 'demand')::int AS demand,
            count(*) FILTER (WHERE state = 'submitted' AND direction = 'offer')::int AS offer,
            count(*) FILTER (WHERE state = 'draft')::int AS drafts,
            count(*) FILTER (WHERE state = 'withdrawn')::int AS withdrawn
       FROM commission_proposal WHERE round_id = $1`,
    [roundId],
  );
  return counts;
}

export interface ProposalGround {
  /** The plan that counts today; null when the GAD has none here. */
  readonly plan: DevelopmentPlan | null;
  readonly priorities: readonly Priority[];
  readonly offers: readonly Offer[];
  /** The plan has more priorities than a list to choose from can show: words narrow them. */
  readonly cut: boolean;
}

/** A list to choose from longer than this is no help, and weighs on a slow line. */
const CHOICES = 200;

/**
 * What a GAD's proposal may stand on: the priorities of its current plan and its good practices.
 * @param words narrows the priorities of a plan that has too many to choose from
 */
export async function proposalGround(
  database: DataSource,
  gadCode: string,
  words = '',
): Promise<ProposalGround> {
  const { manager } = database;
  const plan = await manager.findOneBy(DevelopmentPlan, { gadCode, current: true });
  const [priorities, offers] = await Promise.all([
    plan ? prioritiesOf(database, plan.id, words) : [],
    manager.find(Offer, {
      where: { gadCode, mergedIntoId: IsNull() },
      order: { titleEs: 'ASC', id: 'ASC' },
      take: CHOICES + 1,
    }),
  ]);
  return {
    plan,
    priorities: priorities.slice(0, CHOICES),
    offers: offers.slice(0, CHOICES),
    cut: priorities.length > CHOICES,
  };
}

function prioritiesOf(database: DataSource, planId: string, words: string): Promise<Priority[]> {
  const query = database.manager
    .createQueryBuilder(Priority, 'priority')
    .where('priority.planId = :planId', { planId })
    .orderBy('priority.position')
    .limit(CHOICES + 1);
  const part = words.trim().slice(0, 100);
  if (part) {
    const pattern = `%${part.replace(/[\\%_]/g, '\\$&')}%`;
    query.andWhere('unaccent(priority.text) ILIKE unaccent(:pattern)', { pattern });
  }
  return query.getMany();
}

function pageOf(rows: readonly CommissionProposal[]): ProposalPage {
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  const next = rows.length > PAGE && last ? writeKey([last.updatedAt.toISOString(), last.id]) : null;
  return { items, next };
}
