import type { ItemText } from '@chasqui/extraction';
import { normalisedAddress, shortKey, siteFilter } from '../../addresses.js';
import { checkConfig } from '../api/check-config.js';
import { deliver, type ListedItem, type Tally } from '../listing/deliver.js';
import { eachList, listCursor, type ListStart } from '../listing/each-list.js';
import { PartNames, readPage } from '../page/read-page.js';
import type { VisitRules } from '../page/visit-page.js';
import { type Adapter, type CollectContext, type Collected, SourceFault } from '../types.js';
import { matchesPattern } from './address-pattern.js';
import { openSitemap, type SitemapEntry } from './open-sitemap.js';
import { type SitemapConfig, sitemapConfigSchema } from './sitemap.config.js';

const MOST_MAPS = 50;

/** The map that a site keeps for search engines: its pages of calls by the form of their addresses. */
export const sitemapAdapter: Adapter<SitemapConfig> = {
  kind: 'sitemap',
  label: 'Mapa del sitio',
  check: (config) => checkConfig(sitemapConfigSchema, config),
  collect: (config, context) =>
    eachList(config.sitemapUrls, config.minItems, context, (start, tally) =>
      walk(config, context, start, tally),
    ),
  read: async (config, item): Promise<ItemText> => {
    const page = await readPage(item.parts, config.detail, config.encoding, new PartNames(), true);
    return { url: item.url, ...page, known: [], defaults: config.defaults };
  },
};

async function* walk(
  config: SitemapConfig,
  context: CollectContext,
  start: ListStart,
  tally: Tally,
): AsyncGenerator<Collected, void> {
  const isAllowed = siteFilter(config.sitemapUrls, config.hosts);
  const visits = {
    rules: config.detail,
    encoding: config.encoding,
    isAllowed,
    trustHint: config.trustLastmod,
  };
  const { entries, warnings } = await pagesOf(start.url, config, context, isAllowed);
  yield* warnings.map((message): Collected => ({ type: 'warning', message }));
  if (entries.length === 0 && config.minItems > 0) {
    throw new SourceFault(
      'no_items',
      `Ninguna dirección del mapa ${start.url} tiene la forma indicada (${config.include.join(', ')}).`,
    );
  }
  const newest = entries.toSorted((a, b) => (b.lastmod ?? '').localeCompare(a.lastmod ?? ''));
  const read = newest.slice(0, config.maxAddresses);
  if (read.length < entries.length) {
    const message = `El mapa tiene ${entries.length} páginas que encajan; se leyeron las ${read.length} más nuevas.`;
    yield { type: 'warning', message };
  }
  // Without a date the map says nothing of whether a page changed.
  const dated = read.filter(({ lastmod }) => lastmod !== null);
  const undated = read.filter(({ lastmod }) => lastmod === null);
  yield* deliver(dated.map(listedOf), visits, tally, context);
  yield* deliver(undated.map(listedOf), { ...visits, trustHint: false } satisfies VisitRules, tally, context);
  const cursor = tally.isFull ? listCursor(start.index, null) : listCursor(start.index + 1, null);
  yield { type: 'page', found: entries.length, cursor };
}

function listedOf({ url, lastmod }: SitemapEntry): ListedItem {
  const key = shortKey(normalisedAddress(url));
  return { key, url, title: '', parts: [], hasPage: true, hint: lastmod ?? '' };
}

/** The pages of calls in a map and the maps that it leads to. */
async function pagesOf(
  url: string,
  config: SitemapConfig,
  context: CollectContext,
  isAllowed: (url: string) => boolean,
): Promise<{ entries: SitemapEntry[]; warnings: string[] }> {
  const found = new Map<string, SitemapEntry>();
  const warnings: string[] = [];
  const waiting = [url];
  const visited = new Set<string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (visited.has(next)) continue;
    if (visited.size >= MOST_MAPS) {
      warnings.push(
        `El índice lleva a más de ${MOST_MAPS} mapas; los demás no se leyeron. Indique el de convocatorias.`,
      );
      break;
    }
    visited.add(next);
    const answer = await context.fetcher.fetch({ url: next }, context.signal);
    const { kind, entries } = openSitemap({ ...answer, url: answer.finalUrl }, config.encoding);
    const own = entries.filter((entry) => isAllowed(entry.url));
    if (kind === 'index') waiting.push(...own.map((entry) => entry.url));
    else for (const entry of own) if (isWanted(entry.url, config)) found.set(entry.url, entry);
  }
  return { entries: [...found.values()], warnings };
}

function isWanted(url: string, { include, exclude }: SitemapConfig): boolean {
  const matches = (pattern: string) => matchesPattern(pattern, url);
  return include.some(matches) && !exclude.some(matches);
}
