import { normalisedAddress, siteOf } from '../../addresses.js';
import { isFrontPage, resolveLink } from '../../adapters/page/links.js';
import { soundsLikeCalls, wordsOf } from '../words/call-words.js';
import type { Outline, Place } from './outline.js';

const MOST_LINKS = 4_000;
const MOST_SETS = 60;
export const FEWEST_ITEMS = 3;
const MOST_ITEMS = 2_000;
/** How far above a link its entry is looked for, and above entries the parts of the page that they are in. */
const HIGHEST = 12;
/** Pages that list other pages by subject, author or month, and what is no page to read. */
const SIDE_PAGE =
  /\/(?:tag|tags|etiqueta|etiquetas|category|categories|categoria|categorias|author|autor|feed|login|wp-login|wp-admin|search|buscar|share|print|imprimir)(?:\/|$|\.)|\.(?:jpe?g|png|gif|svg|webp|mp[34]|css|js|ics|xml)$/i;

export interface PageLink {
  readonly place: Place;
  /** Whole. */
  readonly address: string;
  /** Equal for links to the same page. */
  readonly key: string;
}

/** Links that are built alike, each in an entry of its own. */
export interface LinkSet {
  readonly links: readonly PageLink[];
  /** The entries, one per link in its order: the same ones seen as outer and as inner elements. */
  readonly levels: readonly (readonly Place[])[];
  /** Links built alike in other parts of the page, which this set leaves out on purpose. */
  readonly apart: readonly PageLink[];
}

/** The links to other pages of the site and of the sites below and above it, in the order of the page. */
export function pageLinks({ page, places }: Outline): PageLink[] {
  const own = keyOf(page.url);
  const links: PageLink[] = [];
  for (const place of places) {
    if (links.length >= MOST_LINKS) break;
    if (place.tag !== 'a') continue;
    const address = resolveLink(place.node.attribs['href'], page.base);
    if (!address || !isOfSite(address, page.url) || isFrontPage(address)) continue;
    if (SIDE_PAGE.test(new URL(address).pathname)) continue;
    const key = keyOf(address);
    if (key !== own) links.push({ place, address, key });
  }
  return links;
}

function keyOf(address: string): string {
  return URL.canParse(address) ? normalisedAddress(address) : address;
}

/** "convocatorias.donante.org" and "donante.org" are of one house; those who share only "gob.ec" are not. */
export function isOfSite(address: string, page: string): boolean {
  const [site, own] = [siteOf(address), siteOf(page)];
  if (site === null || own === null) return false;
  return (
    site === own || site.endsWith(`.${own}`) || (own.endsWith(`.${site}`) && /^[^.]{4,}\..|\..+\./.test(site))
  );
}

/** Everything on a page that could be a list of calls: whole sets of links and those in one part of the page. */
export function linkSets(outline: Outline): LinkSet[] {
  const alike = new Map<number, PageLink[]>();
  for (const link of pageLinks(outline)) {
    const found = alike.get(link.place.form);
    if (found) found.push(link);
    else alike.set(link.place.form, [link]);
  }
  const sets: LinkSet[] = [];
  for (const links of alike.values()) {
    const whole = setOf(links);
    if (whole) sets.push(whole, ...partsOf(whole));
  }
  return sets.toSorted((a, b) => promise(b) - promise(a)).slice(0, MOST_SETS);
}

const FILE = /\.(?:pdf|docx?|odt|xlsx?|zip)$/i;

/** A few files among pages are enclosures; where there are only files, each is a call. */
function withoutFiles(links: readonly PageLink[]): readonly PageLink[] {
  const pages = links.filter(({ address }) => !FILE.test(new URL(address).pathname));
  return pages.length * 2 > links.length ? pages : links;
}

/** Climbs from the links to the outermost elements that still hold one of them each. */
function setOf(all: readonly PageLink[]): LinkSet | null {
  if (new Set(all.map(({ key }) => key)).size < FEWEST_ITEMS) return null;
  const levels: Place[][] = [];
  let links = withoutFiles(all).slice(0, MOST_ITEMS);
  let level = links.map(({ place }) => place);
  for (let height = 0; height < HIGHEST; height += 1) {
    const first = firstOfEach(level);
    // A few entries with two such links are exceptions; many are a container of entries.
    if (first.length * 4 < level.length * 3) break;
    links = first.map((at) => links[at]!);
    for (const [below, places] of levels.entries()) levels[below] = first.map((at) => places[at]!);
    level = first.map((at) => level[at]!);
    levels.push(level);
    const parents = level.flatMap(({ parent }) => parent ?? []);
    if (parents.length < level.length) break;
    level = parents;
  }
  if (links.length < FEWEST_ITEMS) return null;
  const whole = textIn(levels.at(-1)!);
  const full = levels.filter((places) => textIn(places) >= whole * 0.98).toReversed();
  return { links, levels: full, apart: [] };
}

function firstOfEach(places: readonly Place[]): number[] {
  const seen = new Set<Place>();
  return places.flatMap((place, at) => {
    if (seen.has(place)) return [];
    seen.add(place);
    return [at];
  });
}

function textIn(places: readonly Place[]): number {
  return places.reduce((sum, { textLength }) => sum + textLength, 0);
}

/** The entries of one part of the page, and those whose own class says that they are calls. */
function partsOf(set: LinkSet): LinkSet[] {
  const outer = set.levels[0]!;
  const parts: LinkSet[] = [];
  let above: (Place | null)[] = outer.map(({ parent }) => parent);
  for (let height = 0; height < HIGHEST && new Set(above).size > 1; height += 1) {
    if (new Set(above).size < outer.length) parts.push(...split(set, above));
    above = above.map((place) => place?.parent ?? null);
  }
  const own = outer.map(({ classes }) => classes.find((name) => soundsLikeCalls(wordsOf(name))) ?? null);
  const isMixed = new Set(own).size > 1;
  return [...parts, ...(isMixed ? split(set, own) : [])].slice(0, MOST_SETS);
}

function split(set: LinkSet, by: readonly (Place | string | null)[]): LinkSet[] {
  const groups = new Map<Place | string, number[]>();
  for (const [at, key] of by.entries()) {
    if (key === null) continue;
    const found = groups.get(key);
    if (found) found.push(at);
    else groups.set(key, [at]);
  }
  return [...groups.values()]
    .filter((places) => places.length >= FEWEST_ITEMS)
    .map((places) => ({ places, own: new Set(places) }))
    .map(({ places, own }) => ({
      links: places.map((at) => set.links[at]!),
      levels: set.levels.map((level) => places.map((at) => level[at]!)),
      apart: set.links.filter((_, at) => !own.has(at)),
    }));
}

/** A first look, without reading texts: what is worth a second one. */
function promise({ links, levels }: LinkSet): number {
  const outer = levels[0]!;
  const inContent = outer.filter(({ isAround }) => !isAround).length / outer.length;
  const inMain = outer.filter(({ isInMain }) => isInMain).length / outer.length;
  const told = outer.filter(({ textLength }) => textLength >= 15).length / outer.length;
  const calls = links
    .slice(0, 30)
    .filter(({ address }) => soundsLikeCalls(wordsOf(new URL(address).pathname)));
  const named = calls.length / Math.min(30, links.length);
  return inContent * 4 + told * 3 + inMain + named * 2 + Math.min(1, Math.log2(links.length) / 5);
}
