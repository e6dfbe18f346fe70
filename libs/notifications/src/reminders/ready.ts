import { deliverySettingsSql } from '@chasqui/subscriptions';

/**
 * The follows of some calls whose people want reminders and are not paused, with when they are told (`zone`, `hour`),
 * what their clocks show (`wall`) and the day of the follow by them. A pause ends at the hour of its last day.
 * @param calls SQL that gives ids of calls
 * @param now SQL expression of the present instant
 */
export function remindedFollows(calls: string, now: string): string {
  return `
    SELECT f.account_id, f.call_id, f.gad_code, f.ladder, f.review_every_days, f.since, t.zone, t.hour,
           ${now}::timestamptz AT TIME ZONE t.zone AS wall, (f.since AT TIME ZONE t.zone)::date AS since_day
      FROM follow f
      JOIN account a ON a.id = f.account_id AND a.disabled_at IS NULL
      ${deliverySettingsSql('f.account_id')}
     WHERE f.call_id IN (${calls}) AND coalesce(chosen.reminders, true)
       AND coalesce(t.paused_until + make_interval(hours => t.hour) <= ${now}::timestamptz AT TIME ZONE t.zone, true)`;
}

/**
 * Whether a date of a call was moved after a reminder of it would have gone out: the change told people, and steps that
 * lay behind them then are not made up for. Read from the trace, because only there it shows what changed.
 * @param call SQL expression of the call's id
 * @param columns SQL expression: the columns of a call whose change moves the date
 * @param at SQL expression of the instant of the reminder
 */
export function movedSince(call: string, columns: string, at: string): string {
  return `EXISTS (SELECT FROM audit_entry e WHERE e.entity = 'call' AND e.entity_id = ${call}::text
                     AND e.at > ${at} AND e.before ?| ${columns})`;
}

/**
 * Writes what is owed to the follows `f` under `key`, whoever has it already left out. In an order, so that all of it
 * is known before the first is written: the look at what there is must not go over what is being written.
 * @param rows SQL: FROM and WHERE, with `f`
 * @param columns further columns and their SQL expressions; `key` is the event
 */
export function oweToFollowers(
  kind: string,
  rows: string,
  now: string,
  { key, ...columns }: Readonly<Record<string, string>> & { readonly key: string },
): string {
  const [names, values] = [Object.keys(columns), Object.values(columns)];
  return `
  INSERT INTO notification (${['account_id', 'kind', 'event_key', 'call_id', 'gad_code', ...names].join(', ')},
                            reasons, state, due_at, created_at)
  SELECT ${['f.account_id', `'${kind}'`, key, 'f.call_id', 'f.gad_code', ...values].join(', ')},
         ARRAY['sigue esta convocatoria'], 'pending', ${now}, ${now}
    ${rows}
     AND NOT EXISTS (SELECT FROM notification n WHERE n.account_id = f.account_id AND n.event_key = ${key})
   ORDER BY f.account_id, f.call_id
  ON CONFLICT (account_id, event_key) DO NOTHING
  RETURNING 1`;
}
