import { fold } from '@chasqui/kernel';
import { currencyAfter } from './currencies.js';
import { GAP, matchAt } from './gaps.js';
import { numberWord } from './number-words.js';
import { endOf, percentAt, type Reading, startOf, UNMARKED } from './readings.js';
import { type WrittenNumber, writtenNumberAt } from './written-numbers.js';

/** Where a number in words may be: at a scale, a currency or a percent word. */
const ANCHOR =
  /\b(?:mil(?:l|h|\b|i[oóò])|eur|d[oóòô]ll?ar|pesos|pounds|yen|yuan|franc|reais|soles|coro[na]|kron|won|por ?ci|por ?cent|por 100|per ?cent|pour cent|prozent|thousand|tausend|puntos? porc|percentage p|US[ -]dol|U\.S\.)|mila\b|tausend\b/gi;

const WORD = /[\p{L}\p{M}]+/uy;
const LETTERS_BEFORE = /[\p{L}\p{M}]{1,60}$/u;
const LINK_BEFORE = new RegExp(`(?:${GAP}(?:(?:con |y )?\\d{1,2}/100)?${GAP}(?:de |d['’]|di )?)$`, 'iu');

/**
 * Numbers in words that a currency, a percent word or a scale stands beside: "cien mil dólares", "ochenta por ciento".
 * @param taken readings of digits in the order of the text; nothing inside them is read again
 */
export function writtenReadings(text: string, taken: readonly Reading[]): Reading[] {
  const readings: Reading[] = [];
  let next = 0;
  let free = 0;
  for (
    let match = matchAt(ANCHOR, text, 0);
    match;
    match = matchAt(ANCHOR, text, Math.max(free, match.index + 1))
  ) {
    const at = match.index;
    while (next < taken.length && endOf(taken[next]!) <= at) free = Math.max(free, endOf(taken[next++]!));
    const current = taken[next];
    if (current && startOf(current) <= at) {
      free = endOf(current);
      continue;
    }
    const reading = readingAt(text, at, free);
    if (!reading || (current && endOf(reading) > startOf(current))) continue;
    const first = beginningOf(text, reading, free);
    if (first) readings.push(first);
    readings.push(reading);
    free = endOf(reading);
  }
  return readings;
}

const BETWEEN_TWO = /\s(?:y|e|a|i|al?|to|and|et|à|und|bis|o|or|ou|hasta|até)\s$/iu;

/** The number in words before "y" or "a", which the second one ends: "entre cinco y diez mil dólares". */
function beginningOf(text: string, second: Reading, from: number): Reading | null {
  const joined = BETWEEN_TWO.exec(text.slice(Math.max(from, second.start - 8), second.start));
  if (!joined) return null;
  const at = second.start - joined[0].length;
  const first = writtenNumberAt(text.slice(0, at), at, from);
  return first && unmarked(first);
}

function unmarked({ start, end, value, power }: WrittenNumber): Reading {
  const bare = { digits: value.digits, places: value.places + power };
  return { start, end, bare, value, power, ...UNMARKED, inWords: true };
}

function readingAt(text: string, anchor: number, from: number): Reading | null {
  const start =
    anchor - (LETTERS_BEFORE.exec(text.slice(Math.max(from, anchor - 60), anchor))?.[0].length ?? 0);
  const word = matchAt(WORD, text, start)?.[0];
  if (word === undefined) return null;
  const isNumber = numberWord(fold(word)) !== undefined;
  const slice = text.slice(Math.max(from, start - 16), start);
  const at = isNumber ? start : start - (LINK_BEFORE.exec(slice)?.[0].length ?? 0);
  const number = writtenNumberAt(text, at, from);
  if (!number || /[\d\p{L}]$/u.test(text.slice(Math.max(0, number.start - 1), number.start))) return null;
  if (/\d[ \u00a0]?$/.test(text.slice(Math.max(0, number.start - 2), number.start))) return null;
  const percentEnd = percentAt(text, number.end);
  const after = percentEnd === null ? currencyAfter(text, number.end) : null;
  return { ...unmarked(number), after, percentEnd };
}
