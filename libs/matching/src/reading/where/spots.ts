import { GAP, type Tokens } from '../who/tokens.js';
import { ARTICLES, IN, isLink, JOINERS, openingBefore } from './cues.js';
import type { Mention, Place } from './name-trie.js';
import { ECUADOR } from './where-knowledge.js';

type Of<Kind extends Place['kind']> = Extract<Place, { kind: Kind }>;

/** A country, a group of countries or a place of Ecuador where a text names it. */
export interface Spot {
  readonly from: number;
  readonly to: number;
  readonly country: Of<'country'> | null;
  readonly group: Of<'group'> | null;
  readonly capital: Of<'capital'> | null;
  /** A place that is surely in Ecuador. */
  readonly ours: boolean;
  /** A region that other countries have too: words beside it say whose is meant. */
  readonly shared: boolean;
  /** First word of the list it stands in: its context is the list's. */
  readonly head: number;
  /** An adjective that says whose part of a region is meant ("Amazonía peruana"): it stands for the country. */
  readonly asName: boolean;
}

const OPEN_ENDED = new Set(
  'etc etcetera otros otras outros outras others other entre among mas more autres altri altres andere ejemplo'.split(
    ' ',
  ),
);
const AFTER_LIST = 4;

/**
 * The countries and groups that a text names, without groups that the words after them narrow: "developing countries
 * of Africa", "Latin America (Colombia and Peru)", "Amazonía peruana".
 */
export function spotsOf(tokens: Tokens, mentions: readonly Mention[]): Spot[] {
  const all = mentions.flatMap((mention) => spotOf(mention));
  const narrowed = new Set<Spot>();
  const named = new Set<Spot>();
  all.forEach((spot, index) => {
    if (!spot.group && !spot.shared) return;
    const [before, after] = [all[index - 1], all[index + 1]];
    const owner = [after, before].find((near) => near && isOwner(near) && touches(tokens, spot, near));
    if (owner) {
      narrowed.add(spot);
      named.add(owner);
    } else if (after && spot.group && !spot.group.adjective && narrows(tokens, spot, after))
      narrowed.add(spot);
  });
  const kept = all.filter((spot) => !narrowed.has(spot));
  let head = 0;
  return kept.map((spot, index) => {
    const before = kept[index - 1];
    if (!before || !joined(tokens, before.to, spot.from)) head = spot.from;
    return { ...spot, head, asName: named.has(spot) };
  });
}

function spotOf({ from, to, places }: Mention): Spot[] {
  const country = places.find((place) => place.kind === 'country') ?? null;
  const group = places.find((place) => place.kind === 'group') ?? null;
  const capital = places.find((place) => place.kind === 'capital') ?? null;
  const ours = places.some(
    (place) =>
      (place.kind === 'division' && place.sure) ||
      (place.kind === 'region' && !place.shared) ||
      place.kind === 'zone',
  );
  const shared = places.some((place) => place.kind === 'region' && place.shared);
  if (!country && !group && !capital && !ours) return [];
  return [{ from, to, country, group, capital, ours, shared, head: from, asName: false }];
}

const isOwner = ({ country }: Spot) => country !== null && country.adjective && country.code !== ECUADOR;

function touches({ gaps }: Tokens, one: Spot, other: Spot): boolean {
  const second = Math.max(one.from, other.from);
  return Math.min(one.to, other.to) + 1 === second && gaps[second] === GAP.none;
}

/** Whether the place after a group says which part of it is meant. */
export function narrows(
  tokens: Tokens,
  group: Pick<Spot, 'to'>,
  after: Pick<Spot, 'from' | 'to' | 'country' | 'group'>,
): boolean {
  const { words, gaps } = tokens;
  if (after.group?.wide || (!after.country && !after.group)) return false;
  if (after.from === group.to + 1 && openingBefore(tokens, after.from) !== '')
    return after.country !== null && !isOpenEnded(tokens, after.to);
  let linked = false;
  for (let at = group.to + 1; at <= after.from; at += 1) {
    if (gaps[at] !== GAP.none) return false;
    if (at === after.from) break;
    const word = words[at] ?? '';
    if (JOINERS.has(word) || !(isLink(word) || word.startsWith('regi'))) return false;
    if (!ARTICLES.has(word)) linked = true;
  }
  return linked;
}

/** A list that ends in "and others" narrows nothing. */
function isOpenEnded({ words, gaps, text, ends, starts }: Tokens, from: number): boolean {
  let others = 0;
  for (let at = from + 1; at < words.length && others < AFTER_LIST; at += 1) {
    if (gaps[at] === GAP.sentence) break;
    if (OPEN_ENDED.has(words[at] ?? '')) return true;
    if (text.slice(ends[at - 1], starts[at]).includes(')')) break;
    others = gaps[at] === GAP.comma || isLink(words[at] ?? '') ? 0 : others + 1;
  }
  return false;
}

/** Whether only commas and words like "and the" stand between two places: they are of one list. */
export function joined({ words, gaps }: Tokens, to: number, from: number): boolean {
  let [linked, joiner] = [false, false];
  for (let at = to + 1; at <= from; at += 1) {
    const gap = gaps[at] ?? GAP.sentence;
    if (gap > GAP.comma) return false;
    const word = at < from ? (words[at] ?? '') : null;
    // "Otavalo, en Imbabura" says where, "en Otavalo y en Ibarra" goes on.
    if (word !== null && (!isLink(word) || (IN.has(word) && !joiner))) return false;
    joiner ||= word !== null && JOINERS.has(word);
    linked ||= gap === GAP.comma || joiner;
  }
  return linked;
}

/** For each word whether one of the spans, both ends inclusive, covers it. */
export function covered(
  words: number,
  spans: readonly { readonly from: number; readonly to: number }[],
): boolean[] {
  const cover = Array.from({ length: words }, () => false);
  for (const { from, to } of spans) cover.fill(true, from, to + 1);
  return cover;
}
