import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readSettings } from '@chasqui/config';
import { JobQueues } from '@chasqui/jobs';
import { migrate } from '@chasqui/persistence';
import { CoreModule } from '@chasqui/runtime';
import {
  AlreadyReading,
  Capture,
  type Source,
  SourceRun,
  Sources,
  SourcesModule,
  SourcesWorkerModule,
  StartRun,
} from '@chasqui/sources';
import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { eventually, startModules } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { type FaultServer, startFaultServer } from '../../support/fault-server.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { htmlConfig, page } from './scene.js';

describe.each(['postgres', 'redis'] as const)('Readings, queues on %s', (backend) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let server: FaultServer;
  let pages: INestApplicationContext;
  const running: INestApplicationContext[] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    redis = backend === 'redis' ? await startRedis() : undefined;
    await migrate(database.url);
    server = await startFaultServer();
    pages = await start(SourcesModule);
  });

  afterAll(async () => {
    await pages.close();
    await server.close();
    await redis?.stop();
    await database.drop();
  });

  beforeEach(async () => {
    await pages.get(DataSource).query('TRUNCATE source, outbox_event, raw_payload, fetch_host CASCADE');
    await pages.get<Queue>(getQueueToken('sources')).obliterate({ force: true });
    server.requests.length = 0;
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((app) => app.close()));
  });

  async function start(module: typeof SourcesModule): Promise<INestApplicationContext> {
    const settings = readSettings({
      DATABASE_URL: database.url,
      REDIS_URL: redis?.url,
      PUBLIC_URL: 'https://chasqui.example.gob.ec',
      FETCH_CONTACT: 'fuentes@chasqui.example.gob.ec',
      FETCH_LOOPBACK: 'true',
    });
    return startModules([CoreModule.register(settings, database.url), module]);
  }

  async function startWorker(): Promise<INestApplicationContext> {
    const app = await start(SourcesWorkerModule);
    running.push(app);
    return app;
  }

  function addSource(path: string): Promise<Source> {
    const config = htmlConfig(`${server.url}${path}`);
    const input = { name: 'Agencia', homeUrl: server.url, everyMinutes: 60, adapter: 'html', config };
    return pages.get(Sources).create(input, null);
  }

  const manager = () => pages.get(DataSource).manager;
  const runOf = ({ id }: Source) => manager().findOneByOrFail(SourceRun, { sourceId: id });
  const untilDone = (source: Source) =>
    eventually(async () => expect(await runOf(source)).toMatchObject({ state: 'done' }));
  const row = (name: string) => `<li><a href="/${name}">Llamado ${name}</a></li>`;

  it('are done by a worker for whoever asks, under our name, and leave no job behind', async () => {
    server.on('/lista', { body: page(row('agua') + row('vias')) });
    const source = await addSource('/lista');
    await startWorker();

    const { id } = await pages.get(StartRun).execute(source.id, null);
    await expect(pages.get(StartRun).execute(source.id, null)).rejects.toBeInstanceOf(AlreadyReading);
    await untilDone(source);

    expect(await runOf(source)).toMatchObject({ id, found: 2, added: 2, requests: 1 });
    const { headers } = server.requests.find(({ path }) => path === '/lista')!;
    expect(headers['user-agent']).toMatch(
      /^Chasqui\/\d+\.\d+\.\d+ \(\+https:\/\/chasqui\.example\.gob\.ec; fuentes@chasqui\.example\.gob\.ec\)$/,
    );
    await eventually(async () => {
      const { sources } = await pages.get(JobQueues).counts();
      expect(sources).toEqual({ waiting: 0, active: 0, delayed: 0 });
    });
  });

  it('begin by themselves when their time has come', async () => {
    server.on('/lista', { body: page(row('agua')) });
    const source = await addSource('/lista');
    await pages.get(Sources).enable(source.id, null);

    await startWorker();
    await untilDone(source);

    const schedulers = await pages.get<Queue>(getQueueToken('sources')).getJobSchedulers();
    expect(schedulers).toMatchObject([{ key: 'start-due-runs', every: 60_000 }]);
  });

  it('stop when their process ends and go on in another one', async () => {
    server.on('/lista', { body: page(row('agua') + row('vias')) });
    let stopping: Promise<void> | undefined;
    const first = await startWorker();
    server.on('/agua', { body: page('<p>Agua</p>') });
    server.on('/vias', () => {
      stopping ??= first.close();
      return { body: page('<p>Vías</p>') };
    });
    const source = await addSource('/lista');
    const detail = { documents: { read: false } };
    await pages.get(Sources).update(
      source.id,
      1,
      {
        name: 'Agencia',
        homeUrl: server.url,
        everyMinutes: 60,
        adapter: 'html',
        config: { ...htmlConfig(`${server.url}/lista`), detail },
      },
      null,
    );
    await pages.get(StartRun).execute(source.id, null);
    await eventually(() => expect(stopping).toBeDefined());
    await stopping;
    expect((await runOf(source)).state).toBe('running');

    await startWorker();
    await untilDone(source);

    expect(await runOf(source)).toMatchObject({ found: 2, added: 2, failed: 0 });
    expect(await manager().count(Capture)).toBe(2);
  });
});
