import type { DataSource } from 'typeorm';
import type { CuratedRecord } from './curated-record.js';
import { nameSql } from './record-names.js';
import type { RecordType } from './record-type.js';

export interface LikelyDuplicate {
  readonly oneId: string;
  readonly otherId: string;
  readonly one: string;
  readonly other: string;
  /** Why they look the same: one acronym, a name that is another name of the other, or names that read alike. */
  readonly reason: 'acronym' | 'alias' | 'name';
  /** How much the names look alike, 0 to 1. */
  readonly alike: number;
}

export interface LikelyDuplicates {
  readonly items: readonly LikelyDuplicate[];
  /** Pairs found in all; `items` has the most alike. */
  readonly total: number;
}

/** Share of the words, weighed by how rare they are, that two names of one body have in common. */
const SAME_WORDS = 0.65;
/** Share of the parts of three letters that a name and its misspelling have in common. */
const SAME_LETTERS = 0.8;

/**
 * Pairs of records of a type that may be one and the same, the most alike first. Names are compared by words, where
 * rare ones weigh more ("Agencia de Cooperación Internacional de Chile" and "… de Corea" are two), and by letters.
 * @param id only pairs with this record
 */
export async function likelyDuplicates<R extends CuratedRecord>(
  database: DataSource,
  type: RecordType<R>,
  options: { readonly id?: string; readonly limit?: number } = {},
): Promise<LikelyDuplicates> {
  const rows = await database.query<(LikelyDuplicate & { total: number })[]>(
    `WITH named AS MATERIALIZED (${namedSql(database, type)}),
     words AS (
       SELECT id, word, ln(1 + max(total) / count(*) OVER (PARTITION BY word)) AS weight
         FROM named, LATERAL unnest(regexp_split_to_array(folded, '[^[:alnum:]]+')) AS word,
              LATERAL (SELECT count(*)::float8 FROM named) AS size(total)
        WHERE word <> '' GROUP BY id, word),
     letters AS (
       SELECT id, part, count(*) OVER (PARTITION BY part)::float8 AS weight FROM named, unnest(show_trgm(folded)) AS part),
     rare_words AS (${rarest('words', 'word', 'weight', SAME_WORDS, 'weight DESC')}),
     rare_letters AS (${rarest('letters', 'part', '1', SAME_LETTERS, 'weight')}),
     totals AS (SELECT id, sum(weight) AS weight FROM words GROUP BY id),
     by_words AS (
       SELECT c.one, c.other, sum(w.weight) AS shared
         FROM (SELECT DISTINCT a.id AS one, b.id AS other
                 FROM rare_words a JOIN rare_words b ON a.item = b.item AND a.id < b.id) AS c
         JOIN words w ON w.id = c.one JOIN words v ON v.id = c.other AND v.word = w.word
        GROUP BY c.one, c.other),
     alike AS (
       SELECT one, other, 'name' AS reason, shared / (a.weight + b.weight - shared) AS alike
         FROM by_words JOIN totals a ON a.id = one JOIN totals b ON b.id = other
        WHERE shared / (a.weight + b.weight - shared) >= ${SAME_WORDS}
       UNION ALL
       SELECT one, other, 'name', similarity(a.folded, b.folded)
         FROM (SELECT DISTINCT a.id AS one, b.id AS other
                 FROM rare_letters a JOIN rare_letters b ON a.item = b.item AND a.id < b.id) AS c
         JOIN named a ON a.id = one JOIN named b ON b.id = other
        WHERE similarity(a.folded, b.folded) >= ${SAME_LETTERS}
       UNION ALL
       SELECT a.id, b.id, 'acronym', 1 FROM named a JOIN named b ON a.acronym = b.acronym AND a.id < b.id
       UNION ALL
       SELECT least(a.id, b.id), greatest(a.id, b.id), 'alias', 1
         FROM named a, unnest(a.aliases) AS alias JOIN named b ON b.plain = alias WHERE a.id <> b.id),
     pairs AS (
       SELECT one, other, min(reason) AS reason, max(alike) AS alike FROM alike GROUP BY one, other)
     SELECT a.id AS "oneId", b.id AS "otherId", a.name AS one, b.name AS other, reason, alike,
            count(*) OVER ()::int AS total
       FROM pairs JOIN named a ON a.id = pairs.one JOIN named b ON b.id = pairs.other
      WHERE a.owner IS NOT DISTINCT FROM b.owner AND ($1::uuid IS NULL OR $1 IN (a.id, b.id))
      ORDER BY alike DESC, reason, a.name, a.id, b.id LIMIT $2`,
    [options.id ?? null, options.limit ?? 50],
  );
  return { items: rows.map(({ total: _, ...pair }) => pair), total: rows[0]?.total ?? 0 };
}

/** The records of a type under everything that they are compared by. */
function namedSql<R extends CuratedRecord>(database: DataSource, type: RecordType<R>): string {
  const metadata = database.getMetadata(type.entity);
  const column = (property: string) => metadata.findColumnWithPropertyName(property)?.databaseName;
  const plain = `r.${column(type.nameField)}`;
  const name = nameSql(type.key) ?? plain;
  const acronym = column('acronym') ? `nullif(unaccent(lower(r.acronym)), '')` : 'NULL';
  const aliases = column('aliases')
    ? `ARRAY(SELECT unaccent(lower(alias)) FROM unnest(r.aliases) AS alias)`
    : `'{}'::text[]`;
  // "VIII Reunión" of two commissions are two rounds: what is found through another record is compared within it.
  const owner = type.searchKind === null ? ownerOf(type) : undefined;
  return `SELECT r.id, ${name} AS name, unaccent(lower(${name})) AS folded, unaccent(lower(${plain})) AS plain,
                 ${acronym} AS acronym, ${aliases} AS aliases, ${owner ? `r.${column(owner)}` : 'NULL::uuid'} AS owner
            FROM ${metadata.tableName} r WHERE r.merged_into_id IS NULL`;
}

/**
 * Of each name the rarest items that two names alike enough cannot all lack: only names that share one of these are
 * compared. Every name with every other one would take seconds for a thousand records.
 */
function rarest(table: string, item: string, weight: string, share: number, order: string): string {
  return `SELECT id, item FROM (
            SELECT id, ${item} AS item, sum(${weight}) OVER (PARTITION BY id) AS whole,
                   sum(${weight}) OVER (PARTITION BY id ORDER BY ${order}, ${item}) - ${weight} AS before
              FROM ${table}) AS ranked
           WHERE before <= whole * ${(1 - share).toFixed(2)} + 0.000001`;
}

/** The field that says which record a record of the type belongs to. */
function ownerOf(type: RecordType): string | undefined {
  return type.sections
    .flatMap(({ fields }) => fields)
    .find(({ kind, required }) => kind === 'reference' && required)?.name;
}
