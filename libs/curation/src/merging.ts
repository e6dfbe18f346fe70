import { conflict } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import type { CuratedRecord } from './curated-record.js';
import type { RecordType } from './record-type.js';

/** What a merge took from a duplicate: ids by "table.column", and the names that became aliases. */
export type Moved = Readonly<Record<string, readonly string[]>>;

/** Key of `Moved` under which the names stand. */
export const MOVED_NAMES = 'aliases';

/** The parts of a record that a merge hands over. Not every type has aliases or an acronym. */
interface Names {
  readonly aliases?: readonly string[];
  readonly acronym?: string | null;
}

/** Refuses a merge that would make a circle, a chain or a copy of one. */
export function requireMergeable(record: CuratedRecord, target: CuratedRecord): void {
  if (record.id === target.id) {
    throw conflict('record.bad_merge', 'Elija otra ficha: una no se une consigo misma.');
  }
  if (record.mergedIntoId) {
    throw conflict('record.bad_merge', 'Esta ficha ya se unió a otra. Para cambiarlo, deshaga esa unión.');
  }
  if (target.mergedIntoId) {
    throw conflict('record.bad_merge', 'La ficha elegida ya se unió a otra. Elija la que quedó.');
  }
}

/** The names of a duplicate that the record that stays does not have yet; null when the type keeps no aliases. */
export function newNames<R extends CuratedRecord>(
  type: RecordType<R>,
  duplicate: R,
  target: R,
): readonly string[] | null {
  const { aliases: before, acronym: ownAcronym } = target as Names;
  if (!before) return null;
  const nameOf = (record: R) => String((record as unknown as Record<string, unknown>)[type.nameField]);
  const { aliases = [], acronym } = duplicate as Names;
  const known = new Set([nameOf(target), ownAcronym, ...before]);
  return [...new Set([nameOf(duplicate), ...(acronym ? [acronym] : []), ...aliases])].filter(
    (name) => !known.has(name),
  );
}

/** Points whatever pointed at one record to another. @returns the ids moved, by "table.column" */
export async function moveReferences(
  manager: EntityManager,
  type: RecordType,
  from: string,
  into: string,
): Promise<Moved> {
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
export async function moveBack(
  manager: EntityManager,
  type: RecordType,
  moved: Moved,
  to: string,
  from: string,
): Promise<void> {
  for (const { table, column } of type.pointers) {
    const ids = moved[`${table}.${column}`];
    if (!ids) continue;
    await manager.query(`UPDATE ${table} SET ${column} = $1 WHERE id = ANY($2::uuid[]) AND ${column} = $3`, [
      to,
      ids,
      from,
    ]);
  }
}

/** How many rows point at a record, by "table.column": what a merge would move. */
export async function countReferences(
  manager: EntityManager,
  type: RecordType,
  id: string,
): Promise<Readonly<Record<string, number>>> {
  const counts = type.pointers.map(
    ({ table, column }) =>
      `SELECT '${table}.${column}' AS place, count(*)::int AS count FROM ${table} WHERE ${column} = $1`,
  );
  const rows = await manager.query<{ place: string; count: number }[]>(counts.join(' UNION ALL '), [id]);
  return Object.fromEntries(rows.map(({ place, count }) => [place, count]));
}
