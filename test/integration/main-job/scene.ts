import { Call, type CallInput, Calls } from '@chasqui/calls';
import { LoadDemo } from '@chasqui/demo';
import { Clock, FixedClock } from '@chasqui/kernel';
import { Match, MatchingRun } from '@chasqui/matching';
import { Notification, Reconcile } from '@chasqui/notifications';
import { migrate } from '@chasqui/persistence';
import { loadReferenceData } from '@chasqui/reference-data';
import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { expect } from '@jest/globals';
import { eventually, startProcess, untilIdle } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { startRedis, type TestRedis } from '../../support/redis.js';
import { SmtpSink } from '../../support/smtp-sink.js';

export const BACKENDS = ['postgres', 'redis'] as const;
export type Backend = (typeof BACKENDS)[number];

/** Longer than the pause before a second attempt. */
const RETRIED_WITHIN_MS = 5 * 60_000;

const LOAD_DAY = new Date('2026-03-02T15:00:00Z');
export const NOW = new Date('2026-03-02T16:00:00Z');

/** Time that passes while the demo is loaded: people ask for notices after the first calls were published. */
class PassingClock extends Clock {
  private ms = LOAD_DAY.getTime();

  override now(): Date {
    this.ms += 1;
    return new Date(this.ms);
  }
}

/** The whole product without pages over one backend, with reference and demo data and a mail server. */
export class Scene {
  private constructor(
    readonly app: INestApplicationContext,
    /** Starts one more process like `app`, for the caller to close. */
    readonly startAnother: () => Promise<INestApplicationContext>,
    readonly clock: FixedClock,
    readonly sink: SmtpSink,
    private readonly server: TestDatabase,
    readonly redis: TestRedis | undefined,
  ) {}

  static async open(backend: Backend): Promise<Scene> {
    const server = await freshDatabase();
    const redis = backend === 'redis' ? await startRedis() : undefined;
    const sink = await SmtpSink.start();
    const at = { databaseUrl: server.url, redisUrl: redis?.url, smtpUrl: sink.url };
    await migrate(server.url);
    const loader = await startProcess({ ...at, clock: new PassingClock(), work: false });
    await loadReferenceData(loader.get(DataSource).manager);
    await loader.get(LoadDemo).execute();
    await loader.close();
    const clock = new FixedClock(NOW);
    const start = () => startProcess({ ...at, clock });
    const scene = new Scene(await start(), start, clock, sink, server, redis);
    await scene.untilIdle();
    return scene;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.sink.goDown();
    await this.redis?.stop();
    await this.server.drop();
  }

  get database(): DataSource {
    return this.app.get(DataSource);
  }

  get calls(): Calls {
    return this.app.get(Calls);
  }

  queue(name: string): Queue {
    return this.app.get<Queue>(getQueueToken(name));
  }

  pass(ms: number): void {
    this.clock.moveTo(new Date(this.clock.now().getTime() + ms));
  }

  untilIdle(): Promise<void> {
    return untilIdle(this.app);
  }

  /** A curator enters a call; it waits in review. */
  async draft(changes: Partial<CallInput> = {}): Promise<Call> {
    return this.calls.create(callInput(await donorNamed(this.database), changes), null);
  }

  async publish(changes: Partial<CallInput> = {}): Promise<Call> {
    const { id } = await this.draft(changes);
    return this.calls.publish(id, null);
  }

  /** Publishes a call and waits until everything it set off is done. */
  async publishAndSettle(changes: Partial<CallInput> = {}): Promise<Call> {
    const call = await this.publish(changes);
    await this.untilTold(call);
    await this.untilIdle();
    return call;
  }

  /** Waits until the notices of this revision are written; they may still wait for their mail. */
  untilTold(call: Call): Promise<void> {
    return eventually(async () => expect((await this.run(call))?.notifiedAt).toBeInstanceOf(Date));
  }

  run(call: Call): Promise<MatchingRun | null> {
    return this.database.manager.findOneBy(MatchingRun, { callId: call.id, callRevision: call.revision });
  }

  matches(call: Call): Promise<Match[]> {
    return this.database.manager.find(Match, { where: { callId: call.id }, order: { gadCode: 'ASC' } });
  }

  /** The notices that the call is new; those of its changes are not counted. */
  notices(call: Call): Promise<Notification[]> {
    return this.database.manager.find(Notification, {
      where: { callId: call.id, kind: 'new_call' },
      relations: { account: true, mail: true },
      order: { account: { email: 'ASC' } },
    });
  }

  /** Who was told or will be, and how far it is: "sent olga@…". */
  async told(call: Call): Promise<string[]> {
    return (await this.notices(call)).map(
      ({ state, mail, account }) => `${mail?.state ?? state} ${account!.email}`,
    );
  }

  /** The addresses that notices are owed to, in order. */
  async concerned(call: Call): Promise<string[]> {
    return (await this.notices(call)).map(({ account }) => account!.email).toSorted();
  }

  /** Waits until no notice of the call is on its way any more: some failed to leave, the others wait. */
  async untilHeldUp(call: Call): Promise<void> {
    await this.untilTold(call);
    await eventually(async () => {
      const notices = await this.notices(call);
      expect(notices.filter(({ mail }) => mail?.lastError)).not.toEqual([]);
      expect(notices.filter(({ mail }) => mail?.state !== 'pending')).toEqual([]);
    });
  }

  /** Brings the pauses before the next attempts to an end and waits for what they do. */
  async retryNow(): Promise<void> {
    this.pass(RETRIED_WITHIN_MS);
    await this.reconcile();
    await this.untilIdle();
  }

  /** As after a crash of the relay: the jobs were added, but the events were not marked. */
  async relayAgain(call: Call): Promise<void> {
    const reset = `UPDATE outbox_event SET relayed_at = NULL WHERE payload->>'callId' = $1`;
    await this.database.query(reset, [call.id]);
    await this.untilIdle();
  }

  reconcile(): Promise<{ calls: number; mails: number }> {
    return this.app.get(Reconcile).execute();
  }
}
