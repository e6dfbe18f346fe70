import { deliverySettingsSql, nextDeliverySql } from '@chasqui/subscriptions';

const DUE = nextDeliverySql({
  frequency: 'r.frequency',
  zone: 't.zone',
  hour: 't.hour',
  weekday: 't.weekday',
  pausedUntil: 'greatest(r.paused_until, t.paused_until)',
  now: '$8::timestamptz',
});

/** Withdrawals of the call in $1 that an account knows of, as far as they are in the given state. */
const onlyWithdrawn = (notice: string): string => `${notice}.call_id = $1 AND ${notice}.kind = 'call_change'
   AND EXISTS (SELECT FROM call_change_event e WHERE e.call_id = $1 AND e.kind = 'withdrawn'
                  AND ${notice}.facts->'changeIds' ? e.id::text)`;

/** It is public again before people heard that it was withdrawn. */
export const CANCEL_WITHDRAWALS = `
  UPDATE notification n SET state = 'cancelled', obstacle = 'La convocatoria volvió a publicarse.'
   WHERE n.state = 'pending' AND ${onlyWithdrawn('n')}`;

/**
 * One notice for everybody whom a call concerns: those who follow it, at once, and those who have an alert, still on,
 * through which a mail told of it, at the hour of the fastest of these. The alert of a post tells its present holder.
 * Whoever has the news of the call itself still before her, no later than this would come, reads it there as it is by
 * then.
 * $1 call, $2 event key, $3 facts, $4 urgent, $5 not before, $6 whether it only says that the call is back, which only
 * those must hear who heard that it was gone, $7 when it changed, $8 now
 */
export const OWE_CHANGES = `
  WITH routes AS (
    SELECT f.account_id, f.gad_code, NULL::uuid AS id, 'sigue esta convocatoria' AS reason, 'immediate' AS frequency,
           NULL::date AS paused_until
      FROM follow f
     WHERE f.call_id = $1 AND f.since <= $7
    UNION ALL
    SELECT s.account_id, s.gad_code, s.id, alert.reason, s.frequency, s.paused_until
      FROM notification n
      JOIN outgoing_mail m ON m.id = n.mail_id AND m.state IN ('sending', 'unknown', 'sent')
                          AND coalesce(m.sent_at <= $7, true)
      CROSS JOIN LATERAL unnest(n.subscription_ids, n.reasons) AS alert (id, reason)
      JOIN subscription s ON s.id = alert.id AND s.active
     WHERE n.call_id = $1 AND n.kind = 'new_call' AND n.state = 'mailed'
       AND (s.search_query IS NOT NULL OR NOT EXISTS (
             SELECT FROM match_dismissal x WHERE x.gad_code = s.gad_code AND x.call_id = $1))
  ), owed AS (
    SELECT r.account_id, (array_agg(r.gad_code ORDER BY r.id NULLS FIRST) FILTER (WHERE r.gad_code IS NOT NULL))[1] AS gad_code,
           coalesce(array_agg(r.id ORDER BY r.id) FILTER (WHERE r.id IS NOT NULL), '{}') AS ids,
           array_agg(r.reason ORDER BY r.id NULLS LAST) AS reasons,
           CASE WHEN $4 THEN $8::timestamptz ELSE greatest(min(${DUE}), $5) END AS due_at
      FROM routes r
      JOIN account a ON a.id = r.account_id AND a.disabled_at IS NULL
      ${deliverySettingsSql('r.account_id')}
     WHERE coalesce(chosen.changes, true)
     GROUP BY r.account_id
  )
  INSERT INTO notification (account_id, kind, event_key, call_id, gad_code, subscription_ids, reasons, urgent, facts,
                            state, due_at, created_at)
  SELECT o.account_id, 'call_change', $2, $1, o.gad_code, o.ids, o.reasons, $4, $3::jsonb, 'pending', o.due_at, $8
    FROM owed o
   WHERE NOT EXISTS (
           SELECT FROM notification p LEFT JOIN outgoing_mail m ON m.id = p.mail_id
            WHERE p.account_id = o.account_id AND p.event_key = 'call.published/' || $1::text AND p.due_at <= o.due_at
              AND (p.state = 'pending' OR p.state = 'mailed' AND m.state = 'pending'))
     AND (NOT $6 OR EXISTS (
           SELECT FROM notification w WHERE w.account_id = o.account_id AND w.state = 'mailed' AND ${onlyWithdrawn('w')}))
  ON CONFLICT (account_id, event_key) DO NOTHING
  RETURNING 1`;
