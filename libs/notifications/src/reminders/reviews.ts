import type { EntityManager } from 'typeorm';
import { oweToFollowers, remindedFollows } from './ready.js';

/**
 * Owes a review of every followed call that is open and has no date ahead: once every `reviewEveryDays` since the
 * follow, at the person's hour. Of several that were missed, the last.
 * @returns how many notices are new
 */
export async function oweReviews(manager: EntityManager, now: Date): Promise<number> {
  const rows = await manager.query<unknown[]>(STATEMENT, [now]);
  return rows.length;
}

const UNDATED = `
  SELECT c.id FROM call c
   WHERE c.state = 'published' AND c.closes_at IS NULL
     AND NOT EXISTS (SELECT FROM call_date d WHERE d.call_id = c.id AND d.cancelled_at IS NULL AND d.starts_at > $1)`;

/** The key holds the day of the follow: whoever changes it begins to count anew. */
const STATEMENT = `
  WITH reminded AS MATERIALIZED (${remindedFollows(UNDATED, '$1')}
  ), due AS MATERIALIZED (
    SELECT account_id, call_id, gad_code,
           'review/' || call_id || '/' || to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD') || '/'
             || ((wall - make_interval(hours => hour))::date - since_day) / review_every_days AS key
      FROM reminded
     WHERE (wall - make_interval(hours => hour))::date - since_day >= review_every_days
  )
  ${oweToFollowers('review', 'FROM due f WHERE true', '$1', { key: 'f.key' })}`;
