import { type Token, GAP } from './tokens.js';

/** Numbers as words, folded, in the seven languages. Their values never contradict each other. */
const SIMPLE: Readonly<Record<number, string>> = {
  1: 'un una uno u um uma one une ein eins eine einem einen',
  2: 'dos dues dois duas two deux due zwei',
  3: 'tres three trois tre drei',
  4: 'cuatro quatre quatro four quattro vier',
  5: 'cinco cinc five cinq cinque funf',
  6: 'seis sis six sei sechs',
  7: 'siete set sete seven sept sette sieben',
  8: 'ocho vuit oito eight huit otto acht',
  9: 'nueve nou nove nine neuf neun',
  10: 'diez deu dez ten dix dieci zehn',
  11: 'once onze eleven undici elf',
  12: 'doce dotze doze twelve douze dodici zwolf',
  13: 'trece tretze treze thirteen treize tredici dreizehn',
  14: 'catorce catorze quatorze fourteen quattordici vierzehn',
  15: 'quince quinze fifteen quindici funfzehn',
  16: 'dieciseis setze dezesseis dezasseis sixteen seize sedici sechzehn',
  17: 'diecisiete disset dezessete dezassete seventeen diciassette siebzehn',
  18: 'dieciocho divuit dezoito eighteen diciotto achtzehn',
  19: 'diecinueve dinou dezenove dezanove nineteen diciannove neunzehn',
  20: 'veinte vint vinte twenty vingt venti zwanzig',
  21: 'veintiun veintiuno',
  22: 'veintidos',
  23: 'veintitres',
  24: 'veinticuatro',
  25: 'veinticinco',
  26: 'veintiseis',
  27: 'veintisiete',
  28: 'veintiocho',
  29: 'veintinueve',
  30: 'treinta trenta trinta thirty trente dreißig dreissig',
  40: 'cuarenta quaranta quarenta forty fourty quarante vierzig',
  50: 'cincuenta cinquanta cinquenta fifty cinquante funfzig',
  60: 'sesenta seixanta sessenta sixty soixante sessanta sechzig',
  70: 'setenta seventy settanta siebzig',
  80: 'ochenta vuitanta oitenta eighty ottanta achtzig',
  90: 'noventa noranta ninety novanta neunzig',
  100: 'cien ciento cent cem cento hundred hundert',
  1000: 'mil mille thousand tausend',
  2000: 'duemila zweitausend',
};

/** Days of a month as ordinals: "primero de mayo", "1er", "the twenty-first of June", "ersten März". */
const ORDINAL: Readonly<Record<number, string>> = {
  1: 'primero primer primeiro premier primo first erste ersten erster',
  2: 'second secondo zweite zweiten zweiter',
  3: 'third dritte dritten dritter',
  4: 'fourth',
  5: 'fifth',
  6: 'sixth',
  7: 'seventh siebte siebten siebter',
  8: 'eighth achte achten achter',
  9: 'ninth',
  10: 'tenth',
  11: 'eleventh',
  12: 'twelfth',
  13: 'thirteenth',
  14: 'fourteenth',
  15: 'fifteenth',
  16: 'sixteenth',
  17: 'seventeenth',
  18: 'eighteenth',
  19: 'nineteenth',
  20: 'twentieth',
  30: 'thirtieth',
};

const GERMAN_UNITS = ['ein', 'zwei', 'drei', 'vier', 'funf', 'sechs', 'sieben', 'acht', 'neun'];
const GERMAN_TENS = ['zwanzig', 'dreißig', 'vierzig', 'funfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig'];
const ITALIAN_UNITS = ['uno', 'due', 'tre', 'quattro', 'cinque', 'sei', 'sette', 'otto', 'nove'];
const ITALIAN_TENS = [
  'venti',
  'trenta',
  'quaranta',
  'cinquanta',
  'sessanta',
  'settanta',
  'ottanta',
  'novanta',
];

function wordsTable(): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  const add = (words: string, value: number) => words.split(' ').forEach((word) => table.set(word, value));
  for (const [value, words] of Object.entries(SIMPLE)) add(words, Number(value));
  for (let tens = 0; tens < 8; tens += 1) {
    for (let unit = 1; unit <= 9; unit += 1) {
      const value = (tens + 2) * 10 + unit;
      add(`${GERMAN_UNITS[unit - 1]!}und${GERMAN_TENS[tens]!}`, value);
      const italian = ITALIAN_TENS[tens]!;
      // "ventuno", "ventotto": the tens lose their vowel.
      const stem = unit === 1 || unit === 8 ? italian.slice(0, -1) : italian;
      add(`${stem}${ITALIAN_UNITS[unit - 1]!}`, value);
    }
  }
  for (const [word, value] of Array.from(table)) {
    if (value < 10 || value > 99) continue;
    if (/^(?:dieci|(?:un|do|tre|quattor|quin|se)dici|dicia|dicio|vent|trent|quarant|cinquant)/.test(word)) {
      table.set(`duemila${word}`, 2000 + value);
    } else if (/(?:zehn|elf|zwolf|zig|ßig)$/.test(word)) table.set(`zweitausend${word}`, 2000 + value);
  }
  return table;
}

const NUMBER_WORDS = wordsTable();

function ordinalsTable(): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  for (const [value, words] of Object.entries(ORDINAL)) {
    for (const word of words.split(' ')) table.set(word, Number(value));
  }
  for (const [word, value] of NUMBER_WORDS) {
    if (value > 31 || value < 4 || !/(?:vier|funf|sechs|neun|zehn|elf|zwolf|zig|ßig)$/.test(word)) continue;
    for (const ending of value < 20 ? ['te', 'ten', 'ter'] : ['ste', 'sten', 'ster']) {
      table.set(word + ending, value);
    }
  }
  return table;
}

const ORDINAL_WORDS = ordinalsTable();
const AND = new Set(['y', 'e', 'i', 'and', 'et', 'und', '-']);

export interface NumberWords {
  readonly value: number;
  /** Index of the token behind it. */
  readonly end: number;
  readonly ordinal: boolean;
}

export function startsNumberWords(token: Token): boolean {
  return NUMBER_WORDS.has(token.text) || ORDINAL_WORDS.has(token.text);
}

/** What two parts of a number make when one follows the other: "treinta" "uno", "quatre" "vingt", "vingt" "cinq". */
function joined(current: number, next: number): number | null {
  const rest = current % 100;
  if (current === 4 && next === 20) return 80;
  if (current === 20 && next >= 20 && next < 100) return 2000 + next;
  if (rest === 0 && next < 100) return current + next;
  if (rest % 10 !== 0 || rest < 20) return current === 2020 && next < 10 ? current + next : null;
  if (next < 10) return current + next;
  // "soixante-quinze", "quatre-vingt-dix".
  return (rest === 60 || rest === 80) && next < 20 ? current + next : null;
}

/** Reads "quince", "treinta y uno", "twenty-first", "dos mil veinticuatro" at a place. */
export function readNumberWords(tokens: readonly Token[], from: number): NumberWords | null {
  let total = 0;
  let current = 0;
  let at = from;
  for (let parts = 0; parts < 8; parts += 1) {
    const link = parts > 0 && AND.has(tokens[at]?.text ?? '') ? 1 : 0;
    const token = tokens[at + link];
    if (!token || token.gap > GAP.line) break;
    const ordinal = ORDINAL_WORDS.get(token.text);
    const value = ordinal ?? NUMBER_WORDS.get(token.text);
    if (value === undefined) break;
    if (link > 0 && total === 0 && current % 100 < 20 && current < 100) break;
    if (value >= 1000) {
      if (total > 0 || current > 20 || link > 0) break;
      total = value === 1000 ? (current || 1) * 1000 : value;
      current = 0;
    } else if (value === 100) {
      if (current > 9) break;
      current = (current || 1) * 100;
    } else {
      const sum = current === 0 ? value : joined(current, value);
      if (sum === null) break;
      current = sum;
    }
    at += link + 1;
    if (ordinal !== undefined) return { value: total + current, end: at, ordinal: true };
    if (value > 2000) break;
  }
  return at === from ? null : { value: total + current, end: at, ordinal: false };
}
