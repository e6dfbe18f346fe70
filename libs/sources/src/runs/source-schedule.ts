import { JobQueues, jobRequest, JobSchedule } from '@chasqui/jobs';
import { Injectable } from '@nestjs/common';
import { startDueRunsJob } from './source.jobs.js';

const EVERY_MS = 60_000;

/** Has due readings started every minute. */
@Injectable()
export class SourceSchedule extends JobSchedule {
  constructor(queues: JobQueues) {
    super(queues, [{ id: 'start-due-runs', everyMs: EVERY_MS, request: jobRequest(startDueRunsJob, {}) }]);
  }
}
