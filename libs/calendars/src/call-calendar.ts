import { allDeadlines, type Call, type DatedDeadline } from '@chasqui/calls';
import { ECUADOR_ZONE } from '@chasqui/kernel';
import { calendarFile } from './calendar-file.js';
import { deadlineEvent } from './deadline-event.js';

/**
 * The dates of one call as a file, for its page and its mails: the same events as in the feeds.
 * @param detailUrl whole address of the call's page
 * @param cancelledAt since when the call is off: its events are cancelled in the calendars that have them
 * @returns null for calls without an exact date
 */
export function callCalendar(
  call: Call,
  detailUrl: string,
  now: Date,
  cancelledAt: Date | null = null,
): string | null {
  const dates = allDeadlines(call);
  if (dates.length === 0) return null;
  const seen = new Map<DatedDeadline['role'], number>();
  const events = dates.map(({ role, at, zone, zoneAssumed, text }) => {
    const place = (seen.get(role) ?? 0) + 1;
    seen.set(role, place);
    const date = {
      callId: call.id,
      role,
      place,
      startsAt: at,
      zone,
      zoneAssumed,
      words: text,
      title: call.title,
      sequence: call.revision,
      cancelledAt,
      updatedAt: call.updatedAt,
      url: detailUrl,
      isDemo: call.isDemo,
    };
    return deadlineEvent(date, ECUADOR_ZONE);
  });
  const head = { publicUrl: new URL(detailUrl).origin, name: 'Plazos de cooperación', madeAt: now };
  return calendarFile(head, events);
}
