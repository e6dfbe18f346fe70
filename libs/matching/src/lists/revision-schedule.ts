import { JobQueues, jobRequest } from '@chasqui/jobs';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { reviseListsJob } from './matching.jobs.js';

const EVERY_MS = 3_600_000;
const AGAIN_MS = 60_000;

/** Has the lists looked through at start, because formula and data may be new, and every hour, because dates pass. */
@Injectable()
export class RevisionSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(RevisionSchedule.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly queues: JobQueues) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queues.add([jobRequest(reviseListsJob, {})]);
    await this.schedule();
    // A queue server that lost everything lost the schedule too.
    this.timer = setInterval(() => {
      this.schedule().catch((error: unknown) =>
        this.log.warn(`Not scheduled, trying again: ${String(error)}`),
      );
    }, AGAIN_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private schedule(): Promise<void> {
    return this.queues.repeat('revise-lists', EVERY_MS, jobRequest(reviseListsJob, {}));
  }
}
