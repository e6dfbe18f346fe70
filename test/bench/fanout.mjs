// Publishing one call to everybody who keeps a search: from the event to the committed rows, over 100,000 searches.
// The named alternative is a plain scan of the same searches by PostgreSQL, with the words as a tsquery column.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * `fanout_ms`: about 6 % of the searches find the call. `fanout_all_ms`: all of them do. `again_ms`: the same event once
 * more, which writes nothing. `match_ms`: the part that finds the searches in memory. `peak_mb`: most memory of the
 * process, its index of searches included.
 */
export async function run({ quick }) {
  const child = fork(fileURLToPath(new URL('./fanout.child.mjs', import.meta.url)), {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  child.send({ searches: quick ? 10_000 : 100_000 });
  const [figures] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`The benchmark process ended with ${code}.`)),
    ),
  ]);
  if (child.exitCode === null) await once(child, 'exit');
  return figures;
}
