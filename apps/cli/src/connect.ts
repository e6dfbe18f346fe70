import { readSettings, type Settings } from '@chasqui/config';
import { dataSourceOptions } from '@chasqui/persistence';
import { type Instance, openDatabase, readInstance } from '@chasqui/runtime';
import { DataSource } from 'typeorm';

export interface Connection {
  readonly settings: Settings;
  /** The running instance the command works with; null when the command opened the database itself. */
  readonly instance: Instance | null;
  readonly databaseUrl: string;
}

/**
 * Opens the database a command is meant for and closes it afterwards: the one of DATABASE_URL, else of the
 * instance running on DATA_DIR, else the embedded one of DATA_DIR.
 */
export async function withConnection<Result>(
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(process.env);
  const instance = await readInstance(settings.dataDir);
  if (instance && (!settings.databaseUrl || settings.databaseUrl === instance.databaseUrl)) {
    const redisUrl = settings.redisUrl ?? instance.redisUrl ?? undefined;
    const own = { ...settings, mode: instance.mode, redisUrl };
    return work({ settings: own, instance, databaseUrl: instance.databaseUrl });
  }
  const database = await openDatabase(settings, (text) => process.stderr.write(`${text}\n`));
  try {
    return await work({ settings, instance: null, databaseUrl: database.url });
  } finally {
    await database.close();
  }
}

/** Opens a database connection without the rest of the product. */
export async function withDatabase<Result>(
  url: string,
  work: (database: DataSource) => Promise<Result>,
): Promise<Result> {
  const database = new DataSource(dataSourceOptions(url));
  await database.initialize();
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}
