import type { EntityManager } from 'typeorm';
import { LEAST_HOURS } from './ladder.js';
import { movedSince, oweToFollowers, remindedFollows } from './ready.js';

/**
 * Owes everybody the step of the ladder that has come for each date of each call she follows; see `dueStep` for the
 * rule.
 * @returns how many notices are new
 */
export async function oweDeadlines(manager: EntityManager, now: Date): Promise<number> {
  const rows = await manager.query<unknown[]>(STATEMENT, [now]);
  return rows.length;
}

/**
 * Steps are found once for all who share a call, clocks and a ladder. The day in the key is that of the source, so that
 * it stays the same when a person moves to another zone.
 */
const STATEMENT = `
  WITH ahead AS MATERIALIZED (
    SELECT d.call_id, d.starts_at,
           'deadline/' || d.call_id || '/' || d.role || '-' || d.place || '/'
             || to_char(d.starts_at AT TIME ZONE d.zone, 'YYYY-MM-DD') || '/' AS key,
           CASE d.role WHEN 'close' THEN ARRAY['closesAt'] ELSE ARRAY['otherDeadlines'] END AS columns,
           jsonb_build_object('kind', 'deadline', 'role', d.role, 'place', d.place, 'at',
             to_char(d.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS facts
      FROM call_date d
      JOIN call c ON c.id = d.call_id AND c.state = 'published'
     WHERE d.cancelled_at IS NULL AND d.starts_at > $1
  ), reminded AS MATERIALIZED (${remindedFollows('SELECT call_id FROM ahead', '$1')}
  ), rungs AS MATERIALIZED (
    SELECT d.*, p.zone, p.hour, p.ladder, p.wall, rung.days, d.starts_at AT TIME ZONE p.zone AS ends
      FROM (SELECT DISTINCT call_id, zone, hour, ladder, wall FROM reminded) p
      JOIN ahead d ON d.call_id = p.call_id
      CROSS JOIN LATERAL unnest(p.ladder) AS rung (days)
  ), usual AS MATERIALIZED (
    SELECT r.*, r.ends::date - r.days + make_interval(hours => r.hour) AS at FROM rungs r
  ), steps AS MATERIALIZED (
    SELECT u.*, u.at - make_interval(days => (u.at + interval '${LEAST_HOURS} hours' > u.ends)::int) AS told FROM usual u
  ), nearest AS MATERIALIZED (
    SELECT DISTINCT ON (key, zone, hour, ladder) s.*, s.told AT TIME ZONE s.zone AS instant
      FROM steps s WHERE s.told <= s.wall
     ORDER BY key, zone, hour, ladder, days
  ), due AS MATERIALIZED (
    SELECT call_id, zone, hour, ladder, key || days AS key, facts, days, instant
      FROM nearest WHERE NOT ${movedSince('call_id', 'columns', 'instant')}
  )
  ${oweToFollowers(
    'deadline',
    `FROM due JOIN reminded f USING (call_id, zone, hour, ladder) WHERE due.instant >= f.since`,
    '$1',
    { key: 'due.key', step: 'due.days::text', facts: 'due.facts' },
  )}`;
