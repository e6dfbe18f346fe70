import type { EntityManager } from 'typeorm';
import { FOLLOWS, remindedFollows, toldBefore } from './ready.js';

/**
 * Owes a review of every followed call that is open and has no date ahead: once every `reviewEveryDays` since the
 * follow, at the person's hour. Of several that were missed, the last.
 * @returns how many notices are new
 */
export async function oweReviews(manager: EntityManager, now: Date): Promise<number> {
  const rows = await manager.query<unknown[]>(STATEMENT, [now]);
  return rows.length;
}

/** The key holds the day of the follow: whoever changes it begins to count anew. */
const STATEMENT = `
  WITH owed AS MATERIALIZED (
    SELECT f.account_id, f.gad_code, f.call_id,
           'review/' || f.call_id || '/' || to_char(f.since AT TIME ZONE 'UTC', 'YYYY-MM-DD') || '/' || turn.n AS key
      FROM call c
      JOIN follow f ON f.call_id = c.id
      ${remindedFollows('$1')}
      CROSS JOIN LATERAL (
        SELECT ((clock.now - make_interval(hours => t.hour))::date - (f.since AT TIME ZONE t.zone)::date)
                 / f.review_every_days AS n
      ) turn
     WHERE c.state = 'published' AND c.closes_at IS NULL AND turn.n >= 1
       AND NOT EXISTS (SELECT FROM call_date d WHERE d.call_id = c.id AND d.cancelled_at IS NULL AND d.starts_at > $1)
  )
  INSERT INTO notification (account_id, kind, event_key, call_id, gad_code, reasons, state, due_at, created_at)
  SELECT f.account_id, 'review', f.key, f.call_id, f.gad_code, ${FOLLOWS}, 'pending', $1, $1
    FROM owed f
   WHERE ${toldBefore('f.key')} IS NULL
  ON CONFLICT (account_id, event_key) DO NOTHING
  RETURNING 1`;
