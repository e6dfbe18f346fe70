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
import { CLOSED, FIRST_RELEASE, FOURTH_RELEASE, PENDING, ROADS, SECOND_RELEASE } from './upgrade.scene.js';

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
