import type { Cheerio, CheerioAPI } from 'cheerio';
import type { AnyNode } from 'domhandler';
import { resolveLink } from '../../adapters/page/links.js';
import { pick, pickLine } from '../../adapters/page/pick.js';
import { selectorProblem } from '../../adapters/definition/selectors.js';
import { wordsOf } from '../words/call-words.js';
import { vagueness } from './class-names.js';
import type { LinkSet } from './link-sets.js';
import type { Outline, Place } from './outline.js';

export interface Rule {
  readonly selector: string;
  readonly attribute: string | null;
  readonly guess: false;
}

export interface ItemParts {
  readonly link: Rule;
  readonly title: Rule;
  readonly titles: readonly string[];
  readonly addresses: readonly string[];
}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const SHORTEST_TITLE = 15;
const LONGEST_TITLE = 300;
/** Most titles of calls say what they are for; a few are short. */
const FULL_TITLES = 0.7;
/** Titles are judged on so many entries. */
const LOOKED_AT = 60;
const MOST_WAYS = 14;

/** Words of links that name nothing, as `wordsOf` gives them. */
const EMPTY_WORDS =
  /^(?:(?:leer|ver|saber|conoce[r]?|read|see|learn|know|show|lire|en savoir|leggi|scopri|saiba|leia|llegir|mehr|weiter)(?: (?:mas|more|plus|tutto|di piu|mais|erfahren|lesen|detalles?|details?|convocatoria|la convocatoria|bases|todo|todas|all))*|mas(?: informacion)?|more(?: information| info| details)?|details?|detalles?|aqui|here|ici|click here|ampliar|ir|abrir|open|descargar|download|apply(?: now)?|postular?|postule aqui|inscribirse)$/;

/** How link and title are found within entries; null when no way fits all of them. */
export function itemParts(outline: Outline, items: readonly Place[], set: LinkSet): ItemParts | null {
  const { page } = outline;
  const scopes = items.map(({ node }) => page.$(node));
  const wanted = new Map(items.map((place) => [place, linkIn(place, set)]));
  const expected = items.map((place) => wanted.get(place)?.address ?? null);
  const ways = linkWays(items, set, outline);
  for (const selector of ways) {
    const addresses = addressesAt(scopes, expected, selector, page.base);
    if (!addresses) continue;
    const title = titleIn(page.$, items, scopes, selector);
    if (!title) continue;
    const link: Rule = { selector, attribute: 'href', guess: false };
    return { link, ...title, addresses };
  }
  return null;
}

/** Where a way to the link leads in each entry; null as soon as one leads elsewhere. */
function addressesAt(
  scopes: readonly Cheerio<AnyNode>[],
  expected: readonly (string | null)[],
  selector: string,
  base: string,
): string[] | null {
  const addresses: string[] = [];
  for (const [at, scope] of scopes.entries()) {
    const address = addressAt(scope, selector, base);
    if (address === null || (expected[at] ?? address) !== address) return null;
    addresses.push(address);
  }
  return addresses;
}

/** The link of the set that is in an entry. Both are in the order of the page. */
function linkIn(item: Place, { links }: LinkSet): LinkSet['links'][number] | undefined {
  let low = 0;
  let high = links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (links[middle]!.place.at < item.at) low = middle + 1;
    else high = middle;
  }
  const link = links[low];
  return link && link.place.at <= item.end ? link : undefined;
}

function addressAt(scope: Cheerio<AnyNode>, selector: string, base: string): string | null {
  const holder = pick(scope, selector)
    .toArray()
    .find((node) => 'attribs' in node && node.attribs['href']?.trim());
  return resolveLink(holder && 'attribs' in holder ? holder.attribs['href'] : undefined, base);
}

/** Ways to the link, the sturdiest first: within a heading or a class that says what it is, else the first link. */
function linkWays(items: readonly Place[], set: LinkSet, { of, places }: Outline): string[] {
  const pairs = items.flatMap((item) => {
    const link = linkIn(item, set);
    return link ? [{ item, link: link.place }] : [];
  });
  const [first] = pairs;
  if (!first) return [];
  if (first.item === first.link) return [':scope'];
  const between: Place[] = [];
  for (let up = first.link.parent; up && up !== first.item; up = up.parent) between.push(up);
  const tags = new Set(pairs.flatMap(({ item, link }) => headingBetween(item, link) ?? []));
  const heading = [...tags].join(',');
  const ways: string[] = [];
  if (tags.size === 1) ways.push(`${heading} a`);
  if (tags.size > 1) ways.push(`:is(${heading}) a`);
  const times = classTimes(places, first.item);
  const own = (place: Place) => named(place).toSorted((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
  ways.push(...own(first.link).map((name) => `a.${name}`));
  ways.push(...between.flatMap(own).map((name) => `.${name} a`), 'a');
  const firstLink = of.get(first.link.node)?.parent;
  if (firstLink && firstLink !== first.item) ways.push(`${firstLink.tag} > a`, `${firstLink.tag} a`);
  return unique(ways);
}

/** How often each class stands in an entry: one that all cells have tells none of them. */
function classTimes(places: readonly Place[], item: Place): Map<string, number> {
  const times = new Map<string, number>();
  for (const { classes } of places.slice(item.at, item.end + 1)) {
    for (const name of classes) times.set(name, (times.get(name) ?? 0) + 1);
  }
  return times;
}

function headingBetween(item: Place, link: Place): string | null {
  for (let up = link.parent; up && up !== item.parent; up = up.parent)
    if (HEADINGS.includes(up.tag)) return up === item ? null : up.tag;
  return null;
}

function named({ classes }: Place): string[] {
  return classes
    .filter((name) => vagueness(name) < 6)
    .toSorted((a, b) => vagueness(a) - vagueness(b))
    .slice(0, 3);
}

function unique(ways: readonly string[]): string[] {
  return [...new Set(ways)].filter((way) => selectorProblem(way) === null).slice(0, MOST_WAYS);
}

interface Titles {
  readonly title: Rule;
  readonly titles: readonly string[];
}

function titleIn(
  $: CheerioAPI,
  items: readonly Place[],
  scopes: readonly Cheerio<AnyNode>[],
  link: string,
): Titles | null {
  for (const { selector, attribute } of titleWays(items, scopes, link)) {
    const rule: Rule = { selector, attribute, guess: false };
    const sample = scopes.slice(0, LOOKED_AT).map((scope) => pickLine($, scope, rule));
    if (!areTitles(sample)) continue;
    const titles = scopes.map((scope) => pickLine($, scope, rule));
    if (titles.every(Boolean)) return { title: rule, titles };
  }
  return null;
}

function titleWays(
  items: readonly Place[],
  scopes: readonly Cheerio<AnyNode>[],
  link: string,
): { selector: string; attribute: string | null }[] {
  const [first] = scopes;
  const inside = (first?.find('*').toArray() ?? []).slice(0, 200);
  const tags = new Set(inside.map(({ name }) => name));
  const headings = HEADINGS.filter((tag) => tags.has(tag));
  const tokens = inside
    .flatMap(({ attribs }) => (attribs['class'] ?? '').split(/\s+/))
    .filter((token) => /^[a-z_][\w-]{2,49}$/i.test(token) && !/\d/.test(token));
  const titled = tokens
    .filter((token) => /title|titul|titre|titol|heading|headline|nombre|name|asunto/i.test(token))
    .slice(0, 4);
  const wraps =
    /(?:^|[ >])a(?:\.[\w-]+)?$/.test(link) &&
    scopes.slice(0, LOOKED_AT).every((scope) => scope.find('a').find(HEADINGS.join(',')).length > 0);
  const plain = [link];
  const within = [
    ...headings,
    ...(headings.length > 0 ? [':is(h1,h2,h3,h4,h5,h6)'] : []),
    ...titled.map((token) => `.${token}`),
  ];
  const isWhole = link === ':scope' || wraps;
  const cells = tags.has('td') ? ['td', 'td + td', 'td + td + td'] : [];
  const last = [...['strong', 'b', 'span', 'p', 'th'].filter((tag) => tags.has(tag)), ...cells];
  const ordered = isWhole
    ? [...within, ...last.slice(0, 2), ...plain, ...last.slice(2)]
    : [...plain, ...within, ...last];
  const texts = [...new Set(ordered)].filter((way) => selectorProblem(way) === null).slice(0, MOST_WAYS);
  const attributes = items[0] && link !== ':scope' ? [{ selector: link, attribute: 'title' }] : [];
  return [...texts.map((selector) => ({ selector, attribute: null })), ...attributes];
}

/** Whether words found in entries name calls: long enough, not too long, not the same everywhere. */
function areTitles(lines: readonly string[]): boolean {
  const good = lines.filter(
    (line) =>
      line.length >= SHORTEST_TITLE && line.length <= LONGEST_TITLE && !EMPTY_WORDS.test(wordsOf(line)),
  );
  const different = new Set(good.map(wordsOf)).size;
  return (
    lines.every(Boolean) &&
    good.length >= 3 &&
    different >= 3 &&
    good.length >= lines.length * FULL_TITLES &&
    different >= good.length * 0.6
  );
}
