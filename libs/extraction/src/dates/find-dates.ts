import type { DateMention, ReadingOptions, SourceText, Span } from '../types.js';
import { assumedYear } from './assumed-years.js';
import { isDay, isoDay, isoOf, termEnd, weekdayOf } from './calendar.js';
import { type DayTime, dayTimes, tokensOfTimes } from './clocks.js';
import { inDoubt, isMonthFirst, withMonthFirst } from './day-month-order.js';
import { linked, settled, withYearsOfGroup } from './groups.js';
import { rejoined } from './hyphenation.js';
import { monthWord } from './lexicon.js';
import { readMonthFirst } from './month-first-dates.js';
import { readDayFirst } from './named-dates.js';
import { isPlaceName } from './not-dates.js';
import { startsNumberWords } from './number-words.js';
import { readNumericDate, readNumericMonth } from './numeric-dates.js';
import type { RawDate, Reading } from './raw-date.js';
import { recurringDates } from './recurrence.js';
import { readRelative, type RelativeReading } from './relative-dates.js';
import type { Purpose } from './purposes.js';
import { purposesOf } from './roles.js';
import { type Token, tokenize } from './tokens.js';

/**
 * Finds the dates that a text names, in Spanish, English, Portuguese, French, Italian, Catalan and German: by their
 * offset, never overlapping, never an impossible day, years 1900 to 2100. A date without a year is found only when
 * another date, the day of publication or its sentence gives the year, or when it comes back every year.
 */
export function findDates(source: SourceText, options: ReadingOptions = {}): DateMention[] {
  const tokens = rejoined(tokenize(source.text));
  const publishedOn = isoDay(options.publishedOn);
  const dates = inOrder(source.text, tokens, scan(tokens), options.language);
  const named = mentionsOf(tokens, dates, publishedOn);
  const relative = relativeDates(tokens, named).map((each) => relativeMention(each, publishedOn));
  const found = [...named, ...relative].map((mention) => withWords(source, tokens, mention));
  return found.toSorted((a, b) => a.offset - b.offset);
}

/** One pass over the tokens; each reader looks only a few tokens ahead. */
function scan(tokens: readonly Token[]): RawDate[] {
  const dates: RawDate[] = [];
  let nameEnd = 0;
  for (let at = 0; at < tokens.length;) {
    const reading = readAt(tokens, at, dates.at(-1)?.to ?? 0);
    if (!reading) {
      at += 1;
      continue;
    }
    const first = reading.dates[0];
    const overlaps = first !== undefined && first.from < (dates.at(-1)?.to ?? 0);
    const isName = first !== undefined && isNameOfPlace(tokens, first, nameEnd);
    if (isName) nameEnd = first.to;
    if (!overlaps && !isName) dates.push(...reading.dates);
    at = Math.max(reading.next, at + 1);
  }
  return dates;
}

/** "Avenida 10 de Agosto", and the corner of it: "calle 10 de Agosto y 9 de Octubre". */
function isNameOfPlace(tokens: readonly Token[], { year, day, from }: RawDate, nameEnd: number): boolean {
  if (year !== null || day === null) return false;
  const isCorner = nameEnd > 0 && from === nameEnd + 1 && ['y', 'e'].includes(tokens[nameEnd]!.text);
  return isCorner || isPlaceName(tokens, from);
}

function readAt(tokens: readonly Token[], at: number, lastEnd: number): Reading | null {
  const token = tokens[at]!;
  if (token.kind === 'number') {
    return (
      readNumericDate(tokens, at, lastEnd) ??
      readDayFirst(tokens, at, lastEnd) ??
      readNumericMonth(tokens, at, lastEnd)
    );
  }
  if (token.kind !== 'word') return null;
  const spelt = startsNumberWords(token) ? readDayFirst(tokens, at, lastEnd) : null;
  return spelt ?? (monthWord(token) ? readMonthFirst(tokens, at) : null);
}

function inOrder(
  text: string,
  tokens: readonly Token[],
  dates: readonly RawDate[],
  language: string | undefined,
): RawDate[] {
  const isOpen = dates.some(({ ambiguous }) => ambiguous);
  if (!isOpen) return linked(tokens, dates);
  const ordered = isMonthFirst(text, tokens, dates, language) ? withMonthFirst(dates) : dates;
  return linked(tokens, inDoubt(text, ordered, language));
}

type Found = Omit<DateMention, 'words' | 'offset' | 'struck'> & {
  readonly from: number;
  readonly to: number;
};

function mentionsOf(
  tokens: readonly Token[],
  raw: readonly RawDate[],
  publishedOn: string | undefined,
): Found[] {
  const shared = withYearsOfGroup(raw);
  const yearly = recurringDates(tokens, raw, shared);
  const dates = settled(raw, (index) => shared[index] !== null || yearly[index]!);
  const years = withYearsOfGroup(dates);
  const recurring = recurringDates(tokens, dates, years);
  const times = dayTimes(tokens, dates);
  const taken = tokensOfTimes(times);
  const purposes = purposesOf(tokens, linked(tokens, dates, taken), taken);
  const found: Found[] = [];
  dates.forEach((date, index) => {
    const fromGroup = years[index] ?? null;
    const assumed =
      fromGroup === null && !recurring[index]
        ? assumedYear({ tokens, dates, years, publishedOn }, index)
        : null;
    const year = fromGroup ?? assumed?.year ?? null;
    if (year === null && !recurring[index]) return;
    if (date.day !== null && !isDay(year, date.month, date.day)) return;
    found.push(
      dateMention(
        date,
        { year, assumed: date.year === null && year !== null, trust: assumed?.confidence },
        times[index]!,
        purposes[index]!,
      ),
    );
  });
  return found;
}

interface Year {
  readonly year: number | null;
  readonly assumed: boolean;
  readonly trust: number | undefined;
}

function dateMention(date: RawDate, { year, assumed, trust }: Year, time: DayTime, purpose: Purpose): Found {
  const value = isoOf(year, date.month, date.day);
  const isOtherWeekday =
    date.weekday !== null && year !== null && date.day !== null && weekdayOf(value) !== date.weekday;
  const { clock } = time;
  // The midnight that closes a day is its end.
  const closing = purpose.role === 'closing';
  const hour = clock?.midnight && closing ? '23:59' : closing ? (clock?.until ?? clock?.time) : clock?.time;
  return {
    type: 'date',
    from: date.from,
    to: date.to,
    value,
    precision: date.day === null ? 'month' : 'day',
    time: hour ?? null,
    zone: time.zone,
    recurring: year === null,
    relative: null,
    yearAssumed: assumed,
    role: purpose.role,
    stage: purpose.stage,
    rule: date.rule,
    confidence: Math.min(date.confidence, trust ?? 1) - (isOtherWeekday ? 0.3 : 0),
  };
}

/** Terms that overlap no date: "dez dias" is no December, because nothing gives it a year. */
function relativeDates(tokens: readonly Token[], dates: readonly Found[]): RelativeReading[] {
  const found: RelativeReading[] = [];
  let next = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const reading = tokens[at]!.kind === 'word' ? readRelative(tokens, at) : null;
    if (!reading) continue;
    while (next < dates.length && dates[next]!.to <= reading.from) next += 1;
    const isFree = next >= dates.length || dates[next]!.from >= reading.to;
    if (isFree && reading.from >= (found.at(-1)?.to ?? 0)) found.push(reading);
  }
  return found;
}

function relativeMention(
  { from, to, relative, role }: RelativeReading,
  publishedOn: string | undefined,
): Found {
  const { count, unit } = relative;
  const value = relative.from === 'publication' && publishedOn ? termEnd(publishedOn, count, unit) : null;
  return {
    type: 'date',
    from,
    to,
    value,
    precision: 'day',
    time: null,
    zone: null,
    recurring: false,
    relative,
    yearAssumed: false,
    role,
    stage: null,
    rule: unit === 'workday' ? 'date:relative:workdays-monday-to-friday' : `date:relative:${unit}s`,
    confidence: relative.from === null ? 0.7 : 0.9,
  };
}

function withWords(
  { text, struck }: SourceText,
  tokens: readonly Token[],
  { from, to, ...found }: Found,
): DateMention {
  const span = { start: tokens[from]!.start, end: tokens[to - 1]!.end };
  return {
    ...found,
    words: text.slice(span.start, span.end),
    offset: span.start,
    struck: struck.some((each) => overlap(each, span)),
  };
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
