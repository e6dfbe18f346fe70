import { isYear, yearOfTwoDigits } from './calendar.js';
import { MONTH_TO_YEAR, monthWord } from './lexicon.js';
import { readNumberWords } from './number-words.js';
import type { RawDate } from './raw-date.js';
import { GAP, isMark, type Token } from './tokens.js';
import { wordSet } from './word-set.js';

export interface YearReading {
  readonly year: number | null;
  readonly hint: RawDate['yearHint'];
  /** Index of the token behind it. */
  readonly to: number;
  /** "20221", "1866": a year stands there, but no call has it. */
  readonly impossible: boolean;
}

const SAME = wordSet('mismo same mesmo meme stesso mateix dicho referido selben citado');
const CURRENT = wordSet(
  'presente corriente curso este corrente current this deste cette questo aquest courant dieses',
  'laufenden present',
);
const NEXT = wordSet(
  'proximo siguiente next following prochaine prossimo seguinte nachsten suivante proper vinent',
);
const YEAR_WORDS = wordSet('ano anos year annee an anno any jahres jahr');

/** "del mismo año", "de este año", "del año en curso", "of the current year", "dell'anno corrente". */
function readHint(tokens: readonly Token[], at: number): YearReading | null {
  let hint: RawDate['yearHint'] = null;
  let to = 0;
  for (let step = at; step < at + 7; step += 1) {
    const token = tokens[step];
    if (!token || token.gap > GAP.line) break;
    if (SAME.has(token.text)) hint = 'same';
    else if (CURRENT.has(token.text)) hint = 'current';
    else if (NEXT.has(token.text)) hint = 'next';
    else if (YEAR_WORDS.has(token.text)) to = step + 1;
    else if (!MONTH_TO_YEAR.has(token.text) && token.text !== 'en') break;
    if (hint && to > 0) return { year: null, hint, to: Math.max(to, step + 1), impossible: false };
  }
  return null;
}

/** "(2024)" behind "dos mil veinticuatro", "(dos mil veinticuatro)" behind "2024". */
function skipRepeated(tokens: readonly Token[], at: number, year: number): number {
  if (!isMark(tokens[at], '(')) return at;
  const inside = tokens[at + 1];
  const end = inside?.kind === 'number' && inside.value === year ? at + 2 : endOfWords(tokens, at + 1, year);
  return end > 0 && isMark(tokens[end], ')') ? end + 1 : at;
}

function endOfWords(tokens: readonly Token[], at: number, year: number): number {
  const words = readNumberWords(tokens, at);
  return words?.value === year ? words.end : 0;
}

/** How the month before a year is written. */
export interface MonthShape {
  /** Signs instead of blanks: "15-mar-24". */
  readonly tight: boolean;
  /** An abbreviation, whose dot is no full stop. */
  readonly shortened: boolean;
}

/** Reads the year behind a month: " de 2024", ", 2024", "-24", " del año dos mil veinticuatro", " de 2.024". */
export function readYear(
  tokens: readonly Token[],
  from: number,
  { tight, shortened }: MonthShape,
): YearReading {
  const none: YearReading = { year: null, hint: null, to: from, impossible: false };
  let at = from;
  let linked = false;
  let sign = '';
  if (shortened && isMark(tokens[at], '.') && tokens[at]!.gap === GAP.none) at += 1;
  for (let steps = 0; steps < 5; steps += 1) {
    const token = tokens[at];
    if (!token || (token.gap === GAP.paragraph && !linked)) return none;
    if (isMark(token, ",-/'(")) {
      if (sign && !(sign === ',' && token.text === "'")) break;
      sign = token.text;
    } else if (token.kind === 'word' && MONTH_TO_YEAR.has(token.text)) linked = true;
    else break;
    at += 1;
  }
  const token = tokens[at];
  if (!token || (token.gap === GAP.paragraph && !linked)) return none;
  if (token.kind === 'number') return readFigure(tokens, at, { none, linked, sign, tight });
  if (linked) {
    const hint = readHint(tokens, from);
    if (hint) return hint;
  }
  const words = token.kind === 'word' ? readNumberWords(tokens, at) : null;
  if (!words || words.value < 1000 || (!linked && !isYear(words.value))) return none;
  if (!isYear(words.value)) return { ...none, to: words.end, impossible: true };
  return { ...none, year: words.value, to: skipRepeated(tokens, words.end, words.value) };
}

const COUNTED = wordSet(
  'personas people pessoas personnes persone persones beneficiarios euros euro eur usd dolares',
  'dollars reais municipios familias habitantes participantes organizaciones hectareas ha km mujeres',
  'alumnos alumnas hogares productores productoras becas proyectos projects women families hectares',
);

/** "En marzo 2000 personas", "31 de marzo, 1950 alumnas": a sum, or so round that what follows is counted. */
export function isCounted(token: Token, next: Token | undefined): boolean {
  if (!next || next.gap > GAP.blank) return false;
  if (COUNTED.has(next.text) || isMark(next, '€$%')) return true;
  return token.value === 2000 && next.kind === 'word' && !next.capital && next.text.length > 4;
}

interface Around {
  readonly none: YearReading;
  readonly linked: boolean;
  readonly sign: string;
  readonly tight: boolean;
}

function readFigure(
  tokens: readonly Token[],
  at: number,
  { none, linked, sign, tight }: Around,
): YearReading {
  const token = tokens[at]!;
  const next = tokens[at + 1];
  const isBlocked = sign === '(' && !isMark(next, ')');
  if (isBlocked) return none;
  const closing = sign === '(' ? 1 : 0;
  if (token.text.length === 4) {
    if (isYear(token.value)) {
      if (!linked && isCounted(token, next)) return none;
      return { ...none, year: token.value, to: skipRepeated(tokens, at + 1 + closing, token.value) };
    }
    // A sum may follow a day ("hasta el 15 de marzo 1500 euros"), a year of another century does not.
    const isHistory =
      (token.value >= 1700 && token.value < 1900) || (token.value > 2100 && token.value < 2200);
    return linked || isHistory ? { ...none, to: at + 1, impossible: true } : none;
  }
  if (token.text.length === 5 && /^(?:19|20)/.test(token.text))
    return { ...none, to: at + 1, impossible: true };
  if (token.text.length === 2) {
    const isShort = sign === "'" || ((sign === '-' || sign === '/') && tight && token.gap === GAP.none);
    const year = isShort && !linked ? yearOfTwoDigits(token.value) : null;
    const isDay = monthWord(tokens[isMark(next, '.') ? at + 2 : at + 1]) !== undefined;
    const isOpen = isDay || (next?.gap === GAP.none && (next.kind !== 'mark' || isMark(next, ':/-%')));
    return year === null || isOpen ? none : { ...none, year, to: at + 1 };
  }
  // "de 2.024", as it was long written.
  const thousands = tokens[at + 2];
  const isDotted =
    token.text === '2' && isMark(next, '.') && next!.gap === GAP.none && thousands?.text.length === 3;
  if (!linked || !isDotted || thousands.kind !== 'number' || thousands.gap > GAP.none) return none;
  const year = 2000 + thousands.value;
  return isYear(year) && thousands.value < 100 ? { ...none, year, to: at + 3 } : none;
}
