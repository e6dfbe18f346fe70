import { BEFORE_DAY, weekdayWord } from './lexicon.js';
import { GAP, isMark, type Token } from './tokens.js';

/** Takes the day of the week before a date into its words: "viernes, 15 de marzo". */
export function withWeekday(
  tokens: readonly Token[],
  from: number,
): { from: number; weekday: number | null } {
  for (let back = 1; back <= 3; back += 1) {
    const token = tokens[from - back];
    if (!token || tokens[from - back + 1]!.gap > GAP.line) break;
    const weekday = weekdayWord(tokens, from - back);
    if (weekday) return { from: from - back, weekday };
    if (!isMark(token, ',.') && !BEFORE_DAY.has(token.text)) break;
  }
  return { from, weekday: null };
}
