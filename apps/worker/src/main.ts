import 'reflect-metadata';
import { readServiceSettings } from '@chasqui/config';
import { CoreModule, openDatabase, QuietLogger, readInstance, WorkModule } from '@chasqui/runtime';
import { Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

const log = new Logger('Worker');

/** The queued work in a process of its own, for installations that scale out. */
async function start(): Promise<void> {
  const settings = readServiceSettings(process.env);
  // Heard from the beginning: a start that is cut off must not leave a database server behind.
  const askedToStop = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  // Beside an instance with the embedded database, work for that one.
  const instance = settings.databaseUrl ? null : await readInstance(settings.dataDir);
  const database = instance
    ? { url: instance.databaseUrl, close: async () => {} }
    : await openDatabase(settings, (text) => log.log(text));
  const own = instance
    ? { ...settings, redisUrl: instance.redisUrl ?? undefined, mode: instance.mode }
    : settings;

  @Module({ imports: [CoreModule.register(own, database.url), WorkModule] })
  class WorkerModule {}

  const app = await NestFactory.createApplicationContext(WorkerModule, {
    logger: new QuietLogger({ logLevels: levels(settings.logLevel) }),
  });
  log.log(`Trabajos en marcha / jobs running (${own.redisUrl ? 'Redis' : 'PostgreSQL'})`);
  const stop = async (): Promise<void> => {
    await app.close();
    await database.close();
    process.exit(0);
  };
  void askedToStop.then(stop);
}

function levels(least: 'error' | 'warn' | 'log' | 'debug') {
  const all = ['error', 'warn', 'log', 'debug'] as const;
  return all.slice(0, all.indexOf(least) + 1);
}

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
