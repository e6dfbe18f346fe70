// The main job: publishing calls until every GAD's match is stored and every mail is out, on both queue backends.
// The named alternative is what a first version would do: one INSERT per GAD instead of one statement per call.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Figures, in seconds or milliseconds as the name says; the plain name is the worse backend. */
export async function run({ quick }) {
  const redis = await startRedis();
  try {
    const pg = await measure({ quick, redisUrl: undefined });
    const onRedis = await measure({ quick, redisUrl: redis.url });
    const both = Object.keys(pg)
      .filter((figure) => figure in onRedis && figure !== 'row_by_row_ms')
      .flatMap((figure) => {
        const worse = figure.endsWith('_per_s') ? Math.min : Math.max;
        return [
          [figure, worse(pg[figure], onRedis[figure])],
          [`${figure}_pg`, pg[figure]],
          [`${figure}_redis`, onRedis[figure]],
        ];
      });
    return { ...Object.fromEntries(both), row_by_row_ms: pg.row_by_row_ms };
  } finally {
    redis.stop();
  }
}

/** A process of its own for each backend, because BullMQ's backend is chosen once per process. */
async function measure(options) {
  const child = fork(fileURLToPath(new URL('./main-job.child.mjs', import.meta.url)), {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  child.send(options);
  const [figures] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`The benchmark process ended with ${code}.`)),
    ),
  ]);
  if (child.exitCode === null) await once(child, 'exit');
  return figures;
}

async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-bench-redis-'));
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn('redis-server', [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--dir',
    folder,
  ]);
  server.once('error', () => {
    process.stderr.write(
      'Falta el paquete de Debian redis-server: apt-get install -y redis-server chromium\n',
    );
    process.exit(1);
  });
  for await (const line of createInterface({ input: server.stdout }))
    if (line.includes('Ready to accept')) break;
  server.stdout.resume();
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
