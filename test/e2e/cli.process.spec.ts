import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { Visitor } from '../support/http.js';
import { buildProduct, type Ending, type Environment, Processes } from '../support/process.js';

const TIMEOUT_MS = 90_000;

interface Result extends Ending {
  readonly stdout: string;
  readonly stderr: string;
}

describe('the command line', () => {
  let processes: Processes;

  beforeAll(buildProduct, 120_000);

  beforeEach(() => {
    processes = new Processes();
  });

  afterEach(() => processes.endAll(), TIMEOUT_MS);

  describe('demo:run', () => {
    it(
      'plays the main job on the running instance and prints one line that programs can read',
      async () => {
        const folder = processes.folder();
        const { url } = await processes.instance({ DATA_DIR: folder });
        const first = playedOf(await cli(['demo:run'], { DATA_DIR: folder }));
        const mailbox = await new Visitor(url).get('/buzon');
        expect(mailbox.page('.count').text()).toBe(`${first.mails} correos`);
        expect((await new Visitor(url).get(`/convocatorias/${first.call}`)).status).toBe(200);

        const second = playedOf(await cli(['demo:run', '--timeout', '60'], { DATA_DIR: folder }));
        expect(second.call).not.toBe(first.call);
      },
      TIMEOUT_MS,
    );

    it(
      'does everything itself when no instance runs, and leaves the data for the next start',
      async () => {
        const folder = processes.folder();
        const played = playedOf(await cli(['demo:run'], { DATA_DIR: folder }));
        const { url } = await processes.instance({ DATA_DIR: folder });
        expect((await new Visitor(url).get('/buzon')).page('.count').text()).toBe(`${played.mails} correos`);
      },
      TIMEOUT_MS,
    );

    it(
      'says so when nobody does the jobs in time',
      async () => {
        const folder = processes.folder();
        await processes.instance({ DATA_DIR: folder, WORKER: 'separate' });
        const result = await cli(['demo:run', '--timeout', '1'], { DATA_DIR: folder });
        expect([result.code, result.stdout]).toEqual([1, '']);
        expect(result.stderr).toContain('los trabajos no terminaron en 1 s');
        expect(result.stderr).toContain('is the worker running?');
      },
      TIMEOUT_MS,
    );
  });

  describe('wrong words', () => {
    it.each([
      [['publicar:todo'], 2, 'No existe la orden «publicar:todo».'],
      [
        ['demo:run', '--timeout', 'mucho'],
        1,
        'Indique el tiempo de espera en segundos, por ejemplo --timeout 60.',
      ],
      [['demo:run', '--rapido'], 2, 'Uso: npm run -s cli -- demo:run [--timeout segundos]'],
      [['demo:run', '--timeout'], 2, 'Las opciones no son correctas.'],
      [['demo:run', 'ya'], 2, 'Las opciones no son correctas.'],
      [['account:add', '--email', 'ana@gad.gob.ec'], 1, 'Indique --email, --name y --role'],
    ])('%j end with an explanation in Spanish', async (args, code, told) => {
      const result = await cli(args, { DATA_DIR: processes.folder() });
      expect([result.code, result.stdout]).toEqual([code, '']);
      expect(result.stderr).toContain(told);
      expect(result.stderr).not.toMatch(/^\s+at /m);
    });

    it('no word at all shows what there is', async () => {
      const result = await cli([], {});
      expect([result.code, result.stdout]).toEqual([0, '']);
      for (const name of ['demo:run', 'migrate', 'account:add']) expect(result.stderr).toContain(name);
    });
  });

  describe('on somebody’s own server', () => {
    let database: TestDatabase;
    let environment: Environment;

    beforeAll(async () => {
      database = await freshDatabase();
    });

    beforeEach(() => {
      environment = {
        DATABASE_URL: database.url,
        DATA_DIR: processes.folder(),
        LINK_SECRET: 'links-of-the-test-'.repeat(3),
      };
    });

    afterAll(() => database.drop());

    it(
      'registers a person whose link signs her in',
      async () => {
        const migrated = await cli(['migrate'], environment);
        expect([migrated.code, JSON.parse(migrated.stdout)]).toMatchObject([0, { loaded: { gads: 1070 } }]);
        const identity = ['--email', 'Ana.Oficial@GadManta.gob.ec', '--name', 'Ana Cedeño'];
        const added = await cli(
          ['account:add', ...identity, '--role', 'officer', '--gad', '1308'],
          environment,
        );
        expectSuccess(added);
        const account = JSON.parse(added.stdout) as { id: string; email: string; signInPath: string };
        expect(account.email).toBe('ana.oficial@gadmanta.gob.ec');
        expect(account.signInPath).toMatch(/^\/ingresar\/enlace\/[\w-]{43}$/);

        const { url } = await processes.instance(environment);
        const ana = new Visitor(url);
        expect((await ana.get(account.signInPath)).page('form').attr('action')).toBe(account.signInPath);
        expect((await ana.post(account.signInPath)).location).toBe('/gads/1308/coincidencias');
        expect((await ana.get('/gads/1308/coincidencias')).status).toBe(200);
      },
      TIMEOUT_MS,
    );

    it.each([
      [
        ['--email', 'no es un correo', '--role', 'curator'],
        'Escriba un correo como nombre@institucion.gob.ec.',
      ],
      [['--email', 'a@gad.gob.ec', '--role', 'officer'], 'Indique el GAD de la persona'],
      [
        ['--email', 'a@gad.gob.ec', '--role', 'officer', '--gad', '9999'],
        'No hay ningún GAD con el código 9999.',
      ],
      [
        ['--email', 'a@gad.gob.ec', '--role', 'curator', '--gad', '08'],
        'Este papel sirve a todo el catálogo, sin GAD.',
      ],
      [['--email', 'a@gad.gob.ec', '--role', 'alcaldesa'], 'Indique --email, --name y --role'],
    ])('refuses to register %j', async (args, told) => {
      const result = await cli(['account:add', '--name', 'Ana', ...args], environment);
      expect([result.code, result.stdout]).toEqual([1, '']);
      expect(result.stderr).toContain(told);
    });

    it('plays no demo outside the demo', async () => {
      const result = await cli(['demo:run'], environment);
      expect([result.code, result.stdout]).toEqual([1, '']);
      expect(result.stderr).toContain('Esta instancia no está en modo de demostración');
    });
  });

  async function cli(args: readonly string[], environment: Environment): Promise<Result> {
    const program = processes.cli(args, environment);
    const ending = await program.ended;
    // npm's own notices about its configuration are not the product's.
    const stderr = program.stderr.replace(/^npm warn .*\n/gm, '');
    return { ...ending, stdout: program.stdout, stderr };
  }
});

/** The one line of `demo:run`. */
function playedOf(result: Result): { call: string; mails: number } {
  expectSuccess(result);
  expect(result.stdout).toMatch(/^\{.*\}\n$/);
  const played = JSON.parse(result.stdout) as {
    call: string;
    gads: number;
    matches: number;
    mails: number;
    seconds: number;
  };
  expect(played).toEqual({
    call: expect.stringMatching(/^[a-z0-9-]+$/),
    gads: 1070,
    matches: expect.any(Number),
    mails: expect.any(Number),
    seconds: expect.any(Number),
  });
  expect(played.matches).toBeGreaterThan(0);
  expect(played.mails).toBeGreaterThan(0);
  return played;
}

function expectSuccess({ code, stderr }: Result): void {
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
}
