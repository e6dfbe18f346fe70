import { entriesAsIs, type Search, type SearchQuery } from '@chasqui/search';
import type { EntityManager } from 'typeorm';
import { shownSince } from './calendar-dates.query.js';

/**
 * Calls that a public calendar with a filter tells of although the search no longer finds them: those that were taken
 * down within the time that calendars remember, if the filter still fits what they say.
 */
export async function takenDownCalls(
  manager: EntityManager,
  search: Search,
  query: SearchQuery,
  now: Date,
): Promise<string[]> {
  const rows = await manager.query<{ callId: string }[]>(
    `SELECT DISTINCT d.call_id AS "callId" FROM call_date d JOIN call c ON c.id = d.call_id
      WHERE d.cancelled_at >= $1 AND (c.state <> 'published' OR c.merged_into_id IS NOT NULL)`,
    [shownSince(now)],
  );
  if (rows.length === 0) return [];
  const entries = await entriesAsIs(
    manager,
    'call',
    rows.map(({ callId }) => callId),
  );
  return entries.filter((entry) => search.matcher(entry)(query)).map(({ recordId }) => recordId);
}
