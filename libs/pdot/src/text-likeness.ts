import { fold } from '@chasqui/kernel';

/** Words that carry no subject. */
const EMPTY_WORDS = new Set(
  (
    'a al ante ante con contra cual cuando de del desde donde e el ella en entre es esta este hacia hasta la las le lo los mas mediante ' +
    'no o para pero por que se segun ser sin sobre su sus también tambien traves u un una uno y'
  ).split(' '),
);

/** The words of a text as they are compared: folded, without the ending of the plural. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map(singular);
}

function singular(word: string): string {
  if (word.length > 5 && word.endsWith('es') && /[^aeiou]es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}

/** The words that say what a text is about. */
export function subjectWords(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).filter((word) => word.length > 2 && !EMPTY_WORDS.has(word)));
}

/** Beginnings of words that plans say of everything: verbs of the trade, kinds of works, kinds of places. */
const GENERIC =
  /^(accion|acced|acces|actividad|adecu|alcanz|ampli|apoy|area|articul|asegur|asisten|aument|beneficia|brind|calidad|canton|capacit|cobertur|comunidad|constru|contribu|creac|dar|desarroll|disen|disminu|dota|ejecu|elabor|establec|estrateg|estudio|facilit|foment|fortale|garanti|gener|gestion|habitante|implement|impuls|increment|infraestructur|integral|interven|inver|linea|local|logr|mant|meta|mejor|objetiv|obra|ofert|optimiz|parroqui|plan(es)?$|poblacion|potenci|prioridad|proce|program|promo|proye|provinci|prov(eer|ision)|realiz|recinto|rede?$|reduc|rehabilit|sector|servici|sistem|sosten|sustent|territor|todo|zona)/;
/** Stems that say where or for whom rather than what. */
const WEAK: ReadonlySet<string> = new Set([
  'comun',
  'famil',
  'munic',
  'pobla',
  'produ',
  'publi',
  'rural',
  'socia',
  'urban',
]);
/** Beginnings shared by words of different families: "transporte", "transparencia". */
const COMMON_BEGINNING = /^(agro|conse|contra|hidro|inter|multi|parti|super|trans)/;
const STEM = 5;
const LONG_STEM = 8;
/** The ways of a road. */
const ROAD = /^(via|vial|vialidad|carretera|camino)$/;

/** What a text is about, each word by its beginning: "turismo" and "turístico" are one, "mejorar" is nothing. */
export function subjectStems(text: string): ReadonlySet<string> {
  const words = [...subjectWords(text)].filter((word) => !GENERIC.test(word) && /[a-z]/.test(word));
  return new Set(words.map(stem));
}

function stem(word: string): string {
  if (ROAD.test(word)) return 'vial';
  return word.slice(0, COMMON_BEGINNING.test(word) ? LONG_STEM : STEM);
}

/** How alike two subjects are, from 0 to 1: half what they share of all, half what they share of the shorter one. */
export function subjectLikeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = new Set([...one].filter((each) => other.has(each)));
  // "Rural" in both is a coincidence.
  if ([...common].every((each) => WEAK.has(each))) return 0;
  const [a, b, both] = [weigh(one), weigh(other), weigh(common)];
  return both / (a + b) + both / (2 * Math.min(a, b));
}

function weigh(stems: ReadonlySet<string>): number {
  let sum = 0;
  for (const each of stems) sum += WEAK.has(each) ? 0.5 : 1;
  return sum;
}

/** How alike two sets of words are, from 0 to 1: twice what they share over all they hold (Dice). */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const all = one.size + other.size;
  if (all === 0) return 0;
  return (2 * shared(one, other)) / all;
}

/** How much of the smaller set lies in the other one, from 0 to 1. */
export function containment(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const smaller = Math.min(one.size, other.size);
  return smaller === 0 ? 0 : shared(one, other) / smaller;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let count = 0;
  for (const word of small) if (large.has(word)) count += 1;
  return count;
}
