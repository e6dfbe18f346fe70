import { FetchError } from '@chasqui/fetching';
import { checkConfig } from '../api/check-config.js';
import { siteFilter } from '../../addresses.js';
import { deliver, type Tally } from '../listing/deliver.js';
import { eachList, listCursor, type ListStart } from '../listing/each-list.js';
import { type Place, resumedPlace, whyStop } from '../listing/paging.js';
import { openPage, type OpenPage, refuseErrorPage } from '../page/open-page.js';
import type { VisitRules } from '../page/visit-page.js';
import type { Adapter, CollectContext, Collected } from '../types.js';
import { type HtmlConfig, htmlConfigSchema } from './html.config.js';
import { firstPage, nextPage } from './pagination.js';
import { readHtmlItem } from './read-item.js';
import { readList, requireEmptyText } from './read-list.js';

/** A list of calls on web pages, with or without a page for each. */
export const htmlAdapter: Adapter<HtmlConfig> = {
  kind: 'html',
  label: 'Página web con una lista',
  check: (config) => checkConfig(htmlConfigSchema, config),
  collect: (config, context) =>
    eachList(config.listUrls, config.minItems, context, (start, tally) =>
      walk(config, context, start, tally),
    ),
  read: readHtmlItem,
};

/** Lists are always asked for whole: only then it shows which calls vanished. */
async function* walk(
  config: HtmlConfig,
  context: CollectContext,
  start: ListStart,
  tally: Tally,
): AsyncGenerator<Collected, void> {
  const isAllowed = siteFilter(config.listUrls, config.hosts);
  const visits: VisitRules | null = config.detail && {
    rules: config.detail,
    encoding: config.encoding,
    isAllowed,
  };
  const visited = new Set<string>();
  const maxPages = config.pagination.kind === 'none' ? null : config.pagination.maxPages;
  let at: Place | null = resumedPlace(start.resume, firstPage(start.url, config.pagination));
  while (at) {
    visited.add(at.url);
    const page = await fetchPage(config, context, at);
    if (!page) return;
    const { items, incomplete } = readList(page, config);
    if (items.length === 0 && at.number === 1) requireEmptyText(page, config);
    if (items.length === 0 && at.number > 1) refuseErrorPage(page);
    const isNews: boolean = at.number === 1 || items.some(({ key }) => !tally.knows(key));
    for (const item of incomplete) {
      if (tally.isNew(item.key)) yield { type: 'failed', ...item };
    }
    yield* deliver(items, visits, tally, context);
    if (tally.isFull) {
      yield { type: 'page', found: items.length, cursor: listCursor(start.index, at) };
      return;
    }
    const next: Place | null = items.length > 0 ? nextPage(page, at, config.pagination) : null;
    // Sites show their last page again for any higher number; the second one repeats only where none is minded.
    const isEnd = !isNews && config.pagination.kind === 'page' && at.number > 2;
    const repeated: string | null = isNews
      ? null
      : `La página ${at.number} de la lista repite lo ya visto: no se pasó de ahí.`;
    const reason: string | null = next && (repeated ?? whyStop(next, maxPages, visited, isAllowed));
    if (reason && !isEnd) yield { type: 'warning', message: reason };
    at = reason ? null : next;
    const cursor = at ? listCursor(start.index, at) : listCursor(start.index + 1, null);
    yield { type: 'page', found: items.length, cursor };
  }
}

/** Null for a page after the last one, where a site says that there is none. */
async function fetchPage(config: HtmlConfig, context: CollectContext, at: Place): Promise<OpenPage | null> {
  try {
    const answer = await context.fetcher.fetch({ url: at.url }, context.signal);
    return openPage({ ...answer, url: answer.finalUrl }, config.encoding);
  } catch (error) {
    const isBehindTheLast =
      at.number > 1 &&
      config.pagination.kind === 'page' &&
      error instanceof FetchError &&
      error.details.status === 404;
    if (isBehindTheLast) return null;
    throw error;
  }
}
