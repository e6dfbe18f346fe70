import {
  daysBetween,
  ECUADOR_ZONE,
  formatDateTime,
  instantOf,
  isTimeZone,
  localDate,
  zoneLabel,
} from '@chasqui/kernel';
import { DEADLINE_ROLE_LABELS, type DeadlineRole } from '@chasqui/vocabularies';

export const DEADLINE_KINDS = [
  'exact',
  'relative',
  'rolling',
  'cut_offs',
  'recurring',
  'permanent',
  'unpublished',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export const DEADLINE_KIND_LABELS: Readonly<Record<DeadlineKind, string>> = {
  exact: 'Fecha y hora exactas',
  relative: 'Contado desde otra fecha',
  rolling: 'Recepción continua',
  cut_offs: 'Varios cortes',
  recurring: 'Se repite cada cierto tiempo',
  permanent: 'Permanente, sin cierre',
  unpublished: 'La fuente no lo publica',
};

/** A further date of a call besides its close, in the words and the zone of its source. */
export interface OtherDeadline {
  readonly role: DeadlineRole;
  /** Wall-clock time in `zone`, "2026-08-31T17:00". */
  readonly local: string;
  /** IANA zone. */
  readonly zone: string;
  /** The source gave no zone: Ecuador's is taken. */
  readonly zoneAssumed: boolean;
  readonly text: string | null;
  /** UTC, computed from `local` and `zone`. */
  readonly at: string;
}

/** The close of a call: a kind, a wall-clock time in a zone when it is exact, the source's words; further dates. */
export interface Deadline {
  readonly deadlineKind: DeadlineKind;
  readonly deadlineLocal: string | null;
  readonly deadlineZone: string | null;
  readonly deadlineZoneAssumed: boolean;
  readonly deadlineText: string | null;
  /** In the order of their instants. */
  readonly otherDeadlines?: readonly OtherDeadline[];
}

/** One date of a call: its close or a further one. */
export interface DatedDeadline {
  readonly role: DeadlineRole | 'close';
  readonly at: Date;
  readonly zone: string;
  readonly zoneAssumed: boolean;
  readonly text: string | null;
}

/** The last instant at which something can be handed in: the exact close or the last cut-off; null without one. */
export function closingInstant(deadline: Deadline): Date | null {
  return closeOf(deadline)?.at ?? null;
}

function closeOf(deadline: Deadline): DatedDeadline | null {
  if (deadline.deadlineKind === 'cut_offs') return cutOffs(deadline).at(-1) ?? null;
  const { deadlineLocal: local, deadlineZone: zone } = deadline;
  if (deadline.deadlineKind !== 'exact' || !local || !zone || !isTimeZone(zone)) return null;
  const at = instantOf(local, zone);
  return at
    ? { role: 'close', at, zone, zoneAssumed: deadline.deadlineZoneAssumed, text: deadline.deadlineText }
    : null;
}

function cutOffs(deadline: Deadline): DatedDeadline[] {
  return furtherDates(deadline).filter(({ role }) => role === 'cut_off');
}

function furtherDates({ otherDeadlines = [] }: Deadline): DatedDeadline[] {
  return otherDeadlines.map(({ role, at, zone, zoneAssumed, text }) => ({
    role,
    at: new Date(at),
    zone,
    zoneAssumed,
    text,
  }));
}

/** Every date of a call in the order of time. With cut-offs the last of them is the close. */
export function allDeadlines(deadline: Deadline): DatedDeadline[] {
  return datesOf(deadline, closeOf(deadline));
}

function datesOf(deadline: Deadline, close: DatedDeadline | null): DatedDeadline[] {
  const dates = furtherDates(deadline);
  if (close?.role === 'close') dates.push(close);
  return dates.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** What an applicant must meet; the others are only good to know. */
const BINDING: readonly DatedDeadline['role'][] = [
  'expression_of_interest',
  'cut_off',
  'second_stage',
  'close',
];

/** The next date that an applicant must meet, given that she still can; null when none is left or known. */
export function nextDeadline(deadline: Deadline, now: Date): DatedDeadline | null {
  return nextOf(allDeadlines(deadline), now);
}

function nextOf(dates: readonly DatedDeadline[], now: Date): DatedDeadline | null {
  return dates.find(({ role, at }) => BINDING.includes(role) && at > now) ?? null;
}

/** The close that an applicant works towards: the next cut-off while one is left, else the close itself. */
export function targetClose(call: Deadline & { readonly closesAt: Date | null }, now: Date): Date | null {
  const left = call.deadlineKind === 'cut_offs' ? cutOffs(call).find(({ at }) => at > now) : undefined;
  return left?.at ?? call.closesAt;
}

export type CallStatus = 'upcoming' | 'open' | 'closing_soon' | 'closed';

/** Days before the close from which a call counts as closing soon. */
export const CLOSING_SOON_DAYS = 15;

/**
 * Whether a call is open now. Computed, never typed: it changes by itself when the clock passes the dates. With
 * cut-offs it is open until the last of them. A call without a date of its close stays open until a curator takes
 * it down.
 */
export function callStatus(call: { opensOn: string | null; closesAt: Date | null }, now: Date): CallStatus {
  if (call.closesAt && call.closesAt <= now) return 'closed';
  const today = localDate(now);
  if (call.opensOn && call.opensOn > today) return 'upcoming';
  if (call.closesAt && daysBetween(today, localDate(call.closesAt)) <= CLOSING_SOON_DAYS)
    return 'closing_soon';
  return 'open';
}

export function callStatusName(status: CallStatus): string {
  return { upcoming: 'próximamente', open: 'abierta', closing_soon: 'cierra pronto', closed: 'cerrada' }[
    status
  ];
}

const KIND_TEXT: Readonly<Record<Exclude<DeadlineKind, 'exact'>, string>> = {
  relative: 'Plazo contado desde otra fecha',
  rolling: 'Recepción continua',
  cut_offs: 'Varios cortes durante el año',
  recurring: 'Se repite cada cierto tiempo',
  permanent: 'Abierta de forma permanente, sin fecha de cierre',
  unpublished: 'La fuente no publica fecha de cierre',
};

export interface DeadlineTexts {
  /** In the reader's zone, named: "lunes 31 de agosto de 2026, 17:00 (hora de Ecuador)". */
  readonly reader: string;
  /** The same in the call's own zone, when it differs; null otherwise. */
  readonly original: string | null;
  /** "Faltan 12 días"; null without an exact date. */
  readonly remaining: string | null;
  /** A doubt that the reader must settle with the source; null if none. */
  readonly warning: string | null;
  /** What else counts: a date that comes before the close, or the cut-offs that are left; null if nothing. */
  readonly also: string | null;
}

/** How the close of a call is shown to a person in `readerZone`; with cut-offs, the next of them. */
export function deadlineTexts(deadline: Deadline, now: Date, readerZone = ECUADOR_ZONE): DeadlineTexts {
  const close = closeOf(deadline);
  const next = nextOf(datesOf(deadline, close), now);
  if (!close) {
    const kind = deadline.deadlineKind === 'exact' ? KIND_TEXT.unpublished : KIND_TEXT[deadline.deadlineKind];
    const words = deadline.deadlineText ? ` («${deadline.deadlineText}»)` : '';
    const also = next && before(next, now, readerZone);
    return { reader: `${kind}${words}`, original: null, remaining: null, warning: null, also };
  }
  if (close.role === 'close') {
    const also = next && next.role !== 'close' && next.at < close.at ? before(next, now, readerZone) : null;
    return { ...dateTexts(close, now, readerZone), also };
  }
  const left = cutOffs(deadline).filter(({ at }) => at > now);
  const texts = dateTexts(left[0] ?? close, now, readerZone);
  const reader = `${left.length > 0 ? 'Próximo corte' : 'Último corte'}: ${texts.reader}`;
  return { ...texts, reader, also: cutOffsLeft(left.length) };
}

/** How one date is shown to a person in `readerZone`. */
export function dateTexts(date: DatedDeadline, now: Date, readerZone = ECUADOR_ZONE): DeadlineTexts {
  const { at, zone } = date;
  return {
    reader: `${formatDateTime(at, readerZone)} (${zoneLabel(readerZone)})`,
    original: zone === readerZone ? null : `${formatDateTime(at, zone)} (${zoneLabel(zone)})`,
    remaining: remainingText(date, now, readerZone),
    warning: date.zoneAssumed
      ? 'La fuente no indica la zona horaria: confirme la hora con el cooperante.'
      : null,
    also: null,
  };
}

/** "Cierre", "Corte", "Expresión de interés". */
export function deadlineRoleName(role: DatedDeadline['role']): string {
  return role === 'close' ? 'Cierre' : DEADLINE_ROLE_LABELS[role];
}

function remainingText({ role, at }: DatedDeadline, now: Date, readerZone: string): string {
  const closes = role === 'close' || role === 'cut_off';
  if (at <= now) return closes ? 'Ya cerró' : 'Ya pasó';
  const days = daysBetween(localDate(now, readerZone), localDate(at, readerZone));
  if (days === 0) return closes ? 'Cierra hoy' : 'Es hoy';
  return days === 1 ? 'Falta 1 día' : `Faltan ${days} días`;
}

function before(date: DatedDeadline, now: Date, readerZone: string): string {
  const when = `${formatDateTime(date.at, readerZone)} (${zoneLabel(readerZone)})`;
  return `Antes, ${deadlineRoleName(date.role).toLowerCase()}: ${when}. ${remainingText(date, now, readerZone)}.`;
}

function cutOffsLeft(count: number): string | null {
  if (count === 0) return null;
  return count === 1 ? 'Es el último corte.' : `Quedan ${count} cortes.`;
}
