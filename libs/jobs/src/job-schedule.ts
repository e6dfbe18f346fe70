import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { JobRequest } from './job-definition.js';
import type { JobQueues } from './job-queues.js';

export interface Repetition {
  /** Names the schedule in the queue: the same one replaces it. */
  readonly id: string;
  readonly everyMs: number;
  readonly request: JobRequest;
}

const AGAIN_MS = 60_000;

/** Keeps jobs coming back. A queue server that lost everything lost its schedules too: they are set every minute. */
export abstract class JobSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(this.constructor.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly queues: JobQueues,
    private readonly repetitions: readonly Repetition[],
    /** Run once when the process starts, besides. */
    private readonly atStart: readonly JobRequest[] = [],
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queues.add(this.atStart);
    await this.schedule();
    this.timer = setInterval(() => {
      this.schedule().catch((error: unknown) =>
        this.log.warn(`Not scheduled, trying again: ${String(error)}`),
      );
    }, AGAIN_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async schedule(): Promise<void> {
    for (const { id, everyMs, request } of this.repetitions) await this.queues.repeat(id, everyMs, request);
  }
}
