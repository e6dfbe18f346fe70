import { type CallDate, dateTexts, deadlineRoleName } from '@chasqui/calls';
import type { CalendarEvent } from './calendar-file.js';

/** A date of a call with what a calendar says of it. */
export interface CalendarDate extends Pick<
  CallDate,
  | 'callId'
  | 'role'
  | 'place'
  | 'startsAt'
  | 'zone'
  | 'zoneAssumed'
  | 'words'
  | 'title'
  | 'sequence'
  | 'cancelledAt'
  | 'updatedAt'
> {
  /** Whole address of its call: of one that was taken down too, which says so, or leads on from a duplicate. */
  readonly url: string;
  readonly isDemo: boolean;
}

const OFF_MARK = 'Sin efecto';
const OFF_NOTE =
  'Esta fecha ya no rige: cambió, o la convocatoria dejó de estar publicada en Chasqui. Confirme con el cooperante.';

/**
 * The event of a date: the same wherever it appears, so that a later file replaces an earlier one.
 * @param readerZone IANA zone in which its text gives the time besides that of the source
 */
export function deadlineEvent(date: CalendarDate, readerZone: string): CalendarEvent {
  const { startsAt: at, zone, zoneAssumed, words, role } = date;
  const name = deadlineRoleName(role);
  const texts = dateTexts({ role, at, zone, zoneAssumed, text: words }, at, readerZone);
  const cancelled = date.cancelledAt !== null;
  // Some programs show an event that was called off like any other: its title must say it.
  const summary = `${cancelled ? `${OFF_MARK}: ` : ''}${name}: ${date.title}`;
  const description = [
    cancelled && OFF_NOTE,
    `${cancelled ? 'Era' : name}: ${texts.reader}`,
    texts.original && `Hora original: ${texts.original}`,
    !cancelled && texts.warning,
    words && `En la fuente: «${words}»`,
    date.isDemo && 'Demostración: fechas movidas.',
    date.url,
  ];
  return {
    name: deadlineName(date),
    at,
    sequence: date.sequence,
    changedAt: date.updatedAt,
    cancelled,
    summary,
    description: description.filter(Boolean).join('\n'),
    url: date.url,
  };
}

/** The close keeps the name it always had; the others are counted within what they are for. */
function deadlineName({ callId, role, place }: CalendarDate): string {
  return role === 'close' ? `deadline-${callId}` : `deadline-${callId}-${role}-${place}`;
}
