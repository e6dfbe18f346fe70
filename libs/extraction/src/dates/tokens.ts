import { fold } from '@chasqui/kernel';
import { wordSet } from './word-set.js';

export type TokenKind = 'number' | 'word' | 'mark';

/** White space before a token: none, blanks, one line break, an empty line. */
export const GAP = { none: 0, blank: 1, line: 2, paragraph: 3 } as const;

/** A run of digits, a run of letters, or one other sign. */
export interface Token {
  readonly kind: TokenKind;
  /** Digits as written; a word folded; a sign, with all dashes as "-", all apostrophes as "'" and a tab as "|". */
  readonly text: string;
  /** The word in lower case with its accents: "març" is a month and "marc" a name. */
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  /** Of a number; NaN of everything else. */
  readonly value: number;
  readonly gap: number;
  /** Starts with a capital letter. */
  readonly capital: boolean;
  /** Two letters or more, all of them capitals: "ET" may be a zone. */
  readonly upper: boolean;
}

const OTHER = 0;
const DIGIT = 1;
const LETTER = 2;
const BLANK = 3;
const LINE = 4;
/** Zero-width signs and soft hyphens: people do not see them. */
const UNSEEN = 5;

const ASCII = new Uint8Array(128);
for (let code = 48; code <= 57; code += 1) ASCII[code] = DIGIT;
for (let code = 65; code <= 90; code += 1) ASCII[code] = ASCII[code + 32] = LETTER;
for (const code of [9, 11, 12, 32]) ASCII[code] = BLANK;
ASCII[10] = ASCII[13] = LINE;

function classOf(code: number): number {
  if (code < 128) return ASCII[code]!;
  if (code >= 0xc0 && code < 0x2000) return code === 0xd7 || code === 0xf7 ? OTHER : LETTER;
  if (code < 0xc0) {
    if (code === 0xa0) return BLANK;
    if (code === 0xad) return UNSEEN;
    return code === 0xaa || code === 0xba ? LETTER : OTHER;
  }
  if (code <= 0x200a || code === 0x202f || code === 0x205f || code === 0x3000) return BLANK;
  if ((code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff) return UNSEEN;
  if (code === 0x2028 || code === 0x2029) return LINE;
  // Signs below; halves of pairs (pictograms) and private signs are no letters either.
  return code < 0x2c00 || (code >= 0xd800 && code <= 0xf8ff) ? OTHER : LETTER;
}

const SIGNS: Readonly<Record<string, string>> = {
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '’': "'",
  '‘': "'",
  '´': "'",
  '`': "'",
  '⁄': '/',
  '∕': '/',
};

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/** Splits a text in one pass, without regular expressions, so that its time grows with the length only. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let gap = 0;
  let tab = false;
  while (at < text.length) {
    const kind = classOf(text.charCodeAt(at));
    if (kind === BLANK || kind === LINE || kind === UNSEEN) {
      if (kind === BLANK) {
        if (text.charCodeAt(at) === 9) tab = true;
        if (gap === GAP.none) gap = GAP.blank;
      } else if (kind === LINE) {
        if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) at += 1;
        gap = gap >= GAP.line ? GAP.paragraph : GAP.line;
      }
      at += 1;
      continue;
    }
    // Tabs within a line part the cells of a table; those that begin a line only indent it.
    if (tab && gap === GAP.blank && tokens.length > 0) tokens.push(mark('|', at - 1, at, GAP.blank));
    tab = false;
    const start = at;
    at += 1;
    if (kind === OTHER) {
      const sign = text[start]!;
      tokens.push(mark(SIGNS[sign] ?? sign, start, at, gap));
    } else {
      at = endOfRun(text, at, kind);
      tokens.push(run(text.slice(start, at), kind, start, gap));
    }
    gap = GAP.none;
  }
  return tokens;
}

function endOfRun(text: string, from: number, kind: number): number {
  for (let at = from; at < text.length; at += 1) {
    const next = classOf(text.charCodeAt(at));
    if (next !== kind && !(next === UNSEEN && kind === LETTER)) return at;
  }
  return text.length;
}

function mark(text: string, start: number, end: number, gap: number): Token {
  return {
    kind: 'mark',
    text,
    lower: text,
    start,
    end,
    value: Number.NaN,
    gap,
    capital: false,
    upper: false,
  };
}

function run(written: string, kind: number, start: number, gap: number): Token {
  const end = start + written.length;
  if (kind === DIGIT) {
    const value = Number(written);
    return {
      kind: 'number',
      text: written,
      lower: written,
      start,
      end,
      value,
      gap,
      capital: false,
      upper: false,
    };
  }
  const plain = isAscii(written);
  const seen = plain ? written : written.replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '');
  const lower = seen.toLowerCase();
  const text = plain ? lower : fold(lower);
  const first = seen[0] ?? '';
  const capital = first !== first.toLowerCase();
  const upper = capital && seen.length > 1 && seen === seen.toUpperCase();
  return { kind: 'word', text, lower, start, end, value: Number.NaN, gap, capital, upper };
}

/** A sign at a place; the empty line before it may not be crossed. */
export function isMark(token: Token | undefined, signs: string): boolean {
  return token !== undefined && token.kind === 'mark' && signs.includes(token.text);
}

/** Short words that end in a dot within a sentence. */
const ABBREVIATIONS = wordSet(
  'a m p av art arts num nro no n nr sr sra dr dra ing lic st ste esq tel ext pag pp vol cf ej etc',
  'ee uu u s e g i ca ud uds approx aprox dept inc ltd jr abs bzw ggf z b d h ff hs hrs hr min seg',
  'mr mrs ms',
);

/** "17:00. Las bases", "15/03/25. El cierre": the figure is no ordinal. */
function isPartOfTime(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return before !== undefined && tokens[at]!.gap === GAP.none && ':h/'.includes(before.text);
}

/** True when a sentence ends with the token at `index`: a full stop before a new start, or an empty line behind. */
export function endsSentence(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const next = tokens[index + 1];
  if (!token || !next) return true;
  if (next.gap === GAP.paragraph) return true;
  if (token.kind !== 'mark' || next.gap === GAP.none) return false;
  if (token.text === '!' || token.text === '?' || token.text === '…') return next.capital;
  if (token.text !== '.') return false;
  if (next.gap === GAP.line) return next.kind !== 'number' || token.gap !== GAP.none;
  if (next.kind === 'word' && !next.capital) return false;
  const before = tokens[index - 1];
  if (!before || (next.kind === 'mark' && ',-–)'.includes(next.text))) return false;
  if (next.kind === 'mark' && before.kind !== 'word') return true;
  if (before.kind === 'word') return before.end - before.start > 3 || !ABBREVIATIONS.has(before.text);
  // "15. März" and "n.º 3. 2024" go on; "… de 2024. Las bases" ends.
  const isOrdinal = before.kind === 'number' && before.text.length <= 2 && !isPartOfTime(tokens, index - 1);
  return next.kind === 'word' && !(isOrdinal && next.capital);
}
