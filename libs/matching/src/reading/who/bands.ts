import type { PopulationBand } from '../claims.js';
import type { Lexicon, Mark } from './lexicon.js';
import { numbersOf, type WrittenNumber } from './numbers.js';
import { crosses } from './scan.js';
import type { Tag } from './tags.js';
import { GAP, type Tokens } from './tokens.js';

/** A band found in a text, with the tokens that say it. */
export interface FoundBand extends PopulationBand {
  readonly from: number;
  readonly to: number;
}

/** A text with its numbers and the words that limit them. */
export interface SizeText {
  readonly tokens: Tokens;
  readonly numbers: readonly WrittenNumber[];
  /** Tags by the last, and by the first, token of their phrase. */
  readonly endingAt: TagsByToken;
  readonly startingAt: TagsByToken;
}

export function sizeTextOf(tokens: Tokens, sizes: Lexicon, language: string): SizeText {
  const marks = sizes.find(tokens, language);
  return {
    tokens,
    numbers: numbersOf(tokens, marks),
    endingAt: tagsBy(marks, (mark) => mark.to),
    startingAt: tagsBy(marks, (mark) => mark.from),
  };
}

const LIMITS: Partial<Record<Tag, Limit>> = {
  atMost: (value) => ({ min: null, max: value }),
  lessThan: (value) => ({ min: null, max: value - 1 }),
  atLeast: (value) => ({ min: value, max: null }),
  moreThan: (value) => ({ min: value + 1, max: null }),
};
const AFTER_LIMITS: Partial<Record<Tag, Limit>> = {
  orMore: (value) => ({ min: value, max: null }),
  orLess: (value) => ({ min: null, max: value }),
};

export type TagsByToken = ReadonlyMap<number, readonly Tag[]>;

/** One word may mean several things ("hasta" limits, and links a range). */
export function tagsBy(marks: readonly Mark[], token: (mark: Mark) => number): TagsByToken {
  const tags = new Map<number, Tag[]>();
  for (const mark of marks) {
    const at = token(mark);
    const there = tags.get(at);
    if (there) there.push(mark.entry.tag);
    else tags.set(at, [mark.entry.tag]);
  }
  return tags;
}

/** Every band written in a text, condition or not. */
export function bandsOf({ tokens, numbers, endingAt, startingAt }: SizeText): FoundBand[] {
  const bands: FoundBand[] = [];
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at] as WrittenNumber;
    const next = numbers[at + 1];
    if (next && isRange(tokens, number, next, endingAt)) {
      const scaled = next.value >= 1000 && number.value < 1000 ? number.value * 1000 : number.value;
      bands.push({ ...ordered(scaled, next.value), from: number.from, to: next.to });
      at += 1;
      continue;
    }
    const band = limitOf(tokens, number, endingAt, startingAt);
    if (band) bands.push({ ...band, from: number.from, to: number.to });
  }
  return bands;
}

function ordered(one: number, other: number): PopulationBand {
  return { min: Math.min(one, other), max: Math.max(one, other) };
}

/** "20.000 y 100.000" after "entre", "20000-100000", "20k–100k". */
function isRange(tokens: Tokens, one: WrittenNumber, other: WrittenNumber, endingAt: TagsByToken): boolean {
  const between = tokens.text.slice(tokens.ends[one.to], tokens.starts[other.from]).trim();
  if (between.length > 24) return false;
  if (other.from === one.to + 1) return /^[-–—−]$/.test(between) && one.value < other.value;
  // "entre 20.000 habitantes y 100.000": at most the word for inhabitants and the link.
  if (other.from - one.to > 4 || !isLinked(endingAt, other.from)) return false;
  const opens = BEFORE_RANGE.some((words) => endingAt.get(one.from - words)?.includes('between'));
  return opens && one.value < other.value;
}

function isLinked(endingAt: TagsByToken, to: number): boolean {
  return BEFORE_RANGE.some((words) => endingAt.get(to - words)?.includes('rangeTo'));
}

/** The opening word may be apart by an article ("tra i 5.000"). */
const BEFORE_RANGE = [1, 2] as const;

function limitOf(
  tokens: Tokens,
  number: WrittenNumber,
  endingAt: TagsByToken,
  startingAt: TagsByToken,
): PopulationBand | null {
  const following = startingAt.get(number.to + 1)?.includes('inhabitants')
    ? [number.to + 2, number.to + 1]
    : [number.to + 1];
  for (const at of following) {
    const limit = limitAmong(startingAt.get(at), AFTER_LIMITS);
    if (limit) return limit(number.value);
  }
  const signs = tokens.text.slice(tokens.ends[number.from - 1] ?? 0, tokens.starts[number.from]);
  const bySign = signLimit(signs, tokens.text[tokens.ends[number.to] ?? 0]);
  if (bySign) return bySign(number.value);
  for (const words of BEFORE_RANGE) {
    if (words > 1 && crosses(tokens, number.from - words, number.from, GAP.comma)) continue;
    const limit = limitAmong(endingAt.get(number.from - words), LIMITS);
    if (limit) return limit(number.value);
  }
  return null;
}

type Limit = (value: number) => PopulationBand;

function limitAmong(
  tags: readonly Tag[] | undefined,
  limits: Partial<Record<Tag, Limit>>,
): Limit | undefined {
  return tags?.map((tag) => limits[tag]).find((limit) => limit !== undefined);
}

function signLimit(before: string, after: string | undefined): Limit | undefined {
  if (/(<=|≤|=<)\s*$/.test(before)) return LIMITS.atMost;
  if (/(>=|≥|=>)\s*$/.test(before)) return LIMITS.atLeast;
  if (/<\s*$/.test(before)) return LIMITS.lessThan;
  if (/>\s*$/.test(before)) return LIMITS.moreThan;
  return after === '+' ? LIMITS.atLeast : undefined;
}

/**
 * One band of several: limits of one range ("más de 20.000 y menos de 100.000") narrow it; categories widen it.
 * @returns null when no size is left out.
 */
export function merge(bands: readonly PopulationBand[]): PopulationBand | null {
  if (bands.length === 0) return null;
  const [one, other] = bands;
  if (bands.length === 2 && one && other) {
    const min = one.min ?? other.min;
    const max = one.max ?? other.max;
    const isOneRange =
      (one.max === null) === (other.min === null) && (one.min === null) === (other.max === null);
    if (isOneRange && min !== null && max !== null && min < max && hasOneSide(one) && hasOneSide(other)) {
      return { min, max };
    }
  }
  const min = bands.some((band) => band.min === null)
    ? null
    : Math.min(...bands.map((band) => band.min ?? 0));
  const max = bands.some((band) => band.max === null)
    ? null
    : Math.max(...bands.map((band) => band.max ?? 0));
  return min === null && max === null ? null : { min, max };
}

const hasOneSide = (band: PopulationBand): boolean => (band.min === null) !== (band.max === null);
