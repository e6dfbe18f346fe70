import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, localDate } from '@chasqui/kernel';
import { type Frequency, FREQUENCIES, nextDelivery, nextDeliverySql } from '@chasqui/subscriptions';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

/** With and without summer time, on both halves of the world, with half hours, and the far ends. */
const ZONES = [
  'America/Guayaquil',
  'Pacific/Galapagos',
  'America/New_York',
  'America/Santiago',
  'Europe/Madrid',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'UTC',
];
const MINUTE_MS = 60_000;

interface Case {
  readonly frequency: Frequency;
  readonly zone: string;
  readonly hour: number;
  readonly weekday: number;
  readonly now: Date;
  readonly pausedDays: number | null;
}

const cases: fc.Arbitrary<Case[]> = fc.array(
  fc.record({
    frequency: fc.constantFrom(...FREQUENCIES),
    zone: fc.constantFrom(...ZONES),
    hour: fc.integer({ min: 0, max: 23 }),
    weekday: fc.integer({ min: 1, max: 7 }),
    now: fc
      .integer({ min: Date.UTC(2026, 0, 1) / MINUTE_MS, max: Date.UTC(2029, 0, 1) / MINUTE_MS })
      .map((minutes) => new Date(minutes * MINUTE_MS)),
    pausedDays: fc.option(fc.integer({ min: -10, max: 40 }), { nil: null }),
  }),
  { minLength: 200, maxLength: 200 },
);

let server: TestDatabase;
let database: DataSource;

beforeAll(async () => {
  server = await freshDatabase();
  database = await new DataSource({ type: 'postgres', url: server.url }).initialize();
});
afterAll(async () => {
  await database.destroy();
  await server.drop();
});

describe('the hour at which something is told', () => {
  it('is the same for one person and within a statement, whatever the zone, the hour and the day', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (all) => {
        const rows = all.map(({ pausedDays, now, ...each }) => ({
          ...each,
          now: now.toISOString(),
          paused:
            pausedDays === null
              ? null
              : new Date(now.getTime() + pausedDays * 86_400_000).toISOString().slice(0, 10),
        }));
        const inSql = await database.query<{ due: Date }[]>(
          `SELECT ${nextDeliverySql({
            frequency: 'c.frequency',
            zone: 'c.zone',
            hour: 'c.hour',
            weekday: 'c.weekday',
            pausedUntil: 'c.paused',
            now: 'c.now',
          })} AS due
             FROM ROWS FROM (jsonb_to_recordset($1::jsonb)
                  AS (frequency text, zone text, hour int, weekday int, now timestamptz, paused date))
                  WITH ORDINALITY AS c (frequency, zone, hour, weekday, now, paused, place)
            ORDER BY c.place`,
          [JSON.stringify(rows)],
        );
        const differing = rows.flatMap((row, index) => {
          const { frequency, now, paused, ...time } = row;
          const here = nextDelivery(frequency, time, new Date(now), paused).toISOString();
          const there = inSql[index]!.due.toISOString();
          return here === there ? [] : [{ ...row, here, there }];
        });
        expect(differing).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('is never before now nor within the pause, and weekly on the chosen weekday', () => {
    fc.assert(
      fc.property(cases, (all) => {
        for (const { frequency, now, pausedDays, ...time } of all) {
          const until = addDays(localDate(now, time.zone), pausedDays ?? 0);
          const at = nextDelivery(frequency, time, now, pausedDays === null ? null : until);
          const day = localDate(at, time.zone);
          expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime());
          expect(pausedDays === null || day >= until).toBe(true);
          expect(frequency !== 'weekly' || isoWeekday(day) === time.weekday).toBe(true);
          const atOnce = frequency === 'immediate' && (pausedDays ?? 0) <= 0;
          expect(atOnce).toBe(atOnce && at.getTime() === now.getTime());
        }
      }),
      { numRuns: 5 },
    );
  });
});

function isoWeekday(date: string): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
}
