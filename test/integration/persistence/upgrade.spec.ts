import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dataSourceOptions, migrate } from '@chasqui/persistence';
import { DataSource } from 'typeorm';
import { CreateSchema1763740800000 } from '../../../migrations/1763740800000-CreateSchema.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

/** What an instance of the first release may hold of everything that the second one changes. */
const FIRST_RELEASE = `
  INSERT INTO gad (dpa_code, level, name, territory, province_code, province, code_confirmed)
    VALUES ('08', 'provincial', 'GAD Provincial de Esmeraldas', 'Esmeraldas', '08', 'Esmeraldas', true);
  INSERT INTO donor (id, slug, name_es, aliases, kind, iati_type, themes, financial_forms, gad_roles,
                     reaches_ecuador, note_es, sources, read_on, confidence)
    VALUES ('00000000-0000-4000-8000-000000000001', 'aecid', 'AECID', '{}', 'cooperation_agency', '10', '{}', '{}',
            '{}', 'yes', 'Nota', '[]', '2026-06-30', 'alta'),
           ('00000000-0000-4000-8000-000000000002', 'otra', 'Otra', '{}', 'other', '90', '{}', '{}', '{}', 'unknown',
            'Nota', '[]', '2026-06-30', 'baja');
  INSERT INTO fund (slug, donor_id, name_es, note_es, sources)
    VALUES ('fondo', '00000000-0000-4000-8000-000000000001', 'Fondo', 'Nota', '[]');
  INSERT INTO call (id, slug, kind, donor_id, title, summary, language, financial_form, deadline_kind,
                    applicant_types, countries, territories, gad_levels, themes, sdgs, required_documents, source_url,
                    state, created_at, updated_at)
    VALUES ('00000000-0000-4000-8000-000000000003', 'agua', 'permanent', '00000000-0000-4000-8000-000000000001',
            'Agua', 'Agua para todos', 'es', 'grant', 'permanent', '{}', '{EC}', '{}', '{}', '{agua}', '{6}', '{}',
            'https://cooperante.example', 'published', now(), now());
  INSERT INTO account (id, email, name, created_at)
    VALUES ('00000000-0000-4000-8000-000000000004', 'olga@esmeraldas.example', 'Olga', now());
  INSERT INTO subscription (id, account_id, gad_code, active, min_score, include_credit, since, consent_text,
                            preferences_token)
    VALUES ('00000000-0000-4000-8000-000000000005', '00000000-0000-4000-8000-000000000004', '08', true, 50, false,
            now(), 'Quiero', 'llave');
  INSERT INTO notification (account_id, event_key, subscription_id, call_id, gad_code, state, created_at, updated_at)
    VALUES ('00000000-0000-4000-8000-000000000004', 'call.published/agua', '00000000-0000-4000-8000-000000000005',
            '00000000-0000-4000-8000-000000000003', '08', 'sent', now(), now());
`;

let database: TestDatabase;
let connection: DataSource;

beforeEach(async () => {
  database = await freshDatabase();
  const first = new DataSource({
    ...dataSourceOptions(database.url),
    migrations: [CreateSchema1763740800000],
  });
  await first.initialize();
  await first.runMigrations();
  await first.query(FIRST_RELEASE);
  await first.destroy();
  await migrate(database.url);
  connection = await new DataSource(dataSourceOptions(database.url)).initialize();
});

afterEach(async () => {
  await connection.destroy();
  await database.drop();
});

describe('Updating an instance of the first release', () => {
  it('keeps what was known of donors, funds and calls, and marks nothing as verified', async () => {
    expect(
      await connection.query('SELECT slug, presence, revision, verified_on FROM donor ORDER BY slug'),
    ).toEqual([
      { slug: 'aecid', presence: 'reaches', revision: 1, verified_on: null },
      { slug: 'otra', presence: 'unknown', revision: 1, verified_on: null },
    ]);
    expect(await connection.query('SELECT slug, kind, curated FROM fund')).toEqual([
      { slug: 'fondo', kind: 'competitive_fund', curated: false },
    ]);
    expect(await connection.query('SELECT slug, direction, other_deadlines FROM call')).toEqual([
      { slug: 'agua', direction: 'demand', other_deadlines: [] },
    ]);
  });

  it('keeps subscriptions and what was already sent, so that nobody is told twice', async () => {
    expect(await connection.query('SELECT gad_code, search_query, active FROM subscription')).toEqual([
      { gad_code: '08', search_query: null, active: true },
    ]);
    expect(await connection.query('SELECT event_key, state, gad_code FROM notification')).toEqual([
      { event_key: 'call.published/agua', state: 'sent', gad_code: '08' },
    ]);
  });

  it('gives the same tables as starting from nothing', async () => {
    const { upQueries } = await connection.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
