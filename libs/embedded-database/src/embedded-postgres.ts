import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type PostgresBinaries, postgresBinaries, reachableFolder } from './postgres-binaries.js';

const DATABASE = 'chasqui';
const USER = 'chasqui';

export interface EmbeddedPostgres {
  readonly url: string;
  /** Stops the server in order (running transactions are rolled back, nothing committed is lost). */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Server settings such as `fsync=off` for throw-away test servers. */
  readonly settings?: readonly string[];
  readonly onNotice?: (message: string) => void;
}

/**
 * Starts PostgreSQL inside the data folder, creating it on the first run, and returns its address.
 * A server left running by a killed process is stopped first, so that it starts with the right settings.
 * @throws Error in Spanish and English: folder without permission, data of another PostgreSQL version
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true });
  const binaries = postgresBinaries();
  const folder = databaseFolder(dataDir, binaries);
  if (dirname(folder) !== dataDir) {
    options.onNotice?.(
      `La base de datos está en ${folder}, porque el usuario postgres no puede entrar en ${dataDir}. / ` +
        `The database is kept in ${folder}: the user postgres cannot enter ${dataDir}.`,
    );
  }
  const password = readPassword(dataDir);
  if (existsSync(join(folder, 'PG_VERSION'))) {
    await checkVersion(folder, binaries);
    await stopServer(folder, binaries);
  } else {
    await initialise(folder, password, binaries);
  }
  const port = await freePort();
  await pgCtl(binaries, [
    'start',
    '-w',
    '-D',
    folder,
    '-l',
    join(folder, 'server.log'),
    '-o',
    serverFlags(port, options.settings ?? []),
  ]);
  const url = `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  await ensureDatabase(url);
  return { url, stop: () => stopServer(folder, binaries) };
}

/**
 * Where the database of this data folder is. Once it lies outside, a file in the data folder remembers where, so
 * that it stays there whatever happens to the permissions, and a new data folder starts with a new database.
 */
function databaseFolder(dataDir: string, binaries: PostgresBinaries): string {
  const pointer = join(dataDir, 'postgres.location');
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim();
  const wanted = join(dataDir, 'postgres');
  const folder = reachableFolder(wanted, randomBytes(6).toString('hex'), binaries.user);
  if (folder !== wanted) writeFileSync(pointer, `${folder}\n`);
  return folder;
}

function serverFlags(port: number, settings: readonly string[]): string {
  // TCP on this machine only: the same address works on every system, and no socket folder is needed.
  const flags = [`-p ${port}`, '-h 127.0.0.1', "-c unix_socket_directories=''", '-c max_connections=200'];
  return [...flags, ...settings.map((setting) => `-c ${setting}`)].join(' ');
}

function readPassword(dataDir: string): string {
  const file = join(dataDir, 'postgres.secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function checkVersion(folder: string, binaries: PostgresBinaries): Promise<void> {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  const { stdout } = await run(binaries, 'postgres', ['--version']);
  const own = /(\d+)/.exec(stdout)?.[1];
  if (found !== own) {
    throw new Error(
      `La carpeta de datos es de PostgreSQL ${found} y este programa trae PostgreSQL ${own}. ` +
        `Use la versión de Chasqui que la creó, o indique otra carpeta en DATA_DIR. / ` +
        `The data folder belongs to PostgreSQL ${found}, this program ships PostgreSQL ${own}.`,
    );
  }
}

/** Makes the database files beside their place and moves them there when complete: a start cut off leaves none. */
async function initialise(folder: string, password: string, binaries: PostgresBinaries): Promise<void> {
  const unfinished = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (binaries.user) {
    chownSync(unfinished, binaries.user.uid, binaries.user.gid);
    chownSync(passwordFile, binaries.user.uid, binaries.user.gid);
  }
  try {
    await run(binaries, 'initdb', [
      `--pgdata=${unfinished}`,
      '--auth=scram-sha-256',
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      // Unicode-aware upper and lower case on every system; Spanish order is asked for where a list needs it.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ]);
    renameSync(unfinished, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function stopServer(folder: string, binaries: PostgresBinaries): Promise<void> {
  if (!existsSync(join(folder, 'postmaster.pid'))) return;
  try {
    // Connections that are closing get a moment to finish; whoever still holds one is cut off.
    await pgCtl(binaries, ['stop', '-w', '-t', '3', '-m', 'smart', '-D', folder]).catch(() =>
      pgCtl(binaries, ['stop', '-w', '-m', 'fast', '-D', folder]),
    );
  } catch (error) {
    // The file may be left over from a machine that lost power: then no server runs and start cleans up.
    const status = await pgCtl(binaries, ['status', '-D', folder]).then(
      () => 'running',
      () => 'stopped',
    );
    if (status === 'running') throw error;
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** A TCP port of this machine that nothing uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function pgCtl(binaries: PostgresBinaries, args: string[]): Promise<{ stdout: string }> {
  return run(binaries, 'pg_ctl', args);
}

function run(binaries: PostgresBinaries, program: string, args: string[]): Promise<{ stdout: string }> {
  const file = join(binaries.folder, process.platform === 'win32' ? `${program}.exe` : program);
  return new Promise((resolve, reject) => {
    execFile(
      file,
      args,
      // The working folder of the caller may be closed to the unprivileged user.
      { ...binaries.user, cwd: binaries.folder, env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' } },
      (error, stdout, stderr) => {
        if (!error) resolve({ stdout });
        else
          reject(
            new Error(`${program} ${args[0]}: ${stderr || stdout || error.message}`.trim(), { cause: error }),
          );
      },
    );
  });
}
