import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from './retry-after.js';

const NOW = new Date('2026-03-02T15:00:00Z');

describe('retryAfterMs', () => {
  it.each([
    ['30', 30_000],
    [' 120 ', 120_000],
    ['0', 1_000],
    ['86400', 3_600_000],
    ['99999999999999999999', 3_600_000],
    ['Mon, 02 Mar 2026 15:05:00 GMT', 300_000],
    ['Mon, 02 Mar 2026 14:00:00 GMT', 1_000],
    ['Wed, 02 Mar 2033 14:00:00 GMT', 3_600_000],
    [null, 60_000],
    ['', 60_000],
    ['pronto', 60_000],
  ])('reads %p as %p ms', (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});
