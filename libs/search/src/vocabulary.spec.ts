import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distanceWithin } from './vocabulary.js';

const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

/** The distance by its definition: a letter too many, missing, wrong, or two neighbours in the wrong order. */
function slowDistance(a: string, b: string): number {
  if (!a || !b) return a.length + b.length;
  const same = a.at(-1) === b.at(-1);
  const steps = [
    slowDistance(a.slice(0, -1), b) + 1,
    slowDistance(a, b.slice(0, -1)) + 1,
    slowDistance(a.slice(0, -1), b.slice(0, -1)) + (same ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    steps.push(slowDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...steps);
}

describe('mistakes between two words', () => {
  it.each([
    ['agua', 'agua', 0],
    ['agua', 'agau', 1],
    ['agua', 'ague', 1],
    ['educasion', 'educacion', 1],
    ['mujres', 'mujeres', 1],
  ])('«%s» and «%s»: %i', (a, b, distance) => {
    expect(distanceWithin(a, b, 2)).toBe(distance);
  });

  it('are counted up to the limit', () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: 0, max: 2 }), (a, b, limit) => {
        const distance = slowDistance(a, b);
        // Above the limit any number above it will do.
        expect(Math.min(distanceWithin(a, b, limit), limit + 1)).toBe(Math.min(distance, limit + 1));
      }),
      { numRuns: 300 },
    );
  });
});
