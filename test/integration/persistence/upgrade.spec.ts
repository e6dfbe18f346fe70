import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@chasqui/kernel';
import { FORMULA_VERSION, Match, MatchLists, Rescoring, ReviseLists } from '@chasqui/matching';
import { dataSourceOptions, migrate } from '@chasqui/persistence';
import { loadReferenceData } from '@chasqui/reference-data';
import { DataSource } from 'typeorm';
import { AuditMatches1795284000000 } from '../../../migrations/1795284000000-AuditMatches.js';
import { CreateSchema1763740800000 } from '../../../migrations/1763740800000-CreateSchema.js';
import { ExtendCatalogue1795273200000 } from '../../../migrations/1795273200000-ExtendCatalogue.js';
import { ReadSources1795291200000 } from '../../../migrations/1795291200000-ReadSources.js';
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

const ROADS = '00000000-0000-4000-8000-000000000006';
const CLOSED = '00000000-0000-4000-8000-000000000007';

/** Judgements as the second release kept them: every call for every GAD, in whole points, failed ones without a score. */
const SECOND_RELEASE = `
  INSERT INTO gad (dpa_code, level, name, territory, province_code, province, code_confirmed)
    VALUES ('0801', 'municipal', 'GAD Municipal de Esmeraldas', 'Esmeraldas', '08', 'Esmeraldas', true);
  INSERT INTO call (id, slug, kind, donor_id, title, summary, language, financial_form, deadline_kind, closes_at,
                    applicant_types, countries, territories, gad_levels, themes, sdgs, required_documents, source_url,
                    state, created_at, updated_at)
    SELECT id::uuid, slug, 'open_window', '00000000-0000-4000-8000-000000000001', 'Vialidad rural', 'Caminos vecinales',
           'es', 'grant', 'exact', closes_at::timestamptz, '{}', '{EC}', '{}', '{provincial}', '{vialidad}', '{}', '{}',
           'https://cooperante.example', 'published', now(), now()
      FROM (VALUES ('${ROADS}', 'vias', '2026-12-31'), ('${CLOSED}', 'vias-cerrada', '2026-01-31')) AS c (id, slug, closes_at);
  INSERT INTO match (call_id, gad_code, call_revision, formula_version, eligibility, score, need, capacity, donor,
                     confidence, gates, reasons, missing, computed_at)
    VALUES ('${ROADS}', '08', 1, 1, 'passes', 64, 0.5, 0.5, 0.5, 0.5, '[]', '[]', '[]', now()),
           ('${ROADS}', '0801', 1, 1, 'fails', NULL, 0.5, 0.5, 0.5, 0.5, '[]', '[]', '[]', now()),
           ('${CLOSED}', '08', 1, 1, 'unknown', 61, 0.5, 0.5, 0.5, 0.5, '[]', '[]', '[]', now());
`;

let database: TestDatabase;
let connection: DataSource;

/** An instance of a release: its tables, and rows written by it. */
async function instanceOf(release: DataSource['options']['migrations'], ...rows: string[]): Promise<void> {
  const old = new DataSource({ ...dataSourceOptions(database.url), migrations: release });
  await old.initialize();
  await old.runMigrations();
  for (const sql of rows) await old.query(sql);
  await old.destroy();
}

async function update(): Promise<void> {
  await migrate(database.url);
  connection = await new DataSource(dataSourceOptions(database.url)).initialize();
}

/** What would have to be done to make the tables those of the entities. */
async function missingStatements(): Promise<string[]> {
  const { upQueries } = await connection.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

beforeEach(async () => {
  database = await freshDatabase();
});

afterEach(async () => {
  await connection.destroy();
  await database.drop();
});

describe('Updating an instance of the first release', () => {
  beforeEach(async () => {
    await instanceOf([CreateSchema1763740800000], FIRST_RELEASE);
    await update();
  });

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
    expect(
      await connection.query(
        `SELECT n.event_key, n.state, n.kind, n.reasons, n.gad_code, o.state AS mail, o.recipient
           FROM notification n LEFT JOIN outgoing_mail o ON o.id = n.mail_id`,
      ),
    ).toEqual([
      {
        event_key: 'call.published/agua',
        state: 'mailed',
        kind: 'new_call',
        reasons: ['lo que coincide con el GAD Provincial de Esmeraldas'],
        gad_code: '08',
        mail: 'sent',
        recipient: 'olga@esmeraldas.example',
      },
    ]);
  });

  it('gives the same tables as starting from nothing', async () => {
    expect(await missingStatements()).toEqual([]);
  });
});

describe('Updating an instance of the second release', () => {
  beforeEach(async () => {
    await instanceOf([CreateSchema1763740800000], FIRST_RELEASE);
    await instanceOf([CreateSchema1763740800000, ExtendCatalogue1795273200000], SECOND_RELEASE);
    await update();
  });

  it('keeps the matches with a score, and none that a condition shuts out', async () => {
    expect(
      await connection.query(
        `SELECT gad_code, call_id, score, formula_version, data_version, previous_score, improvements FROM match
          ORDER BY call_id`,
      ),
    ).toEqual(
      [
        { call_id: ROADS, score: 64 },
        { call_id: CLOSED, score: 61 },
      ].map((row) => ({
        ...row,
        gad_code: '08',
        formula_version: 1,
        data_version: '',
        previous_score: null,
        improvements: [],
      })),
    );
  });

  it('makes the lists again by the new formula and keeps the score before beside the new one', async () => {
    const clock = new FixedClock(new Date('2026-03-02T15:00:00Z'));
    await loadReferenceData(connection.manager);
    const lists = new MatchLists(connection, clock);
    await new ReviseLists(connection, clock, lists).execute();

    const mine = await connection.manager.findBy(Match, { gadCode: '08' });
    expect(mine.map(({ formulaVersion }) => formulaVersion)).toEqual(mine.map(() => FORMULA_VERSION));
    expect(mine.map(({ callId }) => callId)).not.toContain(CLOSED);
    const roads = mine.find(({ callId }) => callId === ROADS)!;
    expect(roads).toMatchObject({ previousScore: 64, previousFormulaVersion: 1 });
    expect(roads.score).not.toBe(64);
    expect(roads.reasons.length).toBeGreaterThan(0);
    const [pass] = await connection.manager.find(Rescoring);
    expect(pass).toMatchObject({ lists: 1070, done: 1070, finishedAt: clock.now(), error: null });
  });

  it('gives the same tables as starting from nothing', async () => {
    expect(await missingStatements()).toEqual([]);
  });
});

describe('Updating an instance of the third release', () => {
  beforeEach(async () => {
    await instanceOf([CreateSchema1763740800000], FIRST_RELEASE);
    await instanceOf(
      [CreateSchema1763740800000, ExtendCatalogue1795273200000, AuditMatches1795284000000],
      SECOND_RELEASE.replace(/INSERT INTO match [^;]*;/, ''),
    );
    await update();
  });

  it('keeps its calls as people entered them: no source claims any of them', async () => {
    expect(
      await connection.query(
        `SELECT c.slug, c.revision, o.call_id AS origin, f.id AS finding
           FROM call c LEFT JOIN call_field_origin o ON o.call_id = c.id LEFT JOIN finding f ON f.call_id = c.id
          ORDER BY c.slug`,
      ),
    ).toEqual(
      ['agua', 'vias', 'vias-cerrada'].map((slug) => ({ slug, revision: 1, origin: null, finding: null })),
    );
  });

  it('brings the ready sources, none of which reads by itself', async () => {
    await loadReferenceData(connection.manager);
    const [count] = await connection.query<{ ready: number; active: number; tried: number }[]>(
      `SELECT count(*)::int AS ready, count(*) FILTER (WHERE enabled)::int AS active,
              count(first_read_at)::int AS tried FROM source`,
    );
    expect(count).toMatchObject({ active: 0, tried: 0 });
    expect(count!.ready).toBeGreaterThanOrEqual(12);
  });

  it('gives the same tables as starting from nothing', async () => {
    expect(await missingStatements()).toEqual([]);
  });
});

const FOURTH = [
  CreateSchema1763740800000,
  ExtendCatalogue1795273200000,
  AuditMatches1795284000000,
  ReadSources1795291200000,
];
const PENDING = '00000000-0000-4000-8000-000000000011';

/** A saved search, and notices in every state that the fourth release knew. */
const FOURTH_RELEASE = `
  INSERT INTO subscription (id, account_id, search_query, label, active, min_score, include_credit, since, consent_text,
                            preferences_token)
    VALUES ('00000000-0000-4000-8000-000000000010', '00000000-0000-4000-8000-000000000004', 'q=agua', 'Agua', false, 0,
            true, '2026-03-01T12:00:00Z', 'Quiero', 'otra');
  INSERT INTO notification (id, account_id, event_key, subscription_id, call_id, state, attempts, last_error, created_at,
                            updated_at)
    SELECT id::uuid, '00000000-0000-4000-8000-000000000004', key, '00000000-0000-4000-8000-000000000010', '${ROADS}',
           state, 1, error, now(), now()
      FROM (VALUES ('${PENDING}', 'call.published/vias', 'pending', '450 ocupado'),
                   ('00000000-0000-4000-8000-000000000012', 'call.published/otra', 'cancelled', 'Ya no.')) n (id, key, state, error);
  UPDATE call SET deadline_kind = 'exact', deadline_zone = 'America/Guayaquil', deadline_text = 'el 31',
                  published_at = now(),
                  other_deadlines = '[{"role": "questions", "at": "2026-11-30T17:00:00Z", "zone": "Europe/Madrid",
                                       "local": "2026-11-30T18:00", "zoneAssumed": false, "text": null}]'
    WHERE id = '${ROADS}';
`;

describe('Updating an instance of the fourth release', () => {
  beforeEach(async () => {
    await instanceOf([CreateSchema1763740800000], FIRST_RELEASE);
    const older = SECOND_RELEASE.replace(/INSERT INTO match [^;]*;/, '');
    await instanceOf(FOURTH, older, FOURTH_RELEASE);
    await update();
  });

  it('keeps every alert, with the evidence of who asked for it', async () => {
    expect(
      await connection.query(
        `SELECT s.label, s.active, s.frequency, s.search_seq, c.purpose, c.given, c.wording, c.way
           FROM subscription s JOIN consent c ON c.subscription_id = s.id ORDER BY s.label NULLS FIRST`,
      ),
    ).toEqual([
      {
        label: null,
        active: true,
        frequency: 'immediate',
        search_seq: null,
        purpose: 'matches',
        given: true,
        wording: 'Quiero',
        way: 'earlier',
      },
      {
        label: 'Agua',
        active: false,
        frequency: 'immediate',
        search_seq: 1,
        purpose: 'search',
        given: false,
        wording: 'Quiero',
        way: 'earlier',
      },
    ]);
  });

  it('still owes what had not left, under the same message number, and nothing else', async () => {
    expect(
      await connection.query(
        `SELECT n.event_key, n.state, n.obstacle, n.reasons, o.id AS mail, o.state AS "mailState", o.attempts
           FROM notification n LEFT JOIN outgoing_mail o ON o.id = n.mail_id
          WHERE n.call_id = $1 ORDER BY n.event_key DESC`,
        [ROADS],
      ),
    ).toEqual([
      {
        event_key: 'call.published/vias',
        state: 'mailed',
        obstacle: null,
        reasons: ['su búsqueda «Agua»'],
        mail: PENDING,
        mailState: 'pending',
        attempts: 1,
      },
      {
        event_key: 'call.published/otra',
        state: 'cancelled',
        obstacle: 'Ya no.',
        reasons: ['su búsqueda «Agua»'],
        mail: null,
        mailState: null,
        attempts: null,
      },
    ]);
  });

  it('knows the dates of public calls, for calendars and reminders', async () => {
    expect(
      await connection.query(
        `SELECT role, place, zone, cancelled_at FROM call_date WHERE call_id = $1 ORDER BY role`,
        [ROADS],
      ),
    ).toEqual([
      { role: 'close', place: 1, zone: 'America/Guayaquil', cancelled_at: null },
      { role: 'questions', place: 1, zone: 'Europe/Madrid', cancelled_at: null },
    ]);
  });

  it('gives the same tables as starting from nothing', async () => {
    expect(await missingStatements()).toEqual([]);
  });
});
