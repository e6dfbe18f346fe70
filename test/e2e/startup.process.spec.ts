import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from '@chasqui/embedded-database';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { Visitor } from '../support/http.js';
import { buildProduct, postmasterOf, Processes } from '../support/process.js';

const TIMEOUT_MS = 90_000;
const CARMEN = { email: 'carmen.curadora@chasqui.example', password: 'chasqui-demo-2026' };

const LINK_SECRET = 'links-of-the-test-'.repeat(3);

describe('starting and stopping', () => {
  let processes: Processes;

  beforeAll(buildProduct, 120_000);

  beforeEach(() => {
    processes = new Processes();
  });

  afterEach(() => processes.endAll(), TIMEOUT_MS);

  it('every wrong setting is named in Spanish and English before anything is begun', async () => {
    const folder = processes.folder();
    const wrong = { PORT: 'abc', SMTP_URL: 'foo', REDIS_URL: 'localhost:6379', CHASQUI_MODE: 'test' };
    const { ending, text } = await processes.failing({ DATA_DIR: folder, ...wrong });
    expect(ending).toEqual({ code: 1, signal: null });
    expect(text).toContain('Configuración incorrecta / wrong configuration:');
    for (const told of [
      'PORT: debe ser un número de 0 a 65535 / must be a number from 0 to 65535',
      'SMTP_URL: debe ser una dirección como smtp://user:password@host:587 / must be an address like',
      'REDIS_URL: debe ser una dirección como redis://host:6379 / must be an address like',
      'CHASQUI_MODE: debe ser demo o production / must be demo or production',
    ]) {
      expect(text).toContain(told);
    }
    expect(text).not.toMatch(/^\s+at /m);
    expect(readdirSync(folder)).toEqual([]);
  });

  it(
    'a port that another program holds ends the start with how to choose another one',
    async () => {
      const holder = createServer();
      const port = await new Promise<number>((resolve) => {
        holder.listen(0, '127.0.0.1', () => resolve((holder.address() as AddressInfo).port));
      });
      try {
        const folder = processes.folder();
        const { ending, text } = await processes.failing({ DATA_DIR: folder, PORT: String(port) });
        expect(ending).toEqual({ code: 1, signal: null });
        expect(text).toContain(`El puerto ${port} está ocupado por otro programa.`);
        expect(text).toContain(`PORT=${port + 1} npm start`);
        expect(text).toContain(`Port ${port} is in use; set PORT to another one.`);
        expect(postmasterOf(join(folder, 'postgres'))).toBeUndefined();
        expect(existsSync(join(folder, 'instance.json'))).toBe(false);
      } finally {
        holder.close();
      }
    },
    TIMEOUT_MS,
  );

  it(
    'a database that cannot be opened is named without its password',
    async () => {
      const port = await freePort();
      const DATABASE_URL = `postgres://chasqui:muy-secreta@127.0.0.1:${port}/convocatorias`;
      const { ending, text } = await processes.failing({
        DATA_DIR: processes.folder(),
        DATABASE_URL,
        LINK_SECRET,
      });
      expect(ending).toEqual({ code: 1, signal: null });
      expect(text).toContain(`No se pudo abrir la base de datos convocatorias en 127.0.0.1:${port}.`);
      expect(text).toContain('The database could not be opened; check DATABASE_URL.');
      expect(text).not.toContain('muy-secreta');
    },
    TIMEOUT_MS,
  );

  describe('on somebody’s own server', () => {
    let database: TestDatabase;

    beforeAll(async () => {
      database = await freshDatabase();
    });

    afterAll(() => database.drop());

    it(
      'production has no demo mailbox, no demo people and no well-known password',
      async () => {
        const folder = processes.folder();
        const { program, url } = await processes.instance({
          DATABASE_URL: database.url,
          CHASQUI_MODE: 'production',
          DATA_DIR: folder,
          LINK_SECRET,
        });
        const visitor = new Visitor(url);
        expect((await visitor.get('/health/live')).data).toEqual({ status: 'ok', pid: program.pid });
        expect((await visitor.get('/health/ready')).status).toBe(200);
        expect((await visitor.get('/buzon')).status).toBe(404);
        expect((await visitor.get('/buzon/1/html')).status).toBe(404);
        const start = (await visitor.get('/')).text;
        for (const demo of ['Carmen', 'chasqui-demo', 'Demostración', 'Buzón'])
          expect(start).not.toContain(demo);
        expect((await visitor.post('/ingresar', CARMEN)).status).toBe(422);
        expect(program.stdout).toContain('SMTP_URL is not set: notices wait.');
        expect(existsSync(join(folder, 'postgres'))).toBe(false);
        expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
      },
      TIMEOUT_MS,
    );

    it(
      'the demo has its mailbox',
      async () => {
        const environment = {
          DATABASE_URL: database.url,
          CHASQUI_MODE: 'demo',
          DATA_DIR: processes.folder(),
        };
        const { url } = await processes.instance(environment);
        const mailbox = await new Visitor(url).get('/buzon');
        expect([mailbox.status, mailbox.page('h1').text()]).toEqual([200, 'Buzón de demostración']);
      },
      TIMEOUT_MS,
    );
  });
});
