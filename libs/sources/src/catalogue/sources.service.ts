import { recordAudit } from '@chasqui/audit';
import { Donor } from '@chasqui/donors';
import { Clock, conflict, invalid, notFound, slugify } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { nextRunAt } from '../health/next-run.js';
import { SourceAddress, SourceRun } from '../runs/run.entities.js';
import { notReadable, readsItself } from './self-reading.js';
import { Source, SourceDefinition } from './source.entities.js';
import { type CheckedSource, readSourceInput, sameDefinition, storedConfig } from './source-input.js';

type Facts = CheckedSource['facts'];
type Reader = CheckedSource['definition'];

/** The writing side of sources: every change is checked and traced in one transaction. */
@Injectable()
export class Sources {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * A curator adds a source. It is not read by itself until somebody switches it on.
   * @throws DomainError `source.invalid` with one message per field
   */
  async create(input: unknown, actorId: string | null): Promise<Source> {
    const { facts, definition } = readSourceInput(input);
    return this.database.transaction((manager) => this.insert(manager, facts, definition, actorId));
  }

  /** Stores a checked source with the caller's transaction. @param slug made from the name when absent */
  async insert(
    manager: EntityManager,
    facts: Facts,
    definition: Reader,
    actorId: string | null,
    slug?: string,
  ): Promise<Source> {
    await requireDonor(manager, facts.donorId);
    const now = this.clock.now();
    const source = await manager.save(
      manager.create(Source, {
        ...facts,
        slug: slug ?? (await freeSlug(manager, facts.nameEs)),
        definitionVersion: 1,
        provenance: null,
        createdAt: now,
        updatedAt: now,
      }),
    );
    await this.addVersion(manager, source, definition, actorId);
    await this.trace(manager, 'source.created', source.id, actorId, null, { ...facts, ...definition });
    return source;
  }

  /**
   * Changes a source. Another way of reading it is a new version of its definition, tried at the next turn; saving
   * what is already there is no change.
   * @param expectedRevision the revision the person was looking at
   * @throws DomainError `source.invalid`, `source.changed_meanwhile`, `not_found`
   */
  async update(
    id: string,
    expectedRevision: number,
    input: unknown,
    actorId: string | null,
  ): Promise<Source> {
    const { facts, definition } = readSourceInput(input);
    return this.database.transaction(async (manager) => {
      const source = await lock(manager, id, expectedRevision);
      await requireDonor(manager, facts.donorId, source.donorId);
      return this.change(manager, source, facts, definition, 'source.updated', actorId);
    });
  }

  /**
   * Reads a source again as an earlier version did: that version's content becomes the newest one.
   * @throws DomainError `source.changed_meanwhile`, `source.invalid` when it can no longer be read so, `not_found`
   */
  async restoreDefinition(
    id: string,
    expectedRevision: number,
    version: number,
    actorId: string | null,
  ): Promise<Source> {
    return this.database.transaction(async (manager) => {
      const source = await lock(manager, id, expectedRevision);
      const old = await manager.findOneBy(SourceDefinition, { sourceId: id, version });
      if (!old) throw notFound('Esa versión de la definición no existe.');
      const definition = { adapter: old.adapter, config: storedConfig(old.adapter, old.config) };
      return this.change(manager, source, {}, definition, 'source.definition_restored', actorId);
    });
  }

  /** Has the source read on its schedule, beginning now. @throws DomainError `source.by_hand`, `not_found` */
  async enable(id: string, actorId: string | null): Promise<Source> {
    return this.switch(id, { enabled: true }, 'source.enabled', actorId);
  }

  /** A reading under way ends as usual. @throws DomainError `not_found` */
  async disable(id: string, actorId: string | null): Promise<Source> {
    return this.switch(id, { enabled: false }, 'source.disabled', actorId);
  }

  /** Its complete calls are published without waiting for a curator. @throws DomainError `not_found` */
  async trust(id: string, actorId: string | null): Promise<Source> {
    return this.switch(id, { trusted: true }, 'source.trusted', actorId);
  }

  /** @throws DomainError `not_found` */
  async untrust(id: string, actorId: string | null): Promise<Source> {
    return this.switch(id, { trusted: false }, 'source.untrusted', actorId);
  }

  private async switch(
    id: string,
    to: { enabled: boolean } | { trusted: boolean },
    action: string,
    actorId: string | null,
  ): Promise<Source> {
    return this.database.transaction(async (manager) => {
      const source = await lock(manager, id);
      const columns: Partial<Source> = differing(source, to);
      if (Object.keys(columns).length === 0) return source;
      if (columns.enabled && !readsItself(await definitionOf(manager, source))) throw notReadable();
      const nextRun =
        columns.enabled === undefined ? {} : { nextRunAt: columns.enabled ? this.clock.now() : null };
      return this.write(manager, source, columns, nextRun, action, actorId);
    });
  }

  private async change(
    manager: EntityManager,
    source: Source,
    facts: Partial<Facts>,
    definition: Reader,
    action: string,
    actorId: string | null,
  ): Promise<Source> {
    const current = await definitionOf(manager, source);
    const columns: Partial<Source> = differing(source, facts);
    const isNewVersion = !sameDefinition(current, definition);
    if (!isNewVersion && Object.keys(columns).length === 0) return source;
    if (isNewVersion && source.enabled && !readsItself(definition)) throw notReadable();
    const traced = isNewVersion ? { before: reader(current), after: definition } : {};
    if (isNewVersion) {
      columns.definitionVersion = (await newestVersion(manager, source.id)) + 1;
      // What the server said of its pages belongs to the old way of reading: all of it is read anew.
      await manager.delete(SourceAddress, { sourceId: source.id });
    }
    const schedule = await this.scheduleAfter(manager, source, columns);
    const saved = await this.write(manager, source, columns, schedule, action, actorId, traced);
    if (isNewVersion) await this.addVersion(manager, saved, definition, actorId);
    return saved;
  }

  /** A new way of reading is tried at once; another rhythm counts from the last reading. */
  private async scheduleAfter(
    manager: EntityManager,
    source: Source,
    changed: Partial<Source>,
  ): Promise<Partial<Source>> {
    if (changed.definitionVersion !== undefined) {
      return { failures: 0, nextRunAt: source.enabled ? this.clock.now() : null };
    }
    if (changed.everyMinutes === undefined || !source.enabled) return {};
    const last = await manager.findOne(SourceRun, {
      where: { sourceId: source.id },
      order: { startedAt: 'DESC' },
    });
    if (!last) return {};
    const lastRun = { sourceId: source.id, startedAt: last.startedAt, retryAfter: null };
    return { nextRunAt: nextRunAt(lastRun, changed.everyMinutes, source.failures) };
  }

  /** The one place where what people decide of a source changes. `alongside` is what follows from it, untraced. */
  private async write(
    manager: EntityManager,
    source: Source,
    columns: Partial<Source>,
    alongside: Partial<Source>,
    action: string,
    actorId: string | null,
    definition: { before?: object; after?: object } = {},
  ): Promise<Source> {
    const before = Object.fromEntries(
      Object.keys(columns).map((name) => [name, source[name as keyof Source]]),
    );
    const all = { ...columns, ...alongside, revision: source.revision + 1, updatedAt: this.clock.now() };
    await manager.update(Source, source.id, all);
    await this.trace(
      manager,
      action,
      source.id,
      actorId,
      { ...before, ...definition.before },
      { ...columns, ...definition.after },
    );
    return Object.assign(source, all);
  }

  private async addVersion(
    manager: EntityManager,
    source: Source,
    { adapter, config }: Reader,
    createdBy: string | null,
  ): Promise<void> {
    const key = { sourceId: source.id, version: source.definitionVersion };
    await manager.insert(SourceDefinition, {
      ...key,
      adapter,
      config,
      createdBy,
      createdAt: this.clock.now(),
    });
  }

  private async trace(
    manager: EntityManager,
    action: string,
    entityId: string,
    actorId: string | null,
    before: object | null,
    after: object | null,
  ): Promise<void> {
    const at = this.clock.now();
    await recordAudit(manager, { at, actorId, action, entity: 'source', entityId, before, after });
  }
}

/** @param expectedRevision the revision the person was looking at, when it matters */
async function lock(manager: EntityManager, id: string, expectedRevision?: number): Promise<Source> {
  const source = await manager.findOne(Source, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!source) throw notFound('Esa fuente no existe.');
  if (expectedRevision !== undefined && source.revision !== expectedRevision) {
    throw conflict(
      'source.changed_meanwhile',
      'Otra persona cambió esta fuente mientras usted la editaba. Sus cambios siguen en el formulario: abra la ' +
        'versión actual en otra pestaña, compare y vuelva a guardar.',
    );
  }
  return source;
}

function definitionOf(manager: EntityManager, source: Source): Promise<SourceDefinition> {
  const key = { sourceId: source.id, version: source.definitionVersion };
  return manager.findOneByOrFail(SourceDefinition, key);
}

async function newestVersion(manager: EntityManager, sourceId: string): Promise<number> {
  return (await manager.maximum(SourceDefinition, 'version', { sourceId })) ?? 0;
}

function reader({ adapter, config }: SourceDefinition): Reader {
  return { adapter, config };
}

function differing(source: Source, decided: Partial<Source>): Partial<Source> {
  return Object.fromEntries(
    Object.entries(decided).filter(([name, value]) => source[name as keyof Source] !== value),
  );
}

/** A donor that was joined to another may stay where it is, but is not chosen anew. */
async function requireDonor(
  manager: EntityManager,
  donorId: string | null,
  current: string | null = null,
): Promise<void> {
  if (donorId === null || donorId === current) return;
  const donor = await manager.findOneBy(Donor, { id: donorId });
  if (donor && !donor.mergedIntoId) return;
  throw invalid('source.invalid', 'Revise los datos de la fuente.', [
    { field: 'donorId', message: 'Ese cooperante no existe o se unió a otro. Elija uno de la lista.' },
  ]);
}

/** Addresses of pages beside those of the sources. */
const TAKEN_BY_PAGES = ['nueva', 'pegar', 'subir'];

async function freeSlug(manager: EntityManager, name: string): Promise<string> {
  const slug = slugify(name);
  // Two sources with one name, added at the same moment, take their addresses one after the other.
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('source.slug'), hashtext($1))`, [slug]);
  for (let attempt = 1; ; attempt += 1) {
    const candidate = attempt === 1 && !TAKEN_BY_PAGES.includes(slug) ? slug : `${slug}-${attempt}`;
    if (!(await manager.existsBy(Source, { slug: candidate }))) return candidate;
  }
}
