import { backPlan, type TemplateStep } from '@chasqui/checklists';
import { daysBetween, formatShortDate, localDate } from '@chasqui/kernel';
import type { CalendarEvent } from './calendar-file.js';
import type { CalendarDate } from './deadline-event.js';

/** Call followed for a GAD: somebody there means to apply. */
export interface FollowedCall {
  readonly callId: string;
  readonly since: Date;
}

/** Where the days of `since` are counted from. */
const BEGINNING = '2026-01-01';

/**
 * The ten steps towards a followed call, on the days by which they should be done: the plan counts backwards from the
 * next date to hand in, as of the day on which the person began to follow it, so that it stays where it is.
 * @param dates of the call, as calendars show them
 * @param zone IANA zone of the reader
 */
export function stepEvents(
  follow: FollowedCall,
  dates: readonly CalendarDate[],
  steps: readonly TemplateStep[],
  zone: string,
  now: Date,
): CalendarEvent[] {
  const target = handIn(dates, now);
  if (!target) return [];
  const began = localDate(follow.since, zone);
  const plan = backPlan(steps, localDate(target.startsAt, zone), began);
  const titles = new Map(steps.map(({ key, titleEs }) => [key, titleEs]));
  const cancelled = target.cancelledAt !== null;
  return plan.steps.flatMap(({ key, position, finishBy }): CalendarEvent[] => {
    if (finishBy === null) return [];
    const title = titles.get(key) ?? key;
    const description = [
      cancelled ? 'La fecha para la que se preparaba este paso ya no rige.' : null,
      `Paso ${position} de ${steps.length} del camino de la cooperación. Conviene terminarlo hasta este día.`,
      `Contado hacia atrás desde el ${formatShortDate(target.startsAt, zone)}: ${target.title}`,
      target.url,
    ];
    return [
      {
        name: `step-${target.callId}-${target.role}-${target.place}-${key}`,
        at: finishBy,
        // Both grow: the plan moves with its target, and with the day on which it was begun anew.
        sequence: target.sequence + Math.max(0, daysBetween(BEGINNING, began)),
        changedAt: target.updatedAt > follow.since ? target.updatedAt : follow.since,
        cancelled,
        summary: `${cancelled ? 'Sin efecto: ' : ''}Paso ${position}: ${title} · ${target.title}`,
        description: description.filter(Boolean).join('\n'),
        url: target.url,
      },
    ];
  });
}

/** What the applicant works towards: the next close or cut-off, else the last one, else the last that was called off. */
function handIn(dates: readonly CalendarDate[], now: Date): CalendarDate | undefined {
  const closing = dates
    .filter(({ role }) => role === 'close' || role === 'cut_off')
    .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
  const holding = closing.filter(({ cancelledAt }) => cancelledAt === null);
  return holding.find(({ startsAt }) => startsAt > now) ?? holding.at(-1) ?? closing.at(-1);
}
