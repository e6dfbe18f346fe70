import { isDay, isYear } from './calendar.js';
import { type DayLink, readDayLink } from './day-links.js';
import { DAY_SUFFIX, LIST_WORDS, type MonthWord, monthWord, RANGE_WORDS } from './lexicon.js';
import { datesOf, type Day, readDay } from './named-dates.js';
import { withWeekday } from './weekdays.js';
import { type Reading, rawDate } from './raw-date.js';
import { GAP, isMark, type Token } from './tokens.js';
import { readYear, type YearReading } from './years.js';
import { wordSet } from './word-set.js';

const MOST_DAYS = 12;

/** Reads "March 15, 2024", "March 3-15", "marzo 15 de 2024", "marzo de 2024", "May-16", "marzo" at a month. */
export function readMonthFirst(tokens: readonly Token[], at: number): Reading | null {
  const word = monthWord(tokens[at]);
  const isCity =
    tokens[at]!.text === 'janeiro' && tokens[at - 1]?.text === 'de' && tokens[at - 2]?.text === 'rio';
  if (!word || isCity) return null;
  return readYearFirst(tokens, at, word) ?? readDays(tokens, at, word) ?? readMonth(tokens, at, word);
}

/** "2025 March 15", "2025-Mar-15". */
function readYearFirst(tokens: readonly Token[], at: number, word: MonthWord): Reading | null {
  const sign = isMark(tokens[at - 1], '-/') ? 1 : 0;
  const year = tokens[at - 1 - sign];
  const day = tokens[at + 1 + sign];
  if (year?.kind !== 'number' || year.text.length !== 4 || day?.kind !== 'number' || day.text.length > 2)
    return null;
  if (sign > 0 && tokens[at + 1]!.text !== tokens[at - 1]!.text) return null;
  if (tokens[at + 2 + sign]?.gap === GAP.none && tokens[at + 2 + sign]!.kind !== 'mark') return null;
  if (!isYear(year.value) || !isDay(year.value, word.month, day.value)) return null;
  if (readYear(tokens, at + 2 + sign, { tight: false, shortened: false }).year !== null) return null;
  const [from, next] = [at - 1 - sign, at + 2 + sign];
  const date = { from, to: next, day: day.value, month: word.month, year: year.value };
  return { dates: [rawDate({ ...date, rule: 'date:named:year-first', confidence: 0.9 })], next };
}

const HOURS = wordSet('h hs hrs horas hours uhr am pm p a');

/** A day may stand here, and no time, sum or part of a longer figure. */
function isDayFigure(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'number' || token.text.length > 2 || token.gap > GAP.line) return false;
  const [next, after] = [tokens[at + 1], tokens[at + 2]];
  if (!next) return true;
  if (next.gap > GAP.none) return next.text !== '%' && !HOURS.has(next.text);
  if (next.kind === 'word') return DAY_SUFFIX.has(next.text);
  const isFigureNext = after?.kind === 'number' && after.gap === GAP.none;
  if (isMark(next, '.,')) return !isFigureNext || (next.text === ',' && after.text.length === 4);
  if (isMark(next, '/-'))
    return !isFigureNext || after.text.length === 4 || (next.text === '-' && after.text.length <= 2);
  return !isMark(next, ':%_');
}

function isTight(tokens: readonly Token[], at: number): boolean {
  return isMark(tokens[at], '-/') && tokens[at]!.gap === GAP.none && tokens[at + 1]?.gap === GAP.none;
}

function readDays(tokens: readonly Token[], at: number, word: MonthWord): Reading | null {
  let position = at + 1;
  if (word.strength !== 'full' && isMark(tokens[position], '.') && tokens[position]!.gap === GAP.none)
    position += 1;
  const tight = isTight(tokens, position);
  if (tight) {
    // "Oct-05-2026"; "May-16" is a month of a year.
    if (!isTight(tokens, position + 2) || tokens[position + 3]?.text.length !== 4) return null;
    position += 1;
  } else if (tokens[position]?.text === 'the') position += 1;
  const days: Day[] = [];
  let link: DayLink | null = null;
  while (days.length < MOST_DAYS && isDayFigure(tokens, position)) {
    const day = readDay(tokens, position, link?.kind ?? null);
    if (!day || (link !== null && monthWord(tokens[day.to]))) break;
    days.push(day);
    link = readDayLink(tokens, day.to, at);
    if (!link) break;
    position = link.to;
  }
  return days.length === 0 ? null : ofDays(tokens, at, word, risingStart(days));
}

/** The days up to where they stop rising; a figure behind a comma is a day only if "y" follows in the list. */
function risingStart(days: readonly Day[]): Day[] {
  let count = 1;
  while (count < days.length && days[count]!.day > days[count - 1]!.day) count += 1;
  while (count > 1 && days[count - 1]!.link === 'comma') count -= 1;
  return days.slice(0, count);
}

function ofDays(tokens: readonly Token[], at: number, word: MonthWord, days: readonly Day[]): Reading | null {
  const last = days.at(-1)!;
  const shortened = word.strength !== 'full';
  const year = readYear(tokens, last.to, { tight: false, shortened: false });
  const next = Math.max(year.to, last.to);
  const isWritten = year.year !== null || year.hint !== null || year.impossible;
  if (!isWritten && !standsWithoutYear(tokens, at, word, days)) return null;
  if (year.impossible || !days.every(({ day }) => isDay(year.year, word.month, day)))
    return { dates: [], next };
  const read = datesOf(tokens, days, { month: word.month, year, end: next, shortened });
  const { from, weekday } = withWeekday(tokens, at);
  // The month belongs to the words of the first day.
  const dates = read.map((date, index) =>
    index === 0 ? { ...date, from, weekday } : { ...date, weekday: null },
  );
  return { dates, next };
}

const MONTH_ALONE = new Set(['in', 'of', 'en', 'de', 'im', 'em', 'since']);

/** "March 15" is a date in English; "marzo 15" only where nothing that could be counted follows. */
function standsWithoutYear(
  tokens: readonly Token[],
  at: number,
  word: MonthWord,
  days: readonly Day[],
): boolean {
  const last = days.at(-1)!;
  const hasSuffix = last.to - last.from > 1;
  if (MONTH_ALONE.has(tokens[at - 1]?.text ?? '') && !hasSuffix) return false;
  if (word.english && tokens[at]!.capital) return word.strength !== 'weak' || isWholeWord(tokens[at]!);
  const next = tokens[last.to];
  return word.strength === 'full' && (!next || next.kind === 'mark' || next.gap >= GAP.line);
}

function isWholeWord(token: Token): boolean {
  return token.text === 'may' || token.text === 'march';
}

/** Words that stand before a year in their own right ("sold out 2024"): only with a sign between. */
const NEED_CAPITAL = new Set(['mar', 'ago']);
const NEED_SIGN = new Set(['set', 'out', 'des', 'marco', 'marc', 'marz']);

function readMonth(tokens: readonly Token[], at: number, word: MonthWord): Reading | null {
  const shortened = word.strength !== 'full';
  const tight = isTight(tokens, at + 1);
  const year: YearReading = readYear(tokens, at + 1, { tight, shortened });
  const next = Math.max(year.to, at + 1);
  if (year.impossible || isBehindFigure(tokens, at)) return { dates: [], next };
  if (word.strength === 'weak' && !isWeakMonth(tokens, at, year)) return null;
  const date = { from: at, to: next, day: null, month: word.month, year: year.year, yearHint: year.hint };
  const firm = year.year !== null || year.hint !== null || (!shortened && isSpokenOf(tokens, at));
  const confidence = shortened ? 0.85 : 0.92;
  return { dates: [rawDate({ ...date, rule: 'date:named:month', confidence, firm })], next };
}

const MONTH_LEADS = wordSet(
  'en in em im a mes mese mois mediados finales fines fin principios inicios comienzos end early',
  'late mid meados finais hasta until fine inizio meta ende mitte anfang debut desde des from since ab',
  'da dal partir depuis entro ad antes before by avant seit bis ate abans fins durante during el al',
  'vor nach after through inici entre between zwischen tra fra',
);
/** Months that are names of people too, above all behind "by". */
const NAMES = wordSet('april may june julio abril');

/** "en mayo", "a finales de mayo", "mid May": a month, and not a name or one of a list of words. */
function isSpokenOf(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before || tokens[at]!.gap > GAP.line) return false;
  const next = tokens[at + 1];
  if (NAMES.has(tokens[at]!.text) && next?.capital && next.gap === GAP.blank) return false;
  // "Entre julio y agosto": what is said of the first counts for both.
  const isFurther = LIST_WORDS.has(before.text) || RANGE_WORDS.has(before.text);
  if (isFurther && monthWord(tokens[at - 2]) && isLed(tokens, at - 2)) return true;
  return isLed(tokens, at);
}

function isLed(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before) return false;
  const isElided = before.text === "'";
  const isLinked = isElided || ['de', 'of', 'd', 'di', '-'].includes(before.text);
  const lead = isLinked ? tokens[at - (isElided ? 3 : 2)] : before;
  // "a l'abril", "a partir d'avril".
  const isShort = isLinked && !(isElided && tokens[at - 2]?.text === 'l');
  return MONTH_LEADS.has(lead?.text ?? '') && (!isShort || lead!.text.length > 2);
}

function isWeakMonth(tokens: readonly Token[], at: number, year: YearReading): boolean {
  const token = tokens[at]!;
  if (isWholeWord(token)) return token.capital;
  if (year.year === null) return false;
  if (isMark(tokens[at + 1], "-/.'")) return true;
  return !NEED_SIGN.has(token.text) && (token.capital || !NEED_CAPITAL.has(token.text));
}

/** "45 de marzo de 2024" is no month: its day was mistyped. */
function isBehindFigure(tokens: readonly Token[], at: number): boolean {
  const [figure, link] = [tokens[at - 2], tokens[at - 1]];
  if (figure?.kind !== 'number' || !link || figure.text.length > 2) return false;
  return ['de', 'd', 'of', 'di'].includes(link.text) && tokens[at]!.gap < GAP.paragraph;
}
