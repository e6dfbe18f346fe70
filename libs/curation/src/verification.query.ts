import type { DataSource } from 'typeorm';
import type { FactSource } from './curated-record.js';
import type { RecordType } from './record-type.js';

/** Key of the calls among the types: they have a workflow of their own, but go stale like everything else. */
export const CALLS = 'call';

export interface UncheckedRecord {
  /** Key of its type, or `CALLS`. */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  /** Language of the name; that of a call may be another. */
  readonly language: string;
  readonly verifiedOn: string | null;
  readonly readOn: string | null;
  readonly doubtEs: string | null;
  readonly revision: number;
  readonly sources: readonly FactSource[];
}

export interface UncheckedPage {
  readonly items: readonly UncheckedRecord[];
  readonly next: string | null;
  readonly total: number;
}

/** How many records of a type were compared with their source how long ago. */
export interface CheckedBands {
  readonly kind: string;
  readonly recent: number;
  readonly aging: number;
  readonly old: number;
  readonly never: number;
}

const LIMIT = 20;
const NEVER = '-infinity';
const KEY = /^(\d{4}-\d{2}-\d{2}|-infinity),([a-z]+),([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The records of the catalogue by how long nobody has compared them with their source, never first; paged by key.
 * @param kind only this type
 * @param after key of the page before
 */
export async function uncheckedRecords(
  database: DataSource,
  types: readonly RecordType[],
  kind: string | undefined,
  after: string | undefined,
): Promise<UncheckedPage> {
  const parts = partsOf(database, types).filter((part) => !kind || part.kind === kind);
  if (parts.length === 0) return { items: [], next: null, total: 0 };
  const key = KEY.exec(after ?? '');
  const condition = key
    ? `(coalesce(verified_on, '${NEVER}'::date), kind, id) > ($2::date, $3::text, $4::uuid)`
    : 'true';
  const [rows, [{ total }]] = await Promise.all([
    database.query<UncheckedRecord[]>(
      `SELECT kind, id, name, language, verified_on::text AS "verifiedOn", read_on::text AS "readOn",
              doubt_es AS "doubtEs", revision, sources
         FROM (${union(parts)}) AS records WHERE ${condition}
        ORDER BY coalesce(verified_on, '${NEVER}'::date), kind, id LIMIT $1`,
      [LIMIT + 1, ...(key ? key.slice(1) : [])],
    ),
    database.query<[{ total: number }]>(`SELECT count(*)::int AS total FROM (${union(parts)}) AS records`),
  ]);
  const items = rows.slice(0, LIMIT);
  const last = items.at(-1);
  const next = rows.length > LIMIT && last ? [last.verifiedOn ?? NEVER, last.kind, last.id].join(',') : null;
  return { items, next, total };
}

/**
 * How fresh each type is, in the order of the types, calls last.
 * @param today ISO date
 */
export async function checkedBands(
  database: DataSource,
  types: readonly RecordType[],
  today: string,
): Promise<readonly CheckedBands[]> {
  const parts = partsOf(database, types);
  const rows = await database.query<CheckedBands[]>(
    `SELECT kind,
            count(*) FILTER (WHERE verified_on > $1::date - interval '6 months')::int AS recent,
            count(*) FILTER (WHERE verified_on <= $1::date - interval '6 months'
                               AND verified_on > $1::date - interval '12 months')::int AS aging,
            count(*) FILTER (WHERE verified_on <= $1::date - interval '12 months')::int AS old,
            count(*) FILTER (WHERE verified_on IS NULL)::int AS never
       FROM (${union(parts)}) AS records GROUP BY kind`,
    [today],
  );
  const found = new Map(rows.map((row) => [row.kind, row]));
  return parts.map(({ kind }) => found.get(kind) ?? { kind, recent: 0, aging: 0, old: 0, never: 0 });
}

interface Part {
  readonly kind: string;
  readonly sql: string;
}

function partsOf(database: DataSource, types: readonly RecordType[]): readonly Part[] {
  return [
    ...types.map((type) => {
      const metadata = database.getMetadata(type.entity);
      const name = metadata.findColumnWithPropertyName(type.nameField)!.databaseName;
      return {
        kind: type.key,
        sql: `SELECT '${type.key}' AS kind, id, ${name} AS name, 'es' AS language, verified_on, read_on, doubt_es,
                     revision, sources
                FROM ${metadata.tableName} WHERE merged_into_id IS NULL`,
      };
    }),
    {
      kind: CALLS,
      sql: `SELECT '${CALLS}' AS kind, id, title AS name, language, verified_on, NULL::date AS read_on,
                   NULL::text AS doubt_es, revision,
                   jsonb_build_array(jsonb_build_object('title', 'La convocatoria', 'place', '', 'url', source_url)) AS sources
              FROM call WHERE state IN ('in_review', 'published') AND merged_into_id IS NULL`,
    },
  ];
}

function union(parts: readonly Part[]): string {
  return parts.map(({ sql }) => sql).join(' UNION ALL ');
}
