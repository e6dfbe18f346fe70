import { JobQueues, jobRequest, JobSchedule } from '@chasqui/jobs';
import { Injectable } from '@nestjs/common';
import { reviseListsJob } from './matching.jobs.js';

const EVERY_MS = 3_600_000;

/** Has the lists looked through at start, because formula and data may be new, and every hour, because dates pass. */
@Injectable()
export class RevisionSchedule extends JobSchedule {
  constructor(queues: JobQueues) {
    const request = jobRequest(reviseListsJob, {});
    super(queues, [{ id: 'revise-lists', everyMs: EVERY_MS, request }], [request]);
  }
}
