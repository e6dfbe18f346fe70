import type { EntityManager } from 'typeorm';

interface NamedTable {
  readonly table: string;
  /** SQL of the name that tells a record (alias r) from its likes. */
  readonly name: string;
  /** SQL of a second name; null where there is none. */
  readonly acronym?: string;
}

/** How records are named where others point to them, by the key of their type. */
const NAMED: Readonly<Record<string, NamedTable>> = {
  donor: { table: 'donor', name: 'r.name_es', acronym: 'r.acronym' },
  fund: { table: 'fund', name: 'r.name_es' },
  commission: { table: 'mixed_commission', name: `concat_ws(' — ', r.partner_es, r.track_es)` },
  round: {
    table: 'commission_round',
    name: `r.label_es || ' — ' || (SELECT c.partner_es FROM mixed_commission c WHERE c.id = r.commission_id)`,
  },
  network: { table: 'network', name: 'r.name_es', acronym: 'r.acronym' },
};

export interface NamedRecord {
  readonly id: string;
  readonly name: string;
}

const NEAREST = 5;

/** Gives the name of a record of a type; its id where nobody knows the name. */
export type NameOf = (key: string, id: string) => string;

/** The names of the records with these ids, one statement per type. */
export async function namesOfRecords(
  manager: EntityManager,
  wanted: Readonly<Record<string, readonly string[]>>,
): Promise<NameOf> {
  const names = new Map<string, string>();
  for (const [key, ids] of Object.entries(wanted)) {
    const named = NAMED[key];
    if (!named || ids.length === 0) continue;
    const rows = await manager.query<NamedRecord[]>(
      `SELECT r.id, ${named.name} AS name FROM ${named.table} r WHERE r.id = ANY($1::uuid[])`,
      [[...new Set(ids)]],
    );
    for (const { id, name } of rows) names.set(id, name);
  }
  return (_key, id) => names.get(id) ?? id;
}

/** The records of a type that a form may offer, by name; null when there are more than `limit`. */
export async function namedRecords(
  manager: EntityManager,
  key: string,
  limit: number,
): Promise<readonly NamedRecord[] | null> {
  const named = tableOf(key);
  const rows = await manager.query<NamedRecord[]>(
    `SELECT r.id, ${named.name} AS name FROM ${named.table} r
      WHERE r.merged_into_id IS NULL ORDER BY unaccent(lower(${named.name})), r.id LIMIT $1`,
    [limit + 1],
  );
  return rows.length > limit ? null : rows;
}

/**
 * The records that a person means by a name, an acronym or a name followed by the address that tells it from its
 * namesakes ("Fondo Verde · fondo-verde-2"); capitals and accents do not matter.
 */
export async function recordsNamed(
  manager: EntityManager,
  key: string,
  text: string,
): Promise<readonly (NamedRecord & { readonly slug: string })[]> {
  const named = tableOf(key);
  const acronym = named.acronym ? `OR unaccent(lower(${named.acronym})) = words.folded` : '';
  const rows = await manager.query<(NamedRecord & { slug: string; exact: boolean })[]>(
    `SELECT r.id, r.slug, ${named.name} AS name, unaccent(lower(${named.name})) = words.folded AS exact
       FROM ${named.table} r, (SELECT unaccent(lower($1)) AS folded) words
      WHERE r.merged_into_id IS NULL
        AND (unaccent(lower(${named.name})) = words.folded
          OR unaccent(lower(${named.name} || ' · ' || r.slug)) = words.folded ${acronym})
      ORDER BY r.id LIMIT 10`,
    [text],
  );
  const exact = rows.filter((row) => row.exact);
  return exact.length > 0 ? exact : rows;
}

/** Names that look like the one entered, the most alike first. */
export async function nearestNames(manager: EntityManager, key: string, text: string): Promise<string[]> {
  const named = tableOf(key);
  const rows = await manager.query<{ name: string }[]>(
    `SELECT name FROM (
       SELECT ${named.name} AS name, r.id,
              word_similarity(unaccent(lower($1)), unaccent(lower(concat_ws(' ', ${named.name}, ${named.acronym ?? 'NULL'})))) AS near
         FROM ${named.table} r WHERE r.merged_into_id IS NULL) AS names
      WHERE near > 0.3 ORDER BY near DESC, id LIMIT ${NEAREST}`,
    [text.slice(0, 300)],
  );
  return rows.map(({ name }) => name);
}

/** Of these ids, the ones that exist, each with the record that stands for it today. */
export async function standingRecords(
  manager: EntityManager,
  key: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { table } = tableOf(key);
  const rows = await manager.query<{ id: string; standing: string }[]>(
    `SELECT id, coalesce(merged_into_id, id) AS standing FROM ${table} WHERE id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, standing }) => [id, standing]));
}

/** SQL of the name of a record (alias r) of this type; undefined when nobody said how they are named. */
export function nameSql(key: string): string | undefined {
  return NAMED[key]?.name;
}

/** Whether records of this type can be pointed to by name. */
export function isNamed(key: string): boolean {
  return Object.hasOwn(NAMED, key);
}

function tableOf(key: string): NamedTable {
  const named = NAMED[key];
  if (!named) throw new Error(`Nobody said how records of the type ${key} are named.`);
  return named;
}
