import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import { dataSourceOptions } from './data-source-options.js';

/** Taken while migrating, so that two processes starting together do not migrate twice. The letters "CHSQ". */
const MIGRATION_LOCK = 0x43485351;

/**
 * Brings the database to this version. Forward only.
 * @returns the names of the migrations that were run
 * @throws Error in Spanish and English when the server cannot be reached or its data is of a newer version
 */
export async function migrate(url: string): Promise<string[]> {
  const database = new DataSource({ ...dataSourceOptions(url), extra: { max: 2 } });
  await connect(database, url);
  const lock = database.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await requireNotNewer(database);
    const run = await database.runMigrations();
    return run.map((migration) => migration.name);
  } finally {
    await lock.release();
    await database.destroy();
  }
}

async function connect(database: DataSource, url: string): Promise<void> {
  try {
    await database.initialize();
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const reason =
      error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error);
    throw new Error(
      `No se pudo abrir la base de datos ${pathname.slice(1)} en ${hostname}:${port || 5432}. Revise DATABASE_URL. / ` +
        `The database could not be opened; check DATABASE_URL. (${reason})`,
      { cause: error },
    );
  }
}

async function requireNotNewer(database: DataSource): Promise<void> {
  const [table] = await database.query<[{ found: boolean }]>(
    `SELECT to_regclass('migrations') IS NOT NULL AS found`,
  );
  if (!table.found) return;
  const applied = await database.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = applied.find(({ name }) => !known.has(name));
  if (unknown) {
    throw new Error(
      `Los datos son de una versión más nueva de Chasqui (${unknown.name}). Actualice el programa o use otra carpeta ` +
        `en DATA_DIR. / The data belongs to a newer version of Chasqui; update the program or use another DATA_DIR.`,
    );
  }
}
