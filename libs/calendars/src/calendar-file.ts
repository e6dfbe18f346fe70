import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';

export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';

/** How often programs are asked to look again, in seconds; some have their own idea. */
const REFRESH_SECONDS = 6 * 3600;

/** Something in a calendar, at an instant or on a whole day. */
export interface CalendarEvent {
  /** Identity within Chasqui; never changes. */
  readonly name: string;
  /** An instant, or an ISO date for a whole day. */
  readonly at: Date | string;
  readonly sequence: number;
  readonly changedAt: Date;
  readonly cancelled: boolean;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
}

export interface CalendarHead {
  /** Beginning of the instance's addresses; its host makes the identities unique in the world. */
  readonly publicUrl: string;
  readonly name: string;
  readonly description?: string;
  /** Page with the same on the web. */
  readonly page?: string;
  /** Where the file can be had again; left out where that is a secret. */
  readonly source?: string;
  /** For a file that stands alone: when it was made. A feed says of each event when that changed. */
  readonly madeAt?: Date;
}

/**
 * Events as an iCalendar file (RFC 5545, RFC 7986). Instants are in UTC, so that every program shows them in its own
 * zone and none has to know the zones of ours. The same events give the same bytes.
 */
export function calendarFile(head: CalendarHead, events: readonly CalendarEvent[]): string {
  const calendar = ical({
    prodId: { company: 'Chasqui', product: 'Plazos de cooperación', language: 'ES' },
    name: escaped(oneLine(head.name)),
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
    ...(head.description && { description: escaped(oneLine(head.description)) }),
    ...(head.page && { url: head.page }),
    ...(head.source && { source: head.source }),
  });
  const host = new URL(head.publicUrl).hostname;
  for (const event of events) {
    const wholeDay = typeof event.at === 'string';
    calendar.createEvent({
      id: `${event.name}@${host}`,
      sequence: event.sequence,
      stamp: head.madeAt ?? event.changedAt,
      lastModified: event.changedAt,
      // A deadline has no length: without an end it is its own instant, or the whole day.
      start: wholeDay ? new Date(`${event.at}T00:00:00Z`) : event.at,
      allDay: wholeDay,
      summary: oneLine(event.summary),
      description: plain(event.description),
      url: event.url,
      status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // Nobody is busy because of a deadline.
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    });
  }
  return `${calendar.toString().trimEnd()}\r\n`;
}

/** Control characters are no text (RFC 5545, 3.1), and sources do send them. */
function plain(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(/(?![\n\t])\p{Cc}/gu, '');
}

function oneLine(text: string): string {
  return plain(text).replaceAll(/\s+/g, ' ').trim();
}

/** The library writes what describes the calendar as it is. */
function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`);
}
