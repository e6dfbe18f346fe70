import type { DatedDeadline } from '@chasqui/calls';
import { localDate } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import { stepNow } from './ladder.js';
import { movedSince, oweToFollowers, remindedFollows } from './ready.js';

/** Follows that are reminded alike: of the same call, with the same ladder, at the same hour of the same clocks. */
interface Plan {
  readonly callId: string;
  readonly zone: string;
  readonly hour: number;
  readonly ladder: readonly number[];
}

interface DateAhead {
  readonly callId: string;
  readonly role: DatedDeadline['role'];
  readonly place: number;
  readonly startsAt: Date;
  /** Of the source. */
  readonly zone: string;
}

/**
 * Owes everybody the step of the ladder that has come for each date of each call she follows. Steps are found once for
 * all who share a plan, and written in one statement.
 * @returns how many notices are new
 */
export async function oweDeadlines(manager: EntityManager, now: Date): Promise<number> {
  const dates = await manager.query<DateAhead[]>(DATES, [now]);
  const plans = dates.length > 0 ? await manager.query<Plan[]>(PLANS, [now]) : [];
  const due = dueOf(plans, dates, now);
  if (due.length === 0) return 0;
  const rows = await manager.query<unknown[]>(STATEMENT, [now, JSON.stringify(due)]);
  return rows.length;
}

function dueOf(plans: readonly Plan[], dates: readonly DateAhead[], now: Date) {
  const datesOf = new Map<string, DateAhead[]>();
  for (const date of dates) datesOf.set(date.callId, [...(datesOf.get(date.callId) ?? []), date]);
  return plans.flatMap((plan) =>
    (datesOf.get(plan.callId) ?? []).flatMap((date) => {
      const step = stepNow(date.startsAt, plan.ladder, plan, now);
      if (!step) return [];
      const { role, place, startsAt, zone } = date;
      // The day of the source, so that it stays the same when a person moves to another zone.
      const key = `deadline/${plan.callId}/${role}-${place}/${localDate(startsAt, zone)}/${step.days}`;
      const facts = { kind: 'deadline', role, place, at: startsAt.toISOString() } as const;
      const columns = [role === 'close' ? 'closesAt' : 'otherDeadlines'];
      return [{ ...plan, ...step, key, facts, columns }];
    }),
  );
}

const DATES = `
  SELECT d.call_id AS "callId", d.role, d.place, d.starts_at AS "startsAt", d.zone
    FROM call_date d JOIN call c ON c.id = d.call_id AND c.state = 'published'
   WHERE d.cancelled_at IS NULL AND d.starts_at > $1`;

const REMINDED = `WITH reminded AS MATERIALIZED (${remindedFollows(
  `SELECT d.call_id FROM call_date d WHERE d.cancelled_at IS NULL AND d.starts_at > $1`,
  '$1',
)})`;

const PLANS = `
  ${REMINDED}
  SELECT DISTINCT call_id AS "callId", zone, hour, ladder FROM reminded`;

const STATEMENT = `
  ${REMINDED}, due AS MATERIALIZED (
    SELECT d."callId" AS call_id, d.* FROM jsonb_to_recordset($2::jsonb)
           AS d ("callId" uuid, zone text, hour int, ladder int[], days int, at timestamptz, key text, facts jsonb,
                 columns text[])
     WHERE NOT ${movedSince('d."callId"', 'd.columns', 'd.at')}
  )
  ${oweToFollowers(
    'deadline',
    `FROM due JOIN reminded f USING (call_id, zone, hour, ladder) WHERE due.at >= f.since`,
    '$1',
    { key: 'due.key', step: 'due.days::text', facts: 'due.facts' },
  )}`;
