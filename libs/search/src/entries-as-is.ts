import type { EntityManager } from 'typeorm';
import { COLUMNS, PROJECTIONS } from './projections.js';
import type { IndexedEntry } from './search-index.js';
import type { SearchKind } from './search-entry.entity.js';

/** Columns that no query asks for. */
const NOT_INDEXED = ['url', 'opens_on'];

/**
 * Records as the index would hold them if they were public: to tell which searches used to find what was taken down.
 * Nothing of them may be shown.
 * @param ids of the records (INEC codes of GADs)
 */
export async function entriesAsIs(
  manager: EntityManager,
  kind: SearchKind,
  ids: readonly string[],
): Promise<IndexedEntry[]> {
  const { from, id, keyType, values } = PROJECTIONS[kind];
  const columns = COLUMNS.flatMap((name, place) =>
    NOT_INDEXED.includes(name) ? [] : [`${values[place]!} AS ${name === 'closes_at' ? '"closesAt"' : name}`],
  );
  return manager.query<IndexedEntry[]>(
    `SELECT $1::text AS kind, ${id}::text AS "recordId", ${columns.join(', ')}
       FROM ${from} WHERE ${id} = ANY($2::${keyType}[]) ORDER BY ${id}`,
    [kind, ids],
  );
}
