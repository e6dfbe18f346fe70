import type { Mark } from './lexicon.js';
import type { Tag } from './tags.js';
import { isNumber, type Tokens } from './tokens.js';

/** A whole number written in a text: tokens `from` to `to`. */
export interface WrittenNumber {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

const SCALES: ReadonlySet<Tag> = new Set(['thousand', 'million', 'oneMillion', 'halfMillion']);
const LARGEST = 100_000_000;

/**
 * The whole numbers of a text, with their thousand separators ("20.000", "20 000", "20'000", "20,000") and
 * multipliers ("50 mil", "1,5 millones", "20k", "medio millón"). Decimals count only before a multiplier.
 */
export function numbersOf(tokens: Tokens, marks: readonly Mark[]): WrittenNumber[] {
  const scales = marks.filter(({ entry }) => SCALES.has(entry.tag));
  const words = new Map(scales.map((mark) => [mark.from, mark]));
  const numbers: WrittenNumber[] = [];
  for (let at = 0; at < tokens.words.length; at += 1) {
    const number = spelled(words.get(at)) ?? digits(tokens, at, words);
    if (!number || number.value > LARGEST) continue;
    numbers.push(number);
    at = number.to;
  }
  return numbers;
}

function spelled(mark: Mark | undefined): WrittenNumber | null {
  if (mark?.entry.tag === 'oneMillion') return { value: 1_000_000, from: mark.from, to: mark.to };
  if (mark?.entry.tag === 'halfMillion') return { value: 500_000, from: mark.from, to: mark.to };
  return null;
}

function digits(tokens: Tokens, at: number, words: ReadonlyMap<number, Mark>): WrittenNumber | null {
  const first = tokens.words[at] ?? '';
  if (!isNumber(first) || first.length > 9) return null;
  let to = at;
  let whole = first;
  while (first.length <= 3 && continuesThousands(tokens, to) && whole.length < 12) {
    to += 1;
    whole += tokens.words[to];
  }
  let value = Number(whole);
  if (to === at && isDecimal(tokens, at)) {
    const scaled = words.get(at + 2);
    if (!scaled || !multiplier(scaled)) return null;
    value = Number(`${first}.${tokens.words[at + 1]}`);
    to = at + 1;
  }
  // "20k", "50 mil millones" is no population.
  const times = words.get(to + 1);
  const factor = times && multiplier(times);
  return factor ? { value: Math.round(value * factor), from: at, to: to + 1 } : { value, from: at, to };
}

function multiplier(mark: Mark): number | null {
  if (mark.entry.tag === 'thousand') return 1000;
  return mark.entry.tag === 'million' ? 1_000_000 : null;
}

/** Whether the next token is three digits after one thousand separator. */
function continuesThousands({ words, text, starts, ends }: Tokens, at: number): boolean {
  const next = words[at + 1];
  if (next?.length !== 3 || !isNumber(next)) return false;
  return /^[.,' \u2019\u00a0\u202f\u2009]$/.test(text.slice(ends[at], starts[at + 1]));
}

function isDecimal({ words, text, starts, ends }: Tokens, at: number): boolean {
  const next = words[at + 1];
  return next !== undefined && isNumber(next) && /^[.,]$/.test(text.slice(ends[at], starts[at + 1]));
}
