/**
 * Number words of the seven languages, without accents. Words that two languages share mean the same number in both,
 * so one table does for all; what differs is told apart where the words are put together.
 */
const WORDS: readonly (readonly [value: number, words: string])[] = [
  [1, 'un una uno um uma one une uno ein eine einen einer eins'],
  [2, 'dos dues dois duas two deux due zwei'],
  [3, 'tres three trois tre drei'],
  [4, 'cuatro quatro four quatre quattro vier'],
  [5, 'cinco five cinq cinque cinc funf fuenf'],
  [6, 'seis six sei sis sechs'],
  [7, 'siete sete seven sept sette set sieben'],
  [8, 'ocho oito eight huit otto vuit acht'],
  [9, 'nueve nove nine neuf nou neun'],
  [10, 'diez dez ten dix dieci deu zehn'],
  [11, 'once onze eleven undici elf'],
  [12, 'doce doze twelve douze dodici dotze zwolf zwoelf'],
  [13, 'trece treze thirteen treize tredici tretze dreizehn'],
  [14, 'catorce catorze quatorze fourteen quattordici vierzehn'],
  [15, 'quince quinze fifteen quindici funfzehn'],
  [16, 'dieciseis dezesseis dezasseis sixteen seize sedici setze sechzehn'],
  [17, 'diecisiete dezessete dezassete seventeen diciassette disset siebzehn'],
  [18, 'dieciocho dezoito eighteen diciotto divuit achtzehn'],
  [19, 'diecinueve dezenove dezanove nineteen diciannove dinou neunzehn'],
  [20, 'veinte vinte twenty vingt vingts venti vint zwanzig'],
  [21, 'veintiun veintiuno veintiuna ventuno'],
  [22, 'veintidos'],
  [23, 'veintitres'],
  [24, 'veinticuatro'],
  [25, 'veinticinco'],
  [26, 'veintiseis'],
  [27, 'veintisiete'],
  [28, 'veintiocho ventotto'],
  [29, 'veintinueve'],
  [30, 'treinta trinta thirty trente trenta dreissig dreißig'],
  [40, 'cuarenta quarenta forty quarante quaranta vierzig'],
  [50, 'cincuenta cinquenta fifty cinquante cinquanta funfzig fuenfzig'],
  [60, 'sesenta sessenta sixty soixante sessanta seixanta sechzig'],
  [70, 'setenta seventy septante settanta siebzig'],
  [80, 'ochenta oitenta eighty octante huitante ottanta vuitanta achtzig'],
  [90, 'noventa ninety nonante novanta noranta neunzig'],
  [100, 'cien ciento cem cento'],
  [200, 'doscientos doscientas duzentos duzentas'],
  [300, 'trescientos trescientas trezentos trezentas'],
  [400, 'cuatrocientos cuatrocientas quatrocentos quatrocentas'],
  [500, 'quinientos quinientas quinhentos quinhentas'],
  [600, 'seiscientos seiscientas seiscentos seiscentas'],
  [700, 'setecientos setecientas setecentos setecentas'],
  [800, 'ochocientos ochocientas oitocentos oitocentas'],
  [900, 'novecientos novecientas novecentos novecentas'],
];

/** "deux cents", "five hundred": multiplies a unit before it, else it is a hundred itself. */
const HUNDREDS = 'cent cents centes hundred hundert';

/** "a million" */
const ENGLISH_SCALES: readonly (readonly [power: number, word: string])[] = [
  [3, 'thousand'],
  [6, 'million'],
  [9, 'billion'],
  [12, 'trillion'],
];

const HALVES = 'medio media half demi demie meio meia mezzo mezza mig mitja halbe halben halber';

const SCALES: readonly (readonly [power: number, words: string])[] = [
  [3, 'mil mille mila tausend'],
  [6, 'millon millones millions millionen milione milioni milhao milhoes milio milions'],
  [9, 'milliard milliards milliarde milliarden miliardo miliardi millardo millardos bilhao bilhoes'],
  [12, 'billon billones billionen bilione bilioni bilio bilions biliao bilioes'],
];

/** Stand between number words and count nothing: "treinta y cinco", "two hundred and fifty". */
const JOINERS = 'y e i and und et';

/** "a million": one, but before a scale of its own language only. */
const ARTICLES = 'a an';

export type NumberWord =
  | { readonly kind: 'add'; readonly value: number }
  | { readonly kind: 'hundred' }
  | { readonly kind: 'half' }
  | { readonly kind: 'joiner' }
  | { readonly kind: 'article' }
  | { readonly kind: 'scale'; readonly power: number; readonly isEnglish: boolean };

const TABLE = new Map<string, NumberWord>();
const put = (words: string, meaning: NumberWord) =>
  words.split(' ').forEach((word) => TABLE.set(word, meaning));
WORDS.forEach(([value, words]) => put(words, { kind: 'add', value }));
SCALES.forEach(([power, words]) => put(words, { kind: 'scale', power, isEnglish: false }));
ENGLISH_SCALES.forEach(([power, word]) => put(word, { kind: 'scale', power, isEnglish: true }));
put(HUNDREDS, { kind: 'hundred' });
put(HALVES, { kind: 'half' });
put(JOINERS, { kind: 'joiner' });
put(ARTICLES, { kind: 'article' });
put('anderthalb eineinhalb', { kind: 'add', value: 1.5 });
put('zweieinhalb', { kind: 'add', value: 2.5 });

/** Italian and German write long numbers as one word: "duecentocinquantamila", "fünfundzwanzigtausend". */
const GLUED: readonly string[] = (
  'cento cent mila mille tausend hundert und ' +
  'vent trent quarant cinquant sessant settant ottant novant ' +
  'due tre quattro cinque sei sette otto nove uno dieci undici dodici tredici quattordici quindici sedici ' +
  'diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta ' +
  'ein eins zwei drei vier funf fuenf sechs sieben acht neun zehn elf zwolf zwoelf dreizehn vierzehn funfzehn ' +
  'sechzehn siebzehn achtzehn neunzehn zwanzig dreissig dreißig vierzig funfzig fuenfzig sechzig siebzig achtzig neunzig'
)
  .split(' ')
  .toSorted((a, b) => b.length - a.length);

const SHORTENED: ReadonlyMap<string, number> = new Map([
  ['vent', 20],
  ['trent', 30],
  ['quarant', 40],
  ['cinquant', 50],
  ['sessant', 60],
  ['settant', 70],
  ['ottant', 80],
  ['novant', 90],
]);

const LONGEST_WORD = 60;

/**
 * What a word (lower case, no accents) says as part of a number: one meaning, or several for a word that Italian or
 * German glues together; undefined when it is no number word.
 */
export function numberWord(word: string): readonly NumberWord[] | undefined {
  const known = TABLE.get(word);
  if (known) return [known];
  if (word.length < 6 || word.length > LONGEST_WORD) return undefined;
  const parts: NumberWord[] = [];
  for (let at = 0; at < word.length;) {
    const part = GLUED.find((each) => word.startsWith(each, at));
    if (part === undefined) return undefined;
    parts.push(partMeaning(part));
    at += part.length;
  }
  return parts;
}

function partMeaning(part: string): NumberWord {
  const shortened = SHORTENED.get(part);
  if (shortened !== undefined) return { kind: 'add', value: shortened };
  return part === 'cento' ? { kind: 'hundred' } : TABLE.get(part)!;
}
