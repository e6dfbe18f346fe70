/** Calls are neither older nor later than this; other years are reference numbers or mistakes. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The time of a deadline that the source gives as a day only. */
export const END_OF_DAY = '23:59';

/** An ISO date that exists, in the years that calls have. */
export function isDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : DAYS[month - 1]!);
}

/** "2026-08-31T17:00" of a day that exists. */
export function isLocal(text: string): boolean {
  return isDay(text.slice(0, 10)) && /^T(?:[01]\d|2[0-3]):[0-5]\d$/.test(text.slice(10));
}
