import { Call, targetClose } from '@chasqui/calls';
import { currentTemplate } from '@chasqui/checklists';
import { localDate } from '@chasqui/kernel';
import { type EntityManager, In } from 'typeorm';
import { FOLLOWS, movedSince, remindedFollows, toldBefore } from './ready.js';
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

const SINCE = `(f.since AT TIME ZONE t.zone)::date`;

const PLANS = `
  SELECT DISTINCT f.call_id AS "callId", t.zone, to_char(${SINCE}, 'YYYY-MM-DD') AS since
    FROM call c
    JOIN follow f ON f.call_id = c.id AND f.gad_code IS NOT NULL
    ${remindedFollows('$1')}
   WHERE c.state = 'published' AND c.closes_at > $1`;

const STATEMENT = `
  WITH owed AS MATERIALIZED (
    SELECT f.account_id, f.gad_code, f.call_id, due."stepKey", due."finishBy", reminder.at,
           'step/' || f.call_id || '/' || due."stepKey" || '/' || due."finishBy" AS key
      FROM jsonb_to_recordset($2::jsonb)
           AS due ("callId" uuid, zone text, since date, "stepKey" text, "finishBy" text, "remindOn" date)
      JOIN follow f ON f.call_id = due."callId" AND f.gad_code IS NOT NULL
      ${remindedFollows('$1')}
      CROSS JOIN LATERAL (SELECT due."remindOn" + make_interval(hours => t.hour) AS wall) day
      CROSS JOIN LATERAL (SELECT day.wall AT TIME ZONE t.zone AS at) reminder
     WHERE t.zone = due.zone AND ${SINCE} = due.since AND day.wall <= clock.now AND reminder.at >= f.since
  )
  INSERT INTO notification (account_id, kind, event_key, call_id, gad_code, reasons, facts, state, due_at, created_at)
  SELECT f.account_id, 'step_due', f.key, f.call_id, f.gad_code, ${FOLLOWS},
         jsonb_build_object('kind', 'step_due', 'stepKey', f."stepKey", 'finishBy', f."finishBy"), 'pending', $1, $1
    FROM owed f
   WHERE CASE WHEN ${toldBefore('f.key')} THEN false
              ELSE ${movedSince('f.call_id', `ARRAY['closesAt', 'otherDeadlines']`, 'f.at')} IS NULL END
  ON CONFLICT (account_id, event_key) DO NOTHING
  RETURNING 1`;
