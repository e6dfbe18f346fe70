import type { Token } from './tokens.js';
import { wordSet } from './word-set.js';

/**
 * How surely a word is a month. `full`: nothing else is written so. `short`: an abbreviation or a word that is rarely
 * anything else. `weak`: an everyday word too ("may", "mar", "set", "out", "ago", "des").
 */
export type MonthStrength = 'full' | 'short' | 'weak';

export interface MonthWord {
  readonly month: number;
  readonly strength: MonthStrength;
  /** English dates may put the month before the day. */
  readonly english: boolean;
}

/** Folded, in Spanish, English, Portuguese, French, Italian, Catalan and German. */
const FULL: readonly string[] = [
  'enero january janeiro janvier gennaio gener januar janner',
  'febrero february fevereiro fevrier febbraio febrer februar',
  'marzo març março märz maerz',
  'abril april avril aprile',
  'mayo maio maggio maig',
  'junio june junho juin giugno juny juni',
  'julio july julho juillet luglio juliol juli',
  'agosto august aout agost',
  'septiembre setiembre september setembro septembre settembre setembre',
  'octubre october outubro octobre ottobre oktober',
  'noviembre november novembro novembre',
  'diciembre december dezembro decembre dicembre desembre dezember',
];
const SHORT: readonly string[] = [
  'ene jan janv jän',
  'feb fev fevr febr',
  'mars mär mrz',
  'abr apr avr',
  'mai',
  'jun giu',
  'jul juil lug',
  'aug',
  'sep sept sett',
  'oct ott okt',
  'nov',
  'dic dec dez',
];
const WEAK: readonly string[] = [
  'gen',
  '',
  'mar march marco marc marz',
  '',
  'may mag',
  '',
  '',
  'ago',
  'set',
  'out',
  '',
  'des',
];
const ENGLISH = wordSet(
  'january february march april may june july august september october november december jan feb',
  'mar apr jun jul aug sep sept oct nov dec',
);
/** "Marco" and "Marc" are no months without their cedilla, "März" and "jän" go by their folded form otherwise. */
const BY_ACCENT = new Set(['març', 'março', 'märz', 'jän', 'mär']);

function monthTable(): ReadonlyMap<string, MonthWord> {
  const table = new Map<string, MonthWord>();
  const tables: readonly (readonly [MonthStrength, readonly string[]])[] = [
    ['weak', WEAK],
    ['short', SHORT],
    ['full', FULL],
  ];
  for (const [strength, months] of tables) {
    months.forEach((words, index) => {
      for (const word of words.split(' ').filter(Boolean)) {
        table.set(word, { month: index + 1, strength, english: ENGLISH.has(word) });
      }
    });
  }
  return table;
}

const MONTHS = monthTable();

export function monthWord(token: Token | undefined): MonthWord | undefined {
  if (token?.kind !== 'word') return undefined;
  if (token.lower !== token.text && BY_ACCENT.has(token.lower)) return MONTHS.get(token.lower);
  return MONTHS.get(token.text);
}

const WEEKDAYS: readonly string[] = [
  'lunes monday segunda lundi lunedi dilluns montag lun mon mo',
  'martes tuesday terca mardi martedi dimarts dienstag tue tues di',
  'miercoles wednesday quarta mercredi mercoledi dimecres mittwoch mie wed mi',
  'jueves thursday quinta jeudi giovedi dijous donnerstag jue thu thur thurs do',
  'viernes friday sexta vendredi venerdi divendres freitag vie fri fr',
  'sabado saturday samedi sabato dissabte samstag sonnabend sab sat sa',
  'domingo sunday dimanche domenica diumenge sonntag dom sun so',
];
const WEEKDAY_WORDS = new Map(
  WEEKDAYS.flatMap((words, index) => words.split(' ').map((word) => [word, index + 1] as const)),
);
const SHORT_GERMAN = new Set(['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so']);

/** 1 Monday to 7 Sunday. The two-letter German ones only where a comma or a dot follows. */
export function weekdayWord(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const weekday = WEEKDAY_WORDS.get(token.text);
  if (weekday === undefined || !SHORT_GERMAN.has(token.text)) return weekday;
  const next = tokens[at + 1]?.text;
  return token.capital && (next === ',' || next === '.') ? weekday : undefined;
}

/** Between a day and its month: "15 de marzo", "1 de l'abril", "15 del mes de marzo", "15th of March". */
export const DAY_TO_MONTH = wordSet(
  "de del d di of do da l el ' mes dias dies mese mois the month monat des day",
);
/** Between a month and its year: "marzo del año 2024", "avril de l'an 2024", "aprile dell'anno 2024". */
export const MONTH_TO_YEAR = wordSet(
  "de del d di of do dell l el ' ano any anno an annee year the jahres jahr im in",
);
/** Behind the figure of a day: "1er", "1º", "15th", "1ro". */
export const DAY_SUFFIX = wordSet('st nd rd th er ere ro ero do to vo mo o a e º ª eme ter ten sten te ste');
/** Little words before a day that say nothing: "el día 15", "the 3rd", "am 15.", "alle 12 del giorno 5". */
export const BEFORE_DAY = wordSet(
  'el los la las le les il lo l o os as a the den dem der am dia dias dies giorno giorni jour jours',
  "' proximo proxima proximos next prochain prossimo proper propera tag on proximamente presente",
  'mismo pasado ultimo passado passato dernier past last este esta this dei del i els zum',
);
/** Two days that stand side by side. */
export const LIST_WORDS = wordSet('y e i and et und ed o u ou or oder & i/o');
/** From one day to another. */
export const RANGE_WORDS = wordSet(
  '- a al to hasta until till bis au ao fino through thru ate fins ad jusqu alle',
);
/** Before "5 y 10 de mayo": the two days are a range. */
export const BETWEEN_WORDS = wordSet('entre between tra fra zwischen');
