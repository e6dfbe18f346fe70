import { AuditEntry, recordAudit } from '@chasqui/audit';
import { Clock, conflict, invalid, localDate, notFound, slugify } from '@chasqui/kernel';
import { refreshSearchEntries } from '@chasqui/search';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryDeepPartialEntity } from 'typeorm';
import { differing, settled } from './changed-values.js';
import type { CuratedRecord } from './curated-record.js';
import { knownCodes } from './known-codes.js';
import { type Moved, MOVED_NAMES, moveBack, moveReferences, newNames, requireMergeable } from './merging.js';
import { readFields } from './read-fields.js';
import { referenceFields, resolveReferences } from './references.js';
import { fieldsOfType, type RecordType, type SingleFacts } from './record-type.js';

type Values = Record<string, unknown>;

/** What is to be written of a record, and what its trace says besides. */
interface Decision {
  readonly values: Readonly<Values>;
  readonly moved?: Moved;
}

/** The writing side of the catalogue: every change is checked, traced, undoable and searchable at once. */
@Injectable()
export class CuratedRecords {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not_found` */
  async get<R extends CuratedRecord>(type: RecordType<R>, id: string): Promise<R> {
    return this.load(this.database.manager, type, id, false);
  }

  /**
   * Enters a record.
   * @param fixed columns that no form decides, such as the GAD an offer belongs to
   * @throws DomainError `record.invalid` with one Spanish message per field
   */
  async create<R extends CuratedRecord>(
    type: RecordType<R>,
    input: Values,
    actorId: string | null,
    fixed: Values = {},
  ): Promise<R> {
    return this.database.transaction(async (manager) => {
      await holdReferences(manager, type);
      const values = await this.read(manager, type, input);
      const slug = await freeSlug(manager, type, String(values[type.nameField]));
      const row = { ...fixed, ...values, slug, curated: true, updatedAt: this.clock.now() };
      const { id } = await manager.save(type.entity, row as unknown as R);
      await this.trace(manager, type, 'created', id, actorId, null, values);
      await refresh(manager, type, [id]);
      return this.load(manager, type, id, false);
    });
  }

  /**
   * Changes a record; only what differs is written and traced.
   * @param expectedRevision the revision the person was looking at
   * @throws DomainError `record.invalid`, `record.changed_meanwhile`, `record.merged`, `not_found`
   */
  async update<R extends CuratedRecord>(
    type: RecordType<R>,
    id: string,
    expectedRevision: number,
    input: Values,
    actorId: string | null,
  ): Promise<R> {
    return this.change(type, id, expectedRevision, actorId, 'updated', async (manager, record) => {
      requireStanding(record);
      const entered = await this.read(manager, type, input);
      return { values: settled(fieldsOfType(type), record as unknown as Values, entered) };
    });
  }

  /**
   * Notes that a curator compared the record with its source today (Ecuador's date).
   * @throws DomainError `record.changed_meanwhile`, `record.merged`, `not_found`
   */
  async verify<R extends CuratedRecord>(
    type: RecordType<R>,
    id: string,
    expectedRevision: number,
    actorId: string | null,
  ): Promise<R> {
    return this.change(type, id, expectedRevision, actorId, 'verified', (_manager, record) => {
      requireStanding(record);
      return { values: { verifiedOn: localDate(this.clock.now()) } };
    });
  }

  /**
   * Puts back what one traced change replaced. The undoing is itself a change, so it can be undone. Undoing a merge
   * gives back what it moved; undoing that merges again.
   * @throws DomainError `record.cannot_undo` for the entry that created the record or when the values of then no
   *   longer go with those of today, `record.bad_merge`, `record.changed_meanwhile`, `record.merged`, `not_found`
   */
  async undo<R extends CuratedRecord>(
    type: RecordType<R>,
    id: string,
    expectedRevision: number,
    entryId: string,
    actorId: string | null,
  ): Promise<R> {
    const traced = { id: entryId, entity: type.key, entityId: id };
    const entry = /^\d{1,18}$/.test(entryId)
      ? await this.database.manager.findOneBy(AuditEntry, traced)
      : null;
    if (!entry) throw notFound('Ese cambio no existe.');
    const before = entry.before as Values | null;
    if (!before) throw conflict('record.cannot_undo', 'Ese cambio creó la ficha: no se puede deshacer.');
    return this.change(type, id, expectedRevision, actorId, 'undone', async (manager, record) => {
      if (!Object.hasOwn(before, 'mergedIntoId')) {
        requireStanding(record);
        const { input: values, errors } = await resolveReferences(manager, fieldsOfType(type), before);
        if (errors[0]) throw conflict('record.cannot_undo', errors[0].message);
        requireFitting(type, record, values);
        return { values };
      }
      const { mergedIntoId: into } = before as { mergedIntoId: string | null };
      if (into === record.mergedIntoId) return { values: {} };
      return into
        ? this.join(manager, type, record, into, actorId)
        : this.separate(manager, type, record, actorId);
    });
  }

  /**
   * Joins a duplicate to the record that stays: whatever pointed at it points there, its names become aliases, its
   * address leads on. The duplicate is kept and the merge can be undone.
   * @throws DomainError `record.bad_merge`, `record.changed_meanwhile`, `not_found`
   */
  async merge<R extends CuratedRecord>(
    type: RecordType<R>,
    id: string,
    expectedRevision: number,
    intoId: string,
    actorId: string | null,
  ): Promise<R> {
    return this.change(type, id, expectedRevision, actorId, 'merged', (manager, record) =>
      this.join(manager, type, record, intoId, actorId),
    );
  }

  private async join<R extends CuratedRecord>(
    manager: EntityManager,
    type: RecordType<R>,
    record: R,
    intoId: string,
    actorId: string | null,
  ): Promise<Decision> {
    const target = await this.load(manager, type, intoId, true);
    requireMergeable(record, target);
    const moved = await moveReferences(manager, type, record.id, intoId);
    const names = newNames(type, record, target);
    if (names && names.length > 0) {
      const { aliases } = target as unknown as { aliases: string[] };
      await this.rename(manager, type, target, 'absorbed', [...aliases, ...names], actorId);
    }
    return {
      values: { mergedIntoId: intoId },
      moved: names && names.length > 0 ? { ...moved, [MOVED_NAMES]: names } : moved,
    };
  }

  /** Takes a merge back: rows that still point where it sent them return, names that it gave go. */
  private async separate<R extends CuratedRecord>(
    manager: EntityManager,
    type: RecordType<R>,
    record: R,
    actorId: string | null,
  ): Promise<Decision> {
    const into = record.mergedIntoId!;
    const [merge] = await manager.query<{ moved: Moved }[]>(
      `SELECT after->'moved' AS moved FROM audit_entry
        WHERE entity = $1 AND entity_id = $2 AND after ? 'moved' ORDER BY id DESC LIMIT 1`,
      [type.key, record.id],
    );
    await moveBack(manager, type, merge?.moved ?? {}, record.id, into);
    const given = new Set(merge?.moved[MOVED_NAMES]);
    const target = await this.load(manager, type, into, true);
    const { aliases } = target as unknown as { aliases?: string[] };
    const kept = aliases?.filter((name) => !given.has(name));
    if (aliases && kept && kept.length < aliases.length) {
      await this.rename(manager, type, target, 'released', kept, actorId);
    }
    return { values: { mergedIntoId: null } };
  }

  /** The names of a duplicate stand among the aliases of the record that stays, so that it is found under them. */
  private async rename<R extends CuratedRecord>(
    manager: EntityManager,
    type: RecordType<R>,
    target: R,
    action: string,
    aliases: string[],
    actorId: string | null,
  ): Promise<void> {
    const { aliases: before } = target as unknown as { aliases: string[] };
    await this.write(manager, type, target, { aliases });
    await this.trace(manager, type, action, target.id, actorId, { aliases: before }, { aliases });
  }

  private async read(manager: EntityManager, type: RecordType, input: Values): Promise<Values> {
    const fields = fieldsOfType(type);
    const resolved = await resolveReferences(manager, fields, input);
    const known = { ...(await knownCodes(manager)), ...resolved.known };
    const { values, errors } = readFields(fields, resolved.input, known);
    const told = new Set(resolved.errors.map(({ field }) => field));
    const faults = [...resolved.errors, ...errors.filter(({ field }) => !told.has(field))];
    if (faults.length === 0) faults.push(...(type.check?.(values as SingleFacts) ?? []));
    if (faults.length > 0) {
      throw invalid('record.invalid', 'No se guardó: revise los campos señalados.', faults);
    }
    return values;
  }

  private async change<R extends CuratedRecord>(
    type: RecordType<R>,
    id: string,
    expectedRevision: number,
    actorId: string | null,
    action: string,
    decide: (manager: EntityManager, record: R) => Decision | Promise<Decision>,
  ): Promise<R> {
    return this.database.transaction(async (manager) => {
      await holdReferences(manager, type);
      // Two merges of one type would lock the same two records in opposite order: they take turns.
      if (action === 'merged' || action === 'undone') await takeTurn(manager, type.key, 'xact_lock');
      const record = await this.load(manager, type, id, true);
      if (record.revision !== expectedRevision) {
        throw conflict(
          'record.changed_meanwhile',
          'Otra persona cambió esta ficha mientras usted la editaba. Sus cambios siguen en el formulario: abra la ' +
            'versión actual en otra pestaña, compare y vuelva a guardar.',
        );
      }
      const other = record.mergedIntoId;
      const decided = await decide(manager, record);
      const after = differing(record as unknown as Values, decided.values);
      if (Object.keys(after).length === 0) return record;
      const before = Object.fromEntries(
        Object.keys(after).map((name) => [name, (record as unknown as Values)[name] ?? null]),
      );
      await this.write(manager, type, record, after);
      const traced = decided.moved ? { ...after, moved: decided.moved } : after;
      await this.trace(manager, type, action, id, actorId, before, traced);
      await refresh(manager, type, [id, other, record.mergedIntoId]);
      return this.load(manager, type, id, false);
    });
  }

  /** Writes changed columns. Comparing a record with its source does not make it the curators' own. */
  private async write<R extends CuratedRecord>(
    manager: EntityManager,
    type: RecordType<R>,
    record: R,
    after: Values,
  ): Promise<void> {
    const columns = {
      ...after,
      revision: record.revision + 1,
      curated: record.curated || Object.keys(after).some((name) => name !== 'verifiedOn'),
      updatedAt: this.clock.now(),
    };
    await manager.update(type.entity, record.id, columns as unknown as QueryDeepPartialEntity<R>);
    Object.assign(record, columns);
  }

  private async load<R extends CuratedRecord>(
    manager: EntityManager,
    type: RecordType<R>,
    id: string,
    lock: boolean,
  ): Promise<R> {
    const query = manager.createQueryBuilder(type.entity, 'record').where('record.id = :id', { id });
    const record = await (lock ? query.setLock('for_no_key_update') : query).getOne();
    if (!record) throw notFound(`${type.feminine ? 'Esa' : 'Ese'} ${type.one} no existe.`);
    return record;
  }

  private async trace(
    manager: EntityManager,
    type: RecordType,
    action: string,
    id: string,
    actorId: string | null,
    before: Values | null,
    after: Values,
  ): Promise<void> {
    const change = { actorId, action: `${type.key}.${action}`, entity: type.key, entityId: id };
    await recordAudit(manager, { ...change, at: this.clock.now(), before, after });
  }
}

/** A duplicate gives way to the record that stays: nobody should go on writing on it. */
function requireStanding(record: CuratedRecord): void {
  if (!record.mergedIntoId) return;
  throw conflict('record.merged', 'Esta ficha se unió a otra. Cambie la que quedó, o deshaga la unión.');
}

/** Values of then next to values of today can contradict each other. Contradictions of before are left alone. */
function requireFitting(type: RecordType, record: CuratedRecord, values: Readonly<Values>): void {
  const faults = (facts: object) => (type.check?.(facts as SingleFacts) ?? []).map(({ message }) => message);
  const old = new Set(faults(record));
  const fault = faults(Object.assign({}, record, values)).find((message) => !old.has(message));
  if (fault) {
    throw conflict(
      'record.cannot_undo',
      `Lo de antes ya no concuerda con lo demás de la ficha: ${fault} Cámbielo en el formulario.`,
    );
  }
}

/** While records of these types are pointed to here, none of them is merged away. */
async function holdReferences(manager: EntityManager, type: RecordType): Promise<void> {
  const types = new Set(referenceFields(fieldsOfType(type)).map(({ to }) => to));
  for (const key of [...types].toSorted()) await takeTurn(manager, key, 'xact_lock_shared');
}

async function takeTurn(
  manager: EntityManager,
  key: string,
  mode: 'xact_lock' | 'xact_lock_shared',
): Promise<void> {
  await manager.query(`SELECT pg_advisory_${mode}(hashtext('record.merge'), hashtext($1))`, [key]);
}

/** The last thing of a transaction: from here on other writers wait. */
async function refresh(
  manager: EntityManager,
  type: RecordType,
  ids: readonly (string | null)[],
): Promise<void> {
  const given = [...new Set(ids.filter((id) => id !== null))];
  if (type.searchKind) await refreshSearchEntries(manager, type.searchKind, given);
}

async function freeSlug(manager: EntityManager, type: RecordType, name: string): Promise<string> {
  const slug = slugify(name);
  // Two records of one name, entered at the same moment, take their addresses one after the other.
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))`, [`${type.key}.slug`, slug]);
  for (let attempt = 1; ; attempt += 1) {
    const candidate = attempt === 1 ? slug : `${slug}-${attempt}`;
    const taken = await manager
      .createQueryBuilder(type.entity, 'record')
      .where('record.slug = :candidate', { candidate })
      .getExists();
    if (!taken) return candidate;
  }
}
