import { addDays } from '@chasqui/kernel';
import { DateTime } from 'luxon';

/** Calls, and the treaties and bodies that they cite, lie within these years; what lies outside is a typing error. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
/** Calls themselves are no older: an earlier figure that stands alone is rather a sum than a year. */
const FIRST_YEAR_OF_CALLS = 1990;

export function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= FIRST_YEAR && value <= LAST_YEAR;
}

/** A year by which a call may be dated. */
export function isRecentYear(value: number): boolean {
  return isYear(value) && value >= FIRST_YEAR_OF_CALLS;
}

/** The year of "24" or "98"; null for one that no call is dated by ("62"). */
export function yearOfTwoDigits(value: number): number | null {
  if (value < 50) return 2000 + value;
  return isRecentYear(1900 + value) ? 1900 + value : null;
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a day of the calendar; without a year 29 February counts. */
export function isDay(year: number | null, month: number, day: number): boolean {
  if (!Number.isInteger(day) || day < 1 || day > (DAYS[month - 1] ?? 0)) return false;
  if (month !== 2 || day !== 29 || year === null) return true;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function padded(number: number, length = 2): string {
  return String(number).padStart(length, '0');
}

/** "2024-03-15", "2024-03"; without a year "--03-15", "--03". */
export function isoOf(year: number | null, month: number, day: number | null): string {
  const ofYear = year === null ? '-' : padded(year, 4);
  return day === null ? `${ofYear}-${padded(month)}` : `${ofYear}-${padded(month)}-${padded(day)}`;
}

/** Months counted through, for telling which of two days of a year is the later one. */
export function orderInYear(month: number, day: number | null): number {
  return month * 31 + (day ?? 1);
}

/** A calendar date "2024-03-15" at the start of an ISO date or date-time; undefined when there is none. */
export function isoDay(text: string | undefined): string | undefined {
  const day = text?.slice(0, 10);
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const [year, month, date] = day.split('-').map(Number);
  return isYear(year!) && isDay(year!, month!, date!) ? day : undefined;
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(isoDate: string): number {
  return new Date(Date.parse(isoDate)).getUTCDay() || 7;
}

/**
 * The last day of a term that begins on the day after `start`. Months and years end on the day of the same number,
 * or on the last day of a shorter month (Ley 39/2015, art. 30). Working days are Monday to Friday: holidays differ
 * by town and are not known here.
 */
export function termEnd(start: string, count: number, unit: string): string | null {
  if (unit === 'workday') return addWorkdays(start, count);
  if (unit === 'day') return addDays(start, count);
  if (unit === 'week') return addDays(start, count * 7);
  const span = unit === 'month' ? { months: count } : { years: count };
  const end = DateTime.fromISO(start, { zone: 'utc' }).plus(span);
  return end.isValid ? end.toISODate() : null;
}

function addWorkdays(start: string, count: number): string {
  const weeks = Math.floor(count / 5);
  let end = addDays(start, weeks * 7);
  // From a weekend, five working days end on the Friday before that weekend comes again.
  const weekday = weekdayOf(start);
  if (weekday > 5 && weeks > 0) end = addDays(end, 5 - weekday);
  for (let left = count % 5; left > 0;) {
    end = addDays(end, 1);
    if (weekdayOf(end) <= 5) left -= 1;
  }
  return end;
}
