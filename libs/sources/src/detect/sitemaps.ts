import { type FetchAnswer, FetchError } from '@chasqui/fetching';
import { siteFilter } from '../addresses.js';
import { openPage, type OpenPage } from '../adapters/page/open-page.js';
import { matchesPattern } from '../adapters/sitemap/address-pattern.js';
import { openSitemap, type Sitemap } from '../adapters/sitemap/open-sitemap.js';
import { sitemapAdapter } from '../adapters/sitemap/sitemap.adapter.js';
import { SourceFault } from '../adapters/types.js';
import type { BoundedFetcher } from './bounded-fetcher.js';
import { proposeDetail } from './html/propose-detail.js';
import { counted, type ProposedDefinition, sampleOf } from './proposal.js';
import { soundsLikeCalls, soundsLikeOther, wordsOf, wordsOfAddress } from './words/call-words.js';

const MOST_LOOKED_AT = 20_000;
const MOST_PATTERNS = 4;
const FEWEST_PAGES = 3;

/** @returns null for what is no map of a site */
export function sitemapAt(answer: FetchAnswer): Sitemap | null {
  try {
    return openSitemap({ ...answer, url: answer.finalUrl }, null);
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return null;
  }
}

/** Looks in a map of a site, and in the maps it leads to, for pages whose addresses look like calls. */
export async function proposeSitemap(
  map: Sitemap,
  url: string,
  fetcher: BoundedFetcher,
): Promise<ProposedDefinition | null> {
  const { addresses, from } =
    map.kind === 'map'
      ? { addresses: addressesIn(map, url), from: url }
      : await addressesBelow(map, url, fetcher);
  const include = patternsFor(addresses);
  const matching = addresses.filter((address) => include.some((pattern) => matchesPattern(pattern, address)));
  if (include.length === 0 || matching.length < FEWEST_PAGES) return null;
  const exclude = exclusions(include, matching);
  const pages = matching.filter((address) => !exclude.some((pattern) => matchesPattern(pattern, address)));
  if (pages.length < FEWEST_PAGES) return null;
  const opened = await openOne(pages[0]!, fetcher);
  const detail = opened ? proposeDetail([opened], []) : {};
  const shown = include.map((pattern) => `«${pattern}»`).join(', ');
  return {
    adapter: 'sitemap',
    config: sitemapAdapter.check({ sitemapUrls: [from], include, exclude, detail }),
    why: `El mapa del sitio tiene ${counted(pages.length, 'página', 'páginas')} cuya dirección parece de convocatorias (${shown}).`,
    sample: sampleOf(pages.map(nameOf)),
    score: Math.min(0.8, 0.5 + Math.log10(pages.length) / 10),
  };
}

function addressesIn(map: Sitemap, url: string): string[] {
  const isAllowed = siteFilter([url], []);
  return map.entries
    .slice(0, MOST_LOOKED_AT)
    .map((entry) => entry.url)
    .filter(isAllowed);
}

/** The maps whose names speak of calls, else the first ones, while requests are left. One is kept for a page. */
async function addressesBelow(
  index: Sitemap,
  url: string,
  fetcher: BoundedFetcher,
): Promise<{ addresses: string[]; from: string }> {
  const maps = addressesIn(index, url).toSorted((a, b) => promise(b) - promise(a));
  const addresses: string[] = [];
  for (const address of maps) {
    if (fetcher.requestsLeft <= 1) break;
    const own = await addressesAt(address, fetcher);
    if (promise(address) > 0 && patternsFor(own).length > 0) return { addresses: own, from: address };
    addresses.push(...own);
  }
  return { addresses, from: url };
}

async function addressesAt(url: string, fetcher: BoundedFetcher): Promise<string[]> {
  try {
    const map = sitemapAt(await fetcher.fetch({ url }));
    return map?.kind === 'map' ? addressesIn(map, url) : [];
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return [];
  }
}

function promise(address: string): number {
  const words = wordsOfAddress(address);
  if (soundsLikeCalls(words)) return 2;
  return /\b(?:image|video|author|autor|categor\w*|tag)\b/.test(words) || soundsLikeOther(words) ? -1 : 0;
}

/** Folders that are called after calls; where there are none, the word for calls in the names of pages. */
function patternsFor(addresses: readonly string[]): string[] {
  const folders = new Map<string, number>();
  const words = new Map<string, number>();
  for (const address of addresses) {
    const pieces = new URL(address).pathname.split('/').filter(Boolean);
    const depth = pieces.slice(0, -1).findIndex((piece) => soundsLikeCalls(wordsOf(decoded(piece))));
    if (depth >= 0) count(folders, `/${pieces.slice(0, depth + 1).join('/')}/*`);
    const word = wordsOf(decoded(pieces.at(-1) ?? ''))
      .split(' ')
      .find((each) => soundsLikeCalls(each) && each.length >= 4);
    if (word) count(words, `/*${word}*`);
  }
  const telling = most(folders);
  return telling.length > 0 ? telling : most(words);
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    // Not escaped the way addresses are.
    return piece;
  }
}

function count(counts: Map<string, number>, pattern: string): void {
  if (!/\s/.test(pattern) && pattern.length <= 200) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
}

function most(counts: ReadonlyMap<string, number>): string[] {
  const sorted = [...counts].filter(([, times]) => times >= FEWEST_PAGES).toSorted(([, a], [, b]) => b - a);
  return sorted.slice(0, MOST_PATTERNS).map(([pattern]) => pattern);
}

/** The lists themselves and their further pages. */
function exclusions(include: readonly string[], matching: readonly string[]): string[] {
  const further = include.flatMap((pattern) => {
    const folder = pattern.replace(/\*$/, '');
    return pattern.startsWith('/*')
      ? []
      : [folder, `${folder}page/*`, `${folder}tag/*`, `${folder}category/*`, `${folder}categoria/*`];
  });
  return further.filter((pattern) => matching.some((address) => matchesPattern(pattern, address)));
}

async function openOne(url: string, fetcher: BoundedFetcher): Promise<OpenPage | null> {
  if (fetcher.requestsLeft === 0) return null;
  try {
    const answer = await fetcher.fetch({ url });
    return openPage({ ...answer, url: answer.finalUrl }, null);
  } catch (error) {
    if (!(error instanceof FetchError) && !(error instanceof SourceFault)) throw error;
    return null;
  }
}

/** "agua-y-saneamiento-2026.html" as people read it: a map tells no titles. */
function nameOf(address: string): string {
  const piece = new URL(address).pathname.split('/').findLast(Boolean) ?? address;
  const words = decoded(piece)
    .replace(/\.\w{2,5}$/, '')
    .replace(/[-_+]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
