import { BEFORE_DAY, BETWEEN_WORDS, LIST_WORDS, RANGE_WORDS, weekdayWord } from './lexicon.js';
import { GAP, isMark, type Token } from './tokens.js';

export interface DayLink {
  readonly kind: 'comma' | 'list' | 'range';
  /** Index of the token behind it. */
  readonly to: number;
}

/**
 * Reads what ties a day to the next one: ",", "y", "al", "– ", "hasta el viernes".
 * @param first where the first of them begins: "entre" before it makes a range of "y"
 */
export function readDayLink(tokens: readonly Token[], from: number, first: number): DayLink | null {
  let kind: DayLink['kind'] | null = null;
  // The dot of "3. und 7. November".
  let at = isMark(tokens[from], '.') && tokens[from]!.gap === GAP.none ? from + 1 : from;
  for (let steps = 0; steps < 7; steps += 1) {
    const token = tokens[at];
    if (!token || token.gap === GAP.paragraph) return null;
    if (token.kind === 'number') break;
    const isRange = RANGE_WORDS.has(token.text);
    if (isMark(token, ',') && kind === null) kind = 'comma';
    else if (isRange && (kind === null || token.text !== '-')) kind = 'range';
    else if (LIST_WORDS.has(token.text) && kind !== 'list') kind = kind === 'range' ? 'range' : 'list';
    else if (token.text === '/' && kind === null) kind = 'list';
    else if (kind === null || !(BEFORE_DAY.has(token.text) || weekdayWord(tokens, at))) break;
    at += 1;
  }
  if (kind === null || at === from) return null;
  if (kind === 'list' && isAfterBetween(tokens, first)) kind = 'range';
  return { kind, to: at };
}

/** "entre el 5 y el 10 de mayo", "between Monday 3 and Friday 7 May". */
export function isAfterBetween(tokens: readonly Token[], first: number): boolean {
  for (let back = 1; back <= 4; back += 1) {
    const token = tokens[first - back];
    if (!token || tokens[first - back + 1]!.gap === GAP.paragraph) return false;
    if (BETWEEN_WORDS.has(token.text)) return true;
    if (!BEFORE_DAY.has(token.text) && !weekdayWord(tokens, first - back)) return false;
  }
  return false;
}
