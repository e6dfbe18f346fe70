// A well-known in-memory search library (MiniSearch) with the same roots of words: one OR query per priority with the
// conditions a catalogue can filter by. A sample, spread evenly over all priorities.
import { once } from 'node:events';
import MiniSearch from 'minisearch';
import { fold } from '../../dist/libs/kernel/src/index.js';
import { isStopWord, stem, wordsIn } from '../../dist/libs/language/src/index.js';
import { callsOf, gadsOf } from './matching-set.mjs';
import { evenSample, fitsFilters } from './matching-queries.mjs';

const TOP = 20;
const WARM = 5;

const [{ calls, gads, sample }] = await once(process, 'message');
const library = new MiniSearch({
  fields: ['title', 'summary'],
  storeFields: ['gadLevels', 'territories', 'amountMin'],
  tokenize: wordsIn,
  processTerm: (word) => {
    const folded = fold(word);
    return isStopWord(folded, 'es') ? null : stem(folded, 'es');
  },
});
library.addAll([...callsOf(calls)]);
const country = gadsOf(gads);
const queries = country.flatMap((gad) => gad.priorities.map(({ text }) => ({ gad, text })));
const asked = evenSample(queries, sample);

for (const query of asked.slice(0, WARM)) search(query);
const started = performance.now();
for (const query of asked) search(query);
const sampleMs = performance.now() - started;
process.send({ fullMs: (sampleMs / asked.length) * queries.length, sample: asked.length }, () =>
  process.exit(0),
);

function search({ gad, text }) {
  const filter = (call) => fitsFilters(call, gad);
  return library.search(text, { combineWith: 'OR', boost: { title: 3 }, filter }).slice(0, TOP);
}
