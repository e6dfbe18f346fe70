import { DateTime } from 'luxon';

/** Continental Ecuador (UTC−5). */
export const ECUADOR_ZONE = 'America/Guayaquil';
/** Galápagos (UTC−6). */
export const GALAPAGOS_ZONE = 'Pacific/Galapagos';

const knownZones = new Map<string, boolean>();
const MOST_ZONES = 2_000;

/** True for a zone of the IANA time zone database that this runtime knows. */
export function isTimeZone(zone: string): boolean {
  let known = knownZones.get(zone);
  if (known === undefined) {
    known = /^[A-Z][A-Za-z_+\-/0-9]+$/.test(zone) && DateTime.local({ zone }).isValid;
    // What people mistype must not fill the memory.
    if (knownZones.size < MOST_ZONES) knownZones.set(zone, known);
  }
  return known;
}

/** Years to minutes on the wall, the month from 1. */
interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What clocks in the zone show; lists ask for it hundreds of times per page, so nothing is built for it. */
function wallClock(instant: number | Date, zone: string): WallClock {
  let clock = clocks.get(zone);
  if (!clock) {
    const numeric = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    // Swedish writes 2026-08-31 17:00:00.
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, calendar: 'gregory', ...numeric, ...time });
    clocks.set(zone, clock);
  }
  const [year, month, day, hour, minute, second] = clock.format(instant).match(/\d+/g)!.map(Number);
  return { year: year!, month: month!, day: day!, hour: hour!, minute: minute!, second: second! };
}

/** How far clocks in the zone are ahead of UTC at an instant, ms. */
function offsetAt(instant: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(instant, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

const HALF_DAY_MS = 12 * 3_600_000;
const PLAIN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;

/**
 * The instant of a wall-clock time in a zone. When clocks are put back an hour comes twice: the first is taken. An
 * hour that is left out when they are put forward is read as if they had not been.
 * @param local ISO local date-time without offset, e.g. "2026-08-31T17:00"
 * @returns undefined when either part is not valid
 */
export function instantOf(local: string, zone: string): Date | undefined {
  const parts = PLAIN.exec(local);
  if (!parts || !isTimeZone(zone)) return instantOfAny(local, zone);
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0));
  const asUtc = Date.UTC(year!, month! - 1, day, hour, minute, second);
  // A day or an hour that does not exist rolled over; years before 100 are read as of the last century.
  if (new Date(asUtc).toISOString().slice(0, 16) !== local.slice(0, 16) || second! > 59) {
    return instantOfAny(local, zone);
  }
  const before = offsetAt(asUtc - HALF_DAY_MS, zone);
  const after = offsetAt(asUtc + HALF_DAY_MS, zone);
  if (before === after) return new Date(asUtc - before);
  const fitting = [before, after].filter((offset) => offsetAt(asUtc - offset, zone) === offset);
  const offset = fitting.length > 0 ? Math.max(...fitting) : Math.min(before, after);
  return new Date(asUtc - offset);
}

function instantOfAny(local: string, zone: string): Date | undefined {
  const time = DateTime.fromISO(local, { zone });
  return time.isValid ? time.toJSDate() : undefined;
}

const WEEKDAYS = ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'];
const MONTHS = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
];

/** "lunes 31 de agosto de 2026, 17:00" in the given zone. */
export function formatDateTime(instant: Date, zone: string): string {
  const { year, month, day, hour, minute } = wallClock(instant, zone);
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]!;
  return `${weekday} ${day} de ${MONTHS[month - 1]!} de ${year}, ${padded(hour)}:${padded(minute)}`;
}

/** "31 ago 2026" of an ISO date or an instant in a zone. */
export function formatShortDate(value: string | Date, zone = ECUADOR_ZONE): string {
  const date = typeof value === 'string' ? value.slice(0, 10) : localDate(value, zone);
  const month = MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
  // "sept" is the one abbreviation of four letters.
  const short = month === 'septiembre' ? 'sept' : month.slice(0, 3);
  return `${Number(date.slice(8, 10))} ${short} ${Number(date.slice(0, 4))}`;
}

/** ISO calendar date ("2026-08-31") of an instant in a zone. */
export function localDate(instant: Date, zone = ECUADOR_ZONE): string {
  const { year, month, day } = wallClock(instant, zone);
  return `${String(year).padStart(4, '0')}-${padded(month)}-${padded(day)}`;
}

const DAY_MS = 24 * 3_600_000;

/** Whole calendar days from one ISO date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Adds calendar days to an ISO date. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}

/** How the zone is named to people: "hora de Ecuador", "hora de Galápagos", or the IANA name. */
export function zoneLabel(zone: string): string {
  if (zone === ECUADOR_ZONE) return 'hora de Ecuador';
  if (zone === GALAPAGOS_ZONE) return 'hora de Galápagos';
  return `hora de ${zone.replace(/^.*\//, '').replaceAll('_', ' ')} (${zone})`;
}
