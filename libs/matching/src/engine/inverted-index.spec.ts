import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sharedTerms } from '../fit/relevance.js';
import { packTerms, type WeightedTerms } from '../fit/terms.js';
import { InvertedIndex } from './inverted-index.js';

const TERMS = 40;

const packed = fc
  .dictionary(fc.nat(TERMS - 1).map(String), fc.integer({ min: 1, max: 255 }), { maxKeys: 12 })
  .map((weights) =>
    packTerms(new Map(Object.entries(weights).map(([term, weight]) => [Number(term), weight]))),
  );

/** Best and second sum of every row, as the index gives them. */
function met(index: InvertedIndex, lists: readonly WeightedTerms[]): [number, number][] {
  const rows: [number, number][] = [];
  index.meet(lists, (from, count, best, second) => {
    expect(from).toBe(rows.length);
    for (let row = 0; row < count; row += 1) rows.push([best[row]!, second[row]!]);
  });
  return rows;
}

/** The same, pair by pair. */
function compared(call: WeightedTerms, lists: readonly WeightedTerms[]): [number, number] {
  const sums = lists.map((list) => sharedTerms(call, list).reduce((sum, { weight }) => sum + weight, 0));
  const [best = 0, second = 0] = sums.toSorted((a, b) => b - a);
  return [best, second];
}

describe('an inverted index', () => {
  it('gives every call the two best sums that comparing it with each list gives', () => {
    fc.assert(
      fc.property(fc.array(packed, { maxLength: 40 }), fc.array(packed, { maxLength: 8 }), (calls, lists) => {
        const slots = Uint32Array.from(calls.keys());
        const index = new InvertedIndex(slots, TERMS, (slot) => calls[slot]!);
        expect(met(index, lists)).toEqual(calls.map((call) => compared(call, lists)));
        // Nothing stays from one use to the next.
        expect(met(index, lists)).toEqual(calls.map((call) => compared(call, lists)));
      }),
      { numRuns: 200 },
    );
  });

  it('covers some slots only, each at its row', () => {
    fc.assert(
      fc.property(fc.array(packed, { minLength: 1, maxLength: 30 }), packed, (calls, list) => {
        const slots = Uint32Array.from([...calls.keys()].filter((slot) => slot % 3 === 1));
        const index = new InvertedIndex(slots, TERMS, (slot) => calls[slot]!);
        expect(met(index, [list])).toEqual([...slots].map((slot) => compared(calls[slot]!, [list])));
      }),
    );
  });

  it('goes on from one block of rows to the next', () => {
    const [some, wanted] = [
      fc.sample(packed, { numRuns: 50, seed: 5 }),
      fc.sample(packed, { numRuns: 6, seed: 6 }),
    ];
    const call = (slot: number) => some[(slot * 31) % some.length]!;
    const slots = Uint32Array.from({ length: 10_000 }, (_, slot) => slot);
    const rows = met(new InvertedIndex(slots, TERMS, call), wanted);
    expect(rows).toEqual(Array.from(slots, (slot) => compared(call(slot), wanted)));
  });

  it('does not know terms that came later', () => {
    const index = new InvertedIndex(Uint32Array.of(0), 1, () => packTerms(new Map([[0, 200]])));
    const later = packTerms(
      new Map([
        [0, 10],
        [7, 255],
      ]),
    );
    expect(met(index, [later])).toEqual([[2000, 0]]);
  });

  it('holds the heaviest weights without overflow', () => {
    const heavy = packTerms(new Map(Array.from({ length: TERMS }, (_, term) => [term, 255])));
    const index = new InvertedIndex(Uint32Array.of(0, 1), TERMS, () => heavy);
    expect(met(index, [heavy, heavy])).toEqual([
      [TERMS * 255 * 255, TERMS * 255 * 255],
      [TERMS * 255 * 255, TERMS * 255 * 255],
    ]);
  });
});
