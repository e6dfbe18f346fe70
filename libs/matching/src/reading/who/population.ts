import type { Claim, PopulationBand } from '../claims.js';
import type { WhoKnowledge } from './knowledge.js';
import type { Mark } from './lexicon.js';
import { numbersOf, type WrittenNumber } from './numbers.js';
import { crosses, quoteAround, type Scan } from './scan.js';
import type { Tag } from './tags.js';
import { GAP, type Tokens } from './tokens.js';

/** A band found in a text, with the tokens that say it. */
interface FoundBand extends PopulationBand {
  readonly from: number;
  readonly to: number;
}

interface SizeText {
  readonly tokens: Tokens;
  readonly sizes: readonly Mark[];
  readonly numbers: readonly WrittenNumber[];
}

/**
 * The population band that is a condition, read from running text. Bands that are categories of a prize and together
 * leave no size out are no condition, nor is a size that is only told or preferred.
 */
export function readPopulation(
  scans: readonly Scan[],
  knowledge: WhoKnowledge,
  language: string,
): Claim<PopulationBand> | null {
  const found = scans.flatMap((scan) => {
    if (!scan.tokens.words.some((word) => knowledge.sizeWords.has(word))) return [];
    const text = sizeTextOf(scan.tokens, knowledge, language);
    const bands = bandsOf(text);
    return bands
      .filter((band, at) => isCondition(band, bands[at + 1], text, scan))
      .map((band) => ({ band, scan }));
  });
  const [first] = found;
  const band = merge(found.map((one) => one.band));
  if (!first || !band) return null;
  const { tokens, field } = first.scan;
  return { value: band, field, quote: quoteAround(tokens, first.band.from, first.band.to), fromText: true };
}

/** The band of the field that is meant for it: a range ("20000-100000") or free words. */
export function readPopulationBand(
  value: string,
  knowledge: WhoKnowledge,
  tokens: Tokens,
  language: string,
): Claim<PopulationBand> | null {
  const text = sizeTextOf(tokens, knowledge, language);
  const band = merge(bandsOf(text));
  if (!band) return null;
  const isCode = text.sizes.length === 0;
  return { value: band, field: 'populationBand', quote: isCode ? null : value, fromText: !isCode };
}

function sizeTextOf(tokens: Tokens, knowledge: WhoKnowledge, language: string): SizeText {
  const sizes = knowledge.sizes.find(tokens, language);
  return { tokens, sizes, numbers: numbersOf(tokens, sizes) };
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

type TagsByToken = ReadonlyMap<number, readonly Tag[]>;

/** One word may mean several things ("hasta" limits, and links a range). */
function tagsBy(marks: readonly Mark[], token: (mark: Mark) => number): TagsByToken {
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
function bandsOf({ tokens, sizes, numbers }: SizeText): FoundBand[] {
  const endingAt = tagsBy(sizes, (mark) => mark.to);
  const startingAt = tagsBy(sizes, (mark) => mark.from);
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
  const following =
    startingAt.get(number.to + 1)?.entry.tag === 'inhabitants'
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

/** How far before a band the settlement it limits may stand, and the word for inhabitants after it. */
const SUBJECT_REACH = 12;
const INHABITANTS_REACH = 3;

const SETTLEMENTS: ReadonlySet<Tag> = new Set([
  'municipal',
  'city',
  'provincial',
  'parish',
  'local',
  'public',
  'joint',
  'allLevels',
  'adjMunicipal',
  'memberCity',
  'capitalProvincial',
]);

/** A limit on who takes part: on a settlement, in inhabitants, and neither counted nor preferred. */
function isCondition(
  band: FoundBand,
  next: FoundBand | undefined,
  { tokens, sizes }: SizeText,
  { marks }: Scan,
): boolean {
  // "más de 20.000 y menos de 100.000 habitantes": the word is said once.
  const end = next && next.from - band.to <= SUBJECT_REACH / 3 ? next.to : band.to;
  const isInSentence = (mark: Mark) =>
    !crosses(tokens, Math.min(mark.to, band.from), band.from, GAP.sentence);
  const isBefore = (mark: Mark) =>
    mark.to < band.from && band.from - mark.to <= SUBJECT_REACH && isInSentence(mark);
  const isNear = (mark: Mark) =>
    isBefore(mark) || (mark.from >= band.from && mark.from - band.to <= INHABITANTS_REACH);

  const speaksOfInhabitants = sizes.some((mark) => {
    const isWithin = mark.from >= band.from && mark.from - band.to <= INHABITANTS_REACH;
    return (
      (mark.entry.tag === 'inhabitants' && isWithin) || (mark.entry.tag === 'populationOf' && isNear(mark))
    );
  });
  const isOfSettlement =
    sizes.some((mark) => SIZE_SUBJECTS.has(mark.entry.tag) && isBefore(mark)) ||
    marks.some((mark) => SETTLEMENTS.has(mark.entry.tag) && isBefore(mark));
  const isTold = sizes.some((mark) => mark.entry.tag === 'statistic' && isBefore(mark));
  const isPreferred = marks.some((mark) => mark.entry.tag === 'preference' && isBefore(mark));
  return speaksOfInhabitants && isOfSettlement && !isTold && !isPreferred;
}

const SIZE_SUBJECTS: ReadonlySet<Tag> = new Set(['settlement', 'populationOf']);

/**
 * One band of several: limits of one range ("más de 20.000 y menos de 100.000") narrow it; categories widen it.
 * @returns null when no size is left out.
 */
function merge(bands: readonly PopulationBand[]): PopulationBand | null {
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
