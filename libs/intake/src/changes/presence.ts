import type { Standing } from './change.js';
import { READINGS_TO_VANISH } from './settle.js';

/** What is remembered of an item in the list of its source. */
export interface ListMemory {
  /** Complete readings in a row that did not list it; it no longer grows once the item counts as withdrawn. */
  readonly missing: number;
}

export interface ListReading {
  /** Every page was read and none failed: only then does a missing item say something. */
  readonly complete: boolean;
  readonly listed: boolean;
  /** How the call stands by what is known of it. */
  readonly standing: Standing;
}

export type PresenceEvent = 'withdrawn' | 'returned';

/**
 * Whether an item left the list of its source. It counts as withdrawn when two complete readings in a row did not
 * have it. A call that is past its deadline or cancelled leaves the list in the normal way.
 */
export function settlePresence(
  previous: ListMemory,
  reading: ListReading,
): { readonly memory: ListMemory; readonly event: PresenceEvent | null } {
  const wasGone = previous.missing >= READINGS_TO_VANISH;
  if (reading.listed) return { memory: { missing: 0 }, event: wasGone ? 'returned' : null };
  if (!reading.complete || wasGone) return { memory: previous, event: null };
  if (reading.standing === 'closed' || reading.standing === 'cancelled') {
    return { memory: { missing: 0 }, event: null };
  }
  const missing = previous.missing + 1;
  return { memory: { missing }, event: missing >= READINGS_TO_VANISH ? 'withdrawn' : null };
}
