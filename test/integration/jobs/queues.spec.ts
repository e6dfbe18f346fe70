import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ConfigModule, readSettings } from '@chasqui/config';
import {
  defineJob,
  handle,
  HandlesQueue,
  type JobHandlers,
  JobProcessor,
  JobQueues,
  jobRequest,
  JobsModule,
  QueueHandlers,
  workerOptions,
} from '@chasqui/jobs';
import { getQueueToken, Processor } from '@nestjs/bullmq';
import { type INestApplicationContext, Injectable, type Type } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { z } from 'zod';
import { eventually, startModules } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { startRedis, type TestRedis } from '../../support/redis.js';

interface Errand {
  readonly to: string;
}

const errand = defineJob<Errand>({
  queue: 'matching',
  name: 'errand',
  payload: z.strictObject({ to: z.string() }),
  id: ({ to }) => `errand-${to}`,
  attempts: 3,
  backoffMs: 20,
});
const keptErrand = { ...errand, keepIdSeconds: 60 };
/** Its retries come later than any test ends. */
const slowErrand = { ...errand, name: 'slow-errand', backoffMs: 600_000 };

/** What the handler was given, and what it does with it. */
let handled: string[];
let work: (to: string) => Promise<void>;

// As in the product, but what a lost worker held is taken over sooner.
@Processor('matching', { ...workerOptions(1), lockDuration: 1000, stalledInterval: 250 })
class ErrandProcessor extends JobProcessor {
  protected override jobs() {
    const run = ({ to }: Errand) => {
      handled.push(to);
      return work(to);
    };
    return [handle(errand, run), handle(slowErrand, run)];
  }
}

const mailErrand = { ...errand, queue: 'mail' as const, name: 'mail-errand' };

/** A queue whose jobs are done by others. */
@Processor('mail', workerOptions(1))
class SharedProcessor extends JobProcessor {
  constructor(private readonly others: QueueHandlers) {
    super();
  }

  protected override jobs() {
    return this.others.of('mail');
  }
}

@HandlesQueue('mail')
@Injectable()
class MailErrands implements JobHandlers {
  jobs() {
    return [
      handle(mailErrand, async ({ to }) => {
        handled.push(to);
      }),
    ];
  }
}

@HandlesQueue('sources')
@Injectable()
class OtherErrands implements JobHandlers {
  jobs() {
    return [handle(mailErrand, () => Promise.reject(new Error('Not my queue')))];
  }
}

describe.each(['postgres', 'redis'] as const)('Queues on %s', (backend) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let running: INestApplicationContext[] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    redis = backend === 'redis' ? await startRedis() : undefined;
  });

  afterAll(async () => {
    await redis?.stop();
    await database.drop();
  });

  beforeEach(() => {
    handled = [];
    work = async () => {};
  });

  afterEach(async () => {
    const started = running;
    running = [];
    await Promise.all(started.map((app) => app.close()));
    const cleaner = await start();
    for (const name of ['matching', 'maintenance', 'mail'])
      await queueOf(cleaner, name).obliterate({ force: true });
    await cleaner.close();
    running = [];
  });

  async function start(...workers: Type[]): Promise<INestApplicationContext> {
    const settings = readSettings({ DATABASE_URL: database.url, REDIS_URL: redis?.url });
    const app = await startModules(
      [ConfigModule.register(settings), JobsModule.register(database.url)],
      workers,
    );
    running.push(app);
    return app;
  }

  const queueOf = (app: INestApplicationContext, name: string) => app.get<Queue>(getQueueToken(name));
  const send = (app: INestApplicationContext, ...to: string[]) =>
    app.get(JobQueues).add(to.map((name) => jobRequest(errand, { to: name })));
  const matching = async (app: INestApplicationContext) => (await app.get(JobQueues).counts()).matching;
  const untilEmpty = (app: INestApplicationContext) =>
    eventually(async () => expect(await matching(app)).toEqual({ waiting: 0, active: 0, delayed: 0 }));

  it('run a job that another process added', async () => {
    const producer = await start();
    await start(ErrandProcessor);

    await send(producer, 'Loja');
    await untilEmpty(producer);

    expect(handled).toEqual(['Loja']);
  });

  it('keep jobs until there is a worker, and run them in the order in which they were added', async () => {
    const producer = await start();
    await send(producer, 'Loja', 'Ibarra', 'Puyo');

    await start(ErrandProcessor);
    await untilEmpty(producer);

    expect(handled).toEqual(['Loja', 'Ibarra', 'Puyo']);
  });

  it('take the same job for one while it waits', async () => {
    const producer = await start();
    await send(producer, 'Loja');
    await send(producer, 'Loja', 'Loja');

    expect(await matching(producer)).toEqual({ waiting: 1, active: 0, delayed: 0 });
    await start(ErrandProcessor);
    await untilEmpty(producer);
    expect(handled).toEqual(['Loja']);
  });

  it('take the same job for one while it runs', async () => {
    let finish = () => {};
    work = () => new Promise((resolve) => (finish = resolve));
    const app = await start(ErrandProcessor);
    await send(app, 'Loja');
    await eventually(async () => expect(await matching(app)).toEqual({ waiting: 0, active: 1, delayed: 0 }));

    await send(app, 'Loja');
    finish();
    await untilEmpty(app);

    expect(handled).toEqual(['Loja']);
  });

  it('take the same job again once the first has succeeded', async () => {
    const app = await start(ErrandProcessor);
    await send(app, 'Loja');
    await untilEmpty(app);

    await send(app, 'Loja');
    await untilEmpty(app);

    expect(handled).toEqual(['Loja', 'Loja']);
  });

  it('refuse the same job for a while when it keeps its id', async () => {
    const app = await start(ErrandProcessor);
    await app.get(JobQueues).add([jobRequest(keptErrand, { to: 'Loja' })]);
    await untilEmpty(app);

    await app
      .get(JobQueues)
      .add([jobRequest(keptErrand, { to: 'Loja' }), jobRequest(keptErrand, { to: 'Puyo' })]);
    await untilEmpty(app);

    expect(handled).toEqual(['Loja', 'Puyo']);
  });

  it('try a job that fails again until it succeeds', async () => {
    work = async () => {
      if (handled.length < 3) throw new Error('El servidor no responde');
    };
    const app = await start(ErrandProcessor);

    await send(app, 'Loja');
    await untilEmpty(app);

    expect(handled).toEqual(['Loja', 'Loja', 'Loja']);
  });

  it('give up after the agreed attempts and leave the id free', async () => {
    work = async () => {
      throw new Error('El servidor no responde');
    };
    const app = await start(ErrandProcessor);
    await send(app, 'Loja');
    await untilEmpty(app);
    expect(handled).toHaveLength(3);

    work = async () => {};
    await send(app, 'Loja');
    await untilEmpty(app);

    expect(handled).toHaveLength(4);
  });

  it('do not hand a payload of another shape to the handler', async () => {
    const app = await start(ErrandProcessor);
    const queue = queueOf(app, 'matching');

    await queue.add('errand', { to: 7, extra: true }, { removeOnFail: false });
    const [job] = await eventually(async () => {
      expect(await queue.getFailedCount()).toBe(1);
      return queue.getFailed();
    });

    expect(job!.failedReason).toContain('expected string');
    expect(handled).toEqual([]);
  });

  it('do not accept a payload of another shape', () => {
    expect(() => jobRequest(errand, { to: 7 } as unknown as Errand)).toThrow('expected string');
  });

  it('fail a job that nobody knows how to do', async () => {
    const app = await start(ErrandProcessor);
    const queue = queueOf(app, 'matching');

    const { id } = await queue.add('forgotten', {}, { removeOnFail: false });

    await eventually(async () => {
      expect((await queue.getJob(id!))?.failedReason).toBe(
        'No handler for the job "forgotten" of the queue "matching".',
      );
    });
  });

  it('hand a job to whoever says that it does jobs of this queue', async () => {
    const app = await start(SharedProcessor, OtherErrands, MailErrands);
    await app.get(JobQueues).add([jobRequest(mailErrand, { to: 'Loja' })]);
    await eventually(() => expect(handled).toEqual(['Loja']));
  });

  it('give the job of a worker that went away in the middle to another one', async () => {
    work = () => new Promise(() => {});
    const lost = await start(ErrandProcessor);
    await send(lost, 'Loja');
    await eventually(() => expect(handled).toEqual(['Loja']));

    await lost.get(ErrandProcessor).worker.close(true);
    work = async () => {};
    const other = await start(ErrandProcessor);
    await untilEmpty(other);

    expect(handled).toEqual(['Loja', 'Loja']);
  });

  it('let a running job finish before the process ends', async () => {
    let finish = () => {};
    work = () => new Promise((resolve) => (finish = resolve));
    const app = await start(ErrandProcessor);
    const producer = await start();
    await send(app, 'Loja');
    await eventually(() => expect(handled).toEqual(['Loja']));

    const closed = app.close();
    // Long enough for a process that does not wait to be gone.
    for (let look = 0; look < 20; look += 1) expect((await matching(producer)).active).toBe(1);
    finish();
    await closed;

    expect(await matching(producer)).toEqual({ waiting: 0, active: 0, delayed: 0 });
    running = [producer];
  });

  it('keep one schedule, the last, of a job that repeats', async () => {
    const app = await start();
    const other = await start();

    const daily = (to: string) => jobRequest({ ...errand, queue: 'maintenance' }, { to });
    await app.get(JobQueues).repeat('daily', 60_000, daily('Loja'));
    await other.get(JobQueues).repeat('daily', 90_000, daily('Puyo'));

    const schedules = await queueOf(app, 'maintenance').getJobSchedulers();
    expect(schedules).toHaveLength(1);
    expect(schedules[0]).toMatchObject({ key: 'daily', every: 90_000, template: { data: { to: 'Puyo' } } });
    const { waiting, delayed } = (await app.get(JobQueues).counts()).maintenance;
    expect(waiting + delayed).toBe(1);
  });

  it('run a scheduled job at once, not again when the schedule is set anew, and count no run to come', async () => {
    const app = await start(ErrandProcessor);
    const repeat = () => app.get(JobQueues).repeat('hourly', 3_600_000, jobRequest(errand, { to: 'Loja' }));
    await repeat();
    await eventually(() => expect(handled).toEqual(['Loja']));
    await untilEmpty(app);

    await repeat();
    await untilEmpty(app);

    expect(handled).toEqual(['Loja']);
  });

  it('count what waits, what runs and what waits for another attempt', async () => {
    work = (to) => (to === 'Puyo' ? Promise.reject(new Error('No hay puente')) : new Promise(() => {}));
    const app = await start(ErrandProcessor);
    await app.get(JobQueues).add([jobRequest(slowErrand, { to: 'Puyo' })]);
    await send(app, 'Loja', 'Ibarra', 'Tena');

    await eventually(async () => expect(await matching(app)).toEqual({ waiting: 2, active: 1, delayed: 1 }));

    expect((await app.get(JobQueues).counts()).mail).toEqual({ waiting: 0, active: 0, delayed: 0 });
    await app.get(ErrandProcessor).worker.close(true);
  });

  it('report trouble with their server through the log, without printing a stack', async () => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
    try {
      const app = await start(ErrandProcessor);

      queueOf(app, 'matching').emit('error', new Error('connect ECONNREFUSED'));
      app.get(ErrandProcessor).worker.emit('error', new Error('Missing lock'));

      expect(printed).not.toHaveBeenCalled();
    } finally {
      printed.mockRestore();
    }
  });
});
