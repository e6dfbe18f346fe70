import { type Decimal, decimal } from './decimal.js';
import { matchAt } from './gaps.js';

/** A number in digits, with its marks understood. */
export interface DigitNumber {
  readonly start: number;
  readonly end: number;
  readonly value: Decimal;
  /** Has thousands marks. */
  readonly grouped: boolean;
  /** The one mark before three digits could be a decimal mark too ("1.500", "12,345"): its value then. */
  readonly asDecimal: { readonly value: Decimal; readonly mark: string; readonly endsInZero: boolean } | null;
  /** Four digits that could be a year. */
  readonly yearLike: boolean;
}

const SPACE = '[ \\u00a0\\u2009\\u202f\\u2007\\u2008]';
const APOSTROPHE = "'’´‘`";

/** All numbers of a text; a space joins only groups of three. */
export const DIGITS = new RegExp(`\\d+(?:[.,${APOSTROPHE}]\\d+|${SPACE}\\d{3}(?!\\d))*`, 'gu');

/** Behind a sign of money: "$ 97. 179, 88", "$161.266.984,⏎99". */
const LOOSE = new RegExp(
  `\\d{1,3}(?:[.,]${SPACE}?\\d{3})*[.,](?:${SPACE}|${SPACE}?(?:\\r?\\n){1,2})?\\d{2}(?!\\d|[.,]\\d)` +
    `(?=\\s{0,2}(?:USD|US\\$|mil|d[oó]lar|EUR|euro|€))`,
  'iuy',
);
/** "$ 110 0000", "$5000 000": behind a sign of money, zeros that slipped. */
const SLIPPED = new RegExp(
  `(?:\\d{1,3}${SPACE}0000|\\d{4,5}${SPACE}000)(?!\\d|[.,]\\d|${SPACE}\\d{3})`,
  'uy',
);
/** The next line goes on with the number: "$150⏎000 000,00". */
const NEXT_LINE = new RegExp(
  `${SPACE}?(?:\\r?\\n){1,2}(\\d{3}(?:${SPACE}\\d{3})*(?:[.,]\\d{2})?)(?![\\d.,]*\\d)`,
  'uy',
);

/** Words whose number is a label: "Lote 1 250 000 €" is 250 000. */
const ENUMERATOR =
  /(?:^|[^\p{L}])(?:lotes?|lots?|lose?|ejes?|axes?|axis|anexos?|annex|tramos?|categor[ií]as?|fases?|phases?|nivel|eixos?|componentes?|l[ií]neas?|linhas?|n[.º°]|modalidad|premio|prix|prize)[ \u00a0]$/iu;

const MAX_DIGITS = 20;

/**
 * Understands the marks of one match of {@link DIGITS}: "1.234,56", "1'200,000.00", "8 212.149".
 * @param isMoney a currency stands before it, so that careless spacing still makes one number
 * @returns the number, which may end before the match does ("2024 300 000"), or null for what is no quantity: a date,
 *   a version, a telephone, an article of a law
 */
export function readDigits(
  text: string,
  start: number,
  matched: string,
  isMoney: boolean,
): DigitNumber | null {
  if (isMoney) {
    const careless = readCareless(text, start, matched);
    if (careless) return careless;
  }
  const read = readMarked(cut(text, start, matched, isMoney), start, isMoney);
  if (!read || !isMoney) return read;
  const more = matchAt(NEXT_LINE, text, read.end);
  if (!more || !goesOn(text.slice(start, read.end), more[1]!)) return read;
  const joined = readMarked(`${text.slice(start, read.end)} ${more[1]!}`, start, true);
  return joined && { ...joined, end: read.end + more[0].length };
}

function readCareless(text: string, start: number, matched: string): DigitNumber | null {
  const slipped = matchAt(SLIPPED, text, start)?.[0];
  if (slipped && slipped.length >= matched.length) {
    return plain(start, slipped.length, slipped.replace(/\D/g, ''), true);
  }
  const loose = matchAt(LOOSE, text, start)?.[0];
  if (!loose || loose.length <= matched.length) return null;
  const read = readMarked(loose.replace(/\s/g, ''), start, true);
  return read && { ...read, end: start + loose.length };
}

/** A number that is broken over lines has groups left on one of them, or decimals on the second. */
function goesOn(first: string, second: string): boolean {
  if (!/^\d{1,3}(?:[^\d.,]\d{3})*$/.test(first)) return false;
  return /\D/.test(first) || /\D/.test(second);
}

/** Leaves off groups that a space joined and that do not belong to the number. */
function cut(text: string, start: number, matched: string, isMoney: boolean): string {
  const space = /[ \u00a0\u2009\u202f\u2007\u2008]/.exec(matched);
  if (!space) return matched;
  const head = matched.slice(0, space.index);
  const isHead = /^[1-9]\d{0,2}$/.test(head);
  // Thousands marks of two kinds ("8 212.149") only where the number is money for sure.
  const mixed = /[.,'’´‘`]\d{3}(?!\d)/.test(matched.slice(space.index));
  const label = !isMoney && ENUMERATOR.test(text.slice(Math.max(0, start - 16), start));
  if (!isHead || label || (mixed && !isMoney)) return head;
  return matched;
}

function readMarked(matched: string, start: number, isMoney: boolean): DigitNumber | null {
  const groups = matched.split(/\D/);
  const marks = matched.replace(/\d/g, '');
  if (groups.join('').length > MAX_DIGITS) return null;
  if (marks === '') return plain(start, matched.length, matched, false);
  const end = start + matched.length;
  if (marks.length === 1) return readOneMark(groups, marks, { start, end }, isMoney);
  const [first, inner, last] = [groups[0]!, groups.slice(1, -1), groups.at(-1)!];
  if (first.startsWith('0') || first.length > 3) return null;
  if (!inner.every(({ length }) => length === 3)) return indian(groups, marks, start, end);
  const mark = marks.at(-1)!;
  const earlier = marks.slice(0, -1);
  const isPoint = mark === '.' || mark === ',';
  if (last.length === 3) {
    // "1.234,567" has three decimals; "8 212.149" and "2´239.191" have none.
    const isFraction = isPoint && !earlier.includes(mark) && /^[.,]+$/.test(earlier);
    return isFraction ? fraction(groups, { start, end }, true) : thousands(groups, start, end);
  }
  const isDecimal = isPoint && last.length <= 2 && (!earlier.includes(mark) || isMoney);
  return isDecimal ? fraction(groups, { start, end }, true) : null;
}

/** "1 500", "12,5", "1.500", "1'5": the mark between two groups. */
function readOneMark(
  groups: readonly string[],
  mark: string,
  place: Place,
  isMoney: boolean,
): DigitNumber | null {
  const [first = '', last = ''] = groups;
  if (/\s/.test(mark)) return thousands(groups, place.start, place.end);
  const isApostrophe = APOSTROPHE.includes(mark);
  if (last.length !== 3) {
    return last.length > (isApostrophe ? 2 : 6) ? null : fraction(groups, place, false);
  }
  if (first.startsWith('0')) return first === '0' ? fraction(groups, place, false) : null;
  if (first.length > 3 && !isMoney) return null;
  const asDecimal = isApostrophe
    ? null
    : { value: decimal(first + last, last.length), mark, endsInZero: last.endsWith('0') };
  return { ...thousands(groups, place.start, place.end), asDecimal };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The last group is behind the decimal mark. */
function fraction(groups: readonly string[], { start, end }: Place, grouped: boolean): DigitNumber {
  const value = decimal(groups.join(''), groups.at(-1)!.length);
  return { start, end, value, grouped, asDecimal: null, yearLike: false };
}

function thousands(groups: readonly string[], start: number, end: number): DigitNumber {
  return { start, end, value: decimal(groups.join('')), grouped: true, asDecimal: null, yearLike: false };
}

/** "1,00,000": lakhs. */
function indian(groups: readonly string[], marks: string, start: number, end: number): DigitNumber | null {
  const isIndian =
    /^,+$/.test(marks) &&
    groups.at(-1)!.length === 3 &&
    groups.slice(1, -1).every(({ length }) => length === 2);
  return isIndian && groups[0]!.length <= 2 ? thousands(groups, start, end) : null;
}

function plain(start: number, length: number, digits: string, grouped: boolean): DigitNumber | null {
  if (digits.length > MAX_DIGITS || /^0\d/.test(digits)) return null;
  const yearLike = !grouped && /^(?:19|20)\d\d$/.test(digits);
  return { start, end: start + length, value: decimal(digits), grouped, asDecimal: null, yearLike };
}
