import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { averagePrecision, meanOf, ndcg, precisionAt } from './measures.js';

const Y = true;
const N = false;

describe('nDCG', () => {
  it.each([
    // Worked by hand: (1 + 7/log2(3)) / (7 + 1/log2(3)).
    [[1, 3], 'exponential', 0.7098],
    [[1, 3], 'linear', 0.7967],
    [[3, 2, 1, 0], 'exponential', 1],
    [[0, 3], 'exponential', 0.6309],
  ] as const)('of %j with %s gain is %d', (grades, gain, expected) => {
    expect(ndcg(grades, 10, gain)).toBeCloseTo(expected, 4);
  });

  it.each([[[0, 0]], [[]]])('of %j is none: every order is as good', (grades) => {
    expect(ndcg(grades, 10, 'linear')).toBeNull();
  });

  it('looks at the first places and holds them against the best of the whole list', () => {
    expect(ndcg([0, 0, 3], 2, 'linear')).toBe(0);
  });

  it('is from 0 to 1, and 1 for the ideal order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1 }), (grades) => {
        const value = ndcg(grades, 10, 'exponential');
        if (value === null) return;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(
          ndcg(
            grades.toSorted((a, b) => b - a),
            10,
            'exponential',
          ),
        ).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('the average precision', () => {
  it.each([
    [[Y, N, Y], (1 + 2 / 3) / 2],
    [[N, N, Y], 1 / 3],
    [[Y, Y], 1],
    [[N, N], null],
    [[], null],
  ])('of %j is %d', (relevant, expected) => {
    expect(averagePrecision(relevant)).toBe(expected);
  });
});

describe('the precision of the first places', () => {
  it.each([
    [[Y, N, Y, N, N, Y], 5, 0.4],
    [[Y], 5, 0.2],
    [[N, N], 5, null],
  ])('of %j at %d is %d', (relevant, depth, expected) => {
    expect(precisionAt(relevant, depth)).toBe(expected);
  });
});

describe('a mean', () => {
  it('leaves out what could not be measured', () => {
    expect(meanOf([1, null, 0])).toBe(0.5);
    expect(meanOf([null])).toBeNull();
    expect(meanOf([])).toBeNull();
  });
});
