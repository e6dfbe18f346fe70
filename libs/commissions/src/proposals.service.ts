import { recordAudit } from '@chasqui/audit';
import { Offer } from '@chasqui/gads';
import { Clock, conflict, type FieldError, notFound } from '@chasqui/kernel';
import { Priority } from '@chasqui/pdot';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CommissionProposal, CommissionRound, type ProposalState } from './commission.entities.js';
import {
  type ProposalFields,
  type ProposalMove,
  readProposal,
  refusal,
  requireMove,
  requireSubmittable,
} from './proposal-rules.js';

/** Who changes a proposal: always one of the GAD's own people, so that no other GAD's row is ever touched. */
export interface ProposalActor {
  readonly gadCode: string;
  readonly accountId: string;
}

/** The writing side of what GADs ask of a commission's round, or offer to it. */
@Injectable()
export class CommissionProposals {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Starts a draft for a round.
   * @throws DomainError `proposal.invalid`, `not_found`
   */
  async create(actor: ProposalActor, roundId: string, input: unknown): Promise<CommissionProposal> {
    const fields = readProposal(input);
    return this.database.transaction(async (manager) => {
      const round = await manager.findOneBy(CommissionRound, { id: roundId });
      if (!round || round.mergedIntoId) throw notFound('Esa ronda no existe.');
      await requireOwnGround(manager, actor.gadCode, fields);
      const now = this.clock.now();
      const proposal = await manager.save(CommissionProposal, {
        ...fields,
        roundId,
        gadCode: actor.gadCode,
        state: 'draft' as const,
        revision: 1,
        createdAt: now,
        updatedAt: now,
      });
      await this.trace(manager, 'created', proposal.id, actor, null, { ...fields, roundId });
      return proposal;
    });
  }

  /**
   * Changes a draft; a withdrawn proposal becomes a draft again.
   * @param revision the revision the person was looking at
   * @throws DomainError `proposal.invalid`, `proposal.bad_move`, `proposal.changed_meanwhile`, `not_found`
   */
  async update(
    actor: ProposalActor,
    id: string,
    revision: number,
    input: unknown,
  ): Promise<CommissionProposal> {
    const fields = readProposal(input);
    return this.change(actor, id, revision, 'edit', 'updated', async (manager) => {
      await requireOwnGround(manager, actor.gadCode, fields);
      return { ...fields, state: 'draft' };
    });
  }

  /**
   * Hands a draft in: from then on curators count it in the round.
   * @throws DomainError `proposal.incomplete`, `proposal.round_closed`, `proposal.bad_move`, `proposal.changed_meanwhile`
   */
  async submit(actor: ProposalActor, id: string, revision: number): Promise<CommissionProposal> {
    return this.change(actor, id, revision, 'submit', 'submitted', async (manager, proposal) => {
      const round = await manager.findOneByOrFail(CommissionRound, { id: proposal.roundId });
      requireSubmittable(proposal, round, this.clock.now());
      // The plan may have been replaced, or the practice joined to another, since the draft was saved.
      await requireOwnGround(manager, actor.gadCode, proposal);
      return { state: 'submitted' };
    });
  }

  /** Takes a proposal back. @throws DomainError `proposal.bad_move`, `proposal.changed_meanwhile`, `not_found` */
  async withdraw(actor: ProposalActor, id: string, revision: number): Promise<CommissionProposal> {
    return this.change(actor, id, revision, 'withdraw', 'withdrawn', async () => ({ state: 'withdrawn' }));
  }

  private async change(
    actor: ProposalActor,
    id: string,
    revision: number,
    move: ProposalMove,
    action: string,
    decide: (
      manager: EntityManager,
      proposal: CommissionProposal,
    ) => Promise<Partial<ProposalFields> & { state: ProposalState }>,
  ): Promise<CommissionProposal> {
    return this.database.transaction(async (manager) => {
      const proposal = await manager.findOne(CommissionProposal, {
        where: { id, gadCode: actor.gadCode },
        lock: { mode: 'pessimistic_write' },
      });
      if (!proposal) throw notFound('Esa propuesta no existe.');
      if (proposal.revision !== revision) {
        throw conflict(
          'proposal.changed_meanwhile',
          'Otra persona cambió esta propuesta mientras usted la miraba. Abra la versión actual en otra pestaña, ' +
            'compare y vuelva a intentarlo.',
        );
      }
      requireMove(proposal.state, move);
      const after = await decide(manager, proposal);
      const before = Object.fromEntries(
        Object.keys(after).map((name) => [name, proposal[name as keyof CommissionProposal]]),
      );
      const columns = { ...after, revision: revision + 1, updatedAt: this.clock.now() };
      await manager.update(CommissionProposal, id, columns);
      await this.trace(manager, action, id, actor, before, after);
      return Object.assign(proposal, columns);
    });
  }

  private async trace(
    manager: EntityManager,
    action: string,
    entityId: string,
    actor: ProposalActor,
    before: object | null,
    after: object,
  ): Promise<void> {
    await recordAudit(manager, {
      at: this.clock.now(),
      actorId: actor.accountId,
      action: `proposal.${action}`,
      entity: 'proposal',
      entityId,
      before,
      after,
    });
  }
}

/** A demand stands on a priority of the GAD's own current plan, an offer on one of its own practices. */
async function requireOwnGround(
  manager: EntityManager,
  gadCode: string,
  { priorityId, offerId }: Pick<ProposalFields, 'priorityId' | 'offerId'>,
): Promise<void> {
  const faults: FieldError[] = [];
  if (priorityId) {
    const own = await manager.existsBy(Priority, { id: priorityId, plan: { gadCode, current: true } });
    if (!own) {
      faults.push({
        field: 'priorityId',
        message: 'Esa prioridad no está en el plan vigente de su GAD. Elija otra de la lista.',
      });
    }
  }
  if (offerId) {
    const own = await manager
      .createQueryBuilder(Offer, 'offer')
      .where('offer.id = :offerId AND offer.gadCode = :gadCode AND offer.mergedIntoId IS NULL', {
        offerId,
        gadCode,
      })
      .getExists();
    if (!own) {
      faults.push({
        field: 'offerId',
        message: 'Esa buena práctica no es de su GAD o ya no existe. Elija otra de la lista.',
      });
    }
  }
  if (faults.length > 0) throw refusal(faults);
}
