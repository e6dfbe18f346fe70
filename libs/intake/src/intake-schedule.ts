import { JobQueues, jobRequest, JobSchedule } from '@chasqui/jobs';
import { Injectable } from '@nestjs/common';
import { checkLinksJob, curatorDigestJob, drawSampleJob, rereadOldJob } from './intake.jobs.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * What happens by itself besides readings; each job knows what of the day is done already. Captures are looked through at
 * start too, because the extractor may be newer.
 */
@Injectable()
export class IntakeSchedule extends JobSchedule {
  constructor(queues: JobQueues) {
    const reread = jobRequest(rereadOldJob, { after: null });
    super(
      queues,
      [
        { id: 'reread-old', everyMs: HOUR_MS, request: reread },
        { id: 'draw-sample', everyMs: HOUR_MS, request: jobRequest(drawSampleJob, {}) },
        { id: 'curator-digest', everyMs: HOUR_MS, request: jobRequest(curatorDigestJob, {}) },
        { id: 'check-links', everyMs: DAY_MS, request: jobRequest(checkLinksJob, { done: 0 }) },
      ],
      [reread],
    );
  }
}
