import { type Call, deadlineTexts } from '@chasqui/calls';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

/**
 * The close of a call as a calendar file (RFC 5545): one event with a stable UID, so that a later version replaces
 * it, at its instant in UTC, so that every calendar shows it in its own zone.
 * @returns null for calls without an exact close
 */
export function callCalendar(call: Call, detailUrl: string, now: Date): string | null {
  if (!call.closesAt) return null;
  const texts = deadlineTexts(call, now);
  const calendar = ical({
    prodId: { company: 'Chasqui', product: 'Plazos de cooperación', language: 'ES' },
    name: 'Plazos de cooperación',
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `deadline-${call.id}@${new URL(detailUrl).hostname}`,
    sequence: call.revision,
    stamp: now,
    start: call.closesAt,
    end: call.closesAt,
    summary: `Cierre: ${call.title}`,
    description: [
      `Cierre: ${texts.reader}`,
      texts.original ? `Hora original: ${texts.original}` : null,
      texts.warning,
      detailUrl,
    ]
      .filter(Boolean)
      .join('\n'),
    url: detailUrl,
    status: ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
