import { Accounts } from '@chasqui/accounts';
import { callPublished } from '@chasqui/calls';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { DueMails } from '@chasqui/delivery';
import { callMatched } from '@chasqui/matching';
import { appendEvent } from '@chasqui/outbox';
import { PublicSubscriptions } from '@chasqui/subscriptions';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OweBulletin } from './bulletin/owe-bulletin.js';
import { Bundle } from './bundle.js';
import { reconcileJob } from './notification.jobs.js';
import { Remind } from './reminders/remind.js';

const EVERY_MS = 60_000;
/** Younger work is still under way; ms. */
const PATIENCE_MS = 90_000;
const BATCH = 1000;
/** How often people's hours are looked at: clocks of some zones are a quarter of an hour apart. */
const TURN_MS = 5 * 60_000;
/** Relayed events have done their work; they stay a month for whoever looks into a problem. */
const KEEP_EVENTS_MS = 30 * 24 * 3_600_000;

/**
 * The database knows what is owed. What no longer has a job (crash at a bad moment, queue server emptied, mail
 * server down for long) gets one again: work may be late, it is never lost.
 */
@Injectable()
export class Reconcile implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(Reconcile.name);
  private timer: NodeJS.Timeout | undefined;
  private lastTurn: number | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly accounts: Accounts,
    private readonly requests: PublicSubscriptions,
    private readonly remind: Remind,
    private readonly bulletin: OweBulletin,
    private readonly bundle: Bundle,
    private readonly dueMails: DueMails,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.schedule();
    // A queue server that lost everything lost the schedule too.
    this.timer = setInterval(() => {
      this.schedule().catch((error: unknown) =>
        this.log.warn(`Not scheduled, trying again: ${String(error)}`),
      );
    }, EVERY_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns how many calls were put back and how many mails were made of notices that came due */
  async execute(): Promise<{ calls: number; mails: number }> {
    const before = new Date(this.clock.now().getTime() - PATIENCE_MS);
    const unmatched = await this.requeue(before, 'matched_at', callPublished);
    const untold = await this.requeue(before, 'notified_at', callMatched);
    await this.oweByClock();
    const mails = await this.bundle.execute('all');
    await this.dueMails.wake();
    await this.accounts.forgetExpired();
    await this.requests.forgetExpired();
    await this.forgetOldEvents();
    const calls = unmatched + untold;
    if (calls > 0) this.log.warn(`Put back: ${calls} calls`);
    return { calls, mails };
  }

  /** Before the mails of the hour are made, so that reminders and digests of a person are one mail. */
  private async oweByClock(): Promise<void> {
    const turn = Math.floor(this.clock.now().getTime() / TURN_MS);
    if (turn === this.lastTurn) return;
    await this.remind.execute();
    await this.bulletin.execute();
    this.lastTurn = turn;
  }

  private async forgetOldEvents(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEEP_EVENTS_MS);
    await this.database.query('DELETE FROM outbox_event WHERE relayed_at < $1', [before]);
  }

  private schedule(): Promise<void> {
    return this.queues.repeat('reconcile', EVERY_MS, jobRequest(reconcileJob, {}));
  }

  /** Announces again the published revisions whose run has not reached the given stage and has no waiting event. */
  private async requeue(
    before: Date,
    stage: 'matched_at' | 'notified_at',
    event: typeof callPublished,
  ): Promise<number> {
    const reached =
      stage === 'matched_at'
        ? 'r.matched_at IS NOT NULL'
        : 'r.notified_at IS NOT NULL OR r.matched_at IS NULL';
    const rows = await this.database.query<{ id: string; revision: number }[]>(
      `SELECT c.id, c.revision FROM call c LEFT JOIN matching_run r ON r.call_id = c.id AND r.call_revision = c.revision
        WHERE c.state = 'published' AND c.updated_at < $1
          AND (c.closes_at IS NULL OR c.closes_at > $1)
          AND NOT coalesce(${reached}, false)
          AND NOT EXISTS (SELECT 1 FROM outbox_event e WHERE e.type = $2 AND e.relayed_at IS NULL
                             AND e.payload->>'callId' = c.id::text)
          AND NOT EXISTS (SELECT 1 FROM outbox_event e WHERE e.type = $2 AND e.relayed_at > $1
                             AND e.payload->>'callId' = c.id::text)
        LIMIT ${BATCH}`,
      [before, event.type],
    );
    const now = this.clock.now();
    for (const { id, revision } of rows) {
      await appendEvent(this.database.manager, event, { callId: id, revision }, now);
    }
    return rows.length;
  }
}
