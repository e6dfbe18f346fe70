import { addDays, instantOf, localDate } from '@chasqui/kernel';
import type { DeliveryTime } from '@chasqui/subscriptions';

/** A reminder that would come closer than this to its deadline goes out a day earlier. */
export const LEAST_HOURS = 2;

/** A step of the ladder of one date. */
export interface LadderStep {
  /** Days before the date. */
  readonly days: number;
  readonly at: Date;
}

/** When and where a person is reminded. */
export type ReminderTime = Pick<DeliveryTime, 'zone' | 'hour'>;

/**
 * When a person is reminded of a date: at her hour, on the day that lies so many days before the day of the date, both
 * on her calendar.
 */
export function stepInstant(date: Date, days: number, { zone, hour }: ReminderTime): Date {
  const day = addDays(localDate(date, zone), -days);
  const at = deliveryOn(day, { zone, hour });
  const latest = date.getTime() - LEAST_HOURS * 3_600_000;
  return at.getTime() <= latest ? at : deliveryOn(addDays(day, -1), { zone, hour });
}

/** The instant of her hour on an ISO date. */
export function deliveryOn(day: string, { zone, hour }: ReminderTime): Date {
  return instantOf(`${day}T${String(hour).padStart(2, '0')}:00`, zone)!;
}

/**
 * The step of the ladder of a date whose turn it is: the nearest one that has come. Those before it are never made up
 * for; one that came before the follow, or before the date was moved, is not sent either.
 * @returns null when the date is past or no step has come yet
 */
export function stepNow(
  date: Date,
  ladder: readonly number[],
  time: ReminderTime,
  now: Date,
): LadderStep | null {
  if (date <= now) return null;
  for (const days of ladder.toSorted((one, other) => one - other)) {
    const at = stepInstant(date, days, time);
    if (at <= now) return { days, at };
  }
  return null;
}
