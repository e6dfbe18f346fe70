import { addDays, daysBetween } from '@chasqui/kernel';

export interface PlannableStep {
  readonly key: string;
  readonly position: number;
  readonly tasks: readonly { readonly daysBefore: number | null; readonly afterAward: boolean }[];
}

export interface PlannedStep {
  readonly key: string;
  readonly position: number;
  /** ISO date by which the step should be finished; null when there is no deadline to count from. */
  readonly finishBy: string | null;
  /** Goes on after the award (final reports, transparency). */
  readonly continues: boolean;
}

export interface BackPlan {
  readonly steps: readonly PlannedStep[];
  /** The usual plan does not fit in the time left, so the dates were drawn together. */
  readonly compressed: boolean;
  /** Days that the usual plan needs. */
  readonly usualDays: number;
}

/**
 * Dates the steps backwards from the deadline (seed 002-004 a.5: days before the deadline of each task). A step
 * ends with its last task. A step without days of its own ends before all dated steps that follow it. With too
 * little time all distances shrink in proportion, and the plan says so; nothing is dated in the past.
 * @param deadline ISO date of the close, in the zone of the reader; null for calls without one
 * @param today ISO date in the same zone
 */
export function backPlan(steps: readonly PlannableStep[], deadline: string | null, today: string): BackPlan {
  const ordered = steps.toSorted((a, b) => a.position - b.position);
  const offsets = ordered.map((step) => days(step));
  const usualDays = Math.max(0, ...offsets.flatMap((offset) => (offset ? [offset.first] : [])));
  // After the close nothing is left to plan.
  const left = deadline === null || deadline < today ? null : daysBetween(today, deadline);
  const scale = left === null || usualDays === 0 ? 1 : Math.min(1, left / usualDays);
  const planned = ordered.map((step, index): PlannedStep => {
    const last = offsets[index]?.last ?? earliest(offsets.slice(index + 1));
    return {
      key: step.key,
      position: step.position,
      finishBy:
        deadline === null || left === null || last === undefined
          ? null
          : addDays(deadline, -Math.floor(last * scale)),
      continues: step.tasks.some((task) => task.afterAward),
    };
  });
  return { steps: planned, compressed: scale < 1, usualDays };
}

function days(step: PlannableStep): { first: number; last: number } | undefined {
  const own = step.tasks.flatMap((task) => (task.daysBefore === null ? [] : [task.daysBefore]));
  return own.length === 0 ? undefined : { first: Math.max(...own), last: Math.min(...own) };
}

/** Days before the deadline of the step that ends first. */
function earliest(offsets: readonly ({ last: number } | undefined)[]): number | undefined {
  const lasts = offsets.flatMap((offset) => (offset ? [offset.last] : []));
  return lasts.length === 0 ? undefined : Math.max(...lasts);
}
