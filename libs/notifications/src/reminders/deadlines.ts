import type { EntityManager } from 'typeorm';
import { LEAST_HOURS } from './ladder.js';
import { FOLLOWS, movedSince, remindedFollows, toldBefore } from './ready.js';

/**
 * Owes everybody the step of the ladder that has come for each date of each call she follows; see `dueStep` for the
 * rule.
 * @returns how many notices are new
 */
export async function oweDeadlines(manager: EntityManager, now: Date): Promise<number> {
  const rows = await manager.query<unknown[]>(STATEMENT, [now]);
  return rows.length;
}

/** The day in the key is that of the source, so that it stays the same when a person moves to another zone. */
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
  ), owed AS MATERIALIZED (
    SELECT f.account_id, f.gad_code, d.call_id, d.columns, d.facts, d.key || step.days AS key, step.days, step.at
      FROM ahead d
      JOIN follow f ON f.call_id = d.call_id
      ${remindedFollows('$1')}
      CROSS JOIN LATERAL (
        SELECT rung.days, wall.at AT TIME ZONE t.zone AS at
          FROM unnest(f.ladder) AS rung (days)
          CROSS JOIN LATERAL (SELECT d.starts_at AT TIME ZONE t.zone AS at) ends
          CROSS JOIN LATERAL (SELECT ends.at::date - rung.days + make_interval(hours => t.hour) AS at) usual
          CROSS JOIN LATERAL (
            SELECT usual.at - make_interval(days => (usual.at + interval '${LEAST_HOURS} hours' > ends.at)::int) AS at
          ) wall
         WHERE wall.at <= clock.now
         ORDER BY rung.days LIMIT 1
      ) step
     WHERE step.at >= f.since
  )
  INSERT INTO notification (account_id, kind, event_key, call_id, gad_code, reasons, step, facts, state, due_at,
                            created_at)
  SELECT f.account_id, 'deadline', f.key, f.call_id, f.gad_code, ${FOLLOWS}, f.days::text, f.facts, 'pending', $1, $1
    FROM owed f
   WHERE CASE WHEN ${toldBefore('f.key')} THEN false
              ELSE ${movedSince('f.call_id', 'f.columns', 'f.at')} IS NULL END
  ON CONFLICT (account_id, event_key) DO NOTHING
  RETURNING 1`;
