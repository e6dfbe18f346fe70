import { addDays, daysBetween } from '@chasqui/kernel';
import type { DemoCall } from './demo-files.js';

/** Closes are spread over this many days from the first one. */
const FIRST_CLOSE_DAYS = 24;
const SPREAD_DAYS = 95;
const STEP_DAYS = 13;

export interface ShiftedDates {
  readonly opensOn: string | null;
  readonly closesOn: string | null;
}

/**
 * Moves the dates of a real, closed call so that it is open `today`, keeping its length when both ends are known.
 * The same call and day always give the same dates.
 * @param index position of the call in the demo data, which spreads the closes
 */
export function shiftDates(call: Pick<DemoCall, 'opensOn' | 'closesOn'>, index: number, today: string): ShiftedDates {
  const closesOn = call.closesOn && addDays(today, FIRST_CLOSE_DAYS + ((index * STEP_DAYS) % SPREAD_DAYS));
  if (!call.opensOn) return { opensOn: null, closesOn };
  const openedAgo = addDays(today, -20);
  if (!closesOn || !call.closesOn) return { opensOn: openedAgo, closesOn };
  const opensOn = addDays(closesOn, -daysBetween(call.opensOn, call.closesOn));
  return { opensOn: opensOn < today ? opensOn : openedAgo, closesOn };
}
