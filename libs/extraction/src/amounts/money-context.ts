import { fold } from '@chasqui/kernel';
import { MAY_FOLLOW, MONEY_NOUNS, NOT_MONEY } from './context-words.js';
import { endOf, type Reading, startOf } from './readings.js';

const LEFT_REACH = 100;
const RIGHT_REACH = 90;
/** From the noun to the number: "el presupuesto total disponible para esta convocatoria asciende a 3 millones". */
const NOUN_REACH = 72;

const NOUNS = MONEY_NOUNS.join('|');
const HAS_NOUN = new RegExp(`(?:^|[^a-z0-9])(?:${NOUNS})(?![a-z])`);
const HAS_OTHER = new RegExp(`(?:^|[^a-z0-9])(?:${NOT_MONEY.join('|')})(?![a-z])[.:º°]{0,2}`);
/** "Monto máximo: 50000", "award ceiling of 500000" */
const LABELLED = new RegExp(
  `(?:^|[^a-z0-9])(?:${NOUNS})(?: [a-z]{1,14}){0,4}(?: ?[:=|] ?\\n?| (?:de|of|es de|is|es|di|von|e de|est de)(?: hasta| up to| ate)?) ?$`,
);
/** "ayudas a 3.500", "fondos para 300.000": those who get the money are counted, not the money. */
const IS_RECEIVER =
  /(?<![a-z])(?:para|for|pour|fur|(?<!(?:asciend\w{0,3}|equival\w{0,5}|lleg\w{0,4}|igual|correspond\w{0,4}|superior|inferior|limit\w{0,4}|suma|montant|monte|eleve|ammonta|pari|hasta|reduce|aumenta) )(?:a|to)) $/;
const FOLLOWS = new RegExp(
  `^\\s{0,3}(?:$|["'”’».,;:|/*–—-]|\\((?![a-z]{3,})|(?:${MAY_FOLLOW.join('|')})(?![a-z]))`,
);
/** The end of a parenthesis, or one that repeats the number in words. */
const ASIDE = /^\s?(?:[)\]]|\([^()\n]{0,60}\))/;
/** The other end of a range: what follows it counts for both, "100 mil y 2 millones de habitantes". */
const OTHER_END =
  /^\s?(?:y|e|a|and|to|et|à|o|or|ou|bis|und|hasta|-|–)\s?\d[\d.,]{0,20}(?:\s(?:mil|mill[oó]n(?:es)?|millions?|milh\p{L}{2,4}|milion\p{L}|mille|thousand|Mio\.?|Millionen))?/iu;
const NEW_LINE_OF_ITS_OWN = /^[ \t]*\r?\n\s*(?:$|[\p{Lu}\d•·*|\-–—])/u;
const SENTENCE_END = /[.;!?]["'”’)]?\s|\n\s*\n/g;

/** The part of a sentence before a place, without accents and capitals. */
export function leftContext(text: string, at: number, from = 0): string {
  const slice = text.slice(Math.max(from, at - LEFT_REACH), at);
  let begin = 0;
  for (const match of slice.matchAll(SENTENCE_END)) {
    if (!ABBREVIATION.test(slice.slice(0, match.index + 1))) begin = match.index + match[0].length;
  }
  return fold(slice.slice(begin));
}

const ABBREVIATION =
  /(?:^|[^\p{L}])(?:m[aá]x|m[ií]n|aprox|ca|n|no|nro|art|p|ej|mind|h|z|b|d|max|approx|u\.s|ee|uu|bzw|ggf)\.$/iu;

/** Whether what stands behind a number lets it be money: no noun that it counts ("15 millones de habitantes"). */
export function isFollowedAsMoney(text: string, at: number): boolean {
  const slice = text
    .slice(at, at + RIGHT_REACH)
    .replace(ASIDE, '')
    .replace(OTHER_END, '');
  return NEW_LINE_OF_ITS_OWN.test(slice) || FOLLOWS.test(fold(slice).replace(/^\s*\n\s*/, ' '));
}

/** "Monto solicitado 35,000.00 Aporte propio 15,000.00": a table that lost its lines. */
const NEXT_COLUMN = /^\s\p{Lu}/u;

/** Whether the words before and behind a number without a currency tell of money. */
export function isMoneyByContext(text: string, reading: Reading): boolean {
  const { grouped, power, yearLike, value, inWords } = reading;
  const isMarked = grouped || power > 0;
  const isPlain = !inWords && value.places === 0 && value.digits >= 1000n;
  // "2.025" is how some write a year.
  const isYear = yearLike || (power === 0 && value.digits > 1900n && value.digits < 2100n);
  if (isYear || !(isMarked || isPlain)) return false;
  const left = leftContext(text, startOf(reading)).slice(-NOUN_REACH);
  if (!(isMarked ? HAS_NOUN : LABELLED).test(left) || isOtherThing(left)) return false;
  const end = endOf(reading);
  return isFollowedAsMoney(text, end) || (value.places === 2 && NEXT_COLUMN.test(text.slice(end, end + 4)));
}

/** A telephone, an article, a count of people: the last words before the number say so. */
export function isOtherThing(left: string): boolean {
  return HAS_OTHER.test(left.slice(-24)) || IS_RECEIVER.test(left);
}

/** No sentence ends between two places of a text. */
export function isSameSentence(text: string, from: number, to: number): boolean {
  return text.slice(from, to).search(/[.!?]["'”’)]?\s|\n\s*\n/) === -1;
}
