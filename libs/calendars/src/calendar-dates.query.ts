import type { EntityManager } from 'typeorm';
import type { CalendarDate } from './deadline-event.js';

const DAY_MS = 86_400_000;
/** What is over or off stays in calendars for so long: programs that look once a week learn of it too. */
export const KEPT_DAYS = 90;

/** Nobody looks at more in a calendar, and whoever has so many should narrow the search. */
const MOST_DATES = 3000;

/**
 * SQL on `d`, a row of `call_date`: whether calendars show it. `$1` is from when on. What holds is shown until `KEPT_DAYS`
 * after its day or its last change, what is off for as long after it was called off.
 */
export const SHOWN_DATE = `(d.updated_at >= $1 OR (d.cancelled_at IS NULL AND d.starts_at >= $1))`;

/** From when on dates are shown now. */
export function shownSince(now: Date): Date {
  return new Date(now.getTime() - KEPT_DAYS * DAY_MS);
}

/** The dates of calls that calendars show now, those still to come on top; of all calls without `callIds`. */
export async function calendarDates(
  manager: EntityManager,
  callIds: readonly string[] | undefined,
  publicUrl: string,
  now: Date,
): Promise<CalendarDate[]> {
  const rows = await manager.query<(Omit<CalendarDate, 'url'> & { slug: string })[]>(
    `SELECT d.call_id AS "callId", d.role, d.place, d.starts_at AS "startsAt", d.zone, d.zone_assumed AS "zoneAssumed",
            d.words, d.title, d.sequence, d.cancelled_at AS "cancelledAt", d.updated_at AS "updatedAt",
            c.is_demo AS "isDemo", c.slug
       FROM call_date d JOIN call c ON c.id = d.call_id
      WHERE ${SHOWN_DATE} AND ($2::uuid[] IS NULL OR d.call_id = ANY($2))
      ORDER BY d.cancelled_at IS NOT NULL OR d.starts_at < $3, d.starts_at, d.call_id, d.role, d.place
      LIMIT ${MOST_DATES}`,
    [shownSince(now), callIds ?? null, now],
  );
  return rows.map(({ slug, ...date }) => ({ ...date, url: `${publicUrl}/convocatorias/${slug}` }));
}
