// The bar: BM25 over roots of words in flat arrays and nothing else. No conditions, no reasons, no judgement; words are cut
// and counted beforehand. One posting is one number: `call << 16 | impact`, the impact with idf and length worked in.
import { once } from 'node:events';
import { fold } from '../../dist/libs/kernel/src/index.js';
import { isStopWord, stem, wordsIn } from '../../dist/libs/language/src/index.js';
import { callsOf, gadsOf } from './matching-set.mjs';

const TOP = 20;
const K1 = 1.2;
const B = 0.75;
/** BM25 of one word stays below 25 at these sizes: the largest impact still leaves room to add up. */
const IMPACT_SCALE = 2000;

const [{ calls, gads }] = await once(process, 'message');
const numbers = new Map();
const roots = new Map();
const documents = [...callsOf(calls)].map(({ title, summary }) => countedOf(`${title} ${summary}`));
const index = indexOf(documents);
const queries = gadsOf(gads).flatMap(({ priorities }) => priorities.map(({ text }) => queryOf(text)));

const sums = new Uint32Array(documents.length);
const scores = new Uint32Array(TOP);
const tops = new Uint32Array(queries.length * TOP);
const started = performance.now();
for (let at = 0; at < queries.length; at += 1) best(queries[at], tops.subarray(at * TOP, at * TOP + TOP));
const fullMs = performance.now() - started;
process.send({ fullMs, queries: queries.length, found: tops.findLastIndex((slot) => slot > 0) }, () =>
  process.exit(0),
);

/** Adds up the postings of every word, four at a time, then reads the sums once for the best twenty. */
function best(query, into) {
  const { starts, postings } = index;
  for (let at = 0; at < query.length; at += 1) {
    const end = starts[query[at] + 1];
    let place = starts[query[at]];
    for (; place + 3 < end; place += 4) {
      const a = postings[place];
      const b = postings[place + 1];
      const c = postings[place + 2];
      const d = postings[place + 3];
      sums[a >>> 16] += a & 0xffff;
      sums[b >>> 16] += b & 0xffff;
      sums[c >>> 16] += c & 0xffff;
      sums[d >>> 16] += d & 0xffff;
    }
    for (; place < end; place += 1) sums[postings[place] >>> 16] += postings[place] & 0xffff;
  }
  scores.fill(0);
  let least = 0;
  for (let slot = 0; slot < sums.length; slot += 1) {
    const sum = sums[slot];
    if (sum <= least) continue;
    let place = TOP - 1;
    for (; place > 0 && scores[place - 1] < sum; place -= 1) {
      scores[place] = scores[place - 1];
      into[place] = into[place - 1];
    }
    scores[place] = sum;
    into[place] = slot;
    least = scores[TOP - 1];
  }
  sums.fill(0);
}

function indexOf(counted) {
  const starts = new Uint32Array(numbers.size + 1);
  for (const counts of counted) for (const root of counts.keys()) starts[root + 1] += 1;
  const holders = starts.slice(1);
  for (let root = 0; root < numbers.size; root += 1) starts[root + 1] += starts[root];
  const lengths = counted.map((counts) => [...counts.values()].reduce((sum, count) => sum + count, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const postings = new Uint32Array(starts.at(-1));
  const next = starts.slice();
  for (const [slot, counts] of counted.entries()) {
    for (const [root, count] of counts) {
      const idf = Math.log(1 + (counted.length - holders[root] + 0.5) / (holders[root] + 0.5));
      const weight = (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * lengths[slot]) / mean));
      postings[next[root]++] = ((slot << 16) | Math.min(0xffff, Math.round(weight * IMPACT_SCALE))) >>> 0;
    }
  }
  return { starts, postings };
}

function countedOf(text) {
  const counts = new Map();
  for (const root of rootsOf(text)) {
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    const number = numbers.get(root);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}

/** Words that no call has are dropped; a repeated word counts twice. */
function queryOf(text) {
  return Uint32Array.from(rootsOf(text).flatMap((root) => numbers.get(root) ?? []));
}

function rootsOf(text) {
  return wordsIn(text).flatMap((word) => {
    if (!roots.has(word)) roots.set(word, isStopWord(fold(word), 'es') ? null : stem(fold(word), 'es'));
    return roots.get(word) ?? [];
  });
}
