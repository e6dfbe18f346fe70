/** What stands between a word and the one before it. */
export const GAP = { none: 0, comma: 1, strong: 2, sentence: 3 } as const;

/** The words of a text: parallel arrays, so that ten thousand calls cost no object per word. */
export interface Tokens {
  readonly text: string;
  /** Folded: lower case, no accents, "ß" as "ss". */
  readonly words: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** One of `GAP`, before the word of the same index. */
  readonly gaps: readonly number[];
}

const LETTER = 1;
const DIGIT = 2;
const MARK = 3;
const LIMIT = 0x250;
const FIRST_COMBINING = 0x300;
const LAST_COMBINING = 0x36f;

const kinds = new Uint8Array(LIMIT);
const folded: string[] = [];
/** Letters without a decomposition that Latin languages write in two. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ı: 'i', ł: 'l' };

for (let unit = 0; unit < LIMIT; unit += 1) {
  const character = String.fromCharCode(unit);
  if (/\p{L}/u.test(character)) kinds[unit] = LETTER;
  else if (/\d/.test(character)) kinds[unit] = DIGIT;
  const lower = character.toLowerCase();
  folded.push(TWO_LETTERS[lower] ?? lower.normalize('NFD').replace(/\p{M}/gu, ''));
}
// Ordinal signs ("1.ª") are no words.
kinds[0xaa] = 0;
kinds[0xba] = 0;

function kindOf(unit: number): number {
  if (unit < LIMIT) return kinds[unit] ?? 0;
  return unit >= FIRST_COMBINING && unit <= LAST_COMBINING ? MARK : 0;
}

/** Splits a text in words and numbers; one pass, no regular expression. */
export function tokenise(text: string): Tokens {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const gaps: number[] = [];
  const { length } = text;
  let gap: number = GAP.sentence;
  let at = 0;
  while (at < length) {
    const first = text.charCodeAt(at);
    const kind = kindOf(first);
    if (kind !== LETTER && kind !== DIGIT) {
      if (first !== SPACE) gap = Math.max(gap, gapAt(text, at, first));
      at += 1;
      continue;
    }
    const start = at;
    let isPlain = true;
    while (at < length) {
      const unit = text.charCodeAt(at);
      const next = kindOf(unit);
      if (next !== kind && next !== MARK) break;
      // Lower-case ASCII letters and digits are their own folded form.
      if (unit > 0x7a || (unit < 0x61 && kind === LETTER)) isPlain = false;
      at += 1;
    }
    const written = text.slice(start, at);
    words.push(isPlain ? written : foldedForm(written));
    starts.push(start);
    ends.push(at);
    gaps.push(gap);
    gap = GAP.none;
  }
  return { text, words, starts, ends, gaps };
}

function foldedForm(written: string): string {
  let word = '';
  for (let at = 0; at < written.length; at += 1) {
    const unit = written.charCodeAt(at);
    if (unit < LIMIT) word += folded[unit] ?? '';
  }
  return word;
}

const SPACE = 0x20;
const FULL_STOP = 0x2e;

const separators = new Map<number, number>(
  [
    ...['\n', '!', '?', '•'].map((character) => [character, GAP.sentence] as const),
    ...['(', ')', ':', ';', '–', '—'].map((character) => [character, GAP.strong] as const),
    ...[',', '/'].map((character) => [character, GAP.comma] as const),
  ].map(([character, gap]) => [character.charCodeAt(0), gap]),
);

/** How strongly the character separates what is before it from what follows. */
function gapAt(text: string, at: number, unit: number): number {
  if (unit === FULL_STOP) return followedBySpace(text, at) ? GAP.sentence : GAP.none;
  return separators.get(unit) ?? GAP.none;
}

function followedBySpace(text: string, at: number): boolean {
  const next = text[at + 1];
  return next === undefined || next === ' ' || next === '\n' || next === '\r' || next === '\u00a0';
}

/** Whether a token is a run of digits. */
export function isNumber(word: string): boolean {
  const unit = word.charCodeAt(0);
  return unit >= 48 && unit <= 57;
}
