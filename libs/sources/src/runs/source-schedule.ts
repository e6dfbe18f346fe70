import { JobQueues, jobRequest } from '@chasqui/jobs';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { startDueRunsJob } from './source.jobs.js';

const EVERY_MS = 60_000;

/** Has due readings started every minute. */
@Injectable()
export class SourceSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(SourceSchedule.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly queues: JobQueues) {}

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

  private schedule(): Promise<void> {
    return this.queues.repeat('start-due-runs', EVERY_MS, jobRequest(startDueRunsJob, {}));
  }
}
