import { addDays, instantOf, localDate } from '@chasqui/kernel';

/** How often an alert is told. */
export const FREQUENCIES = ['immediate', 'daily', 'weekly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** When a person wants her digests. */
export interface DeliveryTime {
  /** IANA zone. */
  readonly zone: string;
  /** 0 to 23, on the clocks of the zone. */
  readonly hour: number;
  /** ISO weekday of weekly digests, 1 is Monday. */
  readonly weekday: number;
}

/**
 * When something that happens now is told.
 * @param pausedUntil ISO date from which it goes out again; null: not paused
 * @returns now for what is told at once and is not paused, else the next delivery after now
 */
export function nextDelivery(
  frequency: Frequency,
  { zone, hour, weekday }: DeliveryTime,
  now: Date,
  pausedUntil: string | null = null,
): Date {
  const today = localDate(now, zone);
  const paused = pausedUntil !== null && pausedUntil > today;
  if (frequency === 'immediate' && !paused) return now;
  let day = paused ? pausedUntil : today;
  const at = (date: string): Date => instantOf(`${date}T${String(hour).padStart(2, '0')}:00`, zone)!;
  if (at(day) <= now) day = addDays(day, 1);
  if (frequency === 'weekly') {
    while (isoWeekday(day) !== weekday) day = addDays(day, 1);
  }
  return at(day);
}

function isoWeekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/**
 * `nextDelivery` within a statement, for many people at once.
 * @param of SQL expressions: frequency, zone, hour, weekday, pausedUntil (a date or NULL) and now (timestamptz)
 */
export function nextDeliverySql(
  of: Readonly<Record<'frequency' | 'zone' | 'hour' | 'weekday' | 'pausedUntil' | 'now', string>>,
): string {
  const today = `(${of.now} AT TIME ZONE ${of.zone})::date`;
  const from = `greatest(${today}, coalesce(${of.pausedUntil}, ${today}))`;
  const at = (date: string): string =>
    `((${date} + make_interval(hours => ${of.hour})) AT TIME ZONE ${of.zone})`;
  const first = `(${from} + CASE WHEN ${at(from)} <= ${of.now} THEN 1 ELSE 0 END)`;
  const weekly = `(${first} + (${of.weekday} - extract(isodow FROM ${first})::int + 7) % 7)`;
  return `CASE WHEN ${of.frequency} = 'immediate' AND (${of.pausedUntil} IS NULL OR ${of.pausedUntil} <= ${today}) THEN ${of.now}
               WHEN ${of.frequency} = 'weekly' THEN ${at(weekly)}
               ELSE ${at(first)} END`;
}
