import { addDays, instantOf, localDate } from '@chasqui/kernel';
import type { DeliveryTime } from '@chasqui/subscriptions';

/** A reminder that comes closer than this to its deadline goes out a day earlier. Hours, on the reader's clocks. */
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

/** The whole ladder of a date, the first step on top. */
export function ladderOf(date: Date, ladder: readonly number[], time: ReminderTime): LadderStep[] {
  return ladder
    .toSorted((one, other) => other - one)
    .map((days) => ({ days, at: stepInstant(date, days, time) }));
}

/**
 * The step that is owed now, unless it was sent: the nearest one whose time has come. Those before it are never made
 * up for. `Remind` does the same in one statement for all follows.
 * @param from since when it counts: the follow, or the last time that the date was moved
 * @returns null when the date is past, when no step has come yet, or when the last one came before `from`
 */
export function dueStep(
  date: Date,
  ladder: readonly number[],
  time: ReminderTime,
  from: Date,
  now: Date,
): LadderStep | null {
  if (date <= now) return null;
  const nearest = ladderOf(date, ladder, time).findLast(({ at }) => at <= now);
  return nearest && nearest.at >= from ? nearest : null;
}
