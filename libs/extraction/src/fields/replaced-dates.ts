import type { DateMention } from '../types.js';

/** Between a crossed-out date and the one that takes its place stand at most some marks and small words. */
const FARTHEST = 25;

/** The dates that are still valid; one right behind a crossed-out date is for the same thing. */
export function validDates(text: string, dates: readonly DateMention[]): DateMention[] {
  const valid: DateMention[] = [];
  let struck: DateMention | null = null;
  for (const date of dates) {
    if (date.struck) {
      struck = date;
      continue;
    }
    const isBare = date.role === null && date.stage === null;
    valid.push(
      struck && isBare && isBeside(text, struck, date)
        ? { ...date, role: struck.role, stage: struck.stage }
        : date,
    );
    struck = null;
  }
  return valid;
}

function isBeside(text: string, struck: DateMention, date: DateMention): boolean {
  const between = text.slice(struck.offset + struck.words.length, date.offset);
  return between.length <= FARTHEST && !/[\n.;|]/.test(between);
}
