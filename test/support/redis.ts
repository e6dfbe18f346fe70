import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { freePort } from '@chasqui/embedded-database';
import { missingProgram } from './missing-program.js';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

type Server = ChildProcessByStdio<Writable, Readable, null>;

/** Ends Redis as soon as its standard input closes: no server outlives a run, however that run ends. */
const TIED_TO_STDIN = '"$@" <&- & server=$!; exec >&-; read -r _; kill "$server"; wait "$server"';

/**
 * Starts a Redis server of its own for a suite, on this machine only and without files.
 * @throws Error naming the missing package when `redis-server` is not installed
 */
export async function startRedis(): Promise<TestRedis> {
  const program = onPath('redis-server');
  if (!program) throw missingProgram('redis-server');
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-redis-'));
  const port = await freePort();
  const options = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('sh', ['-c', TIED_TO_STDIN, 'sh', program, ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const stop = async (): Promise<void> => {
    if (server.exitCode === null) {
      server.ref();
      server.stdin.end();
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(server);
  } catch (error) {
    await stop();
    throw error;
  }
  // A suite that forgets to stop it must not keep Jest waiting.
  server.unref();
  return { url: `redis://127.0.0.1:${port}`, stop };
}

function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

function ready(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const output: string[] = [];
    const lines = createInterface({ input: server.stdout });
    lines.on('line', (line) => {
      output.push(line);
      if (!line.includes('Ready to accept connections')) return;
      lines.close();
      server.stdout.destroy();
      resolve();
    });
    server.stdout.once('end', () => reject(new Error(`redis-server did not start:\n${output.join('\n')}`)));
    server.once('error', reject);
  });
}
