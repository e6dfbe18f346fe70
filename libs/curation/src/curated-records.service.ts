import { AuditEntry, recordAudit } from '@chasqui/audit';
import { Clock, conflict, invalid, localDate, notFound, slugify } from '@chasqui/kernel';
import { refreshSearchEntries } from '@chasqui/search';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryDeepPartialEntity } from 'typeorm';
import type { CuratedRecord } from './curated-record.js';
import { knownCodes } from './known-codes.js';
import { type FieldsRead, readFields } from './read-fields.js';
import { fieldsOfType, type RecordType, type SingleFacts } from './record-type.js';

type Values = Record<string, unknown>;

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
    const values = await this.read(type, input);
    return this.database.transaction(async (manager) => {
      const slug = await freeSlug(manager, type, String(values[type.nameField]));
      const row = { ...fixed, ...values, slug, curated: true, updatedAt: this.clock.now() };
      const record = await manager.save(type.entity, row as unknown as R);
      await this.trace(manager, type, 'created', record.id, actorId, null, values);
      return record;
    });
  }

  /**
   * Changes a record; only what differs is written and traced.
   * @param expectedRevision the revision the person was looking at
   * @throws DomainError `record.invalid`, `record.changed_meanwhile`, `not_found`
   */
  async update<R extends CuratedRecord>(
    type: RecordType<R>,
    id: string,
    expectedRevision: number,
    input: Values,
    actorId: string | null,
  ): Promise<R> {
    const values = await this.read(type, input);
    return this.change(type, id, expectedRevision, actorId, 'updated', () => values);
  }

  /** Notes that a curator compared the record with its source today (Ecuador's date). */
  async verify<R extends CuratedRecord>(
    type: RecordType<R>,
    id: string,
    expectedRevision: number,
    actorId: string | null,
  ): Promise<R> {
    return this.change(type, id, expectedRevision, actorId, 'verified', () => ({
      verifiedOn: localDate(this.clock.now()),
    }));
  }

  /**
   * Puts back what one traced change replaced. The undoing is itself a change, so it can be undone.
   * @throws DomainError `record.cannot_undo` for the entry that created the record, `not_found`
   */
  async undo<R extends CuratedRecord>(
    type: RecordType<R>,
    id: string,
    expectedRevision: number,
    entryId: string,
    actorId: string | null,
  ): Promise<R> {
    const entry = await this.database.manager.findOneBy(AuditEntry, {
      id: entryId,
      entity: type.key,
      entityId: id,
    });
    if (!entry) throw notFound('Ese cambio no existe.');
    const { before } = entry;
    if (!before) throw conflict('record.cannot_undo', 'Ese cambio creó la ficha: no se puede deshacer.');
    return this.change(type, id, expectedRevision, actorId, 'undone', async (manager, record) => {
      if (entry.action === `${type.key}.merged`) await moveBack(manager, type, record, entry);
      return before as Values;
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
    if (id === intoId) throw conflict('record.bad_merge', 'Elija otra ficha: una no se une consigo misma.');
    return this.change(type, id, expectedRevision, actorId, 'merged', async (manager, record) => {
      const target = await this.load(manager, type, intoId, true);
      if (target.mergedIntoId) {
        throw conflict('record.bad_merge', 'La ficha elegida ya se unió a otra. Elija la que quedó.');
      }
      const moved = await moveReferences(manager, type, id, intoId);
      await this.takeNames(manager, type, record, target, actorId);
      return { mergedIntoId: intoId, moved };
    });
  }

  /** The names of a duplicate become aliases of the record that stays, so that it is found under them. */
  private async takeNames<R extends CuratedRecord>(
    manager: EntityManager,
    type: RecordType<R>,
    duplicate: R,
    target: R,
    actorId: string | null,
  ): Promise<void> {
    const { aliases: before } = target as unknown as { aliases?: string[] };
    if (!before) return;
    const { aliases = [], acronym } = duplicate as unknown as { aliases?: string[]; acronym?: string | null };
    const name = String((duplicate as unknown as Values)[type.nameField]);
    const all = [...new Set([...before, name, ...(acronym ? [acronym] : []), ...aliases])];
    const columns = {
      aliases: all,
      revision: target.revision + 1,
      curated: true,
      updatedAt: this.clock.now(),
    };
    await manager.update(type.entity, target.id, columns as unknown as QueryDeepPartialEntity<R>);
    await this.trace(manager, type, 'updated', target.id, actorId, { aliases: before }, { aliases: all });
  }

  private async read(type: RecordType, input: Values): Promise<Values> {
    const fields = fieldsOfType(type);
    const read: FieldsRead = readFields(fields, input, await knownCodes(this.database.manager));
    const errors = [
      ...read.errors,
      ...(read.errors.length === 0 ? (type.check?.(read.values as SingleFacts) ?? []) : []),
    ];
    if (errors.length > 0) {
      throw invalid('record.invalid', 'No se guardó: revise los campos señalados.', errors);
    }
    return read.values;
  }

  private async change<R extends CuratedRecord>(
    type: RecordType<R>,
    id: string,
    expectedRevision: number,
    actorId: string | null,
    action: string,
    decide: (manager: EntityManager, record: R) => Values | Promise<Values>,
  ): Promise<R> {
    return this.database.transaction(async (manager) => {
      const record = await this.load(manager, type, id, true);
      if (record.revision !== expectedRevision) {
        throw conflict(
          'record.changed_meanwhile',
          'Otra persona cambió esta ficha mientras usted la editaba. Sus cambios siguen en el formulario: abra la ' +
            'versión actual en otra pestaña, compare y vuelva a guardar.',
        );
      }
      const { moved, ...decided } = await decide(manager, record);
      const after = differing(record as unknown as Values, decided);
      if (Object.keys(after).length === 0) return record;
      const before = Object.fromEntries(
        Object.keys(after).map((name) => [name, (record as unknown as Values)[name] ?? null]),
      );
      const columns = {
        ...after,
        revision: record.revision + 1,
        curated: true,
        updatedAt: this.clock.now(),
      };
      await manager.update(type.entity, id, columns as unknown as QueryDeepPartialEntity<R>);
      await this.trace(manager, type, action, id, actorId, before, moved ? { ...after, moved } : after);
      return Object.assign(record, columns);
    });
  }

  private async load<R extends CuratedRecord>(
    manager: EntityManager,
    type: RecordType<R>,
    id: string,
    lock: boolean,
  ): Promise<R> {
    const query = manager.createQueryBuilder(type.entity, 'record').where('record.id = :id', { id });
    const record = await (lock ? query.setLock('pessimistic_write') : query).getOne();
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
    const at = this.clock.now();
    const change = { at, actorId, action: `${type.key}.${action}`, entity: type.key, entityId: id };
    await recordAudit(manager, { ...change, before, after });
    if (type.searchKind) await refreshSearchEntries(manager, type.searchKind, [id]);
  }
}

/** Of the decided values, those that the record does not have already. */
function differing(record: Values, decided: Values): Values {
  return Object.fromEntries(
    Object.entries(decided).filter(
      ([name, value]) => canonical(record[name] ?? null) !== canonical(value ?? null),
    ),
  );
}

/** The same facts in the same text, whatever order JSON gave their properties. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part) && !(part instanceof Date)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Points whatever pointed at one record to another. @returns the ids moved, by "table.column" */
async function moveReferences(
  manager: EntityManager,
  type: RecordType,
  from: string,
  into: string,
): Promise<Record<string, string[]>> {
  const moved: Record<string, string[]> = {};
  for (const { table, column } of type.pointers) {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1 RETURNING id`,
      [from, into],
    );
    if (rows.length > 0) moved[`${table}.${column}`] = rows.map(({ id }) => id);
  }
  return moved;
}

/** Undoes `moveReferences` for the rows that still point where the merge sent them. */
async function moveBack(
  manager: EntityManager,
  type: RecordType,
  record: CuratedRecord,
  entry: AuditEntry,
): Promise<void> {
  const { moved = {} } = entry.after as { moved?: Record<string, string[]> };
  for (const { table, column } of type.pointers) {
    const ids = moved[`${table}.${column}`];
    if (!ids) continue;
    await manager.query(`UPDATE ${table} SET ${column} = $1 WHERE id = ANY($2::uuid[]) AND ${column} = $3`, [
      record.id,
      ids,
      record.mergedIntoId,
    ]);
  }
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
