import { ECUADOR_ZONE } from '@chasqui/kernel';
import { calendarFile } from './calendar-file.js';
import { type CalendarDate, deadlineEvent } from './deadline-event.js';

export const CALENDAR_PATH = '/datos/cierres.ics';

/** A public calendar: the search that it follows, and the page that shows the same calls. */
export interface PublicCalendar {
  readonly publicUrl: string;
  /** In its canonical form; empty for all calls. */
  readonly query: string;
  /** A path. */
  readonly page: string;
}

/** The dates of many calls as a calendar that anybody can subscribe to. */
export function deadlineCalendar(
  dates: readonly CalendarDate[],
  { publicUrl, query, page }: PublicCalendar,
): string {
  const head = {
    publicUrl,
    name: 'Plazos de cooperación',
    description: 'Fechas de las convocatorias de cooperación para los gobiernos locales del Ecuador',
    page: publicUrl + page,
    source: publicUrl + CALENDAR_PATH + (query ? `?${query}` : ''),
  };
  return calendarFile(
    head,
    dates.map((date) => deadlineEvent(date, ECUADOR_ZONE)),
  );
}
