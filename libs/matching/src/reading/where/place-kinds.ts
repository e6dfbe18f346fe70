import { isLink, JOINERS, openingBefore } from './cues.js';
import { GAP, type Tokens } from '../who/tokens.js';

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** What kind of place a name is said to be: the same name may be a province, a canton and a parish. */
export type Level = 'province' | 'canton' | 'parish';

const LEVEL_WORDS: Readonly<Record<Level, ReadonlySet<string>>> = {
  province:
    set(`provincia provincias province provinces provincies provinz provinzen prefectura prefecturas prefecture
    provincial provinciales provinciaux`),
  canton:
    set(`canton cantones cantons cantoni kanton kantone cantoes municipio municipios municipalidad municipalidades
    municipality municipalities municipi municipis municipal municipales cantonal cantonales alcaldia alcaldias ciudad
    ciudades city cities ville villes citta ciutat ciutats cidade cidades stadt stadte stadten comune comuni commune
    communes gemeinde gemeinden`),
  parish:
    set(`parroquia parroquias parroquial parroquiales parish parishes paroisse paroisses paroquia paroquias
    parroquies parrocchia parrocchie pfarrei pfarreien gemeindebezirk`),
};
const LEVELS = ['province', 'canton', 'parish'] as const;
/** Words between the kind and the name. */
const BETWEEN = set('rurales rural urbanas urbana siguientes following seguintes suivantes ecuatorianas');
const PLURAL = set(
  'provinzen citta cantoni kantone comuni parroquies parrocchie pfarreien stadten gemeinden',
);
const REACH = 4;

export interface Kind {
  readonly level: Level;
  readonly plural: boolean;
  /** Word index of the kind; after the name in English ("Manabí province"). */
  readonly at: number;
  /** A colon stands between: a list follows. */
  readonly announces: boolean;
}

/** The kind said before a list of names, or after it in English. */
export function kindOf(tokens: Tokens, from: number, to: number): Kind | null {
  const { words, gaps } = tokens;
  let announces = false;
  for (let at = from - 1; at >= 0 && from - at <= REACH; at -= 1) {
    if (gaps[at + 1] === GAP.sentence || gaps[at + 1] === GAP.comma) break;
    announces ||= openingBefore(tokens, at + 1) === ':';
    const word = words[at] ?? '';
    const level = levelOf(word);
    if (level) return { level, plural: isPlural(word), at, announces };
    if (!isLink(word) && !BETWEEN.has(word)) break;
  }
  const after = words[to + 1];
  const level = after && gaps[to + 1] === GAP.none ? levelOf(after) : null;
  return level && /^(prov|canton|munic|parish|cit)/.test(after ?? '')
    ? { level, plural: isPlural(after ?? ''), at: to + 1, announces: false }
    : null;
}

function levelOf(word: string): Level | null {
  return LEVELS.find((level) => LEVEL_WORDS[level].has(word)) ?? null;
}

const isPlural = (word: string) => word.endsWith('s') || PLURAL.has(word);

/** Words before a name that make it something else than a place: a river, a university, a street, a person. */
const BLOCKERS = set(`
  rio river rios volcan volcano universidad university universite universita escuela politecnica espe instituto aeropuerto
  airport banco calle avenida av golfo lago lake laguna cerro hospital colegio hotel general mariscal presidente coronel
  doctor dr don senor sr padre jose juan simon carlos luis maria pedro jorge ana parque reserva cuenca subcuenca
  microcuenca batalla declaracion acuerdo consenso carta protocolo compromiso declaration agreement
`);
/** Words after "Cuenca" that make it a river basin. */
const BASIN = set('del de hidrografica hidrografico alta media baja binacional transfronteriza amazonica');

/** Whether the words around a name make it something else than a place. */
export function isSomethingElse({ words, gaps }: Tokens, from: number, to: number): boolean {
  if (from === to && words[from] === 'cuenca' && gaps[to + 1] === GAP.none && BASIN.has(words[to + 1] ?? ''))
    return true;
  for (let at = from - 1; at >= 0 && from - at <= 3; at -= 1) {
    if (gaps[at + 1] !== GAP.none) return false;
    const word = words[at] ?? '';
    if (BLOCKERS.has(word)) return true;
    if (!isLink(word) || JOINERS.has(word)) return false;
  }
  return false;
}
