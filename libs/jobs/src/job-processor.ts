import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Logger } from '@nestjs/common';
import type { Job, WorkerOptions } from 'bullmq';
import type { JobDefinition } from './job-definition.js';

/**
 * Worker options shared by all queues. After a crash another worker takes the job when its lock runs out, so
 * the lock is short; running jobs renew it. A job may be taken over many times: its effects are idempotent.
 */
export function workerOptions(concurrency: number): Partial<WorkerOptions> {
  return { concurrency, lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 20 };
}

/** The name of a job and what does it. */
export type JobHandler = readonly [name: string, handler: (data: unknown) => Promise<unknown>];

type Handlers = Readonly<Record<string, JobHandler[1]>>;

/** Pairs a definition with its handler; the payload is checked before the handler sees it. */
export function handle<Payload>(
  job: JobDefinition<Payload>,
  handler: (payload: Payload) => Promise<unknown>,
): JobHandler {
  return [job.name, (data) => handler(job.payload.parse(data))];
}

/** A worker of one queue: finds the handler by job name, logs one line per job, stops before the database does. */
export abstract class JobProcessor extends WorkerHost implements BeforeApplicationShutdown {
  private readonly log = new Logger(this.constructor.name);
  private handlers: Handlers | undefined;

  protected abstract jobs(): readonly JobHandler[];

  /** Runs one job. Errors escape, so that BullMQ retries. */
  override async process(job: Job): Promise<unknown> {
    this.handlers ??= Object.fromEntries(this.jobs());
    const handler = this.handlers[job.name];
    if (!handler) throw new Error(`No handler for the job "${job.name}" of the queue "${job.queueName}".`);
    const started = Date.now();
    try {
      const result = await handler(job.data);
      this.log.debug(`${job.name} ${job.id} done in ${Date.now() - started} ms`);
      return result;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.warn(`${job.name} ${job.id} failed (attempt ${job.attemptsMade + 1}): ${reason}`);
      throw error;
    }
  }

  /** A lost connection or job, which BullMQ or the next search repairs. Without a listener it prints a stack. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn(`Queue: ${error.message}`);
  }

  /** Lets running jobs finish while the database is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }
}
