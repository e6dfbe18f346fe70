import { findAmounts } from './amounts/find-amounts.js';
import { findDates } from './dates/find-dates.js';
import type { AnyMention, DateMention, ReadingOptions, SourceText } from './types.js';

/**
 * The dates, amounts and percents of a text in its order, none overlapping another. Where the same words can be read
 * as both, a currency or percent sign makes them money ("€2024"); a number that is money by its context only yields
 * to a date. Never throws.
 */
export function findMentions(source: SourceText, options: ReadingOptions = {}): AnyMention[] {
  const amounts = findAmounts(source, options);
  const dates = findDates(source, options);
  const isGuess = ({ rule }: AnyMention) => GUESSES.has(rule);
  const explicit = amounts.filter((mention) => !isGuess(mention));
  const keptDates = without(dates, explicit);
  const keptAmounts = without(amounts, keptDates);
  return [...keptDates, ...keptAmounts].toSorted((a, b) => a.offset - b.offset);
}

/** Rules that read a number as money though nothing beside it names a currency. */
const GUESSES: ReadonlySet<string> = new Set(['amount.context', 'amount.same-sentence']);

/** Those of `mentions` that overlap none of `others`; both in the order of the text. */
function without<M extends DateMention | AnyMention>(
  mentions: readonly M[],
  others: readonly AnyMention[],
): M[] {
  let next = 0;
  return mentions.filter((mention) => {
    while (next < others.length && endOf(others[next]!) <= mention.offset) next++;
    const other = others[next];
    return !other || other.offset >= endOf(mention);
  });
}

function endOf({ offset, words }: AnyMention): number {
  return offset + words.length;
}
