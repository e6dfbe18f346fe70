import { describe, expect, it } from '@jest/globals';
import { domainPause, retryDelay, spread } from './backoff.js';
import { STANDARD_POLICY } from './policy.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the pauses between attempts', () => {
  const middle = (attempts: number) => retryDelay(STANDARD_POLICY, attempts, 0.5);

  it('grow from a minute to half a day', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(middle)).toEqual(
      [1, 5, 15, 60, 180, 360, 720, 720].map((minutes) => minutes * MINUTE),
    );
  });

  it('come to about three days in all, and then there is none', () => {
    const pauses: number[] = [];
    for (let attempts = 1; ; attempts += 1) {
      const next = middle(attempts);
      if (next === null) break;
      pauses.push(next);
    }
    const hours = pauses.reduce((sum, ms) => sum + ms, 0) / HOUR;
    expect(hours).toBeGreaterThan(66);
    expect(hours).toBeLessThan(75);
  });

  it('are spread by a fifth, so that what failed together does not come back together', () => {
    expect([0, 0.5, 1].map((random) => spread(1000, random))).toEqual([800, 1000, 1200]);
  });
});

describe('the pause of a domain', () => {
  it('grows with the attempts of the mail that met it, to an hour', () => {
    const pauses = [1, 2, 3, 4, 5, 12].map((attempts) => domainPause(STANDARD_POLICY, attempts, 0.5));
    expect(pauses).toEqual([MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, HOUR, HOUR]);
  });
});
