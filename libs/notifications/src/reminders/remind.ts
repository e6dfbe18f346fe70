import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { bundleJob } from '../notification.jobs.js';
import { oweDeadlines } from './deadlines.js';
import { oweReviews } from './reviews.js';
import { oweSteps } from './steps.js';

/** Reminds people of the calls that they follow. What it writes depends on the clock alone: it may run any number of times. */
@Injectable()
export class Remind {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  /** @returns how many notices are new */
  async execute(): Promise<number> {
    const now = this.clock.now();
    const { manager } = this.database;
    const owed =
      (await oweDeadlines(manager, now)) + (await oweReviews(manager, now)) + (await oweSteps(manager, now));
    if (owed > 0) await this.queues.add([jobRequest(bundleJob, { wake: randomUUID() })]);
    return owed;
  }
}
