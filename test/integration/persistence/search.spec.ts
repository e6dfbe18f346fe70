import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let connection: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  connection = await openMigrated(database.url);
});

afterAll(async () => {
  await connection.destroy();
  await database.drop();
});

async function answer(sql: string, values: unknown[] = []): Promise<unknown> {
  const [row] = await connection.query<[{ answer: unknown }]>(`SELECT ${sql} AS answer`, values);
  return row.answer;
}

const finds = (text: string, words: string) =>
  answer(`to_tsvector('chasqui_es', $1) @@ websearch_to_tsquery('chasqui_es', $2)`, [text, words]);

describe('Searching in Spanish', () => {
  const text = 'Gestión integral de residuos sólidos en cantones de la Amazonía';

  it.each([
    ['without the accents', 'gestion amazonia'],
    ['with the accents', 'gestión Amazonía'],
    ['in the singular', 'residuo sólido'],
    ['in capitals', 'RESIDUOS SÓLIDOS'],
    ['with little words around', 'la gestión de los residuos'],
  ])('finds a text by its words %s', async (_how, words) => {
    expect(await finds(text, words)).toBe(true);
  });

  it.each([
    ['another subject', 'vialidad'],
    ['one word of the text and one of another', 'residuos vialidad'],
    ['an excluded word', 'residuos -amazonía'],
  ])('does not find it by %s', async (_what, words) => {
    expect(await finds(text, words)).toBe(false);
  });

  it('can take accents off and compare similar names', async () => {
    expect(await answer(`unaccent('Cañar, Ibarra y Sucumbíos')`)).toBe('Canar, Ibarra y Sucumbios');
    expect(await answer(`similarity('Esmeraldas', 'Esmeralda') > similarity('Esmeraldas', 'Loja')`)).toBe(
      true,
    );
  });
});
