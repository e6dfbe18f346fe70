import { createHash } from 'node:crypto';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Sources with one schedule spread over this part of it. */
const SPREAD = 0.1;
const MOST_SPREAD_MS = 30 * MINUTE_MS;
/** Doubling more often than this is beyond any cap. */
const MOST_DOUBLINGS = 20;

export interface LastRun {
  readonly sourceId: string;
  readonly startedAt: Date;
  /** Until when the source asked to be left alone (Retry-After); null when it did not. */
  readonly retryAfter: Date | null;
}

/**
 * When a source is read next. After failures the wait doubles with each of them, up to a day, also for a source
 * that is read more seldom: a failure is tried again within the day. Each source has its own small shift, always
 * the same, so that not all of them start at once. Never before the source allows it.
 * @param failures runs in a row that failed, 0 after a success
 */
export function nextRunAt(lastRun: LastRun, everyMinutes: number, failures: number): Date {
  const every = everyMinutes * MINUTE_MS;
  const shift = shiftOf(lastRun.sourceId);
  const wait =
    failures > 0
      ? // Shift included, no more than a day.
        Math.min(every * 2 ** Math.min(failures, MOST_DOUBLINGS), DAY_MS / (1 + SPREAD)) *
        (1 + SPREAD * shift)
      : every + Math.min(every * SPREAD, MOST_SPREAD_MS) * shift;
  const due = lastRun.startedAt.getTime() + Math.round(wait);
  return new Date(Math.max(due, lastRun.retryAfter?.getTime() ?? 0));
}

/** 0 up to, not including, 1. */
function shiftOf(sourceId: string): number {
  return createHash('sha256').update(sourceId).digest().readUInt32BE(0) / 2 ** 32;
}
