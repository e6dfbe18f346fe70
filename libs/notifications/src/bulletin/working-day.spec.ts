import { addDays } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import { firstWorkingDay, monthBefore } from './working-day.js';

describe('the first working day', () => {
  it.each([
    ['2026-01', '2026-01-02'],
    ['2026-02', '2026-02-02'],
    ['2026-05', '2026-05-04'],
    ['2026-08', '2026-08-03'],
    ['2026-09', '2026-09-01'],
    ['2026-11', '2026-11-04'],
    ['2028-01', '2028-01-03'],
  ])('of %s is %s', (month, day) => {
    expect(firstWorkingDay(month)).toBe(day);
  });

  it('is within the first week of any month', () => {
    for (let year = 2026; year < 2060; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        const name = `${year}-${String(month).padStart(2, '0')}`;
        const day = firstWorkingDay(name);
        expect(day >= `${name}-01` && day <= addDays(`${name}-01`, 6)).toBe(true);
      }
    }
  });
});

it.each([
  ['2026-11', '2026-10'],
  ['2026-01', '2025-12'],
  ['2028-03', '2028-02'],
])('before %s comes %s', (month, before) => {
  expect(monthBefore(month)).toBe(before);
});
