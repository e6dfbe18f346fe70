import { addDays, KEY_DAY, KEY_ID, KEY_TEXT, localDate, readKey, writeKey } from '@chasqui/kernel';
import type { CommissionKind } from '@chasqui/vocabularies';
import { type DataSource, In, IsNull } from 'typeorm';
import { CommissionRound, MixedCommission } from './commission.entities.js';
import { isHeld } from './session.js';

export interface CommissionFilter {
  readonly kind?: CommissionKind | undefined;
  /** Only those with a session to come. */
  readonly dated?: boolean | undefined;
  readonly after?: string | undefined;
}

export interface CommissionListItem {
  readonly commission: MixedCommission;
  readonly rounds: readonly CommissionRound[];
}

export interface CommissionPage {
  readonly items: readonly CommissionListItem[];
  readonly next: string | null;
  readonly total: number;
}

const PAGE = 20;

/** The order of the list: announced sessions, then estimated ones, then those without a date, by partner. */
const ORDERED = `
  SELECT c.id, c.partner_es, c.kind,
         CASE WHEN n.on_day IS NULL THEN '3' WHEN n.kind = 'announced' THEN '1' ELSE '2' END AS rank,
         coalesce(n.on_day::text, 'infinity') AS day
    FROM mixed_commission c
    LEFT JOIN LATERAL (
      SELECT told.on_day, told.kind
        FROM (SELECT c.next_session_on AS on_day, c.next_session_kind AS kind
              UNION ALL
              SELECT r.session_on, r.session_kind FROM commission_round r
               WHERE r.commission_id = c.id AND r.merged_into_id IS NULL) told
       WHERE told.on_day >= $1::date AND told.kind IS NOT NULL
       ORDER BY told.kind, told.on_day LIMIT 1
    ) n ON true
   WHERE c.merged_into_id IS NULL`;

/** Commissions, those with a date first; paged by key. `today` is Ecuador's day. */
export async function commissionsPage(
  database: DataSource,
  filter: CommissionFilter,
  today: string,
): Promise<CommissionPage> {
  const values: unknown[] = [today, filter.kind ?? null, filter.dated ?? false];
  const narrowed = `SELECT * FROM (${ORDERED}) o WHERE ($2::text IS NULL OR o.kind = $2) AND (NOT $3 OR o.rank < '3')`;
  const [{ total }] = await database.query<[{ total: number }]>(
    `SELECT count(*)::int AS total FROM (${narrowed}) listed`,
    values,
  );
  const key = readKey(filter.after, [/^[123]$/, KEY_DAY, KEY_TEXT, KEY_ID]);
  const rows = await database.query<{ id: string; rank: string; day: string; partner_es: string }[]>(
    `${narrowed} ${key ? 'AND (o.rank, o.day, o.partner_es, o.id) > ($4, $5, $6, $7::uuid)' : ''}
      ORDER BY o.rank, o.day, o.partner_es, o.id LIMIT ${PAGE + 1}`,
    [...values, ...(key ?? [])],
  );
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  const ids = shown.map(({ id }) => id);
  const [commissions, rounds] = await Promise.all([
    database.manager.findBy(MixedCommission, { id: In(ids) }),
    database.manager.findBy(CommissionRound, { commissionId: In(ids), mergedIntoId: IsNull() }),
  ]);
  const byId = new Map(commissions.map((commission) => [commission.id, commission]));
  const items = ids.map((id) => ({
    commission: byId.get(id)!,
    rounds: rounds.filter((round) => round.commissionId === id),
  }));
  const next = rows.length > PAGE && last ? writeKey([last.rank, last.day, last.partner_es, last.id]) : null;
  return { items, next, total };
}

/** How many commissions there are of each denomination. */
export async function commissionCounts(database: DataSource): Promise<ReadonlyMap<CommissionKind, number>> {
  const rows = await database.query<{ kind: CommissionKind; count: number }[]>(
    'SELECT kind, count(*)::int AS count FROM mixed_commission WHERE merged_into_id IS NULL GROUP BY kind',
  );
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

/** A commission by its address with its agency; a merged one gives the address of the one that stays. */
export async function commissionAt(
  database: DataSource,
  slug: string,
): Promise<{ commission: MixedCommission } | { movedTo: string } | null> {
  const commission = await database.manager.findOne(MixedCommission, {
    where: { slug },
    relations: { donor: true },
  });
  if (!commission?.mergedIntoId) return commission && { commission };
  const target = await database.manager.findOneBy(MixedCommission, { id: commission.mergedIntoId });
  return target && { movedTo: target.slug };
}

export interface RoundPage {
  readonly rounds: readonly CommissionRound[];
  readonly next: string | null;
}

/** Day of a session for ordering: unknown is to come, unless the round is past its session. */
const SESSION_DAY = `coalesce(round.session_on, CASE WHEN round.stage IN ('session', 'programme_approved', 'execution')
  THEN '-infinity'::date ELSE 'infinity'::date END)`;

/** The rounds of a commission with their calls, the latest on top, those still to come first, paged by key. */
export async function roundsOf(
  database: DataSource,
  commissionId: string,
  after?: string,
  limit = 10,
): Promise<RoundPage> {
  const query = database.manager
    .createQueryBuilder(CommissionRound, 'round')
    .leftJoinAndSelect('round.call', 'call')
    .where('round.commissionId = :commissionId AND round.mergedIntoId IS NULL', { commissionId })
    .addSelect(SESSION_DAY, 'day')
    .orderBy('day', 'DESC')
    .addOrderBy('round.id', 'DESC')
    .limit(limit + 1);
  const key = readKey(after, [KEY_DAY, KEY_ID]);
  if (key) {
    query.andWhere(`(${SESSION_DAY}, round.id) < (CAST(:day AS date), CAST(:id AS uuid))`, {
      day: key[0],
      id: key[1],
    });
  }
  const rows = await query.getMany();
  return pageOf(rows, limit);
}

/** Rounds that take proposals or soon will, the nearest session first, with their commissions; paged by key. */
export async function currentRounds(
  database: DataSource,
  now: Date,
  after?: string,
  limit = 10,
): Promise<RoundPage> {
  const query = database.manager
    .createQueryBuilder(CommissionRound, 'round')
    .innerJoinAndSelect('round.commission', 'commission')
    .where(`round.stage IN ('notified', 'invitation_open', 'formulation') AND round.mergedIntoId IS NULL`)
    .andWhere('(round.closes_local IS NULL OR left(round.closes_local, 10) >= :yesterday)', {
      // Zones shift a close by a day at most; its exact state is shown with each round.
      yesterday: addDays(localDate(now), -1),
    })
    .addSelect(`coalesce(round.session_on, 'infinity')`, 'day')
    .orderBy('day')
    .addOrderBy('round.id')
    .limit(limit + 1);
  const key = readKey(after, [KEY_DAY, KEY_ID]);
  if (key) {
    query.andWhere(
      `(coalesce(round.session_on, 'infinity'), round.id) > (CAST(:day AS date), CAST(:id AS uuid))`,
      {
        day: key[0],
        id: key[1],
      },
    );
  }
  return pageOf(await query.getMany(), limit);
}

/** A round with its commission and call; null when there is none or it was merged. */
export function roundWithCommission(database: DataSource, id: string): Promise<CommissionRound | null> {
  return database.manager.findOne(CommissionRound, {
    where: { id, mergedIntoId: IsNull() },
    relations: { commission: { donor: true }, call: true },
  });
}

function pageOf(rows: readonly CommissionRound[], limit: number): RoundPage {
  const rounds = rows.slice(0, limit);
  const last = rounds.at(-1);
  const next =
    rows.length > limit && last
      ? writeKey([last.sessionOn ?? (isHeld(last.stage) ? '-infinity' : 'infinity'), last.id])
      : null;
  return { rounds, next };
}
