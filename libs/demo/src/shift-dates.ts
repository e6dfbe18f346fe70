import { addDays, daysBetween } from '@chasqui/kernel';
import type { DemoCall } from './demo-files.js';

/** Days that calls with only an opening date have been open for. */
const OPENED_DAYS_AGO = 20;

export interface ShiftedDates {
  readonly opensOn: string | null;
  readonly closesOn: string | null;
}

/**
 * How many days after the load a demo call closes: public ones soon and spread out; those of the main job next, in
 * its order and with time for the usual plan; the others last.
 */
export function closesInDays(
  slug: string,
  demo: { readonly published: readonly string[]; readonly mainJob: readonly string[] },
): number {
  const published = demo.published.indexOf(slug);
  if (published >= 0) return 12 + published * 5;
  const position = demo.mainJob.indexOf(slug);
  return position >= 0 ? 64 + position * 3 : 120;
}

/**
 * Moves the dates of a real, closed call so that it is open `today`, keeping its length when both ends are known.
 * The same call and day always give the same dates.
 */
export function shiftDates(
  call: Pick<DemoCall, 'opensOn' | 'closesOn'>,
  closesIn: number,
  today: string,
): ShiftedDates {
  const closesOn = call.closesOn && addDays(today, closesIn);
  if (!call.opensOn) return { opensOn: null, closesOn };
  const openedAgo = addDays(today, -OPENED_DAYS_AGO);
  if (!closesOn || !call.closesOn) return { opensOn: openedAgo, closesOn };
  const opensOn = addDays(closesOn, -daysBetween(call.opensOn, call.closesOn));
  return { opensOn: opensOn < today ? opensOn : openedAgo, closesOn };
}
