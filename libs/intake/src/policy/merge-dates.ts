import type { CallInput } from '@chasqui/calls';
import type { DeadlineReading } from '@chasqui/extraction';
import { ECUADOR_ZONE, instantOf, isTimeZone } from '@chasqui/kernel';
import { DEADLINE_ROLE_LABELS, type DeadlineRole } from '@chasqui/vocabularies';
import { cutAtWord } from '../cut-at-word.js';
import { minuteOf, type OtherDate } from '../reading-values.js';

export type DatesInput = Pick<
  CallInput,
  'opensOn' | 'deadlineKind' | 'deadlineLocal' | 'deadlineZone' | 'deadlineText' | 'otherDeadlines'
>;

interface Close {
  readonly deadlineKind: CallInput['deadlineKind'];
  readonly deadlineLocal?: string;
  readonly deadlineZone?: string;
  readonly deadlineText?: string;
}

const MOST_DATES = 40;
const LONGEST_TEXT = 500;
const MINUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
/** What makes no sense after the final close. */
const BEFORE_CLOSE: readonly DeadlineRole[] = [
  'expression_of_interest',
  'questions',
  'info_session',
  'cut_off',
];

/**
 * The dates of a call as its form takes them. Dates that contradict each other cannot all be right: the close is
 * kept, the others go into the notes.
 * @param zone for times whose source names none; null leaves it to the form, which asks to confirm it
 */
export function callDates(
  deadline: DeadlineReading | null,
  others: readonly OtherDate[],
  opensOn: string | null,
  zone: string | null,
): { readonly input: DatesInput; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const close = closeInput(deadline, zone);
  const closesAt = close.deadlineLocal
    ? instantOf(close.deadlineLocal, close.deadlineZone ?? ECUADOR_ZONE)
    : null;
  const otherDeadlines: NonNullable<DatesInput['otherDeadlines']> = [];
  for (const date of others) {
    const row = otherInput(date, zone);
    const at = row && instantOf(row.local, row.zone ?? ECUADOR_ZONE);
    const isLate = at && closesAt && BEFORE_CLOSE.includes(date.role) && at > closesAt;
    if (row && !isLate && otherDeadlines.length < MOST_DATES) otherDeadlines.push(row);
    else
      notes.push(`Otra fecha de la fuente: ${DEADLINE_ROLE_LABELS[date.role]}, ${date.text ?? date.local}.`);
  }
  const opening = opensOn && isDay(opensOn) ? opensOn : null;
  const firstEnd = [
    ...(close.deadlineLocal ? [close.deadlineLocal] : []),
    ...otherDeadlines.filter(({ role }) => role === 'cut_off').map(({ local }) => local ?? ''),
  ].toSorted()[0];
  const opensLate = opening !== null && firstEnd !== undefined && firstEnd.slice(0, 10) < opening;
  if (opensOn && (!opening || opensLate)) {
    notes.push(`La fuente da como apertura el ${opensOn}${opensLate ? ', posterior al cierre' : ''}.`);
  }
  return {
    input: {
      ...close,
      ...(opening && !opensLate && { opensOn: opening }),
      ...(otherDeadlines.length > 0 && { otherDeadlines }),
    },
    notes,
  };
}

function closeInput(deadline: DeadlineReading | null, zone: string | null): Close {
  const deadlineText = deadline?.text?.trim() || null;
  const text = deadlineText ? { deadlineText } : {};
  if (deadline?.kind !== 'exact') return { deadlineKind: deadline?.kind ?? 'unpublished', ...text };
  const local = realMinute(deadline.local);
  if (!local) {
    // A date that does not exist is still what the source says.
    const words = deadlineText ?? deadline.local;
    return { deadlineKind: 'unpublished', ...(words && { deadlineText: words }) };
  }
  return { deadlineKind: 'exact', deadlineLocal: local, ...zoneInput(deadline.zone, zone), ...text };
}

function zoneInput(read: string | null, fallback: string | null): { deadlineZone?: string } {
  const zone = read && isTimeZone(read) ? read : fallback;
  return zone ? { deadlineZone: zone } : {};
}

function otherInput({ role, local, zone, text }: OtherDate, fallback: string | null) {
  const minute = realMinute(local);
  if (!minute) return null;
  const known = zone && isTimeZone(zone) ? zone : fallback;
  return {
    role,
    local: minute,
    ...(known && { zone: known }),
    ...(text?.trim() && { text: cutAtWord(text.trim(), LONGEST_TEXT) }),
  };
}

/** The minute of a local time that exists on the calendar. */
function realMinute(local: string | null): string | null {
  const minute = local && minuteOf(local);
  return minute && MINUTE.test(minute) && instantOf(minute, 'UTC') ? minute : null;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && instantOf(text, 'UTC') !== undefined;
}
