import { DateTime } from 'luxon';

/** Continental Ecuador (UTC−5). */
export const ECUADOR_ZONE = 'America/Guayaquil';
/** Galápagos (UTC−6). */
export const GALAPAGOS_ZONE = 'Pacific/Galapagos';

/** True for a zone of the IANA time zone database that this runtime knows. */
export function isTimeZone(zone: string): boolean {
  return /^[A-Z][A-Za-z_+\-/0-9]+$/.test(zone) && DateTime.local({ zone }).isValid;
}

/**
 * The instant of a wall-clock time in a zone.
 * @param local ISO local date-time without offset, e.g. "2026-08-31T17:00"
 * @returns undefined when either part is not valid
 */
export function instantOf(local: string, zone: string): Date | undefined {
  const time = DateTime.fromISO(local, { zone });
  return time.isValid ? time.toJSDate() : undefined;
}

/** "lunes 31 de agosto de 2026, 17:00" in the given zone. */
export function formatDateTime(instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).setLocale('es').toFormat("cccc d 'de' LLLL 'de' yyyy, HH:mm");
}

/** "31 ago 2026" of an ISO date or an instant in a zone. */
export function formatShortDate(value: string | Date, zone = ECUADOR_ZONE): string {
  const date = typeof value === 'string' ? DateTime.fromISO(value) : DateTime.fromJSDate(value, { zone });
  return date.setLocale('es').toFormat('d LLL yyyy');
}

/** ISO calendar date ("2026-08-31") of an instant in a zone. */
export function localDate(instant: Date, zone = ECUADOR_ZONE): string {
  return DateTime.fromJSDate(instant, { zone }).toFormat('yyyy-LL-dd');
}

/** Whole calendar days from one ISO date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round(
    DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days,
  );
}

/** Adds calendar days to an ISO date. */
export function addDays(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toFormat('yyyy-LL-dd');
}

/** How the zone is named to people: "hora de Ecuador", "hora de Galápagos", or the IANA name. */
export function zoneLabel(zone: string): string {
  if (zone === ECUADOR_ZONE) return 'hora de Ecuador';
  if (zone === GALAPAGOS_ZONE) return 'hora de Galápagos';
  return `hora de ${zone.replace(/^.*\//, '').replaceAll('_', ' ')} (${zone})`;
}
