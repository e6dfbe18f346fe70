import type { Settings } from '@chasqui/config';
import { DemoModule, LoadDemo } from '@chasqui/demo';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { reviseListsJob } from '@chasqui/matching';
import { loadReferenceData } from '@chasqui/reference-data';
import { CoreModule, WorkModule } from '@chasqui/runtime';
import { Search } from '@chasqui/search';
import { type LoggerService, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { ApiModule } from './api.module.js';
import { configureApp, httpAdapter } from './configure-app.js';

/**
 * The whole application with its data loaded, not listening yet: pages, REST and, unless WORKER=separate, the
 * queued jobs. Made here for `main.ts` and for the tests alike; they may add modules of their own.
 */
export async function createApp(
  settings: Settings,
  databaseUrl: string,
  logger: LoggerService | false,
  modules: readonly Type[] = [],
): Promise<NestFastifyApplication> {
  const work = settings.worker === 'inline' ? [WorkModule] : [];

  @Module({
    imports: [CoreModule.register(settings, databaseUrl), ApiModule, DemoModule, ...work, ...modules],
  })
  class AppModule {}

  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(settings), {
    logger,
    abortOnError: false,
  });
  try {
    await configureApp(app, settings);
    await app.init();
    await loadReferenceData(app.get(DataSource).manager);
    if (settings.mode === 'demo') await app.get(LoadDemo).execute();
    // What was loaded may be new: the lists of matches are looked through once more.
    await app.get(JobQueues).add([jobRequest(reviseListsJob, {})]);
    // Filled before the first person asks.
    await app.get(Search).catchUp();
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}
