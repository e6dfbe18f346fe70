import { createHash, randomUUID } from 'node:crypto';
import type { AddressSuppressed } from '@chasqui/delivery';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Clock, localDate } from '@chasqui/kernel';
import { deliverySettingsSql, nextDeliverySql, Preferences } from '@chasqui/subscriptions';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bundleJob } from '../notification.jobs.js';

/** What follows when nothing more can or may be sent to somebody. */
@Injectable()
export class NoteAddressProblem {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly preferences: Preferences,
    private readonly clock: Clock,
  ) {}

  /**
   * An address that is no good: the colleagues in the person's GADs are told, or those who run the instance when she
   * has none. Nobody is told of somebody who works for no GAD and has no task here. A complaint is her own affair and
   * the same as stopping everything.
   * @returns how many notices are new
   */
  async execute({ accountId, address, detail, trouble }: AddressSuppressed): Promise<number> {
    if (trouble === 'complaint') {
      await this.preferences.stop(accountId, 'all', 'one_click');
      return 0;
    }
    const now = this.clock.now();
    const hash = createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 16);
    const key = `address/${hash}/${localDate(now)}`;
    const rows = await this.database.query<unknown[]>(STATEMENT, [accountId, key, address, detail, now]);
    if (rows.length > 0) await this.queues.add([jobRequest(bundleJob, { wake: randomUUID() })]);
    return rows.length;
  }
}

const DUE = nextDeliverySql({
  frequency: `'immediate'`,
  zone: 't.zone',
  hour: 't.hour',
  weekday: 't.weekday',
  pausedUntil: 't.paused_until',
  now: '$5::timestamptz',
});

const STATEMENT = `
  WITH own AS (
    SELECT role, gad_code FROM membership WHERE account_id = $1
  ), colleagues AS (
    SELECT DISTINCT ON (m.account_id) m.account_id, m.gad_code, 'trabaja para el mismo GAD' AS reason
      FROM membership m
      JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL
     WHERE m.role = 'officer' AND m.account_id <> $1 AND m.gad_code IN (SELECT gad_code FROM own)
     ORDER BY m.account_id, m.gad_code
  ), told AS (
    SELECT * FROM colleagues
    UNION ALL
    SELECT DISTINCT m.account_id, NULL, 'administra Chasqui'
      FROM membership m
      JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL
     WHERE m.role = 'admin' AND m.account_id <> $1 AND EXISTS (SELECT FROM own) AND NOT EXISTS (SELECT FROM colleagues)
  )
  INSERT INTO notification (account_id, kind, event_key, gad_code, reasons, facts, state, due_at, created_at)
  SELECT r.account_id, 'address_problem', $2, r.gad_code, ARRAY[r.reason],
         jsonb_build_object('kind', 'address_problem', 'name', p.name, 'address', $3::text, 'detail', $4::text),
         'pending', ${DUE}, $5
    FROM told r
    JOIN account p ON p.id = $1
    ${deliverySettingsSql('r.account_id')}
  ON CONFLICT (account_id, event_key) DO NOTHING
  RETURNING 1`;
