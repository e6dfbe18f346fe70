import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { topSlots } from './top-slots.js';

const ids = (slot: number) => `id-${String((slot * 7919) % 1009).padStart(4, '0')}`;

describe('the best slots', () => {
  it('are those of a plain sort: higher first, equal ones by id, nothing without a score, no more than asked', () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(0, 1, 500, 1000)), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 80 }), (list, limit) => {
        const sorted = list
          .map((score, slot) => ({ score, slot }))
          .filter(({ score }) => score > 0)
          .toSorted((a, b) => b.score - a.score || (ids(a.slot) < ids(b.slot) ? -1 : 1))
          .slice(0, limit)
          .map(({ slot }) => slot);
        expect(topSlots(Uint16Array.from(list), list.length, limit, ids)).toEqual(sorted);
      }),
      { numRuns: 300 },
    );
  });

  it('do not look beyond the slots in use', () => {
    expect(topSlots(Uint16Array.of(5, 7, 900), 2, 10, ids)).toEqual([1, 0]);
  });
});
