import { Call, targetClose } from '@chasqui/calls';
import { currentTemplate } from '@chasqui/checklists';
import { localDate } from '@chasqui/kernel';
import { type EntityManager, In } from 'typeorm';
import { movedSince, oweToFollowers, remindedFollows } from './ready.js';
import { type StepNow, stepsToRemind } from './step-plan.js';

/** Follows that share a plan: the same call, the same clocks, begun on the same day. */
interface Plan {
  readonly callId: string;
  readonly zone: string;
  /** ISO date. */
  readonly since: string;
}

/**
 * Owes the people of GADs a reminder of each of the ten steps that should be finished soon for a call that their GAD
 * follows. Plans are made once for all who share them.
 * @returns how many notices are new
 */
export async function oweSteps(manager: EntityManager, now: Date): Promise<number> {
  const plans = await manager.query<Plan[]>(PLANS, [now]);
  const due = plans.length > 0 ? await dueOf(manager, plans, now) : [];
  if (due.length === 0) return 0;
  const rows = await manager.query<unknown[]>(STATEMENT, [now, JSON.stringify(due)]);
  return rows.length;
}

async function dueOf(manager: EntityManager, plans: readonly Plan[], now: Date): Promise<(Plan & StepNow)[]> {
  const { steps } = await currentTemplate(manager);
  const ids = [...new Set(plans.map(({ callId }) => callId))];
  const calls = await manager.find(Call, {
    where: { id: In(ids) },
    select: { id: true, deadlineKind: true, closesAt: true, otherDeadlines: true },
  });
  const closes = new Map(calls.map((call) => [call.id, targetClose(call, now)]));
  return plans.flatMap((plan) => {
    const close = closes.get(plan.callId);
    if (!close || close <= now) return [];
    const day = localDate(close, plan.zone);
    return stepsToRemind(steps, day, plan.since, localDate(now, plan.zone)).map((step) => ({
      ...plan,
      ...step,
    }));
  });
}

/** The calls of which there is still something to be done, as far as GADs follow them. */
const OPEN = `SELECT id FROM call WHERE state = 'published' AND closes_at > $1`;
const REMINDED = `WITH reminded AS MATERIALIZED (${remindedFollows(OPEN, '$1')} AND f.gad_code IS NOT NULL)`;

const PLANS = `
  ${REMINDED}
  SELECT DISTINCT call_id AS "callId", zone, to_char(since_day, 'YYYY-MM-DD') AS since FROM reminded`;

const MOVES = `ARRAY['closesAt', 'otherDeadlines']`;

const STATEMENT = `
  ${REMINDED}, due AS MATERIALIZED (
    SELECT p."callId" AS call_id, p.zone, p.since AS since_day, p."remindOn" AS remind_on,
           'step/' || p."callId" || '/' || p."stepKey" || '/' || p."finishBy" AS key,
           jsonb_build_object('kind', 'step_due', 'stepKey', p."stepKey", 'finishBy', p."finishBy") AS facts
      FROM jsonb_to_recordset($2::jsonb)
           AS p ("callId" uuid, zone text, since date, "stepKey" text, "finishBy" text, "remindOn" date)
  ), timed AS MATERIALIZED (
    SELECT d.*, h.hour, (d.remind_on + make_interval(hours => h.hour)) AT TIME ZONE d.zone AS instant
      FROM due d
      JOIN (SELECT DISTINCT call_id, zone, since_day, hour FROM reminded) h USING (call_id, zone, since_day)
  )
  ${oweToFollowers(
    'step_due',
    `FROM timed JOIN reminded f USING (call_id, zone, since_day, hour)
    WHERE timed.instant <= $1 AND timed.instant >= f.since AND NOT ${movedSince('timed.call_id', MOVES, 'timed.instant')}`,
    '$1',
    { key: 'timed.key', facts: 'timed.facts' },
  )}`;
