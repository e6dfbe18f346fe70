import { isDay } from './calendar.js';
import { DAY_SUFFIX, DAY_TO_MONTH, type MonthWord, monthWord } from './lexicon.js';
import { type DayLink, readDayLink } from './day-links.js';
import { isJoinedLeft } from './not-dates.js';
import { readNumberWords } from './number-words.js';
import { type RawDate, type Reading, rawDate } from './raw-date.js';
import { withWeekday } from './weekdays.js';
import { GAP, isMark, type Token } from './tokens.js';
import { readYear, type YearReading } from './years.js';

export interface Day {
  readonly day: number;
  readonly from: number;
  readonly to: number;
  readonly link: DayLink['kind'] | null;
  /** Spelt out, and not as an ordinal: needs a "de" before an everyday word. */
  readonly spelt: boolean;
}

/** Days of one month that are named together; nobody writes more. */
const MOST_DAYS = 12;

/** Reads "15", "1.º", "15th", "quince", "quince (15)" at a place. */
export function readDay(tokens: readonly Token[], at: number, link: Day['link']): Day | null {
  const token = tokens[at];
  if (!token) return null;
  let day = token.value;
  let to = at + 1;
  let spelt = false;
  if (token.kind === 'number') {
    if (token.text.length > 2) return null;
    to = skipSuffix(tokens, to);
  } else {
    const words = token.kind === 'word' ? readNumberWords(tokens, at) : null;
    if (!words) return null;
    day = words.value;
    to = words.end;
    spelt = !words.ordinal;
  }
  if (day < 1 || day > 99) return null;
  return { day, from: at, to: skipRepeated(tokens, to, day), link, spelt };
}

function skipSuffix(tokens: readonly Token[], at: number): number {
  const next = tokens[at];
  if (next?.gap === GAP.none && isMark(next, '.') && tokens[at + 1]?.gap === GAP.none) {
    const after = tokens[at + 1]!;
    return ['º', 'ª', '°', 'o', 'er'].includes(after.text) ? at + 2 : at;
  }
  if (next?.gap === GAP.none && (DAY_SUFFIX.has(next.text) || next.text === '°')) return at + 1;
  return next?.gap === GAP.blank && ['st', 'nd', 'rd', 'th', 'º', '°'].includes(next.text) ? at + 1 : at;
}

/** "(15)" behind "quince", "(quince)" behind "15". */
function skipRepeated(tokens: readonly Token[], at: number, day: number): number {
  if (!isMark(tokens[at], '(')) return at;
  const inside = tokens[at + 1];
  const words = inside?.kind === 'word' ? readNumberWords(tokens, at + 1) : null;
  const value = words?.value ?? inside?.value;
  const end = words?.end ?? at + 2;
  return value === day && isMark(tokens[end], ')') ? end + 1 : at;
}

interface MonthPlace {
  readonly word: MonthWord;
  readonly at: number;
  /** "15-mar-2024": one sign on both sides. */
  readonly sign: string;
  readonly linked: boolean;
}

function monthAfter(tokens: readonly Token[], from: number): MonthPlace | null {
  let at = from;
  let sign = '';
  let linked = false;
  for (let steps = 0; steps < 6; steps += 1) {
    const token = tokens[at];
    // A page of a PDF may end behind "17 de".
    if (!token || (token.gap === GAP.paragraph && !linked)) return null;
    const word = monthWord(token);
    if (word) return { word, at, sign, linked };
    if (token.kind === 'word' || token.text === "'") {
      if (!DAY_TO_MONTH.has(token.text)) return null;
      linked = true;
    } else if (isMark(token, '-/.') && steps === 0) sign = token.text;
    else return null;
    at += 1;
  }
  return null;
}

/** Everyday words that are also months need more around them. */
function isMonthHere(token: Token, place: MonthPlace, year: YearReading, spelt: boolean): boolean {
  const { strength, english } = place.word;
  if (spelt && !place.linked && strength !== 'full' && year.year === null) return false;
  if (strength !== 'weak') return true;
  if (year.year !== null) return token.text !== 'marco' || place.linked;
  const isWhole = token.text === 'may' || token.text === 'march';
  return isWhole && english && token.capital;
}

/** Reads "15 de marzo de 2024", "1 y 2 de octubre", "5 – 9 de febrero de 2010", "15-Mar-24" at a day. */
export function readDayFirst(tokens: readonly Token[], at: number, lastEnd: number): Reading | null {
  if (isJoinedLeft(tokens, at, lastEnd)) return null;
  let days: Day[] = [];
  let position = at;
  let link: DayLink | null = null;
  let place: MonthPlace | null = null;
  while (place === null && days.length < MOST_DAYS) {
    const day = readDay(tokens, position, link?.kind ?? null);
    if (!day) return null;
    days.push(day);
    place = monthAfter(tokens, day.to);
    if (place) break;
    link = readDayLink(tokens, day.to, days[0]!.from);
    if (!link) return null;
    position = link.to;
  }
  if (!place) return null;
  days = sensible(days);
  const tight = (place.sign !== '' && place.sign !== '.') || tokens[place.at]!.gap === GAP.none;
  const shortened = place.word.strength !== 'full';
  const year = readYear(tokens, place.at + 1, { tight, shortened });
  if (!isMonthHere(tokens[place.at]!, place, year, days.at(-1)!.spelt)) return null;
  const { month } = place.word;
  const next = Math.max(year.to, place.at + 1);
  const isPossible = !year.impossible && days.every(({ day }) => isDay(year.year, month, day));
  if (!isPossible) return { dates: [], next };
  return { dates: datesOf(tokens, days, { month, year, end: next, shortened }), next };
}

/** "anexos 1 y 2, 15 de marzo": what does not rise, or ends without "y", is no list of days. */
export function sensible(days: readonly Day[]): Day[] {
  const rises = days.every((day, index) => index === 0 || day.day > days[index - 1]!.day);
  const last = days.at(-1)!;
  const isList = days.every((day, index) => index === 0 || index === days.length - 1 || day.link !== 'list');
  return rises && isList && last.link !== 'comma' ? [...days] : [{ ...last, link: null }];
}

export interface Shared {
  readonly month: number;
  readonly year: YearReading;
  readonly end: number;
  readonly shortened: boolean;
}

/** The last day takes the month and the year into its words, the others only their own figures. */
export function datesOf(
  tokens: readonly Token[],
  days: readonly Day[],
  { month, year, end, shortened }: Shared,
): RawDate[] {
  const confidence = (year.year === null ? 0.85 : 0.97) - (shortened ? 0.03 : 0);
  return days.map((each, index) => {
    const { from, weekday } = withWeekday(tokens, each.from);
    return rawDate({
      from,
      to: index === days.length - 1 ? end : each.to,
      day: each.day,
      month,
      year: year.year,
      yearHint: year.hint,
      weekday,
      link: each.link === 'comma' ? 'list' : each.link,
      rule:
        days.length > 1
          ? `date:named:${days.some(({ link }) => link === 'range') ? 'range' : 'list'}`
          : 'date:named',
      confidence,
    });
  });
}
