import { recordAudit } from '@chasqui/audit';
import { Clock, conflict, invalid, localDate, notFound } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { type EvaluationInput, balanceOf, readEvaluation } from './affiliation.js';
import { type MembershipFields, isCurrent, readMembership } from './membership-rules.js';
import { Network, NetworkEvaluation, NetworkMembership } from './network.entities.js';

/** Who writes: one of the GAD's own people, so that no other GAD's row is ever touched. */
export interface NetworkActor {
  readonly gadCode: string;
  readonly accountId: string;
}

/** What a GAD says of its networks: memberships and the evaluations before joining. */
@Injectable()
export class NetworkMemberships {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Enters a membership.
   * @throws DomainError `membership.invalid`, `membership.exists` when the GAD is in the network already
   */
  async add(actor: NetworkActor, networkId: string, input: unknown): Promise<NetworkMembership> {
    const today = localDate(this.clock.now());
    const fields = readMembership(input, today);
    return this.database.transaction(async (manager) => {
      await this.requireNetwork(manager, networkId, 'networkId');
      // Two officers who add the same network at once: the second one finds the membership of the first.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('network_membership'), hashtext($1))`, [
        `${actor.gadCode} ${networkId}`,
      ]);
      const others = await manager.findBy(NetworkMembership, { gadCode: actor.gadCode, networkId });
      const year = Number(today.slice(0, 4));
      if (
        isCurrent(fields, year) &&
        others.some((other) => other.role === fields.role && isCurrent(other, year))
      ) {
        throw conflict(
          'membership.exists',
          'Su GAD ya tiene esa membresía con ese papel. Edítela en la lista en lugar de añadir otra.',
        );
      }
      const membership = await manager.save(NetworkMembership, {
        ...fields,
        networkId,
        gadCode: actor.gadCode,
        sourceEs: null,
        revision: 1,
        updatedAt: this.clock.now(),
      });
      await this.trace(manager, 'membership', 'added', membership.id, actor, null, { ...fields, networkId });
      return membership;
    });
  }

  /**
   * Changes a membership. What the GAD itself says no longer rests on the source it was first read in.
   * @param revision the revision the person was looking at
   * @throws DomainError `membership.invalid`, `membership.changed_meanwhile`, `not_found`
   */
  async update(
    actor: NetworkActor,
    id: string,
    revision: number,
    input: unknown,
  ): Promise<NetworkMembership> {
    const fields = readMembership(input, localDate(this.clock.now()));
    return this.change(actor, id, revision, 'updated', () => fields);
  }

  /** Ends a membership with this year; from the next one on it is no longer current. */
  async end(actor: NetworkActor, id: string, revision: number): Promise<NetworkMembership> {
    const year = Number(localDate(this.clock.now()).slice(0, 4));
    return this.change(actor, id, revision, 'ended', ({ untilYear }) => {
      if (untilYear !== null && untilYear <= year) {
        throw conflict('membership.ended', 'Esa membresía ya tiene su último año.');
      }
      return { untilYear: year, feeDueOn: null };
    });
  }

  /** Takes out what was entered by mistake. The trace keeps all it said. */
  async remove(actor: NetworkActor, id: string, revision: number): Promise<void> {
    await this.database.transaction(async (manager) => {
      const membership = await this.lock(manager, actor, id, revision);
      await manager.delete(NetworkMembership, id);
      await this.trace(manager, 'membership', 'removed', id, actor, membership, null);
    });
  }

  /** Stores the answers of an evaluation with their balance. Earlier ones are kept: opinions change, history does not. */
  async evaluate(actor: NetworkActor, networkId: string, input: unknown): Promise<NetworkEvaluation> {
    const { answers, decidedBy }: EvaluationInput = readEvaluation(input);
    return this.database.transaction(async (manager) => {
      await this.requireNetwork(manager, networkId, 'networkId');
      const { betterNetworkId } = answers;
      if (betterNetworkId === networkId) {
        throw invalid('evaluation.invalid', 'No se guardó: revise las respuestas señaladas.', [
          { field: 'betterNetwork', message: 'Es la misma red. Elija otra o «Ninguna».' },
        ]);
      }
      if (betterNetworkId) await this.requireNetwork(manager, betterNetworkId, 'betterNetwork');
      const { balance } = balanceOf(answers);
      const evaluatedAt = this.clock.now();
      const facts = { networkId, answers, balance, decidedBy };
      const evaluation = await manager.save(NetworkEvaluation, {
        ...facts,
        gadCode: actor.gadCode,
        evaluatedAt,
      });
      await this.trace(manager, 'evaluation', 'added', evaluation.id, actor, null, facts);
      return evaluation;
    });
  }

  private async change(
    actor: NetworkActor,
    id: string,
    revision: number,
    action: string,
    decide: (membership: NetworkMembership) => Partial<MembershipFields>,
  ): Promise<NetworkMembership> {
    return this.database.transaction(async (manager) => {
      const membership = await this.lock(manager, actor, id, revision);
      const after = { ...decide(membership), sourceEs: null };
      const before = Object.fromEntries(
        Object.keys(after).map((name) => [name, membership[name as keyof NetworkMembership]]),
      );
      const columns = { ...after, revision: revision + 1, updatedAt: this.clock.now() };
      await manager.update(NetworkMembership, id, columns);
      await this.trace(manager, 'membership', action, id, actor, before, after);
      return Object.assign(membership, columns);
    });
  }

  /** The membership as the person saw it, kept from others until the transaction ends. */
  private async lock(
    manager: EntityManager,
    actor: NetworkActor,
    id: string,
    revision: number,
  ): Promise<NetworkMembership> {
    const membership = await manager.findOne(NetworkMembership, {
      where: { id, gadCode: actor.gadCode },
      lock: { mode: 'pessimistic_write' },
    });
    if (!membership) throw notFound('Esa membresía no existe.');
    if (membership.revision !== revision) {
      throw conflict(
        'membership.changed_meanwhile',
        'Otra persona cambió esta membresía mientras usted la miraba. Abra la versión actual en otra pestaña, ' +
          'compare y vuelva a intentarlo.',
      );
    }
    return membership;
  }

  private async requireNetwork(manager: EntityManager, id: string, field: string): Promise<void> {
    const known = UUID.test(id) && (await manager.existsBy(Network, { id, mergedIntoId: IsNull() }));
    if (known) return;
    throw invalid('network.unknown', 'No se guardó: elija la red de la lista.', [
      { field, message: 'Elija la red de la lista.' },
    ]);
  }

  private async trace(
    manager: EntityManager,
    what: 'membership' | 'evaluation',
    action: string,
    entityId: string,
    actor: NetworkActor,
    before: object | null,
    after: object | null,
  ): Promise<void> {
    await recordAudit(manager, {
      at: this.clock.now(),
      actorId: actor.accountId,
      action: `network_${what}.${action}`,
      entity: `network_${what}`,
      entityId,
      before,
      after,
    });
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
