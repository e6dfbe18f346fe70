import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readSettings } from '@chasqui/config';
import { deliverJob, DeliveryWorkerModule, DueMails, MailComposer } from '@chasqui/delivery';
import { JobQueues, jobRequest } from '@chasqui/jobs';
import { CoreModule } from '@chasqui/runtime';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { eventually, startModules } from '../../support/app.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { DeliveryScene, PlainComposer } from './scene.js';

@Module({ providers: [{ provide: MailComposer, useClass: PlainComposer }], exports: [MailComposer] })
class PlainComposerModule {}

const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@loja.example`);

describe.each(['postgres', 'redis'] as const)('Delivery as queued work, on %s', (backend) => {
  let scene: DeliveryScene;
  let redis: TestRedis | undefined;
  let running: INestApplicationContext[] = [];

  beforeAll(async () => {
    scene = await DeliveryScene.open();
    redis = backend === 'redis' ? await startRedis() : undefined;
  });
  afterAll(async () => {
    await redis?.stop();
    await scene.close();
  });
  beforeEach(() => scene.clear());
  afterEach(async () => {
    await Promise.all(running.map((app) => app.close()));
    running = [];
  });

  async function start(): Promise<INestApplicationContext> {
    const settings = readSettings({
      CHASQUI_MODE: 'demo',
      REDIS_URL: redis?.url,
      SMTP_URL: scene.sink.url,
      MAIL_DOMAIN_RATE: '1000',
    });
    const app = await startModules([
      CoreModule.register(settings, scene.databaseUrl, scene.clock),
      DeliveryWorkerModule.register(PlainComposerModule),
    ]);
    running.push(app);
    return app;
  }

  const noJobs = (app: INestApplicationContext) =>
    eventually(async () => {
      expect((await app.get(JobQueues).counts()).mail).toEqual({ waiting: 0, active: 0, delayed: 0 });
    });

  it('sends what is due when it is woken', async () => {
    await scene.owe(people(50));
    const app = await start();

    expect(await app.get(DueMails).wake()).toBe(50);
    await eventually(async () => expect(await scene.states()).toEqual({ sent: 50 }));
    await noJobs(app);

    expect(await app.get(DueMails).wake()).toBe(0);
  });

  it('sends each mail once with several processes at work', async () => {
    await scene.owe(people(400));
    const [one] = await Promise.all([start(), start()]);

    const wakes = Array.from({ length: 8 }, () => jobRequest(deliverJob, { wake: randomUUID() }));
    await one.get(JobQueues).add(wakes);
    await eventually(async () => expect(await scene.states()).toEqual({ sent: 400 }));
    await noJobs(one);

    expect(scene.sink.byMessage().size).toBe(400);
    expect(scene.sink.accepted).toHaveLength(400);
  });

  it('is not woken when nothing is due', async () => {
    await scene.owe(['eva@loja.example'], { nextAttemptAt: new Date('2026-04-01T00:00:00Z') });
    const app = await start();
    expect(await app.get(DueMails).wake()).toBe(0);
    expect((await app.get(JobQueues).counts()).mail).toEqual({ waiting: 0, active: 0, delayed: 0 });
  });

  it('stops in order: what is in flight is finished, the rest goes with whoever comes next', async () => {
    await scene.owe(people(60));
    scene.misbehave(({ stage }) => (stage === 'dot' ? { kind: 'slow', ms: 100 } : undefined));
    const first = await start();
    await first.get(DueMails).wake();
    await eventually(() => expect(scene.sink.accepted.length).toBeGreaterThan(0));

    await first.close();
    running = [];
    const { sent = 0, ...others } = await scene.states();
    expect(sent).toBeLessThan(60);
    expect(others).toEqual({ pending: 60 - sent });
    expect(scene.sink.accepted).toHaveLength(sent);

    scene.misbehave(() => undefined);
    await start();
    await eventually(async () => expect(await scene.states()).toEqual({ sent: 60 }));
    expect(scene.sink.accepted).toHaveLength(60);
  });
});
