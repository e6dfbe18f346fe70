import { recordAudit } from '@chasqui/audit';
import { Clock, conflict, type FieldError, invalid, notFound, slugify } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Call } from './call.entity.js';
import { callPublished } from './call-events.js';
import { type CallFields, readCallInput } from './call-input.js';
import { type CallState, requireMove } from './call-state.js';

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
    return this.database.transaction((manager) => this.insert(manager, fields, actorId));
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
      publishedAt: null,
      isDemo: origin.isDemo,
      createdAt: now,
      updatedAt: now,
    });
    await this.trace(manager, 'call.created', call.id, actorId, null, fields);
    return call;
  }

  /**
   * Changes a call. A published one is announced again, so that its matches follow.
   * @param expectedRevision the revision the person was looking at
   * @throws DomainError `call.invalid`, `call.changed_meanwhile`, `not_found`
   */
  async update(id: string, expectedRevision: number, input: unknown, actorId: string | null): Promise<Call> {
    const fields = readCallInput(input);
    return this.database.transaction(async (manager) => {
      const call = await this.lock(manager, id);
      if (call.revision !== expectedRevision) {
        throw conflict(
          'call.changed_meanwhile',
          'Otra persona cambió esta convocatoria mientras usted la editaba. Sus cambios siguen en el formulario: ' +
            'abra la versión actual en otra pestaña, compare y vuelva a guardar.',
        );
      }
      const before = pick(call, fields);
      Object.assign(call, fields, { revision: call.revision + 1, updatedAt: this.clock.now() });
      await manager.save(Call, call);
      await this.trace(manager, 'call.updated', id, actorId, before, fields);
      if (call.state === 'published') await this.announce(manager, call);
      return call;
    });
  }

  /**
   * Makes a call visible and starts matching and notices. Publishing a published call changes nothing.
   * @throws DomainError `call.bad_move`, `call.incomplete`, `call.closed`, `not_found`
   */
  async publish(id: string, actorId: string | null): Promise<Call> {
    return this.move(id, 'published', actorId, async (manager, call) => {
      requireComplete(call, this.clock.now());
      call.publishedAt = this.clock.now();
      await this.announce(manager, call);
    });
  }

  /** Takes a call back to review: it leaves the pages at once and unsent notices of it are not sent. */
  async unpublish(id: string, actorId: string | null): Promise<Call> {
    return this.move(id, 'in_review', actorId, async (_manager, call) => {
      call.publishedAt = null;
    });
  }

  private async move(
    id: string,
    to: CallState,
    actorId: string | null,
    effect: (manager: EntityManager, call: Call) => Promise<void>,
  ): Promise<Call> {
    return this.database.transaction(async (manager) => {
      const call = await this.lock(manager, id);
      if (call.state === to) return call;
      requireMove(call.state, to);
      const before = { state: call.state, revision: call.revision };
      call.state = to;
      call.revision += 1;
      call.updatedAt = this.clock.now();
      await effect(manager, call);
      await manager.save(Call, call);
      const action = to === 'published' ? 'call.published' : 'call.unpublished';
      await this.trace(manager, action, id, actorId, before, { state: to, revision: call.revision });
      return call;
    });
  }

  private async announce(manager: EntityManager, call: Call): Promise<void> {
    await appendEvent(manager, callPublished, { callId: call.id, revision: call.revision }, this.clock.now());
  }

  private async lock(manager: EntityManager, id: string): Promise<Call> {
    const call = await manager.findOne(Call, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!call) throw notFound('Esa convocatoria no existe.');
    return call;
  }

  private async trace(
    manager: EntityManager,
    action: string,
    entityId: string,
    actorId: string | null,
    before: object | null,
    after: object | null,
  ): Promise<void> {
    await recordAudit(manager, {
      at: this.clock.now(),
      actorId,
      action,
      entity: 'call',
      entityId,
      before,
      after,
    });
  }
}

/** What must be known before a call may be announced. */
function requireComplete(call: Call, now: Date): void {
  const missing: FieldError[] = [];
  if (call.themes.length === 0) missing.push({ field: 'themes', message: 'Elija al menos un tema.' });
  if (call.deadlineKind === 'exact' && !call.closesAt) {
    missing.push({ field: 'deadlineLocal', message: 'Escriba la fecha de cierre.' });
  }
  if (missing.length > 0) {
    throw invalid('call.incomplete', 'Para publicar faltan datos: complete los campos señalados.', missing);
  }
  if (call.closesAt && call.closesAt <= now) {
    throw conflict(
      'call.closed',
      'El plazo de esta convocatoria ya pasó. Corrija la fecha de cierre o archívela.',
    );
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

function pick(call: Call, fields: CallFields): Partial<CallFields> {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, call[key as keyof CallFields]]));
}
