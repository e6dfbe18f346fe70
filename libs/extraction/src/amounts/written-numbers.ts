import { type Decimal, decimal } from './decimal.js';
import { fold } from '@chasqui/kernel';
import { numberWord, type NumberWord } from './number-words.js';

export interface WrittenNumber {
  readonly start: number;
  readonly end: number;
  readonly value: Decimal;
  /** Power of ten of the last scale word, 0 without one: "cien mil" is 3. */
  readonly power: number;
}

/** Longest number that is read: "doscientos cincuenta y cinco mil quinientos treinta y dos" is nine words. */
const MAX_WORDS = 14;
const REACH = 140;
const MAX_VALUE = 1e15;

const WORD_BEFORE = /([\p{L}\p{M}]{1,60})((?:[ \u00a0]{1,2}|[ ]?\r?\n[ ]?|[-‐‑])?)$/u;
const WORD_AFTER = /^((?:[ \u00a0]{1,2}|[ ]?\r?\n[ ]?|[-‐‑])?)([\p{L}\p{M}]{1,60})/u;

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly meanings: readonly NumberWord[];
}

/**
 * The number in words that touches a place: ends right before it, or has the word that begins there as one of its own.
 * @param from nothing before it is read
 */
export function writtenNumberAt(text: string, at: number, from: number): WrittenNumber | null {
  const words = [...wordsBefore(text, at, from), ...wordsFrom(text, at)];
  while (words.length > 0 && isJoiner(words.at(-1)!)) words.pop();
  for (let first = 0; first < words.length; first++) {
    if (isJoiner(words[first]!)) continue;
    const read = evaluate(words.slice(first).flatMap(({ meanings }) => meanings));
    if (read) return { start: words[first]!.start, end: words.at(-1)!.end, ...read };
  }
  return null;
}

function wordsBefore(text: string, at: number, from: number): Placed[] {
  const found: Placed[] = [];
  let end = at;
  while (found.length < MAX_WORDS) {
    const slice = text.slice(Math.max(from, at - REACH, end - 64), end);
    const match = WORD_BEFORE.exec(slice);
    if (!match || (match[2] === '' && end !== at)) break;
    const start = end - match[0].length;
    const meanings = numberWord(fold(match[1]!));
    if (!meanings) break;
    found.unshift({ start, end: start + match[1]!.length, meanings });
    end = start;
  }
  return found;
}

function wordsFrom(text: string, at: number): Placed[] {
  const found: Placed[] = [];
  let start = at;
  while (found.length < MAX_WORDS) {
    const match = WORD_AFTER.exec(text.slice(start, start + 66));
    if (!match || (match[1] === '' && start !== at)) break;
    const meanings = numberWord(fold(match[2]!));
    if (!meanings) break;
    const end = start + match[0].length;
    found.push({ start: end - match[2]!.length, end, meanings });
    start = end;
  }
  return found;
}

function isJoiner({ meanings }: Placed): boolean {
  return meanings.every(({ kind }) => kind === 'joiner');
}

/** Adds up number words; null when they do not make one number ("tres dos mil", "millones" alone). */
function evaluate(words: readonly NumberWord[]): { value: Decimal; power: number } | null {
  let total = 0;
  let current = 0;
  let power = 0;
  for (const [index, word] of words.entries()) {
    if (word.kind === 'joiner') continue;
    if (word.kind === 'article') {
      const next = words[index + 1];
      const isLed =
        next?.kind === 'hundred' || next?.kind === 'half' || (next?.kind === 'scale' && next.isEnglish);
      if (!isLed) return null;
      if (current === 0 && next.kind !== 'half') current = 1;
    } else if (word.kind === 'half') {
      const half = halfAdded(total, current, power, words[index - 1]);
      if (!half) return null;
      ({ total, current } = half);
    } else if (word.kind === 'hundred') {
      const unit = current % 100;
      if (unit >= 10 || current >= 100) return null;
      current = unit === 0 ? 100 : unit * 100;
    } else if (word.kind === 'add') {
      const next = added(current, word.value, words[index - 1]?.kind === 'joiner');
      if (next === null) return null;
      current = next;
    } else {
      // Only "mil" says a number by itself: "millones" needs how many.
      if (current === 0 && word.power !== 3 && total === 0) return null;
      const scale = 10 ** word.power;
      if (total > 0 && total < scale) total = (total + current) * scale;
      else if (total > 0 && word.power >= power) return null;
      else total += (current || 1) * scale;
      current = 0;
      power = word.power;
    }
  }
  const value = total + current;
  if (value <= 0 || value >= MAX_VALUE) return null;
  return { value: value % 1 === 0 ? decimal(String(value)) : decimal(String(value * 10), 1), power };
}

/** "un millón y medio", "one and a half million", "medio millón", "eine halbe Million". */
function halfAdded(
  total: number,
  current: number,
  power: number,
  previous: NumberWord | undefined,
): { total: number; current: number } | null {
  if (current % 1 !== 0) return null;
  if (current === 0) return total > 0 ? { total: total + 10 ** power / 2, current } : { total, current: 0.5 };
  const isJoined = previous?.kind === 'joiner' || previous?.kind === 'article';
  if (current === 1 && !isJoined) return { total, current: 0.5 };
  return { total, current: current + 0.5 };
}

/** `current` with a number word behind it, null when that word cannot stand there. */
function added(current: number, value: number, joined: boolean): number | null {
  const rest = current % 100;
  if (current % 1 !== 0) return null;
  if (value >= 100 || value % 1 !== 0) return current === 0 ? value : null;
  if (rest === 0) return current + value;
  // "quatre-vingt"
  if (value === 20 && rest === 4) return current + 76;
  // "fünfundzwanzig": units first, with "und" between.
  if (value >= 20) return rest < 10 && joined ? current + value : null;
  // "soixante-dix", "quatre-vingt-quinze"
  if (value >= 10) return rest === 60 || rest === 80 ? current + value : null;
  return rest % 10 === 0 ? current + value : null;
}
