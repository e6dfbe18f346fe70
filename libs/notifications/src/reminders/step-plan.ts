import { backPlan, type PlannableStep } from '@chasqui/checklists';
import { addDays } from '@chasqui/kernel';

/** Days before a step should be finished on which people are reminded of it. */
export const STEP_NOTICE_DAYS = 3;

/** A step of which people are reminded about now. */
export interface StepNow {
  readonly stepKey: string;
  /** ISO date. */
  readonly finishBy: string;
  /** ISO date of the reminder. */
  readonly remindOn: string;
}

/**
 * The steps whose reminder has come and that can still be finished in time. The plan is that of the day of the follow:
 * planned anew every day, a plan that is too tight would move along with the calendar. What was too late to be
 * reminded of on that day is left out.
 * @param close ISO date of the close that the person works towards
 * @param since ISO date of the follow
 * @param today ISO date; all three in the person's zone
 */
export function stepsToRemind(
  steps: readonly PlannableStep[],
  close: string,
  since: string,
  today: string,
): StepNow[] {
  return backPlan(steps, close, since).steps.flatMap(({ key, finishBy }): StepNow[] => {
    if (finishBy === null) return [];
    const remindOn = addDays(finishBy, -STEP_NOTICE_DAYS);
    const isNow = remindOn >= since && remindOn <= today && today <= finishBy;
    return isNow ? [{ stepKey: key, finishBy, remindOn }] : [];
  });
}
