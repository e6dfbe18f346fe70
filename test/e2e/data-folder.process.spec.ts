import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDemoCalls } from '@chasqui/demo';
import { freePort } from '@chasqui/embedded-database';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { eventually, Visitor } from '../support/http.js';
import { buildProduct, isAlive, postmasterOf, Processes } from '../support/process.js';

const TIMEOUT_MS = 90_000;
const CARMEN = { email: 'carmen.curadora@chasqui.example', password: 'chasqui-demo-2026' };

describe('a data folder with the embedded database', () => {
  let processes: Processes;

  beforeAll(buildProduct, 120_000);

  beforeEach(() => {
    processes = new Processes();
  });

  afterEach(() => processes.endAll(), TIMEOUT_MS);

  it(
    'a stop on request is clean, and the next start finds everything as it was',
    async () => {
      const folder = processes.folder();
      const first = await processes.instance({ DATA_DIR: folder });
      const server = postmasterOf(join(folder, 'postgres'));
      expect(server).toBeDefined();
      const carmen = new Visitor(first.url);
      await carmen.post('/ingresar', CARMEN);
      const [before] = await rowsOf<{ id: string }>(
        instanceOf(folder).databaseUrl,
        `SELECT id FROM call WHERE slug = 'ogp-local-2023'`,
      );
      expect((await carmen.post(`/api/v1/calls/${before!.id}/publish`)).status).toBe(200);

      expect(await first.program.end('SIGTERM')).toEqual({ code: 0, signal: null });
      await eventually('the database server has ended', () => !isAlive(server!));
      expect(existsSync(join(folder, 'instance.json'))).toBe(false);
      expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);

      const second = await processes.instance({ DATA_DIR: folder });
      const again = new Visitor(second.url, carmen.session);
      expect((await again.get('/curaduria')).status).toBe(200);
      expect((await again.get('/api/v1/calls/ogp-local-2023')).data).toMatchObject({
        id: before!.id,
        revision: 2,
      });
      const [counts] = await rowsOf<Record<string, number>>(
        instanceOf(folder).databaseUrl,
        `SELECT (SELECT count(*)::int FROM gad) AS gads, (SELECT count(*)::int FROM call) AS calls,
                (SELECT count(*)::int FROM account WHERE email = $1) AS carmens`,
        [CARMEN.email],
      );
      expect(counts).toEqual({ gads: 1070, calls: (await readDemoCalls()).length, carmens: 1 });
    },
    TIMEOUT_MS,
  );

  it(
    'a stop that is asked for during the start leaves no server behind',
    async () => {
      const folder = processes.folder();
      const program = processes.start('api', { DATA_DIR: folder, PORT: '0' });
      const server = await eventually('the database server runs', () =>
        postmasterOf(join(folder, 'postgres')),
      );
      expect(program.stdout).not.toContain('está listo');
      expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
      await eventually('the database server has ended', () => !isAlive(server));
    },
    TIMEOUT_MS,
  );

  it(
    'a second instance on the same folder is refused and leaves the first one in peace',
    async () => {
      const folder = processes.folder();
      const { program, url } = await processes.instance({ DATA_DIR: folder });
      const { ending, text } = await processes.failing({ DATA_DIR: folder, PORT: String(await freePort()) });
      expect(ending).toEqual({ code: 1, signal: null });
      expect(text).toContain(`Ya hay un Chasqui en marcha con la carpeta ${folder} (proceso ${program.pid}`);
      expect(text).toContain('Chasqui is already running on this data folder.');
      expect((await new Visitor(url).get('/health/ready')).data).toEqual({
        status: 'ok',
        checks: { database: true, queues: true },
      });
      expect(instanceOf(folder).pid).toBe(program.pid);
    },
    TIMEOUT_MS,
  );

  it(
    'data of a newer Chasqui is refused and not touched',
    async () => {
      const folder = processes.folder();
      const first = await processes.instance({ DATA_DIR: folder });
      const { databaseUrl } = instanceOf(folder);
      await rowsOf(
        databaseUrl,
        `INSERT INTO migrations (timestamp, name) VALUES (4102444800000, 'FromTheFuture4102444800000')`,
      );
      await first.program.end('SIGTERM');
      const { ending, text } = await processes.failing({ DATA_DIR: folder });
      expect(ending).toEqual({ code: 1, signal: null });
      expect(text).toContain(
        'Los datos son de una versión más nueva de Chasqui (FromTheFuture4102444800000).',
      );
      expect(text).toContain('The data belongs to a newer version of Chasqui');
      expect(postmasterOf(join(folder, 'postgres'))).toBeUndefined();

      // The same folder says the same again, so nothing was brought "up to date".
      expect((await processes.failing({ DATA_DIR: folder })).text).toContain('FromTheFuture4102444800000');
    },
    TIMEOUT_MS,
  );

  it(
    'a folder of another PostgreSQL is refused and not touched',
    async () => {
      const folder = processes.folder();
      const first = await processes.instance({ DATA_DIR: folder });
      await first.program.end('SIGTERM');
      const version = join(folder, 'postgres', 'PG_VERSION');
      const own = readFileSync(version, 'utf8').trim();
      writeFileSync(version, '99\n');
      const files = readdirSync(join(folder, 'postgres'));
      const { ending, text } = await processes.failing({ DATA_DIR: folder });
      expect(ending).toEqual({ code: 1, signal: null });
      expect(text).toContain(
        `La carpeta de datos es de PostgreSQL 99 y este programa trae PostgreSQL ${own}.`,
      );
      expect(text).toContain(
        `The data folder belongs to PostgreSQL 99, this program ships PostgreSQL ${own}.`,
      );
      expect(readdirSync(join(folder, 'postgres'))).toEqual(files);
      writeFileSync(version, `${own}\n`);
      expect((await new Visitor((await processes.instance({ DATA_DIR: folder })).url).get('/')).status).toBe(
        200,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'works in a folder that only its owner may enter, also for root',
    async () => {
      const closed = processes.folder();
      chmodSync(closed, 0o700);
      const folder = join(closed, 'datos');
      mkdirSync(folder);
      const { program, url } = await processes.instance({ DATA_DIR: folder });
      const { databaseUrl } = instanceOf(folder);
      const [place] = await rowsOf<{ path: string }>(
        databaseUrl,
        `SELECT current_setting('data_directory') AS path`,
      );
      processes.owns(place!.path);
      expect((await new Visitor(url).get('/')).status).toBe(200);
      // PostgreSQL never runs as root, and its own user cannot enter: the files lie elsewhere then.
      const isElsewhere = !place!.path.startsWith(folder);
      expect(isElsewhere).toBe(process.getuid?.() === 0);
      expect(program.stdout.includes('The database is kept in')).toBe(isElsewhere);
      const server = postmasterOf(place!.path);
      expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
      await eventually('the database server has ended', () => !isAlive(server!));
    },
    TIMEOUT_MS,
  );
});

function instanceOf(folder: string): { databaseUrl: string; pid: number } {
  return JSON.parse(readFileSync(join(folder, 'instance.json'), 'utf8')) as {
    databaseUrl: string;
    pid: number;
  };
}

async function rowsOf<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
