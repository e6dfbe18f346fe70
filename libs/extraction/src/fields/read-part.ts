import { findAmounts } from '../amounts/find-amounts.js';
import { findDates } from '../dates/find-dates.js';
import type {
  AmountMention,
  DateMention,
  ExtractedField,
  FieldReading,
  Hint,
  Part,
  PercentMention,
  ReadingOptions,
  Span,
} from '../types.js';
import { foldAligned } from './fold-aligned.js';
import { validDates } from './replaced-dates.js';

/** What is read of one part, in characters. The rules of a call have some tens of thousands. */
export const LONGEST_PART = 500_000;

/** A piece of a part without the blanks around it. */
export interface Stretch extends Span {
  readonly text: string;
}

export interface Line extends Stretch {
  /** In lower case without accents, letter by letter. */
  readonly folded: string;
}

/** A part with what was found in it. */
export interface ReadPart {
  readonly name: string;
  readonly hint: Hint | null;
  readonly text: string;
  /** The text in lower case without accents, letter by letter. */
  readonly folded: string;
  readonly isCut: boolean;
  readonly lines: readonly Line[];
  readonly struck: readonly Span[];
  /** Without those that the author crossed out. */
  readonly dates: readonly DateMention[];
  readonly amounts: readonly AmountMention[];
  readonly percents: readonly PercentMention[];
}

export function readPart(part: Part, options: ReadingOptions): ReadPart {
  const isCut = part.source.text.length > LONGEST_PART;
  const text = part.source.text.slice(0, LONGEST_PART);
  const source = isCut
    ? { text, struck: part.source.struck.filter((span) => span.end <= LONGEST_PART) }
    : part.source;
  const folded = foldAligned(text);
  const numbers = findAmounts(source, options).filter((mention) => !mention.struck);
  return {
    name: part.name,
    hint: part.hint,
    text,
    folded,
    isCut,
    lines: linesOf(text, folded),
    struck: source.struck,
    dates: validDates(text, findDates(source, options)),
    amounts: numbers.filter((mention) => mention.type === 'amount'),
    percents: numbers.filter((mention) => mention.type === 'percent'),
  };
}

function linesOf(text: string, folded: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = trimmed(text, start, end);
    if (line.text) lines.push({ ...line, folded: folded.slice(line.start, line.end) });
    start = end + 1;
  }
  return lines;
}

/** The stretch without the blanks at its ends. */
export function trimmed(text: string, start: number, end: number): Stretch {
  const words = text.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  const clean = words.trim();
  return { start: from, end: from + clean.length, text: clean };
}

export function isStruckAt(part: ReadPart, span: Span): boolean {
  return part.struck.some((struck) => struck.start < span.end && span.start < struck.end);
}

/** A value with the words of the part that it was read from. */
export function readingAt(
  field: ExtractedField,
  part: ReadPart,
  span: Span,
  value: unknown,
  rule: string,
  confidence: number,
): FieldReading {
  const words = part.text.slice(span.start, span.end);
  return { field, value, words, part: part.name, offset: span.start, rule, confidence };
}

export function spanOf(mention: { readonly offset: number; readonly words: string }): Span {
  return { start: mention.offset, end: mention.offset + mention.words.length };
}

export function withHint(parts: readonly ReadPart[], hint: Hint): ReadPart[] {
  return parts.filter((part) => part.hint === hint);
}

/** Parts that nobody has told what they are about: the page, its files. */
export function withoutHint(parts: readonly ReadPart[]): ReadPart[] {
  return parts.filter((part) => part.hint === null);
}
