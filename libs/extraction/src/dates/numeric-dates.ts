import { isDay, isYear, yearOfTwoDigits } from './calendar.js';
import { LIST_WORDS, RANGE_WORDS } from './lexicon.js';
import { withWeekday } from './weekdays.js';
import { isDocumentNumber, isJoinedLeft } from './not-dates.js';
import { type RawDate, type Reading, rawDate } from './raw-date.js';
import { GAP, isMark, type Token } from './tokens.js';
import { offsetZone } from './zones.js';
import { wordSet } from './word-set.js';

interface Triple {
  readonly numbers: readonly [Token, Token, Token];
  readonly sign: string;
  readonly to: number;
}

/** Three numbers with the same sign between, tight ("15/03/2024") or with blanks on one or both sides of it. */
function readTriple(tokens: readonly Token[], at: number): Triple | null {
  const [first, sign, second, again, third] = tokens.slice(at, at + 5);
  if (third?.kind !== 'number' || second?.kind !== 'number' || !first || !sign || !again) return null;
  if (!isMark(sign, '-/.') || again.text !== sign.text) return null;
  // A line may break behind the sign: "14-09-" / "2014".
  if (sign.gap > GAP.blank || again.gap > GAP.blank || second.gap > GAP.line || third.gap > GAP.line)
    return null;
  const spaced = second.gap === GAP.blank || sign.gap === GAP.blank || again.gap === GAP.blank;
  if (spaced && (third.text.length !== 4 || (sign.text === '.' && sign.gap > 0))) return null;
  if (sign.gap !== again.gap) return null;
  return { numbers: [first, second, third], sign: sign.text, to: at + 5 };
}

/** More digits of the same run: "192.168.1.10", "2024-03-15-001", "15/03/2024/7", "2024-03-15a". */
function goesOn(tokens: readonly Token[], to: number, sign: string): boolean {
  const next = tokens[to];
  const after = tokens[to + 1];
  if (!next || next.gap > 0) return false;
  if (next.kind === 'number' || next.text === '_') return true;
  if (next.kind === 'word') return next.text !== 't' && next.text !== 'z' && next.text !== 'h';
  if (next.text === '%') return true;
  if (isMark(next, '-/') && next.text !== sign && readTriple(tokens, to + 1)?.sign === sign) return false;
  if (!after || after.gap > 0 || (next.text !== sign && next.text !== '/')) return false;
  if (after.kind === 'number') return next.text === sign || tokens[to + 2]?.text !== next.text;
  return after.kind === 'word' && sign !== '.';
}

function isoClock(tokens: readonly Token[], at: number): Pick<RawDate, 'clock' | 'zone' | 'to'> | null {
  const [letter, hour, colon, minute] = tokens.slice(at, at + 4);
  if (letter?.text !== 't' || letter.gap > 0 || hour?.kind !== 'number' || hour.gap > 0) return null;
  if (colon?.text !== ':' || minute?.kind !== 'number' || minute.gap > 0) return null;
  if (hour.text.length !== 2 || minute.text.length !== 2 || hour.value > 24 || minute.value > 59) return null;
  if (hour.value === 24 && minute.value > 0) return null;
  let to = at + 4;
  for (const sign of [':', '.']) {
    if (tokens[to]?.text === sign && tokens[to + 1]?.kind === 'number' && tokens[to + 1]!.gap === 0) to += 2;
  }
  const time = hour.value === 24 ? '23:59' : `${hour.text}:${minute.text}`;
  const zone = offsetZone(tokens, to);
  return {
    clock: { time, midnight: false, until: null, from: at + 1, to: zone?.to ?? to },
    zone: zone?.zone ?? null,
    to: zone?.to ?? to,
  };
}

interface Order {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly ambiguous: boolean;
  readonly swapped: boolean;
}

function orderOf({ numbers: [first, second, third], sign }: Triple): Order | null {
  if (first.text.length === 4) {
    const [year, month, day] = [first.value, second.value, third.value];
    if (second.text.length > 2 || third.text.length > 2 || !isYear(year) || !isDay(year, month, day))
      return null;
    return { year, month, day, ambiguous: false, swapped: false };
  }
  if (first.text.length > 2 || second.text.length > 2) return null;
  // "3.4.24" is a chapter or a version; "03.04.24" is a date.
  const isPadded = first.text.length === 2 && second.text.length === 2;
  if (third.text.length === 2 && sign !== '/' && !isPadded) return null;
  if (third.text.length !== 4 && third.text.length !== 2) return null;
  const year = third.text.length === 4 ? third.value : yearOfTwoDigits(third.value);
  if (year === null || !isYear(year)) return null;
  const [a, b] = [first.value, second.value];
  const dayFirst = isDay(year, b, a);
  const monthFirst = sign !== '.' && isDay(year, a, b);
  if (dayFirst) return { year, month: b, day: a, ambiguous: monthFirst && a !== b, swapped: false };
  return monthFirst ? { year, month: a, day: b, ambiguous: false, swapped: true } : null;
}

/**
 * Reads "15/03/2024", "15-03-24", "2024-03-15T17:00Z", "01.03. - 31.03.2024", "30/10 al 15/11/2024" at a figure.
 * @param lastEnd index of the token behind the date before
 */
export function readNumericDate(tokens: readonly Token[], at: number, lastEnd: number): Reading | null {
  const triple = readTriple(tokens, at);
  if (!triple) return readDayAndMonth(tokens, at, lastEnd);
  const last = triple.numbers[2];
  const isIso = triple.numbers[0].text.length === 4;
  if (isIso && triple.sign === '-') {
    const clock = isoClock(tokens, triple.to);
    if (clock) return found(tokens, triple, at, clock);
  }
  if (last.text.length > 4 && last.text.length <= 6) return { dates: [], next: triple.to };
  if (goesOn(tokens, triple.to, triple.sign) || isJoinedLeft(tokens, at, lastEnd)) return null;
  const isWhole = triple.sign === '/' && last.text.length === 4;
  if (isDocumentNumber(tokens, at, isWhole)) return { dates: [], next: triple.to };
  return found(tokens, triple, at, {});
}

function found(tokens: readonly Token[], triple: Triple, from: number, more: Partial<RawDate>): Reading {
  const next = more.to ?? triple.to;
  const order = orderOf(triple);
  if (!order) return { dates: [], next };
  const { year, month, day, ambiguous, swapped } = order;
  const isIso = triple.numbers[0].text.length === 4;
  const short = triple.numbers[2].text.length === 2 && !isIso;
  const rule = isIso ? 'date:iso' : swapped ? 'date:numeric:month-first' : 'date:numeric';
  const confidence = (ambiguous ? 0.9 : 0.97) - (short ? 0.07 : 0);
  const date = { day, month, year, rule, confidence, ambiguous, ...withWeekday(tokens, from) };
  return { dates: [rawDate({ ...date, ...more, to: next })], next };
}

const DAY_LEADS = wordSet(
  'hasta desde del al el antes dia until from by before on bis vom zum am ab ate desde de a ao dia',
  'au du le avant jusqu dal al il entro fino dall entre and y e i et fins des abans l zwischen und',
);

/** "15/03" or "15.03." is a date only behind a word that leads to one, or at the start of a range that ends in one. */
function readDayAndMonth(tokens: readonly Token[], at: number, lastEnd: number): Reading | null {
  const [first, sign, second, next] = tokens.slice(at, at + 4);
  if (second?.kind !== 'number' || second.gap > 0 || !sign || sign.gap > 0 || !first) return null;
  if (!isMark(sign, '/.') || first.text.length > 2 || second.text.length > 2) return null;
  if (!isDay(null, second.value, first.value) || isJoinedLeft(tokens, at, lastEnd)) return null;
  const dotted = sign.text === '.';
  if (dotted && !(next?.text === '.' && next.gap === 0)) return null;
  const to = at + 3 + (dotted ? 1 : 0);
  const after = tokens[to];
  if (after && after.gap === 0 && (after.kind !== 'mark' || isMark(after, '%$€/'))) return null;
  const goesOnTo = RANGE_WORDS.has(after?.text ?? '') || LIST_WORDS.has(after?.text ?? '');
  if (goesOnTo && !leadsToDate(tokens, to + 1)) return null;
  if (!goesOnTo && !isLedTo(tokens, at, { dotted, digits: [first.text.length, second.text.length] }))
    return null;
  const date = { from: at, to, day: first.value, month: second.value, year: null };
  return { dates: [rawDate({ ...date, rule: 'date:day-month', confidence: 0.8 })], next: to };
}

/** "15/3" is a fraction and "1.4." a chapter, unless the words before lead to a day. */
function isLedTo(
  tokens: readonly Token[],
  at: number,
  { dotted, digits }: { readonly dotted: boolean; readonly digits: readonly [number, number] },
): boolean {
  if (!DAY_LEADS.has(tokens[at - 1]?.text ?? '')) return false;
  if (dotted) return digits[0] === 2 && digits[1] === 2;
  return digits[1] === 2 || endsTerm(tokens, at);
}

const TERMS = wordSet('hasta desde antes until by before ate jusqu avant entro fins');

function endsTerm(tokens: readonly Token[], at: number): boolean {
  return tokens.slice(Math.max(0, at - 3), at).some(({ text }) => TERMS.has(text));
}

/** "al 30/10/2023", "- el 15/11/2024". */
function leadsToDate(tokens: readonly Token[], at: number): boolean {
  const start = tokens[at]?.kind === 'number' ? at : at + 1;
  const triple = readTriple(tokens, start);
  return triple !== null && triple.sign !== '-' && orderOf(triple) !== null;
}

const MONTH_LEADS = wordSet(
  'hasta desde until from by bis ab seit ate desde de a jusqu depuis dal da entro fins entre',
  'zwischen since between fecha date data mes month',
);

/** "desde 03/2024", "Mes: 2024-03": two numbers are a month only behind a word that leads to one. */
export function readNumericMonth(tokens: readonly Token[], at: number, lastEnd: number): Reading | null {
  const [first, sign, second, next] = tokens.slice(at, at + 4);
  if (second?.kind !== 'number' || second.gap > 0 || !sign || sign.gap > 0 || !first) return null;
  if (!isMark(sign, '/-') || isJoinedLeft(tokens, at, lastEnd)) return null;
  if (next && next.gap === 0 && (next.kind !== 'mark' || isMark(next, '/-%'))) return null;
  const isIso = first.text.length === 4 && second.text.length === 2 && sign.text === '-';
  const isReversed = first.text.length === 2 && second.text.length === 4 && sign.text === '/';
  if (!isIso && !isReversed) return null;
  const [year, month] = isIso ? [first.value, second.value] : [second.value, first.value];
  if (!isYear(year) || month < 1 || month > 12) return null;
  const colon = tokens[at - 1]?.text === ':' ? 1 : 0;
  if (!MONTH_LEADS.has(tokens[at - 1 - colon]?.text ?? '')) return null;
  // "de 2021-22", "a 05/2024" stand for other things as often.
  if (['de', 'a', 'da'].includes(tokens[at - 1]!.text) && isIso) return null;
  const date = { from: at, to: at + 3, day: null, month, year, rule: 'date:numeric:month', confidence: 0.75 };
  return { dates: [rawDate(date)], next: at + 3 };
}
