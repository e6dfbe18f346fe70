import { FORMULA_VERSION } from '@chasqui/matching';
import { dataSourceOptions } from '@chasqui/persistence';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually, untilQuiet } from '../support/http.js';
import { buildProduct, type Environment, Processes, type Program } from '../support/process.js';
import { startRedis } from '../support/redis.js';

const KILLS = 3;
const LISTS = 1070;
/** A job of a killed process is taken over when its lock runs out (15 s). */
const RECOVERY_MS = 60_000;

interface Progress {
  readonly done: number;
  readonly finished: boolean;
}

describe('all lists are made again by a new version although the worker is killed again and again', () => {
  let processes: Processes;
  let database: TestDatabase;
  let rows: DataSource;
  let cleanUp: (() => Promise<void>)[];

  beforeAll(buildProduct, 120_000);

  beforeEach(async () => {
    processes = new Processes();
    database = await freshDatabase();
    cleanUp = [() => database.drop()];
  });

  afterEach(async () => {
    await processes.endAll();
    if (rows?.isInitialized) await rows.destroy();
    for (const step of cleanUp) await step();
  });

  it.each([
    ['PostgreSQL', false],
    ['Redis', true],
  ])(
    'each list once, with the score before, as without a kill; queues on %s',
    async (_name, onRedis) => {
      const redis = onRedis ? await startRedis() : null;
      if (redis) cleanUp.unshift(() => redis.stop());
      const startWorker = await open(redis ? { REDIS_URL: redis.url } : {});
      const first = startWorker();
      await untilQuiet(rows, RECOVERY_MS);
      await finished();
      const expected = await matches();
      expect(expected.length).toBeGreaterThan(LISTS);
      await first.end('SIGTERM');
      await rows.query(
        `UPDATE match SET formula_version = ${FORMULA_VERSION - 1}, score = 33.3, reasons = '[]'`,
      );
      await rows.query(`UPDATE match_list SET formula_version = ${FORMULA_VERSION - 1}`);
      await rows.query('DELETE FROM rescoring');

      const made = new Map<string, string>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const worker = startWorker();
        const before = made.size;
        await eventually('lists are made', async () => (await progress()).done > before, RECOVERY_MS);
        await worker.end('SIGKILL');
        await withoutTransactions();
        for (const [gadCode, at] of await listsMade()) {
          expect(made.get(gadCode) ?? at).toBe(at);
          made.set(gadCode, at);
        }
        expect(await progress()).toEqual({ done: made.size, finished: false });
      }
      startWorker();
      await finished();

      expect(made.size).toBeLessThan(LISTS);
      const lists = await listsMade();
      expect(lists.size).toBe(LISTS);
      for (const [gadCode, at] of made) expect(lists.get(gadCode)).toBe(at);
      expect(await progress()).toEqual({ done: LISTS, finished: true });
      const before = { previous_score: 33.3, previous_formula_version: FORMULA_VERSION - 1 };
      expect(await matches()).toEqual(expected.map((row) => ({ ...row, ...before })));
    },
    6 * RECOVERY_MS,
  );

  /** The pages in one process; gives what starts a worker in another one. */
  async function open(extra: Environment): Promise<() => Program> {
    const environment = {
      DATABASE_URL: database.url,
      CHASQUI_MODE: 'demo',
      WORKER: 'separate',
      DATA_DIR: processes.folder(),
      ...extra,
    };
    await processes.instance(environment);
    rows = await new DataSource(dataSourceOptions(database.url)).initialize();
    return () => processes.start('worker', environment);
  }

  async function progress(): Promise<Progress> {
    const [pass] = await rows.query<Progress[]>(
      'SELECT done, finished_at IS NOT NULL AS finished FROM rescoring',
    );
    return pass ?? { done: 0, finished: false };
  }

  function finished(): Promise<unknown> {
    return eventually(
      'the pass over all lists is finished',
      async () => (await progress()).finished,
      RECOVERY_MS,
    );
  }

  /** Until what the killed process had begun is undone. */
  function withoutTransactions(): Promise<unknown> {
    return eventually('no transaction is open', async () => {
      const [row] = await rows.query<[{ open: number }]>(
        `SELECT count(*)::int AS open FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
            AND xact_start IS NOT NULL AND query ILIKE '%match%'`,
      );
      return row.open === 0;
    });
  }

  /** The lists of this version, and when each was made. */
  async function listsMade(): Promise<Map<string, string>> {
    const lists = await rows.query<{ gad_code: string; at: string }[]>(
      'SELECT gad_code, computed_at::text AS at FROM match_list WHERE formula_version = $1',
      [FORMULA_VERSION],
    );
    return new Map(lists.map(({ gad_code: gadCode, at }) => [gadCode, at]));
  }

  /** Every match without the moment it was made. */
  function matches(): Promise<Record<string, unknown>[]> {
    return rows.query(
      `SELECT to_jsonb(m) - 'computed_at' - 'previous_score' - 'previous_formula_version' AS match,
              previous_score, previous_formula_version
         FROM match m ORDER BY gad_code, call_id`,
    );
  }
});
