import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataSourceOptions } from '@chasqui/persistence';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually, untilQuiet, Visitor } from '../support/http.js';
import { buildProduct, type Environment, Processes, type Program } from '../support/process.js';
import { startRedis } from '../support/redis.js';
import { SmtpSink } from '../support/smtp-sink.js';

const CURATOR = { email: 'carmen.curadora@chasqui.example', password: 'chasqui-demo-2026' };
const SLUG = 'premios-latinoamerica-verde-2019';
/** A job of a killed process is taken over when its lock runs out (15 s), the mails it held when their lease does (20 s). */
const RECOVERY_MS = 90_000;
/** As a process opens to the mail server when nothing else is set. */
const CONNECTIONS = 5;

describe('nobody is forgotten and nobody is told twice when a process is killed', () => {
  let processes: Processes;
  let database: TestDatabase;
  let rows: DataSource;
  let sink: SmtpSink;
  let cleanUp: (() => Promise<void>)[];

  beforeAll(buildProduct, 120_000);

  beforeEach(async () => {
    processes = new Processes();
    [database, sink] = await Promise.all([freshDatabase(), SmtpSink.start()]);
    cleanUp = [() => sink.goDown(), () => database.drop()];
  });

  afterEach(async () => {
    await processes.endAll();
    if (rows?.isInitialized) await rows.destroy();
    for (const step of cleanUp) await step();
  });

  it(
    'a worker that is not there yet: every mail goes out once when it comes',
    async () => {
      const scene = await open();
      await scene.publish();
      expect(sink.received).toEqual([]);
      scene.startWorker();
      const people = await everybodyIsTold();
      expect(sink.addresses()).toEqual(people);
    },
    2 * RECOVERY_MS,
  );

  it(
    'a worker killed right after the call was published',
    async () => {
      const scene = await open();
      const worker = scene.startWorker();
      await untilQuiet(rows, RECOVERY_MS);
      await scene.publish();
      await worker.end('SIGKILL');
      expect(sink.received).toEqual([]);
      scene.startWorker();
      const people = await everybodyIsTold();
      expect(sink.addresses()).toEqual(people);
    },
    2 * RECOVERY_MS,
  );

  it.each([
    ['PostgreSQL', false],
    ['Redis', true],
  ])(
    'a worker killed while the mail server holds its answer, with the queues on %s',
    async (_name, onRedis) => {
      const redis = onRedis ? await startRedis() : null;
      if (redis) cleanUp.push(() => redis.stop());
      const scene = await open(redis ? { REDIS_URL: redis.url } : {});
      const worker = scene.startWorker();
      await untilQuiet(rows, RECOVERY_MS);
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      sink.answerAfter(() => held);
      await scene.publish();
      await eventually('the first mail has arrived', () => sink.received.length > 0);
      await worker.end('SIGKILL');
      const inFlight = sink.received.length;
      release();
      scene.startWorker();
      const people = await everybodyIsTold();
      // Only what was in flight may come again: as many mails as there are connections, with the same Message-ID.
      expect(inFlight).toBeLessThanOrEqual(CONNECTIONS);
      expect(sink.received.length).toBeLessThanOrEqual(people.length + inFlight);
    },
    2 * RECOVERY_MS,
  );

  it(
    'a worker killed after some of the mails',
    async () => {
      const scene = await open();
      const worker = scene.startWorker();
      await untilQuiet(rows, RECOVERY_MS);
      sink.answerAfter(() => new Promise((resolve) => setTimeout(resolve, 150)));
      await scene.publish();
      await eventually('somebody’s mail is sent', async () => (await mailsThatAre('sent')) > 0);
      await worker.end('SIGKILL');
      const [before, sent] = [sink.received.length, await mailsThatAre('sent')];
      expect(await mailsThatAre('sending')).toBeGreaterThan(0);
      scene.startWorker();
      const people = await everybodyIsTold();
      expect(sink.received.length).toBeLessThanOrEqual(people.length + (before - sent));
    },
    2 * RECOVERY_MS,
  );

  it(
    'everything in one process with its own database: what was published is still there and is told once',
    async () => {
      const folder = processes.folder();
      const first = await processes.instance({ DATA_DIR: folder });
      rows = await connect(instanceOf(folder).databaseUrl);
      await untilQuiet(rows, RECOVERY_MS);
      await publishAt(first.url);
      await first.program.end('SIGKILL');
      await rows.destroy();

      const second = await processes.instance({ DATA_DIR: folder });
      rows = await connect(instanceOf(folder).databaseUrl);
      expect((await new Visitor(second.url).get(`/api/v1/calls/${SLUG}`)).status).toBe(200);
      await untilQuiet(rows, RECOVERY_MS);
      const received = await rows.query<{ recipient: string; deliveries: number }[]>(
        'SELECT recipient, deliveries FROM mailbox_message ORDER BY recipient',
      );
      expect(received).toEqual((await owed()).map((recipient) => ({ recipient, deliveries: 1 })));
      const mailbox = await new Visitor(second.url).get('/buzon');
      expect(mailbox.page('.count').text()).toBe(`${received.length} correos`);
      expect(mailbox.text).not.toContain('veces');
    },
    2 * RECOVERY_MS,
  );

  interface Scene {
    startWorker(): Program;
    publish(): Promise<void>;
  }

  /** The pages in one process and, once started, the jobs in another one. */
  async function open(extra: Environment = {}): Promise<Scene> {
    const environment = {
      DATABASE_URL: database.url,
      CHASQUI_MODE: 'demo',
      SMTP_URL: sink.url,
      WORKER: 'separate',
      DATA_DIR: processes.folder(),
      ...extra,
    };
    const { url } = await processes.instance(environment);
    rows = await connect(database.url);
    return {
      startWorker: () => processes.start('worker', environment),
      publish: () => publishAt(url),
    };
  }

  async function publishAt(url: string): Promise<void> {
    const curator = new Visitor(url);
    await curator.post('/ingresar', CURATOR);
    const [call] = await rows.query<[{ id: string }]>('SELECT id FROM call WHERE slug = $1', [SLUG]);
    expect((await curator.post(`/api/v1/calls/${call.id}/publish`)).status).toBe(200);
  }

  /** In the end: one notice for each person, all sent, and each person got her mail under one Message-ID. Says who. */
  async function everybodyIsTold(): Promise<string[]> {
    await untilQuiet(rows, RECOVERY_MS);
    const people = await owed();
    expect(people.length).toBeGreaterThan(3);
    const stored = await rows.query<{ email: string; state: string; count: number }[]>(
      `SELECT a.email, m.state, count(*)::int AS count
         FROM notification n JOIN account a ON a.id = n.account_id LEFT JOIN outgoing_mail m ON m.id = n.mail_id
        GROUP BY a.email, m.state, n.event_key ORDER BY a.email`,
    );
    expect(stored).toEqual(people.map((email) => ({ email, state: 'sent', count: 1 })));
    const told = people.map((email) => {
      const mails = sink.to(email);
      return { email, got: mails.length > 0, ids: new Set(mails.map(({ messageId }) => messageId)).size };
    });
    expect(told).toEqual(people.map((email) => ({ email, got: true, ids: 1 })));
    expect([...new Set(sink.addresses())]).toEqual(people);
    return people;
  }

  /** Who must hear of the call: everybody who asked for notices of a GAD that it suits well enough. */
  async function owed(): Promise<string[]> {
    const people = await rows.query<{ email: string }[]>(
      `SELECT DISTINCT a.email FROM account a JOIN subscription s ON s.account_id = a.id AND s.active
         JOIN match m ON m.gad_code = s.gad_code AND m.eligibility <> 'fails' AND m.score >= s.min_score
         JOIN call c ON c.id = m.call_id AND c.slug = $1`,
      [SLUG],
    );
    return people.map(({ email }) => email).toSorted();
  }

  async function mailsThatAre(state: string): Promise<number> {
    const [row] = await rows.query<[{ count: number }]>(
      'SELECT count(*)::int AS count FROM outgoing_mail WHERE state = $1',
      [state],
    );
    return row.count;
  }
});

function connect(url: string): Promise<DataSource> {
  return new DataSource(dataSourceOptions(url)).initialize();
}

function instanceOf(folder: string): { databaseUrl: string } {
  return JSON.parse(readFileSync(join(folder, 'instance.json'), 'utf8')) as { databaseUrl: string };
}
