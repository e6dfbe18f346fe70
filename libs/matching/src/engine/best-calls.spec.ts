import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BestCalls, KNOWN } from './best-calls.js';

const idOf = (slot: number) => `id-${String((slot * 7919) % 1009).padStart(4, '0')}`;

/** All that score, best first; equal ones by id. */
function sorted(scores: ReadonlyMap<number, number>): number[] {
  return [...scores.keys()]
    .filter((slot) => scores.get(slot)! > 0)
    .toSorted((a, b) => scores.get(b)! - scores.get(a)! || (idOf(a) < idOf(b) ? -1 : 1));
}

const score = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 1000 }));
const change = fc.oneof(
  fc.record({ drop: fc.constant(false), at: fc.nat(), score }),
  fc.record({ drop: fc.constant(true), at: fc.nat(), score }),
);

describe('the best calls of a GAD', () => {
  it('stay those of a full sort while calls come and go, as long as they say they are known', () => {
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 0, maxLength: 2 * KNOWN }),
        fc.array(change, { maxLength: 3 * KNOWN }),
        fc.integer({ min: 1, max: KNOWN }),
        (first, changes, count) => {
          const scores = new Map(first.map((each, slot) => [slot, each]));
          const best = new BestCalls();
          best.set(sorted(scores).slice(0, KNOWN), Uint16Array.from(first), idOf);
          let slots = first.length;
          for (const { drop, at, score: each } of changes) {
            if (drop) {
              const slot = [...scores.keys()][at % Math.max(1, scores.size)];
              if (slot === undefined) continue;
              best.drop(slot);
              scores.delete(slot);
            } else if (slots < 1009) {
              scores.set(slots, each);
              best.put(slots, each, idOf);
              slots += 1;
            }
            if (!best.holds(count)) continue;
            const known = best.first(count);
            expect(known.map(({ slot }) => slot)).toEqual(sorted(scores).slice(0, count));
            expect(known.map((call) => call.score)).toEqual(known.map(({ slot }) => scores.get(slot)));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('follow their calls to other slots', () => {
    const best = new BestCalls();
    best.set([3, 1], Uint16Array.of(0, 20, 0, 30), idOf);
    best.move(
      new Map([
        [1, 0],
        [3, 1],
      ]),
    );
    expect(best.first(5)).toEqual([
      { slot: 1, score: 30 },
      { slot: 0, score: 20 },
    ]);
  });
});
