// Matching: every GAD of Ecuador with 30 priorities against 1,000, 10,000 and 50,000 open calls, conditions, lists and
// explanations of the kept rows included; one changed call and one changed priority until every list is stored. The named
// alternatives, in the same run: PostgreSQL's `ts_rank`, a search library in memory, and a bare BM25 loop over flat arrays.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { LIST_SIZE } from '../../dist/libs/matching/src/index.js';
import { PRIORITIES } from './matching-set.mjs';

const COUNTRY = 1070;
const FULL = {
  gads: null,
  calls: 10_000,
  others: { '1k': 1_000, '50k': 50_000 },
  rounds: 3,
  changes: 30,
  textSearchSample: 150,
  librarySample: 100,
};
const QUICK = {
  gads: 100,
  calls: 1_000,
  others: { 300: 300 },
  rounds: 1,
  changes: 10,
  textSearchSample: 40,
  librarySample: 20,
};

/** Figures in seconds, milliseconds and megabytes as their names say. */
export async function run({ quick }) {
  const { gads, calls, others, rounds, changes, textSearchSample, librarySample } = quick ? QUICK : FULL;
  const set = { gads, calls, listSize: LIST_SIZE };
  // In turn, so that a busy moment of the machine meets both.
  const [engines, loops] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    engines.push(await inChild('engine', set));
    loops.push(await inChild('bare', set));
  }
  const engine = middle(engines);
  const bare = middle(loops);
  const sizes = {};
  for (const [name, size] of Object.entries(others))
    sizes[name] = await inChild('engine', { ...set, calls: size });
  const library = await inChild('library', { ...set, sample: librarySample });
  const stored = await inChild('database', { ...set, changes, sample: textSearchSample });
  return {
    gads: gads ?? COUNTRY,
    priorities: (gads ?? COUNTRY) * PRIORITIES,
    calls,
    full_s: seconds(engine.fullMs),
    prepare_s: seconds(engine.prepareMs),
    kept_rows: engine.rows,
    peak_mb: Math.round(engine.peakMb),
    ...Object.fromEntries(
      Object.entries(sizes).flatMap(([name, { fullMs, peakMb }]) => [
        [`full_${name}_s`, seconds(fullMs)],
        [`peak_${name}_mb`, Math.round(peakMb)],
      ]),
    ),
    one_call_ms: Math.round(at(stored.oneCallMs, 0.5)),
    one_call_p95_ms: Math.round(at(stored.oneCallMs, 0.95)),
    one_call_max_ms: Math.round(Math.max(...stored.oneCallMs)),
    one_priority_ms: Math.round(at(stored.onePriorityMs, 0.5)),
    one_priority_max_ms: Math.round(Math.max(...stored.onePriorityMs)),
    store_all_s: seconds(stored.storeAllMs),
    stored_rows: stored.rows,
    pg_ts_rank_full_s: seconds(stored.textSearchMs),
    pg_ts_rank_sample: stored.textSearchSample,
    library_full_s: seconds(library.fullMs),
    library_sample: library.sample,
    bare_loop_s: seconds(bare.fullMs),
    speedup_vs_ts_rank: ratio(stored.textSearchMs, engine.fullMs),
    speedup_vs_library: ratio(library.fullMs, engine.fullMs),
    ratio_vs_bare_loop: ratio(engine.fullMs, bare.fullMs),
    ...(sizes['50k'] ? { ratio_50k_vs_10k: ratio(sizes['50k'].fullMs, engine.fullMs) } : {}),
  };
}

/** A process of its own for each part, so that its memory and its warmth are its own. */
async function inChild(part, options) {
  const child = fork(fileURLToPath(new URL(`./matching-${part}.child.mjs`, import.meta.url)), {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  child.send(options);
  const [figures] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`The benchmark process "${part}" ended with ${code}.`)),
    ),
  ]);
  if (child.exitCode === null) await once(child, 'exit');
  return figures;
}

function middle(rounds) {
  return rounds.toSorted((a, b) => a.fullMs - b.fullMs)[Math.floor(rounds.length / 2)];
}

function at(times, share) {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];
}

function seconds(ms) {
  return Math.round(ms / 10) / 100;
}

function ratio(a, b) {
  return Math.round((a / b) * 100) / 100;
}
