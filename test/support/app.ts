import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { readSettings } from '@chasqui/config';
import { DemoModule } from '@chasqui/demo';
import { JobQueues } from '@chasqui/jobs';
import type { Clock } from '@chasqui/kernel';
import { waitingEvents } from '@chasqui/notifications';
import { dataSourceOptions, migrate } from '@chasqui/persistence';
import { CoreModule, WorkModule } from '@chasqui/runtime';
import { type DynamicModule, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { getQueueToken } from '@nestjs/bullmq';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';

/** Address that the links of the mails start with. */
export const PUBLIC_URL = 'https://chasqui.example.gob.ec';

export interface ProcessOptions {
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly redisUrl?: string | undefined;
  readonly smtpUrl?: string | undefined;
  /** Without it the process writes and reads, but runs no queued job. */
  readonly work?: boolean;
}

/** A process of the product without its pages: services, queues and, unless told otherwise, the queued work. */
export function startProcess(options: ProcessOptions): Promise<INestApplicationContext> {
  const settings = readSettings({
    CHASQUI_MODE: 'demo',
    PUBLIC_URL,
    DATABASE_URL: options.databaseUrl,
    REDIS_URL: options.redisUrl,
    SMTP_URL: options.smtpUrl,
    // The mail server of the tests asks for no consideration.
    MAIL_DOMAIN_RATE: '1000',
  });
  const work = options.work === false ? [] : [WorkModule];
  return startModules([
    CoreModule.register(settings, options.databaseUrl, options.clock),
    DemoModule,
    ...work,
  ]);
}

/** Starts modules as the product does, silently. */
export function startModules(
  imports: (DynamicModule | Type)[],
  providers: Type[] = [],
): Promise<INestApplicationContext> {
  @Module({ imports, providers })
  class TestModule {}

  return NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
}

/** A migrated database opened the way the product opens it. The caller destroys it. */
export async function openMigrated(url: string): Promise<DataSource> {
  await migrate(url);
  return new DataSource(dataSourceOptions(url)).initialize();
}

const POLL_MS = 40;
const DEADLINE_MS = 25_000;

/** Asks again until `probe` no longer throws, and gives its answer; after the deadline its last error counts. */
export async function eventually<Result>(
  probe: () => Result | Promise<Result>,
  deadlineMs = DEADLINE_MS,
): Promise<Result> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(POLL_MS);
    }
  }
}

/** Waits until no event and no job is left; retries that wait for their time count as left. */
export async function untilIdle(app: INestApplicationContext, deadlineMs = DEADLINE_MS): Promise<void> {
  await eventually(async () => {
    // Work moves from event to job to event: one quiet look could fall between two places.
    for (let look = 0; look < 3; look += 1) {
      const busy = await unfinished(app);
      if (busy.length > 0) throw new Error(`Still busy: ${busy.join(', ')}`);
    }
  }, deadlineMs);
}

async function unfinished(app: INestApplicationContext): Promise<string[]> {
  const events = await waitingEvents(app.get(DataSource));
  const { sources, intake, matching, notifications, mail } = await app.get(JobQueues).counts();
  const counts = Object.entries({ sources, intake, matching, notifications, mail }).map(
    ([queue, { waiting, active, delayed }]) => [queue, waiting + active + delayed] as const,
  );
  // Visiting addresses that no test answers for takes as long as the network takes to say so.
  const visits = (
    await app.get<Queue>(getQueueToken('intake'), { strict: false }).getJobs(['active', 'waiting'])
  ).filter(({ name }) => name === 'check-links').length;
  return [['events', events] as const, ...counts].flatMap(([name, all]) => {
    const left = name === 'intake' ? all - visits : all;
    return left > 0 ? [`${left} ${name}`] : [];
  });
}
