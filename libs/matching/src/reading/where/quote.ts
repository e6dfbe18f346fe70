import type { Tokens } from '../who/tokens.js';
import { endOfSentence, startOfSentence } from './context.js';

/** What a person reads at a glance. */
const MAX_QUOTE = 240;
const MAX_WORDS = 60;

/** The sentence that holds the words `from` to `to`, verbatim; of a long one the part around them. */
export function quoteAround(tokens: Tokens, from: number, to: number): string {
  const { text, starts, ends } = tokens;
  let first = startOfSentence(tokens, from, MAX_WORDS);
  let last = endOfSentence(tokens, to, MAX_WORDS);
  const length = () => (ends[last] ?? 0) - (starts[first] ?? 0);
  while (length() > MAX_QUOTE && (first < from || last > to)) {
    // The far end goes first, so that the place stays amid its words.
    if (last - to > from - first || first === from) last -= 1;
    else first += 1;
  }
  return text.slice(starts[first], Math.min(ends[last] ?? 0, (starts[first] ?? 0) + MAX_QUOTE));
}
