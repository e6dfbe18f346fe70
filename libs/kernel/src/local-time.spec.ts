import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addDays,
  daysBetween,
  ECUADOR_ZONE,
  formatDateTime,
  formatShortDate,
  GALAPAGOS_ZONE,
  instantOf,
  isTimeZone,
  localDate,
  zoneLabel,
} from './local-time.js';

describe('a wall-clock time in a zone', () => {
  it.each([
    ['2026-08-31T12:00', 'America/Montevideo', '10:00', '09:00'],
    ['2026-08-31T17:00', ECUADOR_ZONE, '17:00', '16:00'],
    // Madrid is two hours ahead of UTC in summer and one in winter.
    ['2026-07-15T17:00', 'Europe/Madrid', '10:00', '09:00'],
    ['2026-12-15T17:00', 'Europe/Madrid', '11:00', '10:00'],
    // The clocks go forward on 29 March 2026 and back on 25 October 2026.
    ['2026-03-29T01:59', 'Europe/Madrid', '19:59', '18:59'],
    ['2026-03-29T03:00', 'Europe/Madrid', '20:00', '19:00'],
    ['2026-10-25T12:00', 'Europe/Madrid', '06:00', '05:00'],
  ])('%s in %s is %s in Ecuador and %s in Galápagos', (local, zone, ecuador, galapagos) => {
    const instant = instantOf(local, zone)!;
    expect(formatDateTime(instant, ECUADOR_ZONE)).toContain(`, ${ecuador}`);
    expect(formatDateTime(instant, GALAPAGOS_ZONE)).toContain(`, ${galapagos}`);
  });

  it('is written out in Spanish', () => {
    const instant = instantOf('2026-08-31T17:00', ECUADOR_ZONE)!;
    expect(formatDateTime(instant, ECUADOR_ZONE)).toBe('lunes 31 de agosto de 2026, 17:00');
    expect(formatShortDate(instant)).toBe('31 ago 2026');
    expect(formatShortDate('2026-08-31')).toBe('31 ago 2026');
  });

  it.each([
    ['2026-02-31T10:00', ECUADOR_ZONE],
    ['2026-08-31T25:00', ECUADOR_ZONE],
    ['mañana', ECUADOR_ZONE],
    ['2026-08-31T10:00', 'America/Quito2'],
  ])('%s in %s is no instant', (local, zone) => {
    expect(instantOf(local, zone)).toBeUndefined();
  });

  it.each([
    // The hour from 02:00 to 03:00 comes twice on 25 October and never on 29 March.
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
  ])('%s in Madrid, when clocks change, is %s', (local, expected) => {
    expect(instantOf(local, 'Europe/Madrid')?.toISOString()).toBe(expected);
  });

  it('is read back as it was written, anywhere and at any time', () => {
    const zones = fc.constantFrom(
      ECUADOR_ZONE,
      GALAPAGOS_ZONE,
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'America/New_York',
    );
    const minutes = fc.integer({ min: Date.UTC(1980, 0) / 60_000, max: Date.UTC(2060, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, zones, (minute, zone) => {
        const instant = new Date(minute * 60_000);
        const local = DateTime.fromJSDate(instant, { zone });
        const back = instantOf(local.toFormat("yyyy-LL-dd'T'HH:mm"), zone)!;
        expect(DateTime.fromJSDate(back, { zone }).toFormat('yyyy-LL-dd HH:mm')).toBe(
          local.toFormat('yyyy-LL-dd HH:mm'),
        );
        const spanish = local.setLocale('es');
        expect(formatDateTime(instant, zone)).toBe(spanish.toFormat("cccc d 'de' LLLL 'de' yyyy, HH:mm"));
        expect(formatShortDate(instant, zone)).toBe(spanish.toFormat('d LLL yyyy'));
        expect(localDate(instant, zone)).toBe(local.toISODate());
      }),
    );
  });

  it('belongs to the calendar day of the zone, not of UTC', () => {
    const instant = new Date('2026-09-01T04:30:00Z');
    expect(localDate(instant)).toBe('2026-08-31');
    expect(localDate(instant, 'Europe/Madrid')).toBe('2026-09-01');
  });
});

describe('a time zone', () => {
  it.each([
    ['America/Guayaquil', true],
    ['Pacific/Galapagos', true],
    ['America/Argentina/Buenos_Aires', true],
    ['UTC', true],
    ['America/Quito2', false],
    ['hora de Ecuador', false],
    ['', false],
    ['system', false],
    ["'; DROP TABLE call", false],
  ])('«%s»: %s', (zone, expected) => {
    expect(isTimeZone(zone)).toBe(expected);
  });

  it.each([
    [ECUADOR_ZONE, 'hora de Ecuador'],
    [GALAPAGOS_ZONE, 'hora de Galápagos'],
    ['America/Montevideo', 'hora de Montevideo (America/Montevideo)'],
    ['America/Argentina/Buenos_Aires', 'hora de Buenos Aires (America/Argentina/Buenos_Aires)'],
  ])('%s is called «%s»', (zone, expected) => {
    expect(zoneLabel(zone)).toBe(expected);
  });
});

describe('calendar days', () => {
  it('count across month ends, leap years and clock changes', () => {
    expect(daysBetween('2026-01-31', '2026-02-01')).toBe(1);
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-08-31', '2026-08-01')).toBe(-30);
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('added and counted back give the same number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 36_500 }),
        fc.integer({ min: -4_000, max: 4_000 }),
        (start, days) => {
          const from = addDays('2000-01-01', start);
          expect(daysBetween(from, addDays(from, days))).toBe(days);
        },
      ),
    );
  });
});
