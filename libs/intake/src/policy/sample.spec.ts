import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dailySample } from './sample.js';

const ids = Array.from({ length: 100 }, (_, index) => `call-${index}`);

describe('the sample of a day', () => {
  it.each([
    [0.1, 5, 10],
    [0.01, 5, 5],
    [0, 0, 0],
    [1, 5, 100],
    [7, 5, 100],
    [0.101, 0, 11],
    [0, 500, 100],
  ])('of 100 with share %d and at least %d has %d', (share, min, size) => {
    expect(dailySample(ids, '2026-08-31', share, min)).toHaveLength(size);
  });

  it('is the same all day, in whatever order the ids come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string()),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(20),
        (list, share, min) => {
          const sample = dailySample(list, '2026-08-31', share, min);
          expect(dailySample([...list, ...list].toReversed(), '2026-08-31', share, min)).toEqual(sample);
          expect(sample.every((id) => list.includes(id))).toBe(true);
        },
      ),
    );
  });

  it('is another one on another day, and in time everything is seen', () => {
    const days = Array.from({ length: 90 }, (_, day) => `2026-${1 + Math.floor(day / 30)}-${1 + (day % 30)}`);
    const samples = days.map((day) => dailySample(ids, day, 0.1, 0));
    expect(samples[0]).not.toEqual(samples[1]);
    expect(new Set(samples.flat()).size).toBe(100);
  });
});
