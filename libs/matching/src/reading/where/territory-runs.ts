import { GAP, type Tokens } from '../who/tokens.js';
import { JOINERS } from './cues.js';
import type { Mention, Place } from './name-trie.js';
import { isSomethingElse, type Kind, kindOf, type Level } from './place-kinds.js';
import { joined, narrows } from './spots.js';
import { ECUADOR, type WhereKnowledge } from './where-knowledge.js';

/** A list of places of Ecuador in a text ("las provincias de Manabí y Esmeraldas"). */
export interface TerritoryRun {
  /** First and last word of the names. */
  readonly from: number;
  readonly to: number;
  readonly kind: Kind | null;
  readonly codes: readonly string[];
  /** Provinces, regions or planning zones, not towns. */
  readonly broad: boolean;
  /** The adjective of a region ("pueblos amazónicos"). */
  readonly adjective: boolean;
  /** It names a region, not provinces or towns. */
  readonly region: boolean;
  /** Its names are surely in Ecuador, not shared with other countries. */
  readonly sure: boolean;
  /** The Amazon: several countries have a part, and a call for all of it is for Ecuador's too. */
  readonly amazon: boolean;
}

/** Digits of the codes to try, the most likely first. */
const ORDER: Readonly<Record<Level | 'none' | 'several', readonly number[]>> = {
  province: [2, 4, 6],
  canton: [4, 2, 6],
  parish: [6, 4, 2],
  several: [2, 4, 6],
  none: [2, 4],
};

/** @param asList the text is the field of territories: names need no context */
export function territoryRuns(
  tokens: Tokens,
  mentions: readonly Mention[],
  knowledge: WhereKnowledge,
  asList: boolean,
): TerritoryRun[] {
  const lists = group(tokens, usable(tokens, mentions, asList));
  const provinces = provincesNamed(tokens, lists);
  return lists.flatMap((list) => resolve(tokens, list, provinces, knowledge, asList));
}

/** The names of places, without those that belong to another country or are something else. */
function usable(tokens: Tokens, mentions: readonly Mention[], asList: boolean): Mention[] {
  return mentions.filter((mention, index) => {
    const { from, to, places } = mention;
    if (!places.some(isTerritory)) return false;
    if (!asList && isSomethingElse(tokens, from, to)) return false;
    const neighbours = [
      [mentions[index + 1], true],
      [mentions[index - 1], false],
    ] as const;
    return !neighbours.some(
      ([near, after]) =>
        near &&
        isForeign(tokens, mention, near, after) &&
        !(after && leadsToEcuador(tokens, mentions, index + 1)),
    );
  });
}

const isTerritory = ({ kind }: Place) => kind === 'division' || kind === 'region' || kind === 'zone';

/** "Cuenca (España)", "Amazonía peruana", "Brazilian Amazon", "frontera sur de México". */
function isForeign(tokens: Tokens, mention: Mention, near: Mention, after: boolean): boolean {
  const country = near.places.find((place) => place.kind === 'country');
  if (!country || country.code === ECUADOR || near.places.some(isTerritory)) return false;
  const second = after ? near : mention;
  const adjacent = after ? near.from === mention.to + 1 : near.to + 1 === mention.from;
  const gap = tokens.gaps[second.from] ?? GAP.sentence;
  if (adjacent && country.adjective) return gap === GAP.none;
  if (!after || country.adjective) return false;
  if (
    adjacent &&
    gap !== GAP.sentence &&
    tokens.text.slice(tokens.ends[mention.to], tokens.starts[near.from]).trim() !== ':'
  )
    return true;
  return narrows(tokens, mention, { from: near.from, to: near.to, country, group: null });
}

/** "la Amazonía de Colombia, Ecuador y Perú": Ecuador's part is meant too. */
function leadsToEcuador(tokens: Tokens, mentions: readonly Mention[], first: number): boolean {
  for (let index = first; index < mentions.length && index < first + LIST_REACH; index += 1) {
    const [before, mention] = [mentions[index - 1]!, mentions[index]!];
    if (index > first && !joined(tokens, before.to, mention.from)) return false;
    if (mention.places.some((place) => place.kind === 'country' && place.code === ECUADOR)) return true;
  }
  return false;
}

/** Names with only commas and "and" between them form a list, and bare numbers after a planning zone belong to it. */
function group(tokens: Tokens, mentions: readonly Mention[]): Mention[][] {
  const lists: Mention[][] = [];
  for (const mention of mentions) {
    const list = lists.at(-1);
    const last = list?.at(-1);
    if (list && last && joined(tokens, last.to, mention.from)) list.push(mention);
    else lists.push([mention]);
  }
  return lists;
}

/** First words of the names that are surely provinces, with their codes: they tell cantons of one name apart. */
function provincesNamed(tokens: Tokens, lists: readonly Mention[][]): { at: number; code: string }[] {
  return lists.flatMap((list) => {
    const kind = kindOf(tokens, list[0]!.from, list.at(-1)!.to);
    return list.flatMap(({ from, places }) =>
      divisionCodes(places)
        .filter((code) => code.length === 2 && (kind?.level === 'province' || !kind))
        .map((code) => ({ at: from, code })),
    );
  });
}

function divisionCodes(places: readonly Place[]): string[] {
  return places.flatMap((place) => (place.kind === 'division' ? [place.code] : []));
}

const PROVINCE_REACH = 40;
/** How many countries a list is read for. */
const LIST_REACH = 30;

function resolve(
  tokens: Tokens,
  list: readonly Mention[],
  provinces: readonly { at: number; code: string }[],
  { zones }: WhereKnowledge,
  asList: boolean,
): TerritoryRun[] {
  const { from } = list[0]!;
  const last = list.at(-1)!.to;
  const kind = kindOf(tokens, from, last);
  if (!kind && !asList && !list.some(isTelling)) return [];
  const near = () =>
    provinces.filter(({ at }) => Math.abs(at - from) <= PROVINCE_REACH && (at < from || at > last));
  const order = orderOf(kind, list, asList);
  const divisions = list.flatMap(({ places }) =>
    regionOf(places, kind) ? [] : pick(divisionCodes(places), order, near),
  );
  const more = list.some(({ places }) => places.some(({ kind: one }) => one === 'zone'))
    ? zonesAfter(tokens, last)
    : [];
  const codes = new Set([
    ...divisions,
    ...list.flatMap(({ places }) => regionOf(places, kind)?.codes ?? []),
    ...more.flatMap(({ number }) => zones.get(number) ?? []),
  ]);
  if (codes.size === 0) return [];
  const places = list.flatMap((mention) => mention.places);
  const run = {
    from,
    to: more.at(-1)?.at ?? last,
    kind,
    codes: [...codes],
    broad: divisions.every((code) => code.length === 2),
    adjective: places.some((place) => place.kind === 'region' && place.adjective),
    region: list.every((mention) => regionOf(mention.places, null) !== undefined),
    sure: places.some(
      (place) => (place.kind === 'division' && place.sure) || (place.kind === 'region' && !place.shared),
    ),
    amazon: places.some((place) => place.kind === 'group' && place.id === 'amazon'),
  };
  return [run];
}

/** Whether a name says by itself that a place is meant, without a word like "cantón" before it. */
const isTelling = ({ places }: Mention) =>
  places.some((place) => (place.kind === 'division' ? place.sure : isTerritory(place)));

/** The region or planning zone of a name; after a word like "parroquia" a division of the name is meant instead. */
function regionOf(places: readonly Place[], kind: Kind | null) {
  if (kind && places.some((place) => place.kind === 'division')) return undefined;
  return places.find((place) => place.kind === 'region' || place.kind === 'zone');
}

function orderOf(kind: Kind | null, list: readonly Mention[], asList: boolean): readonly number[] {
  // "municipios de Azuay y Cañar": beside a name of provinces only, a name of both is a province.
  const provincial = list.some(({ places }) => {
    const codes = divisionCodes(places);
    return codes.length > 0 && codes.every((code) => code.length === 2);
  });
  if (kind?.plural && provincial) return ORDER.several;
  // "parroquias de Quito", "municipios de Loja": those within it, not those of that name.
  if (kind?.plural && list.length === 1 && kind.level !== 'province' && !kind.announces)
    return kind.level === 'parish' ? ORDER.canton : ORDER.several;
  if (kind) return ORDER[kind.level];
  // "Loja, Catamayo y Saraguro": beside names of cantons only, a name of both is a canton.
  const only = (digits: number) =>
    list.some(({ places }) => {
      const codes = divisionCodes(places).filter((code) => code.length <= 4);
      return codes.length > 0 && codes.every((code) => code.length === digits);
    });
  const towns = list.length > 1 && only(4) && !only(2);
  const order = towns ? ORDER.canton : ORDER.none;
  return asList ? [...order, 6] : order;
}

/** All places of the first level that has the name; of several, those of a province that the text names. */
function pick(
  codes: readonly string[],
  order: readonly number[],
  near: () => readonly { code: string }[],
): string[] {
  for (const digits of order) {
    const found = codes.filter((code) => code.length === digits);
    if (found.length === 0) continue;
    if (found.length === 1) return found;
    const provinces = near();
    const told = found.filter((code) => provinces.some(({ code: province }) => code.startsWith(province)));
    return told.length > 0 ? told : found;
  }
  return [];
}

/** "zonas de planificación 1, 2 y 7": the numbers that follow the first. */
function zonesAfter({ words, gaps }: Tokens, to: number): { number: number; at: number }[] {
  const found: { number: number; at: number }[] = [];
  for (let at = to + 1; at < words.length && (gaps[at] ?? GAP.sentence) <= GAP.comma; at += 1) {
    const word = words[at] ?? '';
    if (JOINERS.has(word)) continue;
    if (!/^[1-9]$/.test(word)) break;
    found.push({ number: Number(word), at });
  }
  return found;
}
