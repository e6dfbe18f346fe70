import { type Call } from '@chasqui/calls';
import { Clock, conflict, invalid, notFound } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { callsWithin } from '../calls-within.js';
import { editedChanges, textOfEdit } from '../edits/edited-changes.js';
import { protectedOrigins, saveOrigins, tellChanges } from '../origins/origin-rows.js';
import { originOfReading } from '../origins/origin-of-reading.js';
import { lockCall, whileItemsMove } from '../readings/item-lock.js';
import { ItemMemory } from '../readings/reading.entities.js';
import type { DeskDecision } from './decision.js';
import { decideFinding } from './decide-finding.js';
import { FieldDecision, Finding, type FindingState } from './finding.entities.js';
import { mergeFinding } from './merge-finding.js';
import { closeFinding, lockFinding, type OpenFinding } from './open-finding.js';
import { type FindingView, FindingViews } from './finding-view.js';
import { deskCounts, deskQueue, type QueueCount, type QueueFilter, type QueuePage } from './queue.query.js';

/** Letters that a reason must have to be one. */
const REASON_LETTERS = 5;
const LONGEST_REASON = 500;

/** Where curators decide on what sources bring. Every decision is stored whole or not at all, and traced. */
@Injectable()
export class Desk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly views: FindingViews,
  ) {}

  queue(filter: QueueFilter): Promise<QueuePage> {
    return deskQueue(this.database, filter);
  }

  counts(filter: QueueFilter = {}): Promise<QueueCount[]> {
    return deskCounts(this.database, filter);
  }

  /** @throws DomainError `not_found` */
  get(findingId: string, filter: QueueFilter = {}): Promise<FindingView> {
    return this.views.get(findingId, filter);
  }

  /**
   * Decides on the values of a finding: a new call is created, a known one changed, each with where its values come
   * from. When the rules of calls refuse, nothing changes and their messages say which fields of the form.
   * @param expectedRevision the revision the person was looking at
   * @returns the call; null when there is none
   * @throws DomainError `call.invalid`, `call.incomplete`, `call.closed`, `call.bad_move`,
   *   `finding.changed_meanwhile`, `finding.decided`, `finding.undecided`, `not_found`
   */
  decide(
    findingId: string,
    expectedRevision: number,
    decision: DeskDecision,
    actorId: string,
  ): Promise<Call | null> {
    return this.withFinding(findingId, expectedRevision, 'open', (manager, open) =>
      decideFinding(manager, this.clock, open, decision, actorId),
    );
  }

  /**
   * Makes the item of a new finding a further source of a call.
   * @returns the call that stays, also when the chosen one was merged
   * @throws DomainError `finding.not_new`, `finding.changed_meanwhile`, `finding.decided`, `not_found`
   */
  mergeInto(findingId: string, expectedRevision: number, callId: string, actorId: string): Promise<Call> {
    return whileItemsMove(() =>
      this.database.transaction(async (manager) => {
        const call = await lockCall(manager, callId);
        if (!call) throw notFound('Esa convocatoria no existe.');
        const open = await lockFinding(manager, findingId, expectedRevision, 'open', this.clock.now());
        await mergeFinding(manager, open, call, actorId);
        return call;
      }),
    );
  }

  /**
   * Puts a finding aside: a new call is not heard of again unless it opens anew, the values of a change are not
   * proposed again, a call published by itself is taken down.
   * @throws DomainError `finding.reason`, `finding.changed_meanwhile`, `finding.decided`, `not_found`
   */
  async reject(findingId: string, expectedRevision: number, reason: string, actorId: string): Promise<void> {
    const text = reasonOf(reason);
    await this.withFinding(findingId, expectedRevision, 'open', async (manager, open) => {
      const { finding, item, call } = open;
      if (finding.kind === 'new') await manager.update(ItemMemory, item.id, { rejected: true });
      if (finding.kind === 'change') await this.rejectValues(manager, open, actorId);
      if (finding.kind === 'sample' && call) await this.takeDown(manager, call, actorId);
      const columns = { state: 'rejected' as const, reason: text };
      await closeFinding(manager, open, { action: 'rejected', columns }, actorId);
    });
  }

  /**
   * Brings a rejected call back to the desk.
   * @throws DomainError `finding.not_new`, `finding.open_already`, `finding.changed_meanwhile`, `not_found`
   */
  async reopen(findingId: string, expectedRevision: number, actorId: string): Promise<void> {
    await this.withFinding(findingId, expectedRevision, 'rejected', async (manager, open) => {
      const { finding, item } = open;
      if (finding.kind !== 'new' || open.call) {
        throw conflict('finding.not_new', 'Solo se reabre una novedad que no llegó a ser convocatoria.');
      }
      if (await manager.existsBy(Finding, { itemId: item.id, kind: 'new', state: 'open' })) {
        throw conflict(
          'finding.open_already',
          'La fuente ya la trajo de nuevo y está en la lista. Decida sobre esa.',
        );
      }
      await manager.update(ItemMemory, item.id, { rejected: false });
      const columns = { state: 'open' as const, reason: null };
      await closeFinding(manager, open, { action: 'reopened', columns }, actorId);
    });
  }

  /** A person saw them and kept what the call says. */
  private async rejectValues(manager: EntityManager, open: OpenFinding, actorId: string): Promise<void> {
    const { finding, source, item, call, captureId, context } = open;
    if (!call) return;
    const known = await protectedOrigins(manager, call.id);
    const at = context.now;
    const place = {
      callId: call.id,
      sourceId: source.id,
      captureId,
      url: item.url,
      trusted: source.trusted,
      at,
    };
    await saveOrigins(
      manager,
      finding.fields.map((reading) => {
        const policy = known.get(reading.field)?.policy ?? null;
        return originOfReading(reading, place, { setBy: 'person', confirmedBy: actorId, policy });
      }),
    );
    const rows = finding.fields.map(({ field, rule }) => ({ field, rule, verdict: 'rejected' as const }));
    const same = { findingId: finding.id, sourceId: source.id, actorId, at };
    if (rows.length > 0) {
      await manager.upsert(
        FieldDecision,
        rows.map((row) => ({ ...row, ...same })),
        ['findingId', 'field'],
      );
    }
  }

  private async takeDown(manager: EntityManager, call: Call, actorId: string): Promise<void> {
    const calls = callsWithin(manager, this.clock);
    const now = this.clock.now();
    if (call.state === 'published') {
      const changes = editedChanges(call, await calls.unpublish(call.id, actorId), now);
      const told = changes.map((change) => ({ change, findingId: null, textEs: textOfEdit(change) }));
      await tellChanges(manager, call, told, now, actorId);
    }
    if (call.state === 'published' || call.state === 'in_review') await calls.reject(call.id, actorId);
  }

  private withFinding<Result>(
    id: string,
    expectedRevision: number,
    state: FindingState,
    work: (manager: EntityManager, open: OpenFinding) => Promise<Result>,
  ): Promise<Result> {
    return whileItemsMove(() =>
      this.database.transaction(async (manager) =>
        work(manager, await lockFinding(manager, id, expectedRevision, state, this.clock.now())),
      ),
    );
  }
}

/** @throws DomainError `finding.reason` */
function reasonOf(text: string): string {
  const reason = text.trim();
  if ((reason.match(/\p{L}/gu) ?? []).length < REASON_LETTERS) {
    const message = `Escriba por qué, con ${REASON_LETTERS} letras al menos.`;
    throw invalid('finding.reason', message, [{ field: 'reason', message }]);
  }
  return reason.slice(0, LONGEST_REASON);
}
