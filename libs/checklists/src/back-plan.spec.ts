import { addDays } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backPlan, type PlannableStep } from './back-plan.js';

const TODAY = '2026-08-01';

function step(position: number, ...daysBefore: (number | null)[]): PlannableStep {
  return {
    key: `step-${position}`,
    position,
    tasks: daysBefore.map((days) => ({ daysBefore: days, afterAward: false })),
  };
}

function dates(steps: readonly PlannableStep[], deadline: string | null): (string | null)[] {
  return backPlan(steps, deadline, TODAY).steps.map(({ finishBy }) => finishBy);
}

describe('planning back from the deadline', () => {
  it('ends a step with its last task', () => {
    expect(dates([step(1, 40, 30), step(2, 10), step(3, 1, 0)], '2026-09-30')).toEqual([
      '2026-08-31',
      '2026-09-20',
      '2026-09-30',
    ]);
  });

  it('ends a step without days of its own before every dated step that follows it', () => {
    expect(dates([step(1), step(2, 10), step(3), step(4, 30), step(5, 5)], '2026-09-30')).toEqual([
      '2026-08-31',
      '2026-09-20',
      '2026-08-31',
      '2026-08-31',
      '2026-09-25',
    ]);
  });

  it('dates undated steps like the next dated one when the steps end in order', () => {
    expect(dates([step(1), step(2, null), step(3, 20), step(4)], '2026-09-30')).toEqual([
      '2026-09-10',
      '2026-09-10',
      '2026-09-10',
      null,
    ]);
  });

  it('draws the dates together when there is too little time, and says so', () => {
    const steps = [step(1, 40, 20), step(2, 10), step(3, 0)];
    const plan = backPlan(steps, '2026-08-11', TODAY);
    expect(plan).toMatchObject({ compressed: true, usualDays: 40 });
    expect(plan.steps.map(({ finishBy }) => finishBy)).toEqual(['2026-08-06', '2026-08-09', '2026-08-11']);
  });

  it('is not compressed when the usual days just fit', () => {
    expect(backPlan([step(1, 40)], '2026-09-10', TODAY).compressed).toBe(false);
    expect(backPlan([step(1, 40)], '2026-09-09', TODAY).compressed).toBe(true);
  });

  it('puts everything on today when the call closes today', () => {
    expect(dates([step(1, 40), step(2, 10)], TODAY)).toEqual([TODAY, TODAY]);
  });

  it.each([null, '2026-07-31'])('gives no dates for the deadline %s', (deadline) => {
    const plan = backPlan([step(1, 40), step(2, 10)], deadline, TODAY);
    expect(plan.steps.map(({ finishBy }) => finishBy)).toEqual([null, null]);
    expect(plan.compressed).toBe(false);
  });

  it('marks the steps that go on after the award', () => {
    const report = { key: 'report', position: 2, tasks: [{ daysBefore: null, afterAward: true }] };
    const plan = backPlan([step(1, 5), report], '2026-09-30', TODAY);
    expect(plan.steps.map(({ continues }) => continues)).toEqual([false, true]);
  });

  it('of no steps is empty', () => {
    expect(backPlan([], '2026-09-30', TODAY)).toEqual({ steps: [], compressed: false, usualDays: 0 });
  });
});

describe('any plan', () => {
  const daysBefore = fc.option(fc.integer({ min: 0, max: 400 }));
  const anySteps = fc
    .array(fc.array(daysBefore, { maxLength: 4 }), { maxLength: 12 })
    .map((tasks) => tasks.map((days, index) => step(index + 1, ...days)));
  const anyDeadline = fc.integer({ min: 0, max: 600 }).map((days) => addDays(TODAY, days));

  it('dates nothing in the past and nothing after the deadline', () => {
    fc.assert(
      fc.property(anySteps, anyDeadline, (steps, deadline) => {
        for (const date of dates(steps, deadline)) {
          if (date === null) continue;
          expect(date >= TODAY).toBe(true);
          expect(date <= deadline).toBe(true);
        }
      }),
    );
  });

  it('does not depend on the order in which the steps arrive', () => {
    const shuffled = anySteps.chain((steps) =>
      fc.tuple(fc.constant(steps), fc.shuffledSubarray(steps, { minLength: steps.length })),
    );
    fc.assert(
      fc.property(shuffled, anyDeadline, ([steps, mixed], deadline) => {
        expect(backPlan(mixed, deadline, TODAY)).toEqual(backPlan(steps, deadline, TODAY));
      }),
    );
  });

  it('is compressed exactly when the usual days do not fit', () => {
    fc.assert(
      fc.property(anySteps, fc.integer({ min: 0, max: 600 }), (steps, left) => {
        const plan = backPlan(steps, addDays(TODAY, left), TODAY);
        expect(plan.compressed).toBe(plan.usualDays > left);
      }),
    );
  });
});
