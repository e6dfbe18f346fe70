// Builds `dist/` when a source file is newer than the last build, so that `npm start`, the worker, the
// command line and the benchmarks never need a build step by hand. Two of them may start at the same moment:
// a lock folder lets one build while the other waits. Everything it prints goes to stderr, because the
// command line prints machine-readable results on stdout.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');
const lock = join(root, '.build');
const sources = ['apps', 'libs', 'migrations', 'package-lock.json', 'tsconfig.json', 'nest-cli.json'];

/** Newest modification time (ms since the epoch) of the files that end up in the build. */
function newest(path) {
  const info = statSync(path);
  if (!info.isDirectory()) return /\.spec\.tsx?$/.test(path) ? 0 : info.mtimeMs;
  let time = info.mtimeMs;
  for (const name of readdirSync(path)) time = Math.max(time, newest(join(path, name)));
  return time;
}

function isFresh() {
  try {
    const built = statSync(stamp).mtimeMs;
    return sources.every((source) => newest(join(root, source)) <= built);
  } catch {
    return false;
  }
}

function holderIsAlive() {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    // No pid file yet: the holder has just made the folder. It counts as alive for ten seconds.
    if (error.code === 'ENOENT') return Date.now() - statSync(lock).mtimeMs < 10_000;
    return error.code === 'EPERM';
  }
}

async function takeLock() {
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      try {
        if (!holderIsAlive()) rmSync(lock, { recursive: true, force: true });
      } catch {
        continue; // the holder has just released it
      }
      await sleep(150);
    }
  }
}

if (!process.argv.includes('--force') && isFresh()) process.exit(0);
await takeLock();
let status = 0;
try {
  if (process.argv.includes('--force') || !isFresh()) {
    process.stderr.write('Compilando Chasqui / building…\n');
    const started = new Date();
    rmSync(dirname(stamp), { recursive: true, force: true });
    const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
    const build = spawnSync(process.execPath, [nest, 'build', 'api'], { cwd: root, stdio: ['ignore', 2, 2] });
    status = build.status ?? 1;
    if (status === 0) {
      writeFileSync(stamp, '');
      process.stderr.write(`Compilado / built: ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    }
  }
} finally {
  rmSync(lock, { recursive: true, force: true });
}
process.exit(status);
