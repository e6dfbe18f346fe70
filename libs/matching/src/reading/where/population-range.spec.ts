import { describe, expect, it } from '@jest/globals';
import { placeKnowledge } from '../../../../../test/support/place-reading.js';
import { isCapital } from './capitals.js';
import { populationRange } from './population-range.js';

describe('the order of magnitude of a population', () => {
  it.each([
    ['17', 3_089_473],
    ['09', 4_391_923],
    ['13', 1_592_840],
    ['01', 801_609],
    ['0901', 2_746_403],
    ['0907', 303_910],
    ['0906', 222_446],
    ['0916', 98_540],
    ['0101', 596_101],
  ])('of %s holds what the census of 2022 counted', (code, inhabitants) => {
    const { min, max } = populationRange(code) ?? { min: Infinity, max: 0 };
    expect(min).toBeLessThan(inhabitants);
    expect(max).toBeGreaterThan(inhabitants);
  });

  it('is wide for a canton or parish without a figure of its own', () => {
    expect(populationRange('0104')).toEqual({ min: 1_000, max: 120_000 });
    expect(populationRange('010151')).toEqual({ min: 100, max: 60_000 });
  });

  it.each(['', '99', '9901', 'abcd', '1', '12345678', '../01'])('is not known for «%s»', (code) => {
    expect(populationRange(code)).toBeNull();
  });

  it('is known for every territory, and the cantons of a province may add up to it', async () => {
    const { divisions } = await placeKnowledge();
    for (const { code } of divisions.all) expect(populationRange(code)).not.toBeNull();
    for (const province of divisions.provinces()) {
      const cantons = divisions.all.filter(({ code }) => code.length === 4 && code.startsWith(province));
      const ranges = cantons.map(({ code }) => populationRange(code));
      const whole = populationRange(province);
      const sum = (side: 'min' | 'max') => ranges.reduce((total, range) => total + (range?.[side] ?? 0), 0);
      expect(sum('min')).toBeLessThanOrEqual(whole?.max ?? 0);
      expect(sum('max')).toBeGreaterThanOrEqual(whole?.min ?? 0);
    }
  });
});

describe('capitals', () => {
  it.each([
    ['1701', 'national', true],
    ['0901', 'national', false],
    ['17', 'national', false],
    ['1701', 'provincial', true],
    ['2101', 'provincial', true],
    ['0102', 'provincial', false],
    ['01', 'provincial', false],
  ] as const)('%s as %s capital: %s', (code, kind, expected) => {
    expect(isCapital(code, kind)).toBe(expected);
  });
});
