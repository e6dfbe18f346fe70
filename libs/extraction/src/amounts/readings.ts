import { currencyAfter, currencyBefore, type CurrencyWords } from './currencies.js';
import { compare, type Decimal, decimal, scaled, sum } from './decimal.js';
import { type DigitNumber, DIGITS, readDigits } from './digits.js';
import { GAP, matchAt, WORD_END } from './gaps.js';
import { halfAt, scaleAt } from './scales.js';

/** A number of a text with all that is written around it, before it is known whether it is money. */
export interface Reading {
  /** Of the number and its scale, without the currency. */
  readonly start: number;
  readonly end: number;
  /** Without the scale. */
  readonly bare: Decimal;
  readonly value: Decimal;
  /** Power of ten of the scale, 0 without one. */
  readonly power: number;
  /** Has thousands marks, or decimals: looks like money. */
  readonly grouped: boolean;
  readonly yearLike: boolean;
  readonly inWords: boolean;
  /** "10k", "5 M": money only beside a currency. */
  readonly hasLetterScale: boolean;
  readonly before: CurrencyWords | null;
  readonly after: CurrencyWords | null;
  /** End of the percent sign or word, null for what is no percent. */
  readonly percentEnd: number | null;
}

/** A number with nothing around it. */
export const UNMARKED = {
  grouped: false,
  yearLike: false,
  inWords: false,
  hasLetterScale: false,
  before: null,
  after: null,
  percentEnd: null,
} as const;

export function startOf({ before, start }: Reading): number {
  return before ? before.start : start;
}

export function endOf({ after, end, percentEnd }: Reading): number {
  return percentEnd ?? (after ? Math.max(after.end, end) : end);
}

const PERCENT = new RegExp(
  `${GAP}(?:[%％٪](?![\\p{L}]?\\d)|\\(%\\)|-?(?:por ?ciento|por cien|por 100|por ?cento|per ?cent|percent|pct|pour ?cent|p\\. ?cent|` +
    'per ?cento|prozent|puntos? porcentual(?:es)?|percentage points?|pontos? percentua(?:l|is)|' +
    `points? de pourcentage|punts? percentuals?|punt[oi] percentual[ei]|prozentpunkte?n?)${WORD_END})`,
  'iuy',
);

/** "50.000,- Euro", "$500.-" */
const NO_CENTS = /[.,][ ]?(?:-{1,2}|–|—)(?![ ]?\d)/y;

const SECOND_PART = new RegExp(
  `(?:${GAP})(?<and>(?:y|con|e|and|i|et|und) )?(?<digits>\\d{1,3})(?![\\d.,]*\\d)`,
  'iuy',
);
const REST_IN_DIGITS = /[ \u00a0]\d{3}[.,]\d{3}(?![\d.,]*\d)/y;

/** End of the percent sign or word behind a number. */
export function percentAt(text: string, at: number): number | null {
  const match = matchAt(PERCENT, text, at);
  return match && at + match[0].length;
}

/**
 * All numbers in digits of a text, with their scales and currencies.
 * @param languageOf asked only where a mark or a word means different things in two languages
 */
export function digitReadings(text: string, languageOf: () => string): Reading[] {
  const readings: Reading[] = [];
  let at = 0;
  let owned = 0;
  for (;;) {
    const match = matchAt(DIGITS, text, at);
    if (!match) return readings;
    const start = match.index;
    const matchedEnd = start + match[0].length;
    const before = currencyBefore(text, start, owned);
    const number = isPartOfSomethingElse(text, start, before)
      ? null
      : readDigits(text, start, match[0], before !== null);
    const reading = number && readingOf(text, number, before, languageOf);
    if (reading) readings.push(reading);
    owned = reading ? endOf(reading) : (number?.end ?? matchedEnd);
    at = Math.max(number ? (reading?.end ?? number.end) : matchedEnd, start + 1);
  }
}

/** "B-7", "CO2", "23:59", "171234/2024", "%20": the digits are no quantity of their own. */
function isPartOfSomethingElse(text: string, start: number, before: CurrencyWords | null): boolean {
  if (start === 0 || before?.end === start) return false;
  const previous = text[start - 1]!;
  if (/[\p{L}\p{M}_#%@=&]/u.test(previous)) return true;
  if (start === 1 || before) return false;
  const earlier = text[start - 2]!;
  const isLetter = /\p{L}/u.test(earlier);
  // "143A.790" is a code; "máx.500" and "10k-20k" are not.
  const isAfterDigit = start > 2 && /\d/.test(text[start - 3]!);
  if (previous === '.') return /\d/.test(earlier) || (isAfterDigit && isLetter);
  if (/[/:,]/.test(previous)) return isLetter || /[\d/]/.test(earlier);
  return /[-–—]/.test(previous) && isLetter && !isAfterDigit;
}

function readingOf(
  text: string,
  number: DigitNumber,
  before: CurrencyWords | null,
  languageOf: () => string,
): Reading | null {
  const { start, yearLike } = number;
  const grouped = number.grouped || number.value.places === 2;
  const percentEnd = percentAt(text, number.end);
  if (percentEnd !== null) {
    const value = number.asDecimal?.value ?? number.value;
    const part = { start, end: number.end, bare: value, value, power: 0 };
    return { ...part, ...UNMARKED, grouped, yearLike, percentEnd };
  }
  const own = before && before.power > 0 ? { end: number.end, power: before.power, isLetter: false } : null;
  const scale = own ?? scaleAt(text, number.end, languageOf);
  if (!scale) return withCurrency(text, number, { ...plainPart(number), grouped, yearLike, before });
  const part = scaledPart(text, number, scale.end, scale.power, languageOf);
  const reading = withCurrency(text, number, { ...part, grouped, yearLike: false, before });
  return { ...reading, hasLetterScale: scale.isLetter };
}

type NumberPart = Pick<Reading, 'start' | 'end' | 'bare' | 'value' | 'power'>;

function plainPart({ start, end, value }: DigitNumber): NumberPart {
  return { start, end, bare: value, value, power: 0 };
}

function withCurrency(
  text: string,
  number: DigitNumber,
  part: NumberPart & Pick<Reading, 'grouped' | 'yearLike' | 'before'>,
): Reading {
  const noCents = matchAt(NO_CENTS, text, part.end);
  const end = part.end + (noCents?.[0].length ?? 0);
  const named = currencyAfter(text, end);
  const after = named && ownsAfter(text, part, named) ? named : null;
  const money = after || part.before;
  const extra = after && part.power === 0 ? after.power : 0;
  return {
    ...part,
    end: money ? end : part.end,
    value: extra > 0 ? scaled(number.asDecimal?.value ?? part.bare, extra) : part.value,
    power: part.power || extra,
    inWords: false,
    hasLetterScale: false,
    after,
    percentEnd: null,
  };
}

/** "5.000 USD 10.000 USD": a currency between two numbers belongs to one of them. */
function ownsAfter(
  text: string,
  { before, grouped, power, end }: Pick<Reading, 'before' | 'grouped' | 'power' | 'end'>,
  after: CurrencyWords,
): boolean {
  if (before && before.currency !== after.currency && !isRefined(before, after)) return false;
  const isBeforeNumber = /^[ \u00a0]{0,2}\d/.test(text.slice(after.end, after.end + 3));
  if (!isBeforeNumber || after.kind === 'word') return true;
  if (before || after.kind === 'sign' || text.slice(end, after.start).includes('\n')) return false;
  return grouped || power > 0;
}

/** "$ 500 USD", "$ 500.000 pesos": the second name tells which dollar or peso the sign is. */
function isRefined(before: CurrencyWords, after: CurrencyWords): boolean {
  return (
    before.currency === '$' || before.currency === null || after.currency === '$' || after.currency === 'peso'
  );
}

/** The number with its scale and what may follow: "21 mil 600 millones", "1 millón 200 mil", "3 millones y medio". */
function scaledPart(
  text: string,
  number: DigitNumber,
  scaleEnd: number,
  power: number,
  languageOf: () => string,
): NumberPart {
  const { start } = number;
  const bare = scaledNumber(number, languageOf);
  // "$ 175.487 mil dólares", "$ 34 788 652,00 millones de dólares": the number says the thousands itself.
  if (compare(number.value, decimal('1' + '0'.repeat(power >= 6 ? 6 : 3))) >= 0 && bare === number.value) {
    return { start, end: scaleEnd, bare: number.value, value: number.value, power: 0 };
  }
  const value = scaled(bare, power);
  const half = halfAt(text, scaleEnd);
  if (half !== null) {
    return { start, end: half, bare, value: sum(value, scaled(decimal('5', 1), power)), power };
  }
  if (bare.places > 0) return { start, end: scaleEnd, bare, value, power };
  return withSecondPart(text, { start, end: scaleEnd, bare, value, power }, languageOf);
}

/** "1.500 millones" is 1500 of them; "1.250 million" in English and "12,345 millones" are decimals. */
function scaledNumber({ value, asDecimal }: DigitNumber, languageOf: () => string): Decimal {
  if (!asDecimal) return value;
  const language = languageOf();
  if (language === 'en') return asDecimal.mark === '.' ? asDecimal.value : value;
  if (asDecimal.mark === '.') return value;
  const keepsZeros = language === 'de' || language === 'fr' || language === 'it';
  return keepsZeros || !asDecimal.endsInZero ? asDecimal.value : value;
}

function withSecondPart(text: string, part: NumberPart, languageOf: () => string): NumberPart {
  const second = matchAt(SECOND_PART, text, part.end);
  if (second) {
    const end = part.end + second[0].length;
    const { and, digits = '' } = second.groups!;
    const rest = decimal(digits);
    const scale = scaleAt(text, end, languageOf);
    if (!and && scale && !scale.isLetter && part.power === 3 && scale.power >= 6) {
      return {
        ...part,
        end: scale.end,
        value: scaled(sum(part.value, rest), scale.power),
        power: scale.power,
      };
    }
    if (scale && !scale.isLetter && scale.power < part.power) {
      return { ...part, end: scale.end, value: sum(part.value, scaled(rest, scale.power)) };
    }
    const isPlainRest = part.power === 3 && digits.length === 3 && !scale && percentAt(text, end) === null;
    if (isPlainRest && currencyAfter(text, end)) return { ...part, end, value: sum(part.value, rest) };
  }
  const digits = part.power === 6 ? matchAt(REST_IN_DIGITS, text, part.end) : null;
  if (!digits) return part;
  const end = part.end + digits[0].length;
  return { ...part, end, value: sum(part.value, decimal(digits[0].replace(/\D/g, ''))) };
}
