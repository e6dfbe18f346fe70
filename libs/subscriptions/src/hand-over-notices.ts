import type { EntityManager } from 'typeorm';

export interface NoticesMoved {
  readonly from: string;
  readonly to: string;
  /** Alerts that pass on. */
  readonly subscriptionIds: readonly string[];
  /** Followed calls that pass on. */
  readonly callIds: readonly string[];
  /** Why the one before no longer gets them, Spanish. */
  readonly obstacle: string;
}

/**
 * Passes on what waits to be told: notices that the alerts brought, and those of the followed calls. A notice that one
 * of her own alerts brought too stays with the one before, for that alert; what the next one has already is not told
 * twice. Call it in the transaction that passes the alerts on, after `holdBundling`.
 */
export async function handOverNotices(manager: EntityManager, moved: NoticesMoved): Promise<void> {
  const { from, to, subscriptionIds, callIds, obstacle } = moved;
  const ids = [from, subscriptionIds, callIds];
  await manager.query(PASS_ON, [...ids, to]);
  await manager.query(KEEP_OWN, [from, subscriptionIds]);
  await manager.query(LET_GO, [...ids, obstacle]);
}

/** What waits for the person in $1 and the alerts in $2 brought, or is about the followed calls in $3. */
const WAITS = `n.account_id = $1 AND n.state = 'pending'`;
const FOLLOWED = `n.kind <> 'new_call' AND n.call_id = ANY ($3::uuid[])`;

/** Alerts and reasons of a notice run in parallel: those that pass on, or those that stay, picked from both. */
function picked(notice: string, which: 'pass on' | 'stay'): string {
  return `(SELECT coalesce(array_agg(q.id ORDER BY q.place), '{}') AS ids,
                  coalesce(array_agg(q.reason ORDER BY q.place), '{}') AS reasons
             FROM ROWS FROM (unnest(${notice}.subscription_ids), unnest(${notice}.reasons))
                  WITH ORDINALITY AS q (id, reason, place)
            WHERE ${which === 'stay' ? 'NOT' : ''} (q.id = ANY ($2::uuid[])))`;
}

const PASS_ON = `
  INSERT INTO notification (account_id, kind, event_key, call_id, gad_code, subscription_ids, reasons, step, urgent,
                            facts, state, due_at, created_at)
  SELECT $4, n.kind, n.event_key, n.call_id, coalesce(s.gad_code, n.gad_code), p.ids,
         CASE WHEN p.ids = '{}' THEN n.reasons ELSE p.reasons END,
         n.step, n.urgent, n.facts, 'pending', n.due_at, n.created_at
    FROM notification n
    CROSS JOIN LATERAL ${picked('n', 'pass on')} p
    LEFT JOIN subscription s ON s.id = p.ids[1]
   WHERE ${WAITS} AND (n.subscription_ids && $2::uuid[] OR ${FOLLOWED})
  ON CONFLICT (account_id, event_key) DO UPDATE
     SET subscription_ids = notification.subscription_ids || excluded.subscription_ids,
         reasons = notification.reasons || excluded.reasons,
         gad_code = coalesce(notification.gad_code, excluded.gad_code),
         due_at = least(notification.due_at, excluded.due_at),
         state = 'pending', mail_id = NULL, obstacle = NULL
   WHERE notification.state = 'cancelled'
      OR (notification.state = 'pending' AND NOT notification.subscription_ids && excluded.subscription_ids
          AND excluded.subscription_ids <> '{}')`;

const KEEP_OWN = `
  UPDATE notification n
     SET subscription_ids = p.ids, reasons = p.reasons,
         gad_code = (SELECT s.gad_code FROM subscription s
                      WHERE s.id = ANY (p.ids) AND s.gad_code IS NOT NULL LIMIT 1)
    FROM notification o CROSS JOIN LATERAL ${picked('o', 'stay')} p
   WHERE o.id = n.id AND ${WAITS} AND n.subscription_ids && $2::uuid[] AND p.ids <> '{}'`;

const LET_GO = `
  UPDATE notification n SET state = 'cancelled', obstacle = $4
   WHERE ${WAITS} AND n.subscription_ids <@ $2::uuid[] AND (n.subscription_ids <> '{}' OR ${FOLLOWED})`;
