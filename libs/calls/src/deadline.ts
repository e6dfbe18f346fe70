import {
  daysBetween,
  ECUADOR_ZONE,
  formatDateTime,
  instantOf,
  isTimeZone,
  localDate,
  zoneLabel,
} from '@chasqui/kernel';

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

/** The close of a call: a kind, a wall-clock time in a zone when it is exact, and the source's words. */
export interface Deadline {
  readonly deadlineKind: DeadlineKind;
  readonly deadlineLocal: string | null;
  readonly deadlineZone: string | null;
  readonly deadlineZoneAssumed: boolean;
  readonly deadlineText: string | null;
}

/** The instant of an exact deadline; null for every other kind. */
export function closingInstant(deadline: Deadline): Date | null {
  if (deadline.deadlineKind !== 'exact' || !deadline.deadlineLocal || !deadline.deadlineZone) return null;
  if (!isTimeZone(deadline.deadlineZone)) return null;
  return instantOf(deadline.deadlineLocal, deadline.deadlineZone) ?? null;
}

export type CallStatus = 'upcoming' | 'open' | 'closing_soon' | 'closed';

/** Days before the close from which a call counts as closing soon. */
export const CLOSING_SOON_DAYS = 15;

/**
 * Whether a call is open now. Computed, never typed: it changes by itself when the clock passes the dates.
 * A call without an exact deadline stays open until a curator takes it down.
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
}

/** How a deadline is shown to a person in `readerZone`. */
export function deadlineTexts(deadline: Deadline, now: Date, readerZone = ECUADOR_ZONE): DeadlineTexts {
  const instant = closingInstant(deadline);
  const zone = deadline.deadlineZone;
  if (!instant || !zone) {
    const kind = deadline.deadlineKind === 'exact' ? KIND_TEXT.unpublished : KIND_TEXT[deadline.deadlineKind];
    const words = deadline.deadlineText ? ` («${deadline.deadlineText}»)` : '';
    return { reader: `${kind}${words}`, original: null, remaining: null, warning: null };
  }
  const days = daysBetween(localDate(now, readerZone), localDate(instant, readerZone));
  return {
    reader: `${formatDateTime(instant, readerZone)} (${zoneLabel(readerZone)})`,
    original: zone === readerZone ? null : `${formatDateTime(instant, zone)} (${zoneLabel(zone)})`,
    remaining: remainingText(instant, now, days),
    warning: deadline.deadlineZoneAssumed
      ? 'La fuente no indica la zona horaria: confirme la hora con el cooperante.'
      : null,
  };
}

function remainingText(instant: Date, now: Date, days: number): string {
  if (instant <= now) return 'Ya cerró';
  if (days === 0) return 'Cierra hoy';
  return days === 1 ? 'Falta 1 día' : `Faltan ${days} días`;
}
