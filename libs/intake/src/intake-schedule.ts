import { JobQueues, jobRequest } from '@chasqui/jobs';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { checkLinksJob, curatorDigestJob, drawSampleJob, rereadOldJob } from './intake.jobs.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AGAIN_MS = 60_000;

/** What happens by itself besides readings. Each job knows what of the day is done already. */
const SCHEDULES = [
  { id: 'reread-old', everyMs: HOUR_MS, request: () => jobRequest(rereadOldJob, { after: null }) },
  { id: 'draw-sample', everyMs: HOUR_MS, request: () => jobRequest(drawSampleJob, {}) },
  { id: 'curator-digest', everyMs: HOUR_MS, request: () => jobRequest(curatorDigestJob, {}) },
  { id: 'check-links', everyMs: DAY_MS, request: () => jobRequest(checkLinksJob, { done: 0 }) },
] as const;

/** Keeps the schedules, and has captures looked through at start, because the extractor may be newer. */
@Injectable()
export class IntakeSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(IntakeSchedule.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly queues: JobQueues) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queues.add([jobRequest(rereadOldJob, { after: null })]);
    await this.schedule();
    // A queue server that lost everything lost the schedules too.
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
    for (const { id, everyMs, request } of SCHEDULES) await this.queues.repeat(id, everyMs, request());
  }
}
