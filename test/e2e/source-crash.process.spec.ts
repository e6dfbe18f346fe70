import { dataSourceOptions } from '@chasqui/persistence';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { type FaultServer, startFaultServer } from '../support/fault-server.js';
import { eventually, untilQuiet, Visitor } from '../support/http.js';
import { buildProduct, Processes } from '../support/process.js';
import { startRedis } from '../support/redis.js';

const CURATOR = { email: 'carmen.curadora@chasqui.example', password: 'chasqui-demo-2026' };
const CALLS = 5;
/** A job of a killed process is taken over when its lock runs out; then each page waits its turn. */
const RECOVERY_MS = 90_000;

describe('a reading whose process is killed', () => {
  let processes: Processes;
  let database: TestDatabase;
  let rows: DataSource;
  let site: FaultServer;
  let cleanUp: (() => Promise<void>)[];

  beforeAll(buildProduct, 120_000);

  beforeEach(async () => {
    processes = new Processes();
    [database, site] = await Promise.all([freshDatabase(), startFaultServer()]);
    cleanUp = [() => site.close(), () => database.drop()];
    const html = (body: string) => ({
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<!doctype html><html lang="es"><title>Fundación</title><main>${body}</main></html>`,
    });
    const numbers = Array.from({ length: CALLS }, (_, at) => at + 1);
    site.on(
      '/llamados',
      html(numbers.map((at) => `<li><a href="/llamados/${at}">Fondo de agua número ${at}</a></li>`).join('')),
    );
    for (const at of numbers) {
      site.on(
        `/llamados/${at}`,
        html(`<h1>Fondo de agua número ${at}</h1><p>Recibe solicitudes hasta el ${at} de mayo de 2031.</p>`),
      );
    }
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
    'goes on in the next one and brings every call once, with the queues on %s',
    async (_name, onRedis) => {
      const redis = onRedis ? await startRedis() : null;
      if (redis) cleanUp.push(() => redis.stop());
      const environment = {
        DATABASE_URL: database.url,
        CHASQUI_MODE: 'demo',
        WORKER: 'separate',
        FETCH_LOOPBACK: 'true',
        DATA_DIR: processes.folder(),
        ...(redis && { REDIS_URL: redis.url }),
      };
      const api = await processes.instance(environment);
      rows = await new DataSource(dataSourceOptions(database.url)).initialize();
      const worker = processes.start('worker', environment);
      await untilQuiet(rows);
      await startReading(api.url);
      await eventually('some calls are there', async () => (await count('source_item')) >= 2, RECOVERY_MS);
      await worker.end('SIGKILL');
      expect(await count('source_item')).toBeLessThan(CALLS);
      expect(await runs()).toEqual([{ state: 'running', found: expect.any(Number) }]);

      processes.start('worker', environment);
      await eventually('the reading is done', async () => (await runs())[0]?.state === 'done', RECOVERY_MS);
      await eventually(
        'every call waits at the desk',
        async () => (await count('finding')) === CALLS,
        RECOVERY_MS,
      );
      expect(await runs()).toEqual([{ state: 'done', found: CALLS }]);
      expect([await count('source_item'), await count('capture'), await count('reading')]).toEqual([
        CALLS,
        CALLS,
        CALLS,
      ]);
    },
    3 * RECOVERY_MS,
  );

  async function startReading(url: string): Promise<void> {
    const [source] = await rows.query<{ id: string }[]>(
      `INSERT INTO source (slug, name_es, home_url, definition_version, every_minutes, created_at, updated_at)
       VALUES ('fundacion', 'Fundación', $1, 1, 1440, now(), now()) RETURNING id`,
      [site.url],
    );
    const selector = (css: string) => ({ selector: css, guess: false });
    await rows.query(
      `INSERT INTO source_definition (source_id, version, adapter, config, created_at) VALUES ($1, 1, 'html', $2, now())`,
      [
        source!.id,
        JSON.stringify({
          listUrls: [`${site.url}/llamados`],
          item: selector('li'),
          link: { ...selector('a'), attribute: 'href' },
          title: selector('a'),
          detail: { content: selector('main') },
        }),
      ],
    );
    const carmen = new Visitor(url);
    await carmen.post('/ingresar', CURATOR);
    const answer = await carmen.post('/curaduria/fuentes/fundacion/leer', {});
    expect(answer.status).toBeLessThan(400);
  }

  async function count(table: 'source_item' | 'capture' | 'reading' | 'finding'): Promise<number> {
    const [row] = await rows.query<[{ count: number }]>(`SELECT count(*)::int AS count FROM ${table}`);
    return row.count;
  }

  function runs(): Promise<{ state: string; found: number }[]> {
    return rows.query('SELECT state, found FROM source_run');
  }
});
