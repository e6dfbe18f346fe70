import type { JobsOptions } from 'bullmq';
import type { z } from 'zod';

/** The queues: one per kind of work, so that slow mail never holds up matching. */
export const QUEUES = ['sources', 'intake', 'matching', 'notifications', 'mail', 'maintenance'] as const;
export type QueueName = (typeof QUEUES)[number];

/** A kind of job: where it runs, what it carries (ids and revisions only, never records) and how it is retried. */
export interface JobDefinition<Payload> {
  readonly queue: QueueName;
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** Two jobs with the same id are one job while the first waits or runs. No colons: BullMQ refuses them. */
  readonly id: (payload: Payload) => string;
  readonly attempts: number;
  /** First pause before a retry, in ms; it doubles each time. */
  readonly backoffMs: number;
  /** Seconds for which a job that succeeded still counts as the same job; without it, its id is free at once. */
  readonly keepIdSeconds?: number;
}

/** A job ready to be added. */
export interface JobRequest {
  readonly queue: QueueName;
  readonly name: string;
  readonly data: unknown;
  readonly opts: JobsOptions;
}

export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return definition;
}

/** Checks the payload and gives the request for the queue. */
export function jobRequest<Payload>(job: JobDefinition<Payload>, payload: Payload): JobRequest {
  return {
    queue: job.queue,
    name: job.name,
    data: job.payload.parse(payload),
    opts: {
      jobId: job.id(payload),
      attempts: job.attempts,
      backoff: { type: 'exponential', delay: job.backoffMs },
      // A finished job leaves: results and errors live in our tables, and its id becomes free again.
      removeOnComplete: job.keepIdSeconds === undefined ? true : { age: job.keepIdSeconds },
      removeOnFail: true,
    },
  };
}
