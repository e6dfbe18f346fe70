import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { freePort } from '@chasqui/embedded-database';
import { missingProgram } from './missing-program.js';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a Redis server of its own for a suite, on this machine only and without files.
 * @throws Error naming the missing package when `redis-server` is not installed
 */
export async function startRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-redis-'));
  const port = await freePort();
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    // Jest's tests see a copy of the environment: the child gets that one.
    { env: process.env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) {
      server.ref();
      server.kill();
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(server);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  // A suite that forgets to stop it must not keep Jest waiting.
  server.unref();
  server.stdout.destroy();
  return { url: `redis://127.0.0.1:${port}`, stop };
}

function ready(server: ChildProcessByStdio<null, Readable, null>): Promise<void> {
  return new Promise((resolve, reject) => {
    const output: string[] = [];
    server.once('error', (error) => reject(missingProgram('redis-server', error)));
    server.once('exit', () => reject(new Error(`redis-server did not start:\n${output.join('\n')}`)));
    createInterface({ input: server.stdout }).on('line', (line) => {
      output.push(line);
      if (line.includes('Ready to accept connections')) resolve();
    });
  });
}
