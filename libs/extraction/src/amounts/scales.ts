import { GAP, matchAt, WORD_END } from './gaps.js';

export interface Scale {
  readonly end: number;
  /** Of ten. */
  readonly power: number;
  /** "k", "M", "bn": a scale only beside a currency. */
  readonly isLetter: boolean;
}

/** Scale words of the seven languages; "billion" is told by the language, see {@link scaleAt}. */
const WORDS: readonly (readonly [power: number, pattern: string])[] = [
  [
    9,
    '(?:mil|miles de) mill[oó]n(?:es)?|mil mill\\.|mil milh(?:ões|oes)|mil milions|thousand millions?|milliards?|' +
      'milliarden?|milliarder|miljard(?:er|en)?|miliard[oi]|millardos?|mill?iards|mrd\\.?|mld\\.?|mia\\.|bilh(?:ões|oes|ão|ao)',
  ],
  [
    12,
    'bill[oó]n(?:es)?|billionen|bilion[ei]|bili[oó](?:ns)?|bili(?:ão|ões|oes)|trillions?|trilh(?:ões|oes|ão|ao)',
  ],
  [
    6,
    'mill[oó]\u0301?n(?:es)?|millions?|millionen|millioner|miljon(?:er)?|miljoen|milion[ei]|milh(?:ões|oes|ão|ao)|mili[oó](?:ns)?|mio\\.?|' +
      'mln\\.?|mill\\.|millns?|mn',
  ],
  [7, 'crores?'],
  [5, 'lakhs?'],
  [3, 'miles|mil|mille|mila|milers|migliaia|tausend|tsd\\.?|thousands?'],
];

const SCALE_WORD = new RegExp(
  `${GAP}-?(?:${WORDS.map(([power, pattern]) => `(?<p${power}>${pattern})`).join('|')}|(?<billion>billions?))${WORD_END}`,
  'iuy',
);

/** Letters stand right behind the digits, capitals also behind a space. */
const SCALE_LETTER = new RegExp(
  `(?:[ \\u00a0\\u202f]?(?<spaced>MM|M|K|Mds|Md|Mn|Bn|bn|mm|mi|bi)|(?<glued>k|m|b|B|T))(?![\\p{L}\\p{N}²³])`,
  'uy',
);

const LETTERS: ReadonlyMap<string, number> = new Map([
  ['MM', 6],
  ['mm', 6],
  ['M', 6],
  ['m', 6],
  ['Mn', 6],
  ['mi', 6],
  ['K', 3],
  ['k', 3],
  ['T', 3],
  ['Md', 9],
  ['Mds', 9],
  ['Bn', 9],
  ['bn', 9],
  ['B', 9],
  ['b', 9],
  ['bi', 9],
]);

/** Where a billion is a million millions; elsewhere the English word is meant. */
const LONG_SCALE: ReadonlySet<string> = new Set(['fr', 'de']);

/**
 * The scale behind a number: "12,3 millones", "5M", "10k", "1.5 billion".
 * @param languageOf asked only where two languages mean different numbers
 */
export function scaleAt(text: string, at: number, languageOf: () => string): Scale | null {
  const word = matchAt(SCALE_WORD, text, at);
  if (word) {
    const groups = word.groups!;
    const key = Object.keys(groups).find((each) => groups[each] !== undefined)!;
    const power = key === 'billion' ? (LONG_SCALE.has(languageOf()) ? 12 : 9) : Number(key.slice(1));
    return { end: at + word[0].length, power, isLetter: false };
  }
  const letter = matchAt(SCALE_LETTER, text, at);
  if (!letter) return null;
  const power = LETTERS.get(letter.groups!['spaced'] ?? letter.groups!['glued']!)!;
  return { end: at + letter[0].length, power, isLetter: true };
}

const AND_A_HALF = new RegExp(
  `[ \\u00a0](?:y medio|e meio|e mezzo|i mig|et demie?|and a half)${WORD_END}`,
  'iuy',
);

/** The end of "y medio" behind a scale, or null. */
export function halfAt(text: string, at: number): number | null {
  const match = matchAt(AND_A_HALF, text, at);
  return match && at + match[0].length;
}
