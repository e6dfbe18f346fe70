import { addDays, instantOf, localDate } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEAST_HOURS, stepInstant, stepNow } from './ladder.js';

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

describe('the step whose turn it is', () => {
  const close = at('2027-03-31T17:00');
  const ladder = [60, 30, 15, 7, 3, 1];

  it.each<[string, Date, number | null]>([
    ['is none before the first', at('2027-01-29T12:00'), null],
    ['is the first from its hour on', at('2027-01-30T07:00'), 60],
    ['is the first until the next', at('2027-03-01T06:59'), 60],
    ['is the next from its hour on', at('2027-03-01T07:00'), 30],
    ['is only the nearest of those that were missed', at('2027-03-29T07:00'), 3],
    ['is the last until the close', at('2027-03-31T16:59'), 1],
    ['is none at the close', close, null],
  ])('%s', (_, now, days) => {
    expect(stepNow(close, ladder, ECUADOR, now)?.days ?? null).toBe(days);
  });

  it('of two that fall together is the nearer', () => {
    const early = at('2027-03-31T05:00');
    expect(stepNow(early, [1, 0], ECUADOR, at('2027-03-30T07:00'))?.days).toBe(0);
  });
});

describe('any ladder', () => {
  const zones = ['America/Guayaquil', 'Pacific/Galapagos', 'Europe/Madrid', 'America/Santiago', 'Asia/Tokyo'];
  const time = fc.record({ zone: fc.constantFrom(...zones), hour: fc.integer({ min: 0, max: 23 }) });
  const date = fc.date({ min: new Date('2026-01-01'), max: new Date('2031-12-31'), noInvalidDate: true });
  const ladder = fc.uniqueArray(fc.integer({ min: 0, max: 365 }), { minLength: 1, maxLength: 8 });

  it('comes in time, on the day that a step names or the one before', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 365 }), time, (deadline, days, when) => {
        const instant = stepInstant(deadline, days, when);
        expect(instant.getTime()).toBeLessThanOrEqual(deadline.getTime() - LEAST_HOURS * 3_600_000);
        const named = addDays(localDate(deadline, when.zone), -days);
        expect([named, addDays(named, -1)]).toContain(localDate(instant, when.zone));
      }),
    );
  });

  it('has its turns in its order, however the clock is looked at', () => {
    const looks = fc.array(fc.integer({ min: -400 * 24, max: 24 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(date, ladder, time, looks, (deadline, days, when, hours) => {
        const turns = hours
          .toSorted((one, other) => one - other)
          .flatMap((hour) => {
            const now = new Date(deadline.getTime() + hour * 3_600_000);
            const step = stepNow(deadline, days, when, now);
            return step ? [{ ...step, now }] : [];
          });
        expect(turns.every(({ at: instant, now }) => instant <= now && now < deadline)).toBe(true);
        const order = turns.map((turn) => turn.days);
        expect(order).toEqual(order.toSorted((one, other) => other - one));
      }),
    );
  });
});
