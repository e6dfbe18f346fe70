import type { EntityManager } from 'typeorm';
import type { Vocabulary } from './field.js';
import type { KnownCodes } from './read-fields.js';

/** Where the codes of each vocabulary and their Spanish names are kept. */
const TABLES: Readonly<Record<Vocabulary, string>> = {
  themes: 'SELECT code, name_es AS name FROM theme',
  sdgs: `SELECT number::text AS code, number || '. ' || name_es AS name FROM sdg`,
  crsSectors: 'SELECT code, name_es AS name FROM crs_sector WHERE active',
  agendas: 'SELECT code, name_es AS name FROM agenda',
  mechanisms: 'SELECT code, name_es AS name FROM mechanism',
  provinces: `SELECT dpa_code AS code, territory AS name FROM gad WHERE level = 'provincial'`,
};

const VOCABULARIES = Object.keys(TABLES) as Vocabulary[];

/** Code → Spanish name, for every vocabulary, in the order in which people expect them. */
export type VocabularyNames = Readonly<Record<Vocabulary, ReadonlyMap<string, string>>>;

export async function vocabularyNames(manager: EntityManager): Promise<VocabularyNames> {
  const names = {} as Record<Vocabulary, ReadonlyMap<string, string>>;
  await Promise.all(
    VOCABULARIES.map(async (vocabulary) => {
      const sql = TABLES[vocabulary];
      const order =
        vocabulary === 'sdgs' ? 'length(code), code' : vocabulary === 'crsSectors' ? 'code' : 'name';
      const rows = await manager.query<{ code: string; name: string }[]>(
        `SELECT code, name FROM (${sql}) AS names ORDER BY ${order}`,
      );
      names[vocabulary] = new Map(rows.map(({ code, name }) => [code, name]));
    }),
  );
  return names;
}

/** The codes alone, for checking what people enter. */
export async function knownCodes(manager: EntityManager): Promise<KnownCodes> {
  const names = await vocabularyNames(manager);
  return Object.fromEntries(
    VOCABULARIES.map((vocabulary) => [vocabulary, new Set(names[vocabulary].keys())]),
  );
}
