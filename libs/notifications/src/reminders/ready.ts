import { deliverySettingsSql } from '@chasqui/subscriptions';

/**
 * Joins for the follows `f`: the account, when she is told (`t`) and what her clocks show now (`clock.now`), for those
 * who want reminders and are not paused. A pause ends at her hour of its last day.
 * @param now SQL expression of the present instant
 */
export function remindedFollows(now: string): string {
  return `JOIN account a ON a.id = f.account_id AND a.disabled_at IS NULL
     ${deliverySettingsSql('f.account_id')}
     JOIN LATERAL (SELECT ${now}::timestamptz AT TIME ZONE t.zone AS now) clock
       ON coalesce(chosen.reminders, true)
      AND coalesce(t.paused_until + make_interval(hours => t.hour) <= clock.now, true)`;
}

/**
 * Whether a date of a call was moved after a reminder of it would have gone out: the change told her, and steps that
 * lay behind her then are not made up for. Read from the trace of changes, because only there it shows what changed.
 * @param call SQL expression of the call's id
 * @param columns SQL expression: the columns of a call whose change moves the date
 * @param at SQL expression of the instant of the reminder
 */
export function movedSince(call: string, columns: string, at: string): string {
  return `(SELECT true FROM audit_entry e
            WHERE e.entity = 'call' AND e.entity_id = ${call}::text AND e.at > ${at} AND e.before ?| ${columns}
            LIMIT 1)`;
}

/** Whether the person has the notice already; one at a time, so that the unique key answers. */
export function toldBefore(eventKey: string): string {
  return `(SELECT true FROM notification n WHERE n.account_id = f.account_id AND n.event_key = ${eventKey} LIMIT 1)`;
}

/** Why, to be read after "porque". */
export const FOLLOWS = `ARRAY['sigue esta convocatoria']`;
