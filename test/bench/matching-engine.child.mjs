// The whole country against all open calls, in a process that does nothing else, so that its memory is the matching's
// own: every score, the conditions, and the list of each GAD with the full judgement of every row.
import { once } from 'node:events';
import { frameOn } from '../../dist/libs/matching/src/frame.js';
import { MatchEngine } from '../../dist/libs/matching/src/engine/match-engine.js';
import { loadKnowledge } from '../../dist/libs/matching/src/knowledge/knowledge.js';
import { callsOf, gadsOf, referenceTables } from './matching-set.mjs';

const [{ calls, gads, listSize }] = await once(process, 'message');
const today = new Date().toISOString().slice(0, 10);
const engine = new MatchEngine(frameOn(loadKnowledge(referenceTables()), today));

let prepareMs = 0;
for (const gad of gadsOf(gads)) prepareMs += timed(() => engine.takeGad(gad));
for (const call of callsOf(calls)) prepareMs += timed(() => engine.takeCall(call));

let rows = 0;
let quotes = 0;
const fullMs = timed(() => {
  engine.scoreAll();
  for (const gadCode of engine.gadCodes) {
    const list = engine
      .ranking(gadCode, listSize)
      .map(({ callId, score }) => ({ callId, score, ...engine.assess(gadCode, callId) }));
    rows += list.length;
    for (const { reasons } of list) quotes += reasons.filter(({ callQuote }) => callQuote !== null).length;
  }
});
const peakMb = process.resourceUsage().maxRSS / 1024;
process.send({ prepareMs, fullMs, rows, quotes, peakMb }, () => process.exit(0));

function timed(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}
