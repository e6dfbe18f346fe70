import type { CallField } from '../claims.js';
import type { Lexicon, Mark } from './lexicon.js';
import type { Tag } from './tags.js';
import { GAP, tokenise, type Tokens } from './tokens.js';

/** A part of the call with the phrases found in it. */
export interface Scan {
  readonly field: CallField;
  readonly tokens: Tokens;
  readonly marks: readonly Mark[];
}

export function scan(field: CallField, text: string, lexicon: Lexicon, language: string): Scan {
  const tokens = tokenise(text);
  return { field, tokens, marks: lexicon.find(tokens, language) };
}

/** A text without full stops is cut, so that the work per sentence stays bounded. */
const MARKS_PER_SENTENCE = 120;

/** The marks of each sentence that has any. */
export function sentencesOf({ tokens, marks }: Scan): Mark[][] {
  const sentences: Mark[][] = [];
  let last = -1;
  for (const mark of marks) {
    const current = sentences.at(-1);
    const isNew =
      !current || current.length >= MARKS_PER_SENTENCE || crosses(tokens, last, mark.from, GAP.sentence);
    if (isNew) sentences.push([mark]);
    else current.push(mark);
    last = mark.to;
  }
  return sentences;
}

/** Whether a separator at least that strong stands between two tokens, the first excluded. */
export function crosses(tokens: Tokens, from: number, to: number, gap: number): boolean {
  for (let at = from + 1; at <= to; at += 1) if ((tokens.gaps[at] ?? 0) >= gap) return true;
  return false;
}

const QUOTE_LIMIT = 300;

/** The sentence around two tokens, verbatim, or at most 300 characters of it cut between words. */
export function quoteAround(tokens: Tokens, from: number, to: number): string {
  const { starts, ends, gaps, text } = tokens;
  let first = from;
  let last = Math.min(to, ends.length - 1);
  const length = () => (ends[last] ?? 0) - (starts[first] ?? 0);
  while (last > from && length() > QUOTE_LIMIT) last -= 1;
  while ((gaps[first] ?? GAP.sentence) < GAP.sentence && room(first - 1, last)) first -= 1;
  while (last + 1 < ends.length && (gaps[last + 1] ?? 0) < GAP.sentence && room(first, last + 1)) last += 1;
  return text.slice(starts[first], ends[last]);

  function room(start: number, end: number): boolean {
    return start >= 0 && (ends[end] ?? 0) - (starts[start] ?? 0) <= QUOTE_LIMIT;
  }
}

export const hasTag = (marks: readonly Mark[], ...tags: readonly Tag[]): boolean =>
  marks.some((mark) => tags.includes(mark.entry.tag));
