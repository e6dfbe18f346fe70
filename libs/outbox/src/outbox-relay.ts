import { Clock } from '@chasqui/kernel';
import { type JobRequest, JobQueues } from '@chasqui/jobs';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import type { EventDefinition } from './events.js';
import { OutboxEvent } from './outbox-event.entity.js';

/** Turns an event into the jobs that react to it. */
export interface EventRoute {
  readonly type: string;
  readonly jobs: (payload: unknown) => JobRequest[];
}

/** Injection token of all routes of the product. */
export const EVENT_ROUTES = Symbol('event routes');

export function route<Payload>(
  event: EventDefinition<Payload>,
  jobs: (payload: Payload) => JobRequest[],
): EventRoute {
  return { type: event.type, jobs: (payload) => jobs(event.payload.parse(payload)) };
}

const BATCH = 200;
const PAUSE_MS = 100;

/**
 * Hands waiting events to the queues, oldest first. At least once: a crash after the jobs were added and before
 * the events were marked adds them again, which job ids and idempotent jobs absorb. Several relays may run.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(OutboxRelay.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
    @Inject(EVENT_ROUTES) private readonly routes: readonly EventRoute[],
  ) {}

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /**
   * Relays one batch.
   * @returns how many events were relayed
   */
  async relayOnce(): Promise<number> {
    return this.database.transaction(async (manager) => {
      const events = await manager.find(OutboxEvent, {
        where: { relayedAt: IsNull() },
        order: { id: 'ASC' },
        take: BATCH,
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      if (events.length === 0) return 0;
      await this.queues.add(events.flatMap((event) => this.jobsOf(event)));
      const ids = events.map((event) => event.id);
      await manager.update(OutboxEvent, { id: In(ids) }, { relayedAt: this.clock.now() });
      return events.length;
    });
  }

  private jobsOf(event: OutboxEvent): JobRequest[] {
    return this.routes.filter(({ type }) => type === event.type).flatMap(({ jobs }) => jobs(event.payload));
  }

  private schedule(pause: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.tick();
    }, pause);
  }

  private async tick(): Promise<void> {
    let relayed = 0;
    try {
      relayed = await this.relayOnce();
    } catch (error) {
      this.log.error(`Events could not be relayed, trying again: ${String(error)}`);
    }
    this.schedule(relayed === BATCH ? 0 : PAUSE_MS);
  }
}
