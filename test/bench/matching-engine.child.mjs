// The whole country against all open calls, in a process that does nothing else, so that its memory is the matching's
// own: every score, the conditions, and the list of each GAD with the full judgement of every row.
import { once } from 'node:events';
import { MatchEngine } from '../../dist/libs/matching/src/engine/match-engine.js';
import { frameOn } from '../../dist/libs/matching/src/frame.js';
import { loadKnowledge } from '../../dist/libs/matching/src/knowledge/knowledge.js';
import { callsOf, gadsOf, referenceTables } from './matching-set.mjs';

/** A small run before the measured one, as in a server that has been up for a while. */
const WARM = { gads: 100, calls: 500 };

const [{ calls, gads, listSize }] = await once(process, 'message');
const today = new Date().toISOString().slice(0, 10);
const frame = frameOn(loadKnowledge(referenceTables()), today);

listsOf(engineWith(WARM).engine);
const { engine, prepareMs } = engineWith({ calls, gads });
const started = performance.now();
const kept = listsOf(engine);
const fullMs = performance.now() - started;
const peakMb = process.resourceUsage().maxRSS / 1024;
process.send({ prepareMs, fullMs, rows: kept.rows, quotes: kept.quotes, peakMb }, () => process.exit(0));

/** An engine that has read its calls and GADs and has not judged any, and how long the reading took. */
function engineWith(size) {
  const made = new MatchEngine(frame);
  let reading = 0;
  const timed = (work) => {
    const start = performance.now();
    work();
    reading += performance.now() - start;
  };
  for (const gad of gadsOf(size.gads)) timed(() => made.takeGad(gad));
  for (const call of callsOf(size.calls)) timed(() => made.takeCall(call));
  return { engine: made, prepareMs: reading };
}

function listsOf(made) {
  const counted = { rows: 0, quotes: 0 };
  made.scoreAll();
  for (const gadCode of made.gadCodes) {
    const list = made
      .ranking(gadCode, listSize)
      .map(({ callId, score }) => ({ callId, score, ...made.assess(gadCode, callId) }));
    counted.rows += list.length;
    for (const { reasons } of list)
      counted.quotes += reasons.filter(({ callQuote }) => callQuote !== null).length;
  }
  return counted;
}
