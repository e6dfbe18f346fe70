import { backPlan, type TemplateStep } from '@chasqui/checklists';
import { localDate } from '@chasqui/kernel';
import type { DatedStep, Reader, StepsNow } from './told.js';

/**
 * Which of the steps should be finished by now. The plan is that of the day on which the call was followed: planned
 * anew today, no step would ever be late.
 * @param close instant of the close; without it there is nothing to plan for
 */
export function stepsNow(
  steps: readonly TemplateStep[],
  close: Date | null,
  since: Date,
  gadName: string,
  { now, zone }: Reader,
): StepsNow | null {
  if (!close) return null;
  const plan = backPlan(steps, localDate(close, zone), localDate(since, zone));
  const titles = new Map(steps.map(({ key, titleEs }) => [key, titleEs]));
  const dated = plan.steps
    .flatMap(({ key, finishBy }): DatedStep[] => (finishBy ? [{ title: titles.get(key)!, finishBy }] : []))
    .toSorted((one, other) => one.finishBy.localeCompare(other.finishBy));
  if (dated.length === 0) return null;
  const today = localDate(now, zone);
  return {
    gadName,
    due: dated.filter(({ finishBy }) => finishBy <= today),
    next: dated.find(({ finishBy }) => finishBy > today) ?? null,
  };
}
