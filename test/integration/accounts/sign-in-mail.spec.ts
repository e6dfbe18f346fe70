import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, Accounts } from '@chasqui/accounts';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { FixedClock } from '@chasqui/kernel';
import { signInLinkJob } from '@chasqui/notifications';
import { migrate } from '@chasqui/persistence';
import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { eventually, PUBLIC_URL, startProcess, untilIdle } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { SmtpSink } from '../../support/smtp-sink.js';

const NOW = new Date('2026-03-02T15:00:10Z');

describe.each(['postgres', 'redis'] as const)('The mail with a sign-in link, queues on %s', (backend) => {
  let server: TestDatabase;
  let redis: TestRedis | undefined;
  let sink: SmtpSink;
  let app: INestApplicationContext;
  let clock: FixedClock;
  let rosa: Account;

  beforeAll(async () => {
    server = await freshDatabase();
    redis = backend === 'redis' ? await startRedis() : undefined;
    sink = await SmtpSink.start();
    clock = new FixedClock(NOW);
    await migrate(server.url);
    app = await startProcess({ databaseUrl: server.url, redisUrl: redis?.url, smtpUrl: sink.url, clock });
  });

  afterAll(async () => {
    await app.close();
    await sink.goDown();
    await redis?.stop();
    await server.drop();
  });

  let people = 0;
  beforeEach(async () => {
    sink.clear();
    clock.moveTo(NOW);
    people += 1;
    rosa = await app
      .get(Accounts)
      .register(
        app.get(DataSource).manager,
        { email: `rosa${people}@chasqui.example`, name: 'Rosa Chala', password: null, memberships: [] },
        null,
      );
  });

  /** What the sign-in page does when the button is pressed. */
  async function request(secondsLater = 0): Promise<void> {
    clock.moveTo(new Date(NOW.getTime() + secondsLater * 1000));
    const payload = { accountId: rosa.id, requestedAt: clock.now().toISOString() };
    await app.get(JobQueues).add([jobRequest(signInLinkJob, payload)]);
  }

  it('brings a link that signs the person in', async () => {
    await request();

    await eventually(() => expect(sink.addresses()).toEqual([rosa.email]));
    const [mail] = sink.to(rosa.email);
    expect(mail!.subject).toBe('Su enlace para ingresar a Chasqui');
    const [, token] = /\/ingresar\/enlace\/([\w-]+)/.exec(mail!.text ?? '') ?? [];
    expect(mail!.text).toContain(`${PUBLIC_URL}/ingresar/enlace/${token}`);
    expect(mail!.html).toContain(`${PUBLIC_URL}/ingresar/enlace/${token}`);
    const session = await app.get(Accounts).signInWithLink(token!);
    expect(await app.get(Accounts).personOf(session)).toMatchObject({ id: rosa.id });
  });

  it('is sent once when the button is pressed again while it waits', async () => {
    await Promise.all([request(), request(), request()]);
    await untilIdle(app);

    expect(sink.addresses()).toEqual([rosa.email]);
  });

  it('is sent once when the button is pressed again in the same minute, after it arrived', async () => {
    await request();
    await untilIdle(app);
    await request(20);
    await untilIdle(app);

    expect(sink.addresses()).toEqual([rosa.email]);
  });

  it('is sent again when it is asked for in another minute', async () => {
    await request();
    await untilIdle(app);
    await request(61);
    await untilIdle(app);

    expect(sink.addresses()).toEqual([rosa.email, rosa.email]);
  });

  it('is not sent to an account that was disabled meanwhile', async () => {
    await app.get(DataSource).query('UPDATE account SET disabled_at = now() WHERE id = $1', [rosa.id]);

    await request();
    await untilIdle(app);

    expect(sink.addresses()).toEqual([]);
  });

  it('arrives late but arrives when the mail server was down', async () => {
    sink.refuse(() => ({ code: 451, text: 'Intente más tarde' }));
    await request();
    const mail = app.get<Queue>(getQueueToken('mail'));
    await eventually(async () => expect(await mail.getDelayedCount()).toBe(1));

    sink.refuse();
    await mail.promoteJobs();
    await untilIdle(app);

    expect(sink.addresses()).toEqual([rosa.email]);
  });
});
