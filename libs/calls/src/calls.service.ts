import { AuditEntry, recordAudit } from '@chasqui/audit';
import { differing } from '@chasqui/curation';
import { Clock, conflict, localDate, notFound, slugify } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { refreshSearchEntries } from '@chasqui/search';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Call } from './call.entity.js';
import { callEdited, callPublished } from './call-events.js';
import { type CallFields, type CallInput, fieldsOf, inputOf, readCallInput } from './call-input.js';
import { requireKnownReferences } from './call-references.js';
import { moveAction, requireComplete, requireUnmerged, restored } from './call-rules.js';
import { type CallState, requireMove } from './call-state.js';
import { type MovedRows, movePointers, movePointersBack } from './merge-call.js';
import { refreshCallDates } from './refresh-call-dates.js';

/** The writing side of calls: every change is checked, traced and announced in one transaction. */
@Injectable()
export class Calls {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * A curator enters a call; it waits in review.
   * @throws DomainError `call.invalid` with one message per field
   */
  async create(input: unknown, actorId: string | null): Promise<Call> {
    const fields = readCallInput(input);
    return this.database.transaction(async (manager) => {
      await requireKnownReferences(manager, fields, null);
      return this.insert(manager, fields, actorId);
    });
  }

  /** Stores checked fields as a new call in review, with the caller's transaction. */
  async insert(
    manager: EntityManager,
    fields: CallFields,
    actorId: string | null,
    origin: { isDemo: boolean; slug?: string } = { isDemo: false },
  ): Promise<Call> {
    const now = this.clock.now();
    const call = await manager.save(Call, {
      ...fields,
      slug: origin.slug ?? (await freeSlug(manager, fields.title)),
      state: 'in_review' as const,
      revision: 1,
      verifiedOn: null,
      mergedIntoId: null,
      publishedAt: null,
      isDemo: origin.isDemo,
      createdAt: now,
      updatedAt: now,
    });
    await this.trace(manager, 'call.created', call.id, actorId, null, fields);
    return call;
  }

  /**
   * Begins the next edition of a call: a copy in review without dates, documents and what a person noted.
   * @throws DomainError `call.merged`, `not_found`
   */
  async newEdition(id: string, actorId: string | null): Promise<Call> {
    return this.database.transaction(async (manager) => {
      const call = await this.lock(manager, id);
      requireUnmerged(call);
      const copy: CallInput = {
        ...inputOf(fieldsOf(call)),
        opensOn: null,
        deadlineKind: 'unpublished',
        deadlineText: null,
        otherDeadlines: [],
        documents: [],
        edition: null,
        previousEditionId: id,
        notes: 'Copiada de la edición anterior: revise cada dato con la fuente nueva.',
      };
      return this.insert(manager, readCallInput(copy), actorId);
    });
  }

  /**
   * Changes a call. A published one is announced again, so that its matches follow. Saving what is already there
   * is no change.
   * @param expectedRevision the revision the person was looking at
   * @throws DomainError `call.invalid`, `call.changed_meanwhile`, `not_found`
   */
  async update(id: string, expectedRevision: number, input: unknown, actorId: string | null): Promise<Call> {
    const fields = readCallInput(input);
    return this.database.transaction(async (manager) => {
      const call = await this.lock(manager, id, expectedRevision);
      return this.change(manager, call, fields, 'call.updated', actorId);
    });
  }

  /**
   * Puts back what one traced change replaced. The undoing is itself a change, so it can be undone. A merge is taken
   * back too: the call is on its own again and waits in review.
   * @throws DomainError `call.cannot_undo`, `call.changed_meanwhile`, `not_found`
   */
  async undo(id: string, expectedRevision: number, entryId: string, actorId: string | null): Promise<Call> {
    return this.database.transaction(async (manager) => {
      const call = await this.lock(manager, id, expectedRevision);
      const entry = await manager.findOneBy(AuditEntry, { id: entryId, entity: 'call', entityId: id });
      if (!entry) throw notFound('Ese cambio no existe.');
      if (entry.action === 'call.merged') return this.unmerge(manager, call, entry, actorId);
      if (entry.action === 'call.verified') {
        return this.setVerified(
          manager,
          call,
          (entry.before as Pick<Call, 'verifiedOn'>).verifiedOn,
          actorId,
        );
      }
      if (!entry.before || !['call.updated', 'call.undone'].includes(entry.action)) {
        throw conflict(
          'call.cannot_undo',
          'Ese cambio no se deshace desde aquí: creó la convocatoria o la pasó a otro estado. Use los botones de la ficha.',
        );
      }
      return this.change(manager, call, restored(call, entry), 'call.undone', actorId);
    });
  }

  /** Notes that a curator compared the call with its source today (Ecuador's date). Nothing is announced. */
  async verify(id: string, expectedRevision: number, actorId: string | null): Promise<Call> {
    return this.database.transaction(async (manager) => {
      const call = await this.lock(manager, id, expectedRevision);
      return this.setVerified(manager, call, localDate(this.clock.now()), actorId);
    });
  }

  /**
   * Joins a duplicate to the call that stays: editions, rounds and notices follow, so that nobody is told twice; the
   * duplicate goes to the archive and its address leads on.
   * @throws DomainError `call.bad_merge`, `call.changed_meanwhile`, `not_found`
   */
  async merge(id: string, expectedRevision: number, intoId: string, actorId: string | null): Promise<Call> {
    if (id === intoId)
      throw conflict('call.bad_merge', 'Elija otra convocatoria: una no se une consigo misma.');
    return this.database.transaction(async (manager) => {
      // Always in the same order, so that two merges at once wait for each other instead of failing.
      for (const each of [id, intoId].toSorted()) await this.lock(manager, each);
      const call = await this.lock(manager, id, expectedRevision);
      requireUnmerged(call);
      const target = await this.lock(manager, intoId);
      if (target.mergedIntoId) {
        throw conflict('call.bad_merge', 'La convocatoria elegida ya se unió a otra. Elija la que quedó.');
      }
      const moved = await movePointers(manager, id, intoId);
      const merged = { mergedIntoId: intoId, state: 'archived' as const };
      return this.write(manager, call, merged, 'call.merged', actorId, { moved });
    });
  }

  /**
   * Makes a call visible and starts matching and notices. Publishing a published call changes nothing.
   * @throws DomainError `call.bad_move`, `call.incomplete`, `call.closed`, `not_found`
   */
  async publish(id: string, actorId: string | null): Promise<Call> {
    return this.move(id, 'published', actorId);
  }

  /** Takes a call back to review: it leaves the pages at once and unsent notices of it are not sent. */
  async unpublish(id: string, actorId: string | null): Promise<Call> {
    return this.move(id, 'in_review', actorId);
  }

  /** Notes that a captured call is of no use to GADs. */
  async reject(id: string, actorId: string | null): Promise<Call> {
    return this.move(id, 'rejected', actorId);
  }

  /** Puts a call away: it is no longer public, but later editions still tell of it. */
  async archive(id: string, actorId: string | null): Promise<Call> {
    return this.move(id, 'archived', actorId);
  }

  /** The same as `unpublish`, for calls that were rejected or put away. */
  async reopen(id: string, actorId: string | null): Promise<Call> {
    return this.move(id, 'in_review', actorId);
  }

  private async move(id: string, to: CallState, actorId: string | null): Promise<Call> {
    return this.database.transaction(async (manager) => {
      const call = await this.lock(manager, id);
      if (call.state === to) return call;
      requireMove(call.state, to);
      requireUnmerged(call);
      const now = this.clock.now();
      if (to === 'published') requireComplete(call, now);
      if (to === 'published') call.publishedAt = now;
      if (to === 'in_review') call.publishedAt = null;
      return this.write(manager, call, { state: to }, moveAction(call.state, to), actorId);
    });
  }

  /** Writes what differs of a call's facts; a call whose facts are the same stays as it is. */
  private async change(
    manager: EntityManager,
    call: Call,
    fields: CallFields,
    action: string,
    actorId: string | null,
  ): Promise<Call> {
    await requireKnownReferences(manager, fields, call.id);
    const changed = differing(call as unknown as Record<string, unknown>, { ...fields });
    return Object.keys(changed).length === 0 ? call : this.write(manager, call, changed, action, actorId);
  }

  /** The one place where a stored call changes: next revision, trace, announcement, dates, search. */
  private async write(
    manager: EntityManager,
    call: Call,
    columns: Partial<Call>,
    action: string,
    actorId: string | null,
    alsoTraced: object = {},
  ): Promise<Call> {
    const wasPublished = call.state === 'published';
    const before = pick(call, Object.keys(columns));
    Object.assign(call, columns, { revision: call.revision + 1, updatedAt: this.clock.now() });
    await manager.save(Call, call);
    const after = { ...columns, ...alsoTraced };
    const entryId = await this.trace(manager, action, call.id, actorId, before, after);
    if (wasPublished || call.state === 'published') await this.announceEdit(manager, call.id, entryId);
    if (call.state === 'published') {
      const revision = { callId: call.id, revision: call.revision };
      await appendEvent(manager, callPublished, revision, this.clock.now());
    }
    await refreshCallDates(manager, [call.id]);
    await refreshSearchEntries(manager, 'call', [call.id]);
    return call;
  }

  /** Has the versions of a public call compared. Whoever compares them already does not need it. */
  protected async announceEdit(manager: EntityManager, callId: string, entryId: string): Promise<void> {
    await appendEvent(manager, callEdited, { callId, entryId }, this.clock.now());
  }

  /** Keeps the revision, because matches belong to it and say nothing of when the call was compared with its source. */
  private async setVerified(
    manager: EntityManager,
    call: Call,
    verifiedOn: string | null,
    actorId: string | null,
  ): Promise<Call> {
    if (call.verifiedOn === verifiedOn) return call;
    const before = { verifiedOn: call.verifiedOn };
    await manager.update(Call, call.id, { verifiedOn });
    await this.trace(manager, 'call.verified', call.id, actorId, before, { verifiedOn });
    return Object.assign(call, { verifiedOn });
  }

  private async unmerge(
    manager: EntityManager,
    call: Call,
    entry: AuditEntry,
    actorId: string | null,
  ): Promise<Call> {
    const { mergedIntoId, moved = {} } = entry.after as { mergedIntoId: string; moved?: MovedRows };
    if (call.mergedIntoId !== mergedIntoId) {
      throw conflict(
        'call.cannot_undo',
        'Esa unión ya se deshizo o cambió. Vea el estado actual de la ficha.',
      );
    }
    await movePointersBack(manager, call.id, mergedIntoId, moved);
    call.publishedAt = null;
    const alone = { mergedIntoId: null, state: 'in_review' as const };
    return this.write(manager, call, alone, 'call.unmerged', actorId);
  }

  /** @param expectedRevision the revision the person was looking at, when it matters */
  private async lock(manager: EntityManager, id: string, expectedRevision?: number): Promise<Call> {
    const call = await manager.findOne(Call, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!call) throw notFound('Esa convocatoria no existe.');
    if (expectedRevision !== undefined && call.revision !== expectedRevision) {
      throw conflict(
        'call.changed_meanwhile',
        'Otra persona cambió esta convocatoria mientras usted la editaba. Sus cambios siguen en el formulario: ' +
          'abra la versión actual en otra pestaña, compare y vuelva a guardar.',
      );
    }
    return call;
  }

  private async trace(
    manager: EntityManager,
    action: string,
    entityId: string,
    actorId: string | null,
    before: object | null,
    after: object | null,
  ): Promise<string> {
    const at = this.clock.now();
    return recordAudit(manager, { at, actorId, action, entity: 'call', entityId, before, after });
  }
}

async function freeSlug(manager: EntityManager, title: string): Promise<string> {
  const slug = slugify(title);
  // Two calls with one title, entered at the same moment, take their addresses one after the other.
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('call.slug'), hashtext($1))`, [slug]);
  for (let attempt = 1; ; attempt += 1) {
    const candidate = attempt === 1 ? slug : `${slug}-${attempt}`;
    if (!(await manager.existsBy(Call, { slug: candidate }))) return candidate;
  }
}

function pick(call: Call, names: readonly string[]): Partial<Call> {
  return Object.fromEntries(names.map((name) => [name, call[name as keyof Call]]));
}
