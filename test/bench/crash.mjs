// Nobody is forgotten when workers are killed: notices of one call, from the fan-out to the mail server, while workers
// are killed with SIGKILL and the mail server misbehaves by script. Once on each queue backend.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';

register('../support/typescript-hooks.mjs', import.meta.url);
const { startRedis } = await import('../support/redis.ts');

const WORST = ['seconds', 'most_doubled_by_a_kill'];

/**
 * `lost`: notices without a mail, and mails that neither arrived nor were refused for good by the server.
 * `doubled_in_window`: mails accepted once more after an acceptance that the worker could not note: the script cut the
 * line or fell silent instead of saying so, a worker was killed within a second of it, or had lost the mail to
 * another one (a lease that ran out on an overloaded machine). `doubled_outside_window`: any other, and any repeated
 * under another Message-ID. Plain names are sums over both backends; `seconds` and `most_doubled_by_a_kill` are those
 * of the worse one.
 */
export async function run({ quick }) {
  const size = quick ? { notices: 2_000, kills: 3 } : { notices: 20_000, kills: 10 };
  const pg = await measure({ ...size, redisUrl: undefined, seed: 1 });
  const redis = await startRedis();
  try {
    const onRedis = await measure({ ...size, redisUrl: redis.url, seed: 2 });
    return Object.fromEntries(
      Object.keys(pg).flatMap((figure) => [
        [
          figure,
          WORST.includes(figure) ? Math.max(pg[figure], onRedis[figure]) : pg[figure] + onRedis[figure],
        ],
        [`${figure}_pg`, pg[figure]],
        [`${figure}_redis`, onRedis[figure]],
      ]),
    );
  } finally {
    await redis.stop();
  }
}

/** A process of its own for each backend, because BullMQ's backend is chosen once per process. */
async function measure(options) {
  const child = fork(fileURLToPath(new URL('./crash.child.mjs', import.meta.url)), {
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
