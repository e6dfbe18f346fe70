import { JobQueues, jobRequest, JobSchedule } from '@chasqui/jobs';
import { Injectable } from '@nestjs/common';
import { announceAgainJob } from '../notification.jobs.js';

const HOUR_MS = 3_600_000;

/** Has what queues may have lost looked for every hour. */
@Injectable()
export class AnnounceSchedule extends JobSchedule {
  constructor(queues: JobQueues) {
    super(queues, [{ id: 'announce-again', everyMs: HOUR_MS, request: jobRequest(announceAgainJob, {}) }]);
  }
}
