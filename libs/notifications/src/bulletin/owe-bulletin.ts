import { addDays, Clock, localDate } from '@chasqui/kernel';
import { deliverySettingsSql } from '@chasqui/subscriptions';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { firstWorkingDay, monthBefore } from './working-day.js';

/** Days after its day on which a bulletin is still worth sending. */
const LATEST_DAYS = 10;

/** Owes the monthly bulletin to those who asked for it, on the first working day of the month at their hour. */
@Injectable()
export class OweBulletin {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Any number of times. @returns how many notices are new */
  async execute(): Promise<number> {
    const now = this.clock.now();
    const month = localDate(now).slice(0, 7);
    const day = firstWorkingDay(month);
    const rows = await this.database.query<unknown[]>(STATEMENT, [
      now,
      day,
      addDays(day, LATEST_DAYS),
      monthBefore(month),
    ]);
    return rows.length;
  }
}

/** Consent is evidence: what the switch says without it does not count, nor what was given after the hour. */
const STATEMENT = `
  INSERT INTO notification (account_id, kind, event_key, reasons, facts, state, due_at, created_at)
  SELECT a.id, 'bulletin', 'bulletin/' || $4::text, ARRAY['pidió el boletín mensual'],
         jsonb_build_object('kind', 'bulletin', 'month', $4::text), 'pending', $1, $1
    FROM alert_settings wish
    JOIN account a ON a.id = wish.account_id AND a.disabled_at IS NULL
    ${deliverySettingsSql('a.id')}
    CROSS JOIN LATERAL (
      SELECT $1::timestamptz AT TIME ZONE t.zone AS now, make_interval(hours => t.hour) AS hour
    ) clock
    CROSS JOIN LATERAL (
      SELECT c.given, c.at FROM consent c
       WHERE c.account_id = a.id AND c.purpose = 'bulletin' ORDER BY c.at DESC, c.given LIMIT 1
    ) consent
   WHERE wish.bulletin AND consent.given
     AND clock.now >= $2::date + clock.hour AND clock.now::date <= $3::date
     AND consent.at <= ($2::date + clock.hour) AT TIME ZONE t.zone
     AND coalesce(t.paused_until + clock.hour <= clock.now, true)
  ON CONFLICT (account_id, event_key) DO NOTHING
  RETURNING 1`;
