import { allDeadlines, type Call } from '@chasqui/calls';
import { ECUADOR_ZONE, formatDateTime, zoneLabel } from '@chasqui/kernel';
import { DEADLINE_ROLE_LABELS } from '@chasqui/vocabularies';
import ical, { ICalCalendarMethod, ICalEventStatus, type ICalEventData } from 'ical-generator';
import type { Feed } from './atom-feed.js';

export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';
export const CALENDAR_PATH = '/datos/cierres.ics';

/** How often calendars should ask again, in seconds. */
const REFRESH = 6 * 3600;

/**
 * Every date of many calls as a calendar to subscribe to (RFC 5545, RFC 7986). The identity of an event is that of
 * its call and its place there, so that a moved date moves in the reader's calendar; what is taken down is no longer
 * in the file and disappears there too.
 * @param query the search that it follows, in its canonical form
 */
export function deadlineCalendar(
  calls: readonly Call[],
  { publicUrl, query, page }: Pick<Feed, 'publicUrl' | 'query' | 'page'>,
): string {
  const calendar = ical({
    prodId: { company: 'Chasqui', product: 'Plazos de cooperación', language: 'ES' },
    name: 'Plazos de cooperación',
    description: 'Fechas de las convocatorias de cooperación para los gobiernos locales del Ecuador',
    method: ICalCalendarMethod.PUBLISH,
    source: publicUrl + CALENDAR_PATH + (query ? `?${query}` : ''),
    url: publicUrl + page,
    ttl: REFRESH,
  });
  for (const call of calls) {
    for (const event of eventsOf(call, publicUrl)) calendar.createEvent(event);
  }
  return calendar.toString();
}

function eventsOf(call: Call, publicUrl: string): ICalEventData[] {
  const url = `${publicUrl}/convocatorias/${call.slug}`;
  const host = new URL(publicUrl).hostname;
  const common = {
    url,
    sequence: call.revision,
    stamp: call.updatedAt,
    lastModified: call.updatedAt,
    status: ICalEventStatus.CONFIRMED,
  };
  const note = call.isDemo ? 'Demostración: fechas movidas.' : null;
  const seen = new Map<string, number>();
  return allDeadlines(call).map(({ role, at, zone, zoneAssumed, text }) => {
    const place = (seen.get(role) ?? 0) + 1;
    seen.set(role, place);
    const name = role === 'close' ? 'Cierre' : DEADLINE_ROLE_LABELS[role];
    return {
      ...common,
      // The same event as in the file of a single call.
      id: role === 'close' ? `deadline-${call.id}@${host}` : `deadline-${call.id}-${role}-${place}@${host}`,
      start: at,
      end: at,
      summary: `${name}: ${call.title}`,
      description: lines(
        `${name}: ${formatDateTime(at, ECUADOR_ZONE)} (${zoneLabel(ECUADOR_ZONE)})`,
        zone === ECUADOR_ZONE ? null : `Hora original: ${formatDateTime(at, zone)} (${zoneLabel(zone)})`,
        zoneAssumed ? 'La fuente no indica la zona horaria: confirme la hora con el cooperante.' : null,
        text && `En la fuente: «${text}»`,
        note,
        url,
      ),
    };
  });
}

function lines(...texts: (string | null)[]): string {
  return texts.filter(Boolean).join('\n');
}
