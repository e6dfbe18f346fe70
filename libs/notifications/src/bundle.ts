import { deliverJob } from '@chasqui/delivery';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { nextDeliverySql } from '@chasqui/subscriptions';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';

export type BundleScope = 'all' | 'at_once';

/** Accounts whose notices are bundled in one transaction. */
const ROUND = 5_000;

/**
 * Turns what is due into mails: all due notices of a person go in one. What is urgent does not wait for the end of a
 * pause; the rest does, and then comes together.
 */
@Injectable()
export class Bundle {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  /**
   * @param scope `at_once`: only people who are owed something that does not wait for an hour, as after an event. At
   * full hours reminders and digests must meet first, so `all` is for whoever has just written the reminders.
   * @returns how many mails were made
   */
  async execute(scope: BundleScope): Promise<number> {
    const now = this.clock.now();
    let made = 0;
    for (;;) {
      const mails = await this.database.transaction((manager) => round(manager, now, scope));
      if (mails > 0) await this.queues.add([jobRequest(deliverJob, { wake: randomUUID() })]);
      made += mails;
      if (mails < ROUND) return made;
    }
  }
}

async function round(manager: EntityManager, now: Date, scope: BundleScope): Promise<number> {
  // Two rounds at once would split a person's notices over two mails.
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('bundle'))`);
  await manager.query(
    `UPDATE notification n SET state = 'cancelled', obstacle = 'La cuenta está desactivada.'
       FROM account a
      WHERE n.state = 'pending' AND n.due_at <= $1 AND a.id = n.account_id AND a.disabled_at IS NOT NULL`,
    [now],
  );
  await manager.query(
    `UPDATE notification n SET due_at = ${PAUSE_ENDS}
       FROM alert_settings s
      WHERE n.state = 'pending' AND n.due_at <= $1 AND NOT n.urgent AND s.account_id = n.account_id
        AND s.paused_until > ($1::timestamptz AT TIME ZONE s.zone)::date`,
    [now],
  );
  const mails = await manager.query<unknown[]>(
    `WITH due AS MATERIALIZED (
       SELECT account_id, bool_or(urgent) AS urgent, array_agg(id) AS ids
         FROM notification WHERE state = 'pending' AND due_at <= $1
        GROUP BY account_id HAVING $2 OR bool_or(urgent OR due_at = created_at)
        ORDER BY bool_or(urgent) DESC LIMIT ${ROUND}
     ), made AS (
       INSERT INTO outgoing_mail (id, account_id, recipient, domain, urgent, state, next_attempt_at, created_at, updated_at)
       SELECT gen_random_uuid(), a.id, a.email, split_part(a.email, '@', 2), due.urgent, 'pending', $1, $1, $1
         FROM due JOIN account a ON a.id = due.account_id
       RETURNING id, account_id
     ), marked AS (
       UPDATE notification n SET state = 'mailed', mail_id = made.id
         FROM made JOIN due ON due.account_id = made.account_id CROSS JOIN LATERAL unnest(due.ids) AS own(id)
        WHERE n.id = own.id
     )
     SELECT 1 FROM made`,
    [now, scope === 'all'],
  );
  return mails.length;
}

/** The first delivery after the pause of the person whose settings are `s`. */
const PAUSE_ENDS = nextDeliverySql({
  frequency: `'daily'`,
  zone: 's.zone',
  hour: 's.hour',
  weekday: 's.weekday',
  pausedUntil: 's.paused_until',
  now: '$1::timestamptz',
});
