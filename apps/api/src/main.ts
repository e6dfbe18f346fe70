import 'reflect-metadata';
import { readServiceSettings, type Settings } from '@chasqui/config';
import { openDatabase, QuietLogger, removeInstance, writeInstance } from '@chasqui/runtime';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './create-app.js';

const LEVELS = ['error', 'warn', 'log', 'debug'] as const;

/** Brings everything up in one process: database, pages, REST and, unless WORKER=separate, the queued jobs. */
async function start(): Promise<void> {
  const settings = readServiceSettings(process.env);
  // Heard from the beginning: a start that is cut off must not leave a database server behind.
  const askedToStop = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  const logger = new QuietLogger({
    json: settings.mode === 'production',
    logLevels: LEVELS.slice(0, LEVELS.indexOf(settings.logLevel) + 1),
  });
  const log = new Logger('Chasqui');
  Logger.overrideLogger(logger);
  const database = await openDatabase(settings, (text) => log.log(text));
  try {
    const app = await open(settings, database.url, logger);
    const stop = async (): Promise<void> => {
      await removeInstance(settings.dataDir);
      await app.close();
      await database.close();
      process.exit(0);
    };
    const url = await app.getUrl();
    await writeInstance(settings.dataDir, {
      pid: process.pid,
      url: `http://127.0.0.1:${new URL(url).port}`,
      databaseUrl: database.url,
      redisUrl: settings.redisUrl ?? null,
      mode: settings.mode,
    });
    warn(settings, log);
    log.log(`Chasqui está listo / ready: http://localhost:${new URL(url).port}`);
    void askedToStop.then(stop);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function open(
  settings: Settings,
  databaseUrl: string,
  logger: QuietLogger,
): Promise<NestFastifyApplication> {
  const app = await createApp(settings, databaseUrl, logger);
  try {
    await app.listen(settings.port, settings.host);
    return app;
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new Error(
        `El puerto ${settings.port} está ocupado por otro programa. Ciérrelo o elija otro, por ejemplo ` +
          `PORT=${settings.port + 1} npm start. / Port ${settings.port} is in use; set PORT to another one.`,
        { cause: error },
      );
    }
    throw error;
  }
}

function warn(settings: Settings, log: Logger): void {
  if (settings.mode === 'demo' && !['127.0.0.1', 'localhost', '::1'].includes(settings.host)) {
    log.warn(
      'La demostración tiene contraseñas conocidas y se puede alcanzar desde otras máquinas. / ' +
        'The demo has well-known passwords and other machines can reach it.',
    );
  }
  if (settings.mode === 'production' && !settings.smtpUrl) {
    log.warn('Falta SMTP_URL: los avisos esperan hasta que la indique. / SMTP_URL is not set: notices wait.');
  }
  if (settings.mode === 'production' && !settings.dataProtectionContact) {
    log.warn('Falta DATA_PROTECTION_CONTACT (LOPDP, art. 48). / DATA_PROTECTION_CONTACT is not set.');
  }
}

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
