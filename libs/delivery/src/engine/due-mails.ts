import { randomUUID } from 'node:crypto';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deliverJob } from '../deliver.job.js';

/** Mails for which one more process is worth waking. */
const PER_RUN = 1_000;
const MOST_RUNS = 8;

/** Mails that should be on their way, whatever became of the job that was to send them. */
@Injectable()
export class DueMails {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  /**
   * Wakes delivery when something is due, or held by a worker that is gone. Several jobs when there is much to do, so
   * that other processes help; a process that is at work already lets them pass.
   * @returns how many mails are due, counted up to some thousands
   */
  async wake(): Promise<number> {
    const [{ count }] = await this.database.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM (
         (SELECT FROM outgoing_mail WHERE state IN ('pending', 'unknown') AND next_attempt_at <= $1 LIMIT $2)
         UNION ALL
         (SELECT FROM outgoing_mail WHERE state = 'sending' AND lease_until < clock_timestamp() LIMIT $2)
       ) due`,
      [this.clock.now(), PER_RUN * MOST_RUNS],
    );
    const runs = Math.min(MOST_RUNS, Math.ceil(count / PER_RUN));
    const wakes = Array.from({ length: runs }, () => jobRequest(deliverJob, { wake: randomUUID() }));
    await this.queues.add(wakes);
    return count;
  }
}
