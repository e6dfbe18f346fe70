import { fold } from '@chasqui/kernel';
import { LANGUAGES, wordsIn } from '@chasqui/language';

/** What tells one call from its sisters though their titles are alike. */
export interface TitleMarks {
  readonly years: ReadonlySet<number>;
  /** Number of the edition: "13ª", "XIII Premios", "fifth". */
  readonly edition: number | null;
  /** Part of a call: "lote 2", "componente a". The word is one for all languages. */
  readonly parts: ReadonlyMap<string, string>;
  /** ISO alpha-2 codes of the countries that it names. */
  readonly countries: ReadonlySet<string>;
  /** Official numbers: "europeaid/161866/dd/act/co". */
  readonly codes: ReadonlySet<string>;
}

export function titleMarks(title: string): TitleMarks {
  const folded = fold(title.normalize('NFKC'));
  return {
    years: yearsIn(folded),
    edition: editionIn(folded),
    parts: partsIn(folded),
    countries: countriesIn(folded),
    codes: codesIn(folded),
  };
}

const FIRST_YEAR = 1990;

function yearsIn(folded: string): Set<number> {
  const years = new Set<number>();
  for (const [, from, to] of folded.matchAll(
    /(?<![\d/.-])((?:19|20)\d\d)(?:\s?[-–/]\s?((?:19|20)?\d\d))?(?![\d/])/g,
  )) {
    const first = Number(from);
    if (first < FIRST_YEAR) continue;
    years.add(first);
    if (to) years.add(to.length === 2 ? Math.floor(first / 100) * 100 + Number(to) : Number(to));
  }
  return years;
}

const ORDINALS: readonly (readonly [number, string])[] = [
  [1, 'primer|primera|first|primeira|premiere|prima|erste'],
  [2, 'segunda|segundo|second|deuxieme|seconda|segona|zweite'],
  [3, 'tercera|tercer|third|terceira|troisieme|terza|dritte'],
  [4, 'cuarta|cuarto|fourth|quarta|quatrieme|vierte'],
  [5, 'quinta|quinto|fifth|cinquieme|cinquena|funfte'],
  [6, 'sexta|sexto|sixth|sixieme|sesta|sisena|sechste'],
  [7, 'septima|septimo|setima|seventh|septieme|settima|setena|siebte'],
  [8, 'octava|octavo|oitava|eighth|huitieme|ottava|vuitena|achte'],
  [9, 'novena|noveno|nona|ninth|neuvieme|neunte'],
  [10, 'decima|decimo|tenth|dixieme|desena|zehnte'],
  [11, 'undecima|decimoprimera|eleventh|onzieme'],
  [12, 'duodecima|decimosegunda|twelfth|douzieme'],
  [13, 'decimotercera|thirteenth|treizieme'],
  [14, 'decimocuarta|fourteenth|quatorzieme'],
  [15, 'decimoquinta|fifteenth|quinzieme'],
  [16, 'decimosexta|sixteenth|seizieme'],
  [17, 'decimoseptima|seventeenth'],
  [18, 'decimoctava|decimooctava|eighteenth'],
  [19, 'decimonovena|nineteenth'],
  [20, 'vigesima|vigesimo|twentieth|vingtieme'],
];
const EDITION =
  'edicion|edition|edicao|edizione|edicio|ausgabe|convocatoria|call|chamada|appel|ronda|round|rodada|fase|premios?|prize|award|concurso|bando|edital';
/** "13.ª", "13ème", "5th", "6.º": written so that it counts what follows. The signs ª and º are plain letters here. */
const FIGURE =
  /(?<![\d.,/-])(\d{1,2})(?:\.?[ao](?![a-z])|st|nd|rd|th|eme|er[ao]?|d[ao]|t[ao]|v[ao]|m[ao])(?![a-z\d])/;
const FIGURE_BEFORE = new RegExp(`(?<![\\d.,/-])(\\d{1,2})\\s(?:${EDITION})\\b`);
const FIGURE_AFTER = new RegExp(
  `\\b(?:edicion|edition|edicao|edizione|edicio|ronda|round|rodada|fase)\\s(?:n[.ºo°]*\\s?)?(\\d{1,2})(?![\\d.,/-])`,
);
/** A lone "i" is "and" in Catalan, unless the title starts with it. */
const ROMAN = new RegExp(
  `(?:^(i)|(?<![a-z])(?!i\\b)([ivx]{1,6}))\\s(?:${EDITION})\\b|\\b(?:${EDITION})\\s(?!i\\b)([ivx]{1,6})(?![a-z])`,
);
const WORD = ORDINALS.map(([number, words]) => [number, new RegExp(`\\b(?:${words})\\b`)] as const);

function editionIn(folded: string): number | null {
  const figure = FIGURE.exec(folded) ?? FIGURE_BEFORE.exec(folded) ?? FIGURE_AFTER.exec(folded);
  if (figure) return Number(figure[1]);
  const roman = ROMAN.exec(folded);
  const number = roman && romanNumber(roman[1] ?? roman[2] ?? roman[3]!);
  if (number !== null) return number;
  const joined = folded.replace(/decim[ao]\s?([a-z]+?)[ao]\b/, 'decimo$1a');
  return WORD.find(([, pattern]) => pattern.test(joined))?.[0] ?? null;
}

const ROMAN_VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };

function romanNumber(text: string): number | null {
  if (!/^x{0,3}(ix|iv|v?i{0,3})$/.test(text)) return null;
  const values = text.split('').map((letter) => ROMAN_VALUES[letter]!);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

const PARTS: Readonly<Record<string, string>> = {
  lote: 'lot',
  lot: 'lot',
  lotto: 'lot',
  componente: 'component',
  component: 'component',
  composante: 'component',
  linea: 'line',
  line: 'line',
  linha: 'line',
  ligne: 'line',
  eje: 'axis',
  eixo: 'axis',
  axe: 'axis',
  modalidad: 'modality',
  modalidade: 'modality',
  modality: 'modality',
  categoria: 'category',
  category: 'category',
  categorie: 'category',
  tramo: 'tranche',
  capitulo: 'chapter',
  chapter: 'chapter',
  topic: 'topic',
  tema: 'topic',
  zona: 'zone',
  region: 'region',
};
/** A letter counts only where the name of the part ends with it: "modalidad a distancia" is none. */
const PART = new RegExp(
  `\\b(${Object.keys(PARTS).join('|')})\\s?(?:n[.ºo°]*\\s?)?(\\d{1,3}(?![\\p{L}\\d])|[ivx]{1,5}(?![\\p{L}\\d])|[a-h](?=\\s*(?:$|[.:;,)–-])))`,
  'gu',
);

function partsIn(folded: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const [, word, mark] of folded.matchAll(PART)) {
    const roman = /^[ivx]+$/.test(mark!) ? romanNumber(mark!) : null;
    parts.set(PARTS[word!]!, String(roman ?? (/^\d+$/.test(mark!) ? Number(mark) : mark)));
  }
  return parts;
}

/** Letters and figures with a slash or a hyphen between them, and at least three figures. */
const CODE =
  /(?<![\p{L}\d/-])(?=[a-z\d/-]*[a-z])(?=(?:[^\d\s]*\d){3})[a-z\d]+(?:[/-][a-z\d]+)+(?![\p{L}\d])/gu;

function codesIn(folded: string): Set<string> {
  // "agenda-2030" is no code.
  const isCode = (text: string) =>
    text.replace(/(?<!\d)(19|20)\d\d(?!\d)/g, '').replace(/\D/g, '').length > 1;
  return new Set((folded.match(CODE) ?? []).filter(isCode));
}

const MOST_WORDS = 4;
let countryNames: Map<string, string> | undefined;

function countriesIn(folded: string): Set<string> {
  countryNames ??= namesOfCountries();
  const words = wordsIn(folded);
  const found = new Set<string>();
  for (let start = 0; start < words.length; start++) {
    // "Guinea Ecuatorial" before "Guinea".
    for (let length = Math.min(MOST_WORDS, words.length - start); length > 0; length--) {
      const code = countryNames.get(words.slice(start, start + length).join(' '));
      if (!code) continue;
      found.add(code);
      start += length - 1;
      break;
    }
  }
  return found;
}

const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
/** Codes that the runtime names and that are no countries. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

function namesOfCountries(): Map<string, string> {
  const names = new Map<string, string>();
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of LETTERS.flatMap((first) => LETTERS.map((second) => first + second))) {
      const name = NO_COUNTRIES.has(code) ? undefined : display.of(code);
      if (name) names.set(wordsIn(fold(name)).join(' '), code);
    }
  }
  return names;
}
