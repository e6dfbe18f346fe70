import { isDay, orderInYear } from './calendar.js';
import { isAfterBetween } from './day-links.js';
import { BEFORE_DAY, LIST_WORDS, RANGE_WORDS, weekdayWord } from './lexicon.js';
import type { RawDate } from './raw-date.js';
import { endsSentence, GAP, isMark, type Token } from './tokens.js';
import { wordSet } from './word-set.js';

/** Most words and signs between two dates that still belong together, a time among them. */
const MOST_BETWEEN = 16;

/** Beside the time between two dates: "alle ore 16:00 del". */
const HOURS = wordSet('ore ora h hs hrs hora horas heures hores uhr um');

/** How a date follows the one before it, when only words like "al", "y", "–" stand between. */
function linkBetween(
  tokens: readonly Token[],
  [first, second]: readonly [RawDate, RawDate],
  skipped: ReadonlySet<number>,
): RawDate['link'] {
  if (second.from - first.to > MOST_BETWEEN || second.from < first.to) return null;
  let link: RawDate['link'] | 'comma' = null;
  for (let at = first.to; at < second.from; at += 1) {
    const token = tokens[at]!;
    if (skipped.has(at)) continue;
    if (token.gap === GAP.paragraph || (at > first.to && endsSentence(tokens, at - 1))) return null;
    if (RANGE_WORDS.has(token.text)) link = 'range';
    else if (LIST_WORDS.has(token.text)) link ??= 'list';
    else if (isMark(token, ',;')) link ??= token.text === ',' ? 'comma' : null;
    else if (
      !BEFORE_DAY.has(token.text) &&
      !HOURS.has(token.text) &&
      !isMark(token, "'().") &&
      !weekdayWord(tokens, at)
    )
      return null;
  }
  if (tokens[second.from]!.gap === GAP.paragraph || link === null) return null;
  if (link === 'comma') return 'list';
  if (link === 'list' && isAfterBetween(tokens, first.from)) return 'range';
  return link;
}

const NONE: ReadonlySet<number> = new Set();

/**
 * Notes on each date how it follows the one before it.
 * @param skipped indexes of tokens that may stand between: those of times, once they are known
 */
export function linked(
  tokens: readonly Token[],
  dates: readonly RawDate[],
  skipped: ReadonlySet<number> = NONE,
): RawDate[] {
  return dates.map((date, index) => {
    const before = dates[index - 1];
    if (!before || date.link !== null) return date;
    const link = linkBetween(tokens, [before, date], skipped);
    return link ? { ...date, link } : date;
  });
}

/**
 * Gives the dates of a list or range the year that one of them names: "15 de marzo, 15 de junio y 15 de septiembre de
 * 2025"; "del 15 de diciembre al 28 de febrero de 2025" begins in 2024.
 */
export function withYearsOfGroup(dates: readonly RawDate[]): readonly (number | null)[] {
  const years = dates.map(({ year }) => year);
  for (let index = dates.length - 2; index >= 0; index -= 1) {
    const next = dates[index + 1]!;
    if (years[index] !== null || next.link === null || years[index + 1] === null) continue;
    if (!mayShare(dates[index]!, next)) continue;
    years[index] = years[index + 1]! - (isLater(dates[index]!, next) ? 1 : 0);
  }
  for (let index = 1; index < dates.length; index += 1) {
    if (years[index] !== null || dates[index]!.link === null || years[index - 1] === null) continue;
    if (!mayShare(dates[index]!, dates[index - 1]!)) continue;
    years[index] = years[index - 1]! + (isLater(dates[index - 1]!, dates[index]!) ? 1 : 0);
  }
  return years.map((year, index) => (year !== null && isDayOf(dates[index]!, year) ? year : null));
}

/** "Marzo y abril de 2016"; but a Julio may stand beside "15 de marzo de 2024". */
function mayShare(date: RawDate, other: RawDate): boolean {
  return date.firm || other.day === null;
}

/**
 * Leaves out the months that stand alone and got no year: names of people and words of lists. What followed one of
 * them begins anew.
 */
export function settled(dates: readonly RawDate[], isDated: (index: number) => boolean): RawDate[] {
  const isKept = (index: number) => dates[index]!.firm || isDated(index);
  return dates.flatMap((date, index) => {
    if (!isKept(index)) return [];
    return [index > 0 && !isKept(index - 1) ? { ...date, link: null } : date];
  });
}

function isLater(one: RawDate, other: RawDate): boolean {
  if (one.day === null || other.day === null) return one.month > other.month;
  return orderInYear(one.month, one.day) > orderInYear(other.month, other.day);
}

function isDayOf({ month, day }: RawDate, year: number): boolean {
  return day === null || isDay(year, month, day);
}
