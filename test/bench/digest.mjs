// Writing digests of ten calls for many people: how big one is, how fast they are written, and whether the memory that
// stays in use grows with their number.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * `heap_mb_100`, `heap_mb_300`, `heap_mb_1000`: heap in use after so many digests and a forced collection.
 * `digest_kb_10`: HTML part of a digest of ten calls. `digests_per_s`: from the claimed mails to the raw messages.
 */
export async function run({ quick }) {
  const child = fork(fileURLToPath(new URL('./digest.child.mjs', import.meta.url)), {
    stdio: ['ignore', 2, 2, 'ipc'],
    execArgv: ['--expose-gc'],
  });
  child.send({ marks: quick ? [100, 300] : [100, 300, 1000] });
  const [figures] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`The benchmark process ended with ${code}.`)),
    ),
  ]);
  if (child.exitCode === null) await once(child, 'exit');
  return figures;
}
