import type { EntityManager } from 'typeorm';
import { COLUMNS, DEPENDENTS, PROJECTIONS } from './projections.js';
import { SEARCH_KINDS, type SearchKind } from './search-entry.entity.js';

/**
 * Projects public records into the search table, in the caller's transaction. Call it after the last change of the
 * record: from here to the commit other writers wait, so that numbers are given in the order of the commits.
 * Records that are no longer public are marked as removed; unchanged ones keep their number. What shows the name
 * of a donor, a fund or a GAD follows.
 * @param ids of the records (INEC codes of GADs); or all of the kind
 */
export async function refreshSearchEntries(
  manager: EntityManager,
  kind: SearchKind,
  ids: readonly string[] | 'all',
): Promise<void> {
  if (ids !== 'all' && ids.length === 0) return;
  await takeTurn(manager);
  await project(manager, kind, ids);
  for (const [dependent, column] of DEPENDENTS[kind] ?? []) {
    if (ids !== 'all') await project(manager, dependent, ids, { column, type: PROJECTIONS[kind].keyType });
  }
}

/** Projects every record: after loading a whole catalogue, or to mend the table. */
export async function refreshAllSearchEntries(manager: EntityManager): Promise<void> {
  await takeTurn(manager);
  for (const kind of SEARCH_KINDS) await project(manager, kind, 'all');
}

/** A statement of its own: the next one must see what the writer before has committed. */
async function takeTurn(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('search_entry'))`);
}

/** @param by the column that `ids` are compared with, when they are ids of another kind of record */
async function project(
  manager: EntityManager,
  kind: SearchKind,
  ids: readonly string[] | 'all',
  by?: { readonly column: string; readonly type: string },
): Promise<void> {
  const { from, where, id, keyType, values } = PROJECTIONS[kind];
  const all = ids === 'all';
  const { column, type } = by ?? { column: id, type: keyType };
  const columns = COLUMNS.join(', ');
  const gone = `UNION ALL
    SELECT e.record_id, true, e.url, '', '', e.language, '', '', '{}'::jsonb, NULL, NULL, NULL, NULL
      FROM search_entry e
     WHERE e.kind = $1 AND NOT e.removed ${all ? '' : 'AND e.record_id = ANY($2::text[])'}
       AND NOT EXISTS (SELECT FROM shown WHERE shown.record_id = e.record_id)`;
  await manager.query(
    `WITH shown AS MATERIALIZED (
       SELECT ${id}::text AS record_id, false AS removed,
              ${values.map((value, place) => `${value} AS ${COLUMNS[place]!}`).join(', ')}
         FROM ${from} WHERE ${where} ${all ? '' : `AND ${column} = ANY($2::${type}[])`}
     ), wanted AS (SELECT * FROM shown ${by ? '' : gone})
     INSERT INTO search_entry AS e (kind, record_id, seq, removed, ${columns})
     SELECT $1, record_id, (SELECT coalesce(max(seq), 0) FROM search_entry) + row_number() OVER (ORDER BY record_id),
            removed, ${columns}
       FROM wanted
     ON CONFLICT (kind, record_id) DO UPDATE
        SET seq = excluded.seq, removed = excluded.removed, ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}
      WHERE (e.removed, ${COLUMNS.map((name) => `e.${name}`).join(', ')})
         IS DISTINCT FROM (excluded.removed, ${COLUMNS.map((name) => `excluded.${name}`).join(', ')})`,
    all ? [kind] : [kind, ids],
  );
}
