import {
  allDeadlines,
  type Call,
  type DatedDeadline,
  dateTexts,
  deadlineRoleName,
  descriptionText,
} from '@chasqui/calls';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

const DESCRIPTION_MAX = 600;

/**
 * The dates of a call as a calendar file (RFC 5545): one event each, with a stable UID, so that a later version
 * replaces it, at its instant in UTC, so that every calendar shows it in its own zone.
 * @returns null for calls without an exact date
 */
export function callCalendar(call: Call, detailUrl: string, now: Date): string | null {
  const dates = allDeadlines(call);
  if (dates.length === 0) return null;
  const calendar = ical({
    prodId: { company: 'Chasqui', product: 'Plazos de cooperación', language: 'ES' },
    name: 'Plazos de cooperación',
    method: ICalCalendarMethod.PUBLISH,
  });
  const host = new URL(detailUrl).hostname;
  const seen = new Map<DatedDeadline['role'], number>();
  for (const date of dates) {
    const number = (seen.get(date.role) ?? 0) + 1;
    seen.set(date.role, number);
    calendar.createEvent({
      id: `deadline-${call.id}${eventName(date, number)}@${host}`,
      sequence: call.revision,
      stamp: now,
      start: date.at,
      end: date.at,
      summary: `${deadlineRoleName(date.role)}: ${call.title}`,
      description: describe(call, date, detailUrl, now),
      url: detailUrl,
      status: ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

/** The close keeps the name it always had; the others are counted within what they are for. */
function eventName({ role }: DatedDeadline, number: number): string {
  return role === 'close' ? '' : `-${role}-${number}`;
}

function describe(call: Call, date: DatedDeadline, detailUrl: string, now: Date): string {
  const texts = dateTexts(date, now);
  const summary = descriptionText(call.summary);
  return [
    `${deadlineRoleName(date.role)}: ${texts.reader}`,
    texts.original ? `Hora original: ${texts.original}` : null,
    texts.warning,
    summary.length > DESCRIPTION_MAX ? `${summary.slice(0, DESCRIPTION_MAX)}…` : summary,
    detailUrl,
  ]
    .filter(Boolean)
    .join('\n');
}
