import { JobQueues, jobRequest, JobSchedule } from '@chasqui/jobs';
import { Injectable } from '@nestjs/common';
import { announceAgainJob, bulletinJob, remindJob } from './notification.jobs.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What people are told because of the clock, and not because something happened. */
@Injectable()
export class AlertSchedule extends JobSchedule {
  constructor(queues: JobQueues) {
    super(queues, [
      { id: 'remind', everyMs: 10 * MINUTE_MS, request: jobRequest(remindJob, {}) },
      { id: 'bulletin', everyMs: HOUR_MS, request: jobRequest(bulletinJob, {}) },
      { id: 'announce-again', everyMs: HOUR_MS, request: jobRequest(announceAgainJob, {}) },
    ]);
  }
}
