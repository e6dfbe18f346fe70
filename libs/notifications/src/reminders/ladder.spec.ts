import { addDays, instantOf, localDate } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueStep, ladderOf, LEAST_HOURS, stepInstant } from './ladder.js';

const ECUADOR = { zone: 'America/Guayaquil', hour: 7 };
const GALAPAGOS = { zone: 'Pacific/Galapagos', hour: 7 };
const at = (local: string, zone = ECUADOR.zone): Date => instantOf(local, zone)!;

describe('the instant of a step', () => {
  it.each<[string, Date, number, typeof ECUADOR, Date]>([
    ['a week before', at('2027-03-15T17:00'), 7, ECUADOR, at('2027-03-08T07:00')],
    ['on the eve', at('2027-03-15T17:00'), 1, ECUADOR, at('2027-03-14T07:00')],
    ['on the day itself', at('2027-03-15T17:00'), 0, ECUADOR, at('2027-03-15T07:00')],
    ['over the end of February', at('2027-03-02T17:00'), 3, ECUADOR, at('2027-02-27T07:00')],
    ['over a leap day', at('2028-03-02T17:00'), 3, ECUADOR, at('2028-02-28T07:00')],
    ['on a leap day', at('2028-03-07T17:00'), 7, ECUADOR, at('2028-02-29T07:00')],
    ['over the end of a year', at('2027-01-15T17:00'), 30, ECUADOR, at('2026-12-16T07:00')],
    [
      'by the calendar of the islands',
      at('2027-03-15T00:30'),
      7,
      GALAPAGOS,
      at('2027-03-07T07:00', GALAPAGOS.zone),
    ],
    [
      'the day before when it would come after the close',
      at('2027-03-15T05:00'),
      0,
      ECUADOR,
      at('2027-03-14T07:00'),
    ],
    [
      'the day before when it would come shortly before the close',
      at('2027-03-15T08:59'),
      0,
      ECUADOR,
      at('2027-03-14T07:00'),
    ],
    ['two hours before at the latest', at('2027-03-15T09:00'), 0, ECUADOR, at('2027-03-15T07:00')],
    [
      'the day before the eve for somebody who reads at night',
      at('2027-03-15T00:30'),
      1,
      { ...ECUADOR, hour: 23 },
      at('2027-03-13T23:00'),
    ],
  ])('%s', (_, date, days, time, expected) => {
    expect(stepInstant(date, days, time).toISOString()).toBe(expected.toISOString());
  });
});

describe('the step that is owed', () => {
  const close = at('2027-03-31T17:00');
  const ladder = [60, 30, 15, 7, 3, 1];
  const long = at('2026-01-01T00:00');

  it.each<[string, Date, Date, number | null]>([
    ['is none before the first', at('2027-01-29T12:00'), long, null],
    ['is the first from its hour on', at('2027-01-30T07:00'), long, 60],
    ['is the first until the next', at('2027-03-01T06:59'), long, 60],
    ['is the next from its hour on', at('2027-03-01T07:00'), long, 30],
    ['is only the nearest of those that were missed', at('2027-03-29T07:00'), long, 3],
    ['is none that came before the follow', at('2027-03-20T12:00'), at('2027-03-18T09:00'), null],
    ['is the next after the follow', at('2027-03-24T07:00'), at('2027-03-18T09:00'), 7],
    ['is one that comes in the minute of the follow', at('2027-03-24T07:00'), at('2027-03-24T07:00'), 7],
    ['is the last until the close', at('2027-03-31T16:59'), long, 1],
    ['is none at the close', close, long, null],
  ])('%s', (_, now, from, days) => {
    expect(dueStep(close, ladder, ECUADOR, from, now)?.days ?? null).toBe(days);
  });

  it('of two that fall together is the nearer', () => {
    const early = at('2027-03-31T05:00');
    expect(dueStep(early, [1, 0], ECUADOR, long, at('2027-03-30T07:00'))?.days).toBe(0);
  });
});

describe('any ladder', () => {
  const zones = ['America/Guayaquil', 'Pacific/Galapagos', 'Europe/Madrid', 'America/Santiago', 'Asia/Tokyo'];
  const time = fc.record({ zone: fc.constantFrom(...zones), hour: fc.integer({ min: 0, max: 23 }) });
  const date = fc.date({ min: new Date('2026-01-01'), max: new Date('2031-12-31'), noInvalidDate: true });
  const ladder = fc.uniqueArray(fc.integer({ min: 0, max: 365 }), { minLength: 1, maxLength: 8 });

  it('comes in its order and in time, on the day it names or the one before', () => {
    fc.assert(
      fc.property(date, ladder, time, (deadline, days, when) => {
        const steps = ladderOf(deadline, days, when);
        for (const [index, step] of steps.entries()) {
          expect(step.at.getTime()).toBeLessThanOrEqual(deadline.getTime() - LEAST_HOURS * 3_600_000);
          if (index > 0) expect(step.at.getTime()).toBeGreaterThanOrEqual(steps[index - 1]!.at.getTime());
          const named = addDays(localDate(deadline, when.zone), -step.days);
          expect([named, addDays(named, -1)]).toContain(localDate(step.at, when.zone));
        }
      }),
    );
  });

  it('owes each step at most once, in its order, however the clock is looked at', () => {
    const looks = fc.array(fc.integer({ min: -400 * 24, max: 24 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(date, ladder, time, looks, (deadline, days, when, hours) => {
        const from = new Date(deadline.getTime() - 90 * 86_400_000);
        const owed = hours
          .toSorted((one, other) => one - other)
          .map((hour) => dueStep(deadline, days, when, from, new Date(deadline.getTime() + hour * 3_600_000)))
          .filter((step) => step !== null);
        for (const [index, step] of owed.entries()) {
          expect(step.at.getTime()).toBeGreaterThanOrEqual(from.getTime());
          if (index > 0) expect(step.days).toBeLessThanOrEqual(owed[index - 1]!.days);
        }
      }),
    );
  });
});
