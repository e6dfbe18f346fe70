import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@chasqui/kernel';
import { laterPause, readLadder, readPause, readReviewEvery, readZone } from './alert-rules.js';

const TODAY = '2026-11-21';

function refused(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof DomainError) return error.fields.map(({ field }) => field).join();
    throw error;
  }
  return '';
}

describe('a pause', () => {
  it('ends on a day from tomorrow on, within a year', () => {
    expect(readPause('2026-11-22', TODAY)).toBe('2026-11-22');
    expect(readPause('2027-11-21', TODAY)).toBe('2027-11-21');
    for (const day of [TODAY, '2026-11-20', '2027-11-23', '2027-02-29', '22-11-2026', '']) {
      expect([day, refused(() => readPause(day, TODAY))]).toEqual([day, 'pausedUntil']);
    }
  });

  it('is taken back with nothing, and the later of two counts', () => {
    expect(readPause(null, TODAY)).toBeNull();
    expect(laterPause('2026-12-01', '2026-12-24')).toBe('2026-12-24');
    expect(laterPause(null, '2026-12-24')).toBe('2026-12-24');
    expect(laterPause('2026-12-01', null)).toBe('2026-12-01');
    expect(laterPause(null, null)).toBeNull();
  });
});

describe('a ladder', () => {
  it('has each day once, the farthest first; the day itself counts', () => {
    expect(readLadder([1, 30, 0, 7, 30, 365])).toEqual([365, 30, 7, 1, 0]);
  });

  it('has one to eight whole days within a year', () => {
    for (const days of [[], [-1], [366], [0.5], [Number.NaN], [1, 2, 3, 4, 5, 6, 7, 8, 9]]) {
      expect([days, refused(() => readLadder(days))]).toEqual([days, 'ladder']);
    }
  });
});

it('a review comes weekly at most and twice a year at least', () => {
  expect([readReviewEvery(7), readReviewEvery(180)]).toEqual([7, 180]);
  for (const days of [6, 181, 7.5, Number.NaN]) {
    expect([days, refused(() => readReviewEvery(days))]).toEqual([days, 'reviewEveryDays']);
  }
});

it('a zone is one that clocks know', () => {
  expect(readZone('Europe/Madrid')).toBe('Europe/Madrid');
  for (const zone of ['Madrid', '', 'Europe/Madrid; DROP TABLE account']) {
    expect([zone, refused(() => readZone(zone))]).toEqual([zone, 'zone']);
  }
});
