import type { Tokens } from '../who/tokens.js';
import { endOfSentence, startOfSentence } from './context.js';

/** What a person reads at a glance. */
const MAX_QUOTE = 240;
const MAX_WORDS = 60;
const CLOSING = ')»”';

/** The sentence that holds the words `from` to `to`, verbatim; of a long one the part around them. */
export function quoteAround(tokens: Tokens, from: number, to: number): string {
  const { text, starts, ends } = tokens;
  let first = startOfSentence(tokens, from, MAX_WORDS);
  let last = endOfSentence(tokens, to, MAX_WORDS);
  const endAt = (word: number) => ends[word] ?? 0;
  const startAt = (word: number) => starts[word] ?? 0;
  while (last > to && endAt(last) - startAt(first) > MAX_QUOTE) last -= 1;
  while (first < from && endAt(last) - startAt(first) > MAX_QUOTE) first += 1;
  let end = Math.min(endAt(last), startAt(first) + MAX_QUOTE);
  while (CLOSING.includes(text[end] ?? ' ')) end += 1;
  return text.slice(startAt(first), end);
}
