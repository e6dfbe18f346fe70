import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { type JobRequest, QUEUES, type QueueName } from './job-definition.js';

/** Adds jobs and reports how many wait. The only door to the queues for producers. */
@Injectable()
export class JobQueues {
  private readonly log = new Logger(JobQueues.name);
  private readonly queues: Readonly<Record<QueueName, Queue>>;

  constructor(
    @InjectQueue('sources') sources: Queue,
    @InjectQueue('intake') intake: Queue,
    @InjectQueue('matching') matching: Queue,
    @InjectQueue('notifications') notifications: Queue,
    @InjectQueue('mail') mail: Queue,
    @InjectQueue('maintenance') maintenance: Queue,
  ) {
    this.queues = { sources, intake, matching, notifications, mail, maintenance };
    for (const queue of Object.values(this.queues)) {
      queue.on('error', (error) => this.log.warn(`Queue ${queue.name}: ${error.message}`));
    }
  }

  /** Adds the jobs, one round trip per queue. Adding a job that already waits or runs changes nothing. */
  async add(requests: readonly JobRequest[]): Promise<void> {
    for (const queue of QUEUES) {
      const own = requests.filter((request) => request.queue === queue);
      if (own.length > 0) {
        await this.queues[queue].addBulk(own.map(({ name, data, opts }) => ({ name, data, opts })));
      }
    }
  }

  /** Repeats a job every `everyMs`; calling it again with the same id replaces the schedule. */
  async repeat(id: string, everyMs: number, request: JobRequest): Promise<void> {
    const { removeOnComplete, removeOnFail, attempts } = request.opts;
    await this.queues[request.queue].upsertJobScheduler(
      id,
      { every: everyMs },
      { name: request.name, data: request.data, opts: { removeOnComplete, removeOnFail, attempts } },
    );
  }

  /** Waiting, running and delayed jobs per queue. The next run of a schedule is no work that waits. */
  async counts(): Promise<Record<QueueName, { waiting: number; active: number; delayed: number }>> {
    const entries = await Promise.all(
      QUEUES.map(async (name) => {
        const queue = this.queues[name];
        const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
        const waiting = (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0);
        const delayed = Math.max(0, (counts['delayed'] ?? 0) - (await queue.getJobSchedulersCount()));
        return [name, { waiting, active: counts['active'] ?? 0, delayed }] as const;
      }),
    );
    return Object.fromEntries(entries) as Record<
      QueueName,
      { waiting: number; active: number; delayed: number }
    >;
  }
}
