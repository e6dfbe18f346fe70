import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@chasqui/embedded-database';
import pg from 'pg';

declare global {
  var stopTestPostgres: (() => Promise<void>) | undefined;
}

/** A test server loses nothing of value when the machine stops, so it does not wait for the disk. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Gives the run one PostgreSQL server: the one of TEST_DATABASE_URL if set, else the product's own embedded one
 * in a new folder. The suites find it in TEST_DATABASE_URL and make their databases in it.
 */
export async function startTestPostgres(): Promise<void> {
  if (process.env['TEST_DATABASE_URL']) return;
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-test-'));
  // PostgreSQL runs as another user when the tests run as root: that user must be able to enter.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres(folder, { settings: SETTINGS });
  const files = await dataDirectory(server.url);
  process.env['TEST_DATABASE_URL'] = server.url;
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(files, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  globalThis.stopTestPostgres = stop;
  // Jest runs no teardown when it is interrupted.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  }
}

async function dataDirectory(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]!.data_directory;
  } finally {
    await client.end();
  }
}
