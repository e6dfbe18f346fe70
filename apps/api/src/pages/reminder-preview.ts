import type { DatedDeadline } from '@chasqui/calls';
import { type LadderStep, stepInstant } from '@chasqui/notifications';

/** The reminders of one date of a call that are still to come. */
export interface DatePreview {
  readonly date: DatedDeadline;
  readonly reminders: readonly LadderStep[];
}

/** When the reminders of each date that is still to come will go out. Steps of the past are not made up for. */
export function previewReminders(
  dates: readonly DatedDeadline[],
  ladder: readonly number[],
  time: { readonly zone: string; readonly hour: number },
  now: Date,
): DatePreview[] {
  return dates
    .filter(({ at }) => at > now)
    .map((date) => ({
      date,
      reminders: ladder
        .map((days) => ({ days, at: stepInstant(date.at, days, time) }))
        .filter(({ at }) => at > now),
    }));
}
