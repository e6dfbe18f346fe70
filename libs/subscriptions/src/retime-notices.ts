import type { EntityManager } from 'typeorm';
import { deliverySettingsSql } from './delivery-settings.js';
import { nextDeliverySql } from './delivery-time.js';

/**
 * Gives the notices that wait for a person the hour that her alerts have now: to be called in the transaction that
 * changed a pause, a frequency or an hour. What is due already and not paused keeps its turn, and what is urgent waits
 * for nobody.
 */
export async function retimeNotices(manager: EntityManager, accountId: string, now: Date): Promise<void> {
  const [{ waiting }] = await manager.query<[{ waiting: boolean }]>(
    `SELECT EXISTS (SELECT FROM notification WHERE account_id = $1 AND state = 'pending') AS waiting`,
    [accountId],
  );
  if (!waiting) return;
  await holdBundling(manager);
  await manager.query(NEW_CALLS, [accountId, now]);
  await manager.query(OTHERS, [accountId, now]);
}

/** Until the end of the transaction no notice becomes part of a mail: bundling takes the same lock. */
export async function holdBundling(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('bundle'))`);
}

const TODAY = `($2::timestamptz AT TIME ZONE t.zone)::date`;
const PAUSE = 'greatest(s.paused_until, t.paused_until)';
const time = { zone: 't.zone', hour: 't.hour', weekday: 't.weekday', now: '$2::timestamptz' };

const NEW_CALLS = `
  UPDATE notification n SET due_at = told.due_at
    FROM (
      SELECT w.id, min(${nextDeliverySql({ ...time, frequency: 's.frequency', pausedUntil: PAUSE })}) AS due_at,
             bool_and(coalesce(${PAUSE} > ${TODAY}, false)) AS paused
        FROM notification w
        JOIN subscription s ON s.id = ANY (w.subscription_ids) AND s.account_id = w.account_id AND s.active
        ${deliverySettingsSql('w.account_id')}
       WHERE w.account_id = $1 AND w.state = 'pending' AND w.kind = 'new_call' AND NOT w.urgent
       GROUP BY w.id
    ) told
   WHERE n.id = told.id AND (n.due_at > $2 OR told.paused)`;

const NEXT = nextDeliverySql({ ...time, frequency: `'daily'`, pausedUntil: 't.paused_until' });

/** Reminders, changes and the bulletin know no pause but the person's own. */
const OTHERS = `
  UPDATE notification n SET due_at = told.due_at
    FROM (
      SELECT w.id,
             CASE WHEN t.paused_until > ${TODAY} THEN greatest(w.due_at, ${NEXT})
                  WHEN w.due_at > $2 THEN least(w.due_at, ${NEXT})
                  ELSE w.due_at END AS due_at
        FROM notification w
        ${deliverySettingsSql('w.account_id')}
       WHERE w.account_id = $1 AND w.state = 'pending' AND w.kind <> 'new_call' AND NOT w.urgent
    ) told
   WHERE n.id = told.id AND n.due_at <> told.due_at`;
