import type { EntityManager } from 'typeorm';

/** What public calls say now, in the places that `allDeadlines` gives their dates. */
const DATES_NOW = `
  SELECT c.id AS call_id, d.role, row_number() OVER (PARTITION BY c.id, d.role ORDER BY d.at, d.listed)::int AS place,
         d.at AS starts_at, d.zone, d.zone_assumed, d.words, c.title, c.revision, c.updated_at
    FROM call c
    CROSS JOIN LATERAL (
      SELECT 'close' AS role, c.closes_at AS at, c.deadline_zone AS zone, c.deadline_zone_assumed AS zone_assumed,
             c.deadline_text AS words, 0 AS listed
       WHERE c.deadline_kind = 'exact' AND c.closes_at IS NOT NULL AND c.deadline_zone IS NOT NULL
      UNION ALL
      SELECT o->>'role', (o->>'at')::timestamptz, o->>'zone', (o->>'zoneAssumed')::boolean, o->>'text', n
        FROM jsonb_array_elements(c.other_deadlines) WITH ORDINALITY AS listed (o, n)
    ) d
   WHERE c.state = 'published' AND c.merged_into_id IS NULL AND ($1::uuid[] IS NULL OR c.id = ANY($1))`;

const SHOWN = ['starts_at', 'zone', 'zone_assumed', 'words', 'title'];
const shownOf = (row: string): string => SHOWN.map((column) => `${row}.${column}`).join(', ');

/**
 * Projects the dates of calls into `call_date`, in the caller's transaction and after the last change of the calls: new
 * dates come in, changed ones get a higher sequence, those that no longer hold stay as cancelled, and what is the same
 * is left alone. The time of a change is that of the call.
 * @param callIds or all calls: after loading a whole catalogue
 */
export async function refreshCallDates(
  manager: EntityManager,
  callIds: readonly string[] | 'all',
): Promise<void> {
  await manager.query(
    `WITH held AS MATERIALIZED (${DATES_NOW}), ended AS (
       UPDATE call_date AS d
          SET cancelled_at = c.updated_at, updated_at = c.updated_at, sequence = greatest(d.sequence + 1, c.revision)
         FROM call c
        WHERE c.id = d.call_id AND d.cancelled_at IS NULL AND ($1::uuid[] IS NULL OR d.call_id = ANY($1))
          AND NOT EXISTS (SELECT FROM held h WHERE (h.call_id, h.role, h.place) = (d.call_id, d.role, d.place)))
     INSERT INTO call_date AS d (call_id, role, place, ${SHOWN.join(', ')}, sequence, cancelled_at, updated_at)
     SELECT call_id, role, place, ${SHOWN.join(', ')}, revision, NULL, updated_at FROM held
     ON CONFLICT (call_id, role, place) DO UPDATE
        SET ${SHOWN.map((column) => `${column} = excluded.${column}`).join(', ')},
            sequence = greatest(d.sequence + 1, excluded.sequence), cancelled_at = NULL, updated_at = excluded.updated_at
      WHERE (${shownOf('d')}, d.cancelled_at) IS DISTINCT FROM (${shownOf('excluded')}, NULL)`,
    [callIds === 'all' ? null : callIds],
  );
}
