import { daysBetween } from '@chasqui/kernel';
import { isDay, isoOf, isRecentYear, isYear, weekdayOf } from './calendar.js';
import { yearOfNorm } from './not-dates.js';
import { isCounted } from './years.js';
import type { RawDate } from './raw-date.js';
import { sentenceEnd, sentenceStart } from './stretches.js';
import { GAP, type Token } from './tokens.js';
import { wordSet } from './word-set.js';

export interface AssumedYear {
  readonly year: number;
  readonly confidence: number;
}

/** What stands further from a date than this in a text says nothing of its year, UTF-16 units. */
const BESIDE = 300;

/** Two dates of one text that lie further apart than this within a year are rather of two years, days. */
const SAME_YEAR = 240;

interface Context {
  readonly tokens: readonly Token[];
  readonly dates: readonly RawDate[];
  /** Of the dates that name one or share one in their list. */
  readonly years: readonly (number | null)[];
  readonly publishedOn: string | undefined;
}

/**
 * The year of a date that names none: of the norm whose date it is, of a date in the same sentence (the nearest such
 * day), of the next such day from the publication on, of a date close by, of the only year that the sentence names.
 */
export function assumedYear(context: Context, index: number): AssumedYear | null {
  const { tokens, dates, publishedOn } = context;
  const date = dates[index]!;
  if (date.yearHint !== null) return hintedYear(context, index);
  const norm = yearOfNorm(tokens, date.from);
  if (norm !== null) return isYear(norm) ? checked(date, norm, 0.8) : null;
  const start = sentenceStart(tokens, date.from);
  const end = sentenceEnd(tokens, date.to);
  const within = (other: RawDate) => other.from >= start && other.to <= end;
  const spoken = nearest(context, index, within);
  if (spoken) return spoken;
  if (publishedOn) return nextSuchDay(date, publishedOn);
  const place = (other: RawDate) => tokens[other.from]!.start;
  const beside = nearest(context, index, (other) => Math.abs(place(other) - place(date)) <= BESIDE);
  if (beside) return { ...beside, confidence: 0.65 };
  const named = onlyYear(tokens, start, end);
  return named === null ? null : checked(date, named, 0.6);
}

function checked({ month, day }: RawDate, year: number, confidence: number): AssumedYear | null {
  return isYear(year) && (day === null || isDay(year, month, day)) ? { year, confidence } : null;
}

function hintedYear({ dates, years, publishedOn }: Context, index: number): AssumedYear | null {
  const date = dates[index]!;
  if (date.yearHint === 'same') {
    const before = neighbour(index, dates.length, (other) => other < index && years[other] != null);
    return before === undefined ? null : checked(date, years[before]!, 0.85);
  }
  if (!publishedOn) return null;
  return checked(date, Number(publishedOn.slice(0, 4)) + (date.yearHint === 'next' ? 1 : 0), 0.85);
}

/** Most dates on either side that may give their year. */
const NEIGHBOURS = 30;

/** The date around one that fits: the nearest, of two the earlier. */
function neighbour(index: number, count: number, fits: (other: number) => boolean): number | undefined {
  for (let step = 1; step <= NEIGHBOURS; step += 1) {
    if (index - step >= 0 && fits(index - step)) return index - step;
    if (index + step < count && fits(index + step)) return index + step;
  }
  return undefined;
}

/** The year of the nearest date that has one, or the year beside it where that brings the two together. */
function nearest(context: Context, index: number, accepts: (other: RawDate) => boolean): AssumedYear | null {
  const { dates, years } = context;
  const date = dates[index]!;
  const isNamed = (other: number) => isRecentYear(years[other] ?? 0) && accepts(dates[other]!);
  const best = neighbour(index, dates.length, isNamed);
  if (best === undefined) return null;
  const base = isoOf(years[best]!, dates[best]!.month, dates[best]!.day ?? 15);
  const apart = (year: number) => Math.abs(daysBetween(base, isoOf(year, date.month, date.day ?? 15)));
  const candidates = [0, -1, 1].map((step) => years[best]! + step).filter((year) => checked(date, year, 1));
  // "Publicada el 9 de diciembre de 2023, cierra el 15 de enero": only then is it the year beside.
  const year = candidates.find((each) => apart(each) <= SAME_YEAR) ?? candidates[0];
  return year === undefined ? null : { year, confidence: 0.8 };
}

/** The next such day from the publication on; the one that falls on the weekday, where the words name it. */
function nextSuchDay(date: RawDate, publishedOn: string): AssumedYear | null {
  const first = Number(publishedOn.slice(0, 4));
  const from = date.day === null ? publishedOn.slice(0, 7) : publishedOn;
  const years = Array.from({ length: 9 }, (_, step) => first + step).filter((year) => checked(date, year, 1));
  const next = years.find((year) => isoOf(year, date.month, date.day) >= from);
  if (next === undefined) return null;
  if (date.weekday !== null && date.day !== null) {
    const fits = [next, next - 1, next + 1].find(
      (year) => checked(date, year, 1) && weekdayOf(isoOf(year, date.month, date.day)) === date.weekday,
    );
    if (fits !== undefined) return { year: fits, confidence: 0.8 };
  }
  return { year: next, confidence: 0.75 };
}

const NAMES_OF_YEARS = wordSet(
  'agenda horizonte horizon vision ley decreto plan habitat objetivos estrategia',
);

/** The one year that a sentence names ("convocatoria 2024"); not of a period ("2021-2027") or a name ("Agenda 2030"). */
function onlyYear(tokens: readonly Token[], start: number, end: number): number | null {
  const years = new Set<number>();
  for (let at = start; at < end; at += 1) {
    const token = tokens[at]!;
    if (token.kind !== 'number' || token.text.length !== 4 || !isRecentYear(token.value)) continue;
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    const isPart = (other: Token | undefined, gap: number | undefined) =>
      other?.kind === 'mark' && '-/.,:$€+'.includes(other.text) && (gap === GAP.none || other.text === '-');
    const hasTail = isPart(next, next?.gap) && tokens[at + 2]?.kind === 'number';
    if (
      hasTail ||
      isCounted(token, next) ||
      isPart(before, token.gap) ||
      NAMES_OF_YEARS.has(before?.text ?? '')
    )
      continue;
    years.add(token.value);
  }
  return years.size === 1 ? [...years][0]! : null;
}
