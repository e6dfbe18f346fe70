import type { EntityManager } from 'typeorm';
import type { Vocabulary } from './field.js';
import type { KnownCodes } from './read-fields.js';

/** Where the codes of each vocabulary, their Spanish names and their order for people are kept. */
const TABLES: Readonly<Record<Vocabulary, string>> = {
  themes: 'SELECT code, name_es AS name, unaccent(lower(name_es)) AS place, true AS offered FROM theme',
  sdgs: `SELECT number::text AS code, number || '. ' || name_es AS name, lpad(number::text, 2, '0') AS place,
                true AS offered FROM sdg`,
  crsSectors: 'SELECT code, name_es AS name, code AS place, active AS offered FROM crs_sector',
  agendas: 'SELECT code, name_es AS name, unaccent(lower(name_es)) AS place, true AS offered FROM agenda',
  mechanisms:
    'SELECT code, name_es AS name, unaccent(lower(name_es)) AS place, true AS offered FROM mechanism',
  provinces: `SELECT dpa_code AS code, territory AS name, unaccent(lower(territory)) AS place, true AS offered
                FROM gad WHERE level = 'provincial'`,
};

const VOCABULARIES = Object.keys(TABLES) as Vocabulary[];

/** One statement: inside a transaction there is one connection, which answers one question at a time. */
const ALL = VOCABULARIES.map(
  (name) => `SELECT '${name}' AS vocabulary, code, name, place, offered FROM (${TABLES[name]}) AS ${name}`,
).join(' UNION ALL ');

interface CodeRow {
  readonly vocabulary: Vocabulary;
  readonly code: string;
  readonly name: string;
  readonly offered: boolean;
}

/** Code → Spanish name, for every vocabulary, in the order in which people expect them. */
export type VocabularyNames = Readonly<Record<Vocabulary, ReadonlyMap<string, string>>>;

/** The codes that are offered to people, with their names. */
export async function vocabularyNames(manager: EntityManager): Promise<VocabularyNames> {
  return byVocabulary(await codeRows(manager), (rows) => {
    return new Map(rows.flatMap(({ code, name, offered }) => (offered ? [[code, name]] : [])));
  });
}

/** The codes alone, for checking what people enter; codes out of use are still right in a record that has them. */
export async function knownCodes(manager: EntityManager): Promise<KnownCodes> {
  return byVocabulary(await codeRows(manager), (rows) => new Set(rows.map(({ code }) => code)));
}

function codeRows(manager: EntityManager): Promise<CodeRow[]> {
  return manager.query<CodeRow[]>(
    `SELECT vocabulary, code, name, offered FROM (${ALL}) AS codes ORDER BY vocabulary, place, code`,
  );
}

function byVocabulary<Value>(
  rows: readonly CodeRow[],
  collect: (rows: readonly CodeRow[]) => Value,
): Record<Vocabulary, Value> {
  return Object.fromEntries(
    VOCABULARIES.map((name) => [name, collect(rows.filter(({ vocabulary }) => vocabulary === name))]),
  ) as Record<Vocabulary, Value>;
}
