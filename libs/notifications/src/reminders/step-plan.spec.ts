import { addDays } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STEP_NOTICE_DAYS, stepsToRemind } from './step-plan.js';

const step = (position: number, daysBefore: number | null) => ({
  key: `step-${position}`,
  position,
  tasks: [{ daysBefore, afterAward: false }],
});
const STEPS = [step(1, 40), step(2, 20), step(3, 5), step(4, null)];
const CLOSE = '2027-03-31';
const named = (since: string, today: string, close = CLOSE) =>
  stepsToRemind(STEPS, close, since, today).map(({ stepKey, finishBy }) => `${stepKey} ${finishBy}`);

describe('the steps to remind of', () => {
  it.each([
    ['none before its three days', '2027-01-01', '2027-02-15', []],
    ['one from three days before', '2027-01-01', '2027-02-16', ['step-1 2027-02-19']],
    ['one until its day', '2027-01-01', '2027-02-19', ['step-1 2027-02-19']],
    ['none after its day', '2027-01-01', '2027-02-20', []],
    ['the next one', '2027-01-01', '2027-03-08', ['step-2 2027-03-11']],
    ['by the plan of the day of the follow', '2027-03-11', '2027-03-18', ['step-2 2027-03-21']],
    ['none that was too late already on the day of the follow', '2027-03-11', '2027-03-12', []],
  ])('%s', (_, since, today, expected) => {
    expect(named(since, today)).toEqual(expected);
  });

  it('are none without time to plan', () => {
    expect(named('2027-04-01', '2027-04-01')).toEqual([]);
  });

  it('can always still be done, and were ahead when the call was followed', () => {
    const days = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(days, days, (left, passed) => {
        const since = addDays(CLOSE, -left);
        const today = addDays(since, passed);
        for (const { finishBy, remindOn } of stepsToRemind(STEPS, CLOSE, since, today)) {
          expect(addDays(remindOn, STEP_NOTICE_DAYS)).toBe(finishBy);
          expect(since <= remindOn && remindOn <= today && today <= finishBy && finishBy <= CLOSE).toBe(true);
        }
      }),
    );
  });
});
