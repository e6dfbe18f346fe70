import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '@chasqui/embedded-database';
import { dataSourceOptions, migrate } from '@chasqui/persistence';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
const names = migrations.map((migration) => migration.name);

beforeEach(async () => {
  database = await freshDatabase();
});

afterEach(async () => {
  await database.drop();
});

describe('Migrating the database', () => {
  it('builds everything from an empty database, and does nothing the second time', async () => {
    expect(await migrate(database.url)).toEqual(names);
    const before = await tablesOf(database.url);
    expect(before).toEqual(expect.arrayContaining(['call', 'gad', 'match', 'notification', 'outbox_event']));

    expect(await migrate(database.url)).toEqual([]);
    expect(await tablesOf(database.url)).toEqual(before);
  });

  it('lets processes that start together migrate at the same time, once', async () => {
    const runs = await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);

    expect(runs.flat()).toEqual(names);
  });

  it('gives the tables that the entities describe', async () => {
    await migrate(database.url);

    await withConnection(database.url, async (connection) => {
      const { upQueries } = await connection.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    });
  });

  it('refuses the data of a newer version and leaves it untouched', async () => {
    await migrate(database.url);
    await withConnection(database.url, async (connection) => {
      await connection.query(
        `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'AddMoons9999999999999')`,
      );
    });
    const before = await tablesOf(database.url);

    const refusal = await failure(migrate(database.url));

    expect(refusal).toContain('Los datos son de una versión más nueva de Chasqui (AddMoons9999999999999)');
    expect(refusal).toContain('The data belongs to a newer version of Chasqui');
    expect(await tablesOf(database.url)).toEqual(before);
    await withConnection(database.url, async (connection) => {
      const applied = await connection.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
      expect(applied.map(({ name }) => name)).toEqual([...names, 'AddMoons9999999999999']);
    });
  });

  it('adds no table to a database that only a newer version has used', async () => {
    await withConnection(database.url, async (connection) => {
      await connection.query('CREATE TABLE migrations (id serial, timestamp bigint, name text)');
      await connection.query(`INSERT INTO migrations (timestamp, name) VALUES (1, 'AddMoons0000000000001')`);
    });

    expect(await failure(migrate(database.url))).toContain('AddMoons0000000000001');

    expect(await tablesOf(database.url)).toEqual(['migrations']);
  });

  it('keeps no lock after a refusal: once the newer data is gone, it works again', async () => {
    await migrate(database.url);
    await withConnection(database.url, async (connection) => {
      await connection.query(
        `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'AddMoons9999999999999')`,
      );
      await failure(migrate(database.url));
      await connection.query(`DELETE FROM migrations WHERE timestamp = 9999999999999`);
    });

    expect(await migrate(database.url)).toEqual([]);
  });
});

describe('A database that cannot be opened', () => {
  it('is reported with its place and the variable to check, in both languages, without the password', async () => {
    const port = await freePort();

    const message = await failure(migrate(`postgres://chasqui:secreto-77@127.0.0.1:${port}/convocatorias`));

    expect(message).toContain(`No se pudo abrir la base de datos convocatorias en 127.0.0.1:${port}`);
    expect(message).toContain('Revise DATABASE_URL');
    expect(message).toContain('The database could not be opened; check DATABASE_URL');
    expect(message).not.toContain('secreto-77');
  });

  it('is reported in the same way when the server answers but has no such database', async () => {
    const url = new URL(database.url);
    url.pathname = '/no_existe';

    const message = await failure(migrate(url.href));

    expect(message).toContain('No se pudo abrir la base de datos no_existe');
    expect(message).toContain('DATABASE_URL');
  });
});

async function withConnection(url: string, work: (connection: DataSource) => Promise<void>): Promise<void> {
  const connection = await new DataSource(dataSourceOptions(url)).initialize();
  try {
    await work(connection);
  } finally {
    await connection.destroy();
  }
}

async function tablesOf(url: string): Promise<string[]> {
  let tables: { name: string }[] = [];
  await withConnection(url, async (connection) => {
    tables = await connection.query<{ name: string }[]>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
    );
  });
  return tables.map(({ name }) => name);
}

/** The message of the error that the work ends with. */
async function failure(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return (error as Error).message;
}
