import { readHtml, type ItemText } from '@chasqui/extraction';
import { slugify } from '@chasqui/kernel';
import { normalisedAddress, shortKey, siteFilter } from '../../addresses.js';
import { checkConfig } from '../api/check-config.js';
import { documentLink, htmlPart, known, linesPart, textPart } from '../api/item-text.js';
import { keptRecord, recordPart } from '../api/json-answer.js';
import { deliver, type ListedItem, type Tally } from '../listing/deliver.js';
import { eachList, listCursor, type ListStart } from '../listing/each-list.js';
import { resolveLink } from '../page/links.js';
import { dayOf } from '../page/publication-day.js';
import { PartNames, readPage } from '../page/read-page.js';
import { type Adapter, type CollectContext, type Collected, type RawPart, SourceFault } from '../types.js';
import { entriesOf, type FeedEntry } from './entries.js';
import { type FeedConfig, feedConfigSchema } from './feed.config.js';
import { openFeed } from './open-feed.js';

const ENTRY_PART = 'entrada';

/** RSS, Atom or JSON Feed, with or without the page of each entry. */
export const feedAdapter: Adapter<FeedConfig> = {
  kind: 'feed',
  label: 'Canal RSS o Atom',
  check: (config) => checkConfig(feedConfigSchema, config),
  collect: (config, context) =>
    eachList(config.feedUrls, config.minItems, context, (start, tally) =>
      walk(config, context, start, tally),
    ),
  read: readEntry,
};

async function* walk(
  config: FeedConfig,
  context: CollectContext,
  start: ListStart,
  tally: Tally,
): AsyncGenerator<Collected, void> {
  const isAllowed = siteFilter(config.feedUrls, config.hosts);
  const answer = await context.fetcher.fetch({ url: start.url }, context.signal);
  const feed = openFeed({ ...answer, url: answer.finalUrl }, config.encoding);
  const items = [...listed(entriesOf(feed), answer.finalUrl)];
  if (items.length === 0 && config.minItems > 0) {
    throw new SourceFault(
      'no_items',
      `El canal ${start.url} no trae ninguna entrada. Revise si cambió de dirección.`,
    );
  }
  const visits = config.detail && { rules: config.detail, encoding: config.encoding, isAllowed };
  yield* deliver(items, visits, tally, context);
  const cursor = tally.isFull ? listCursor(start.index, null) : listCursor(start.index + 1, null);
  yield { type: 'page', found: items.length, cursor };
}

function* listed(entries: Iterable<FeedEntry>, feedUrl: string): Generator<ListedItem> {
  for (const entry of entries) {
    const title = oneLine(entry.title) || oneLine(entry.summary).slice(0, 120);
    const url = resolveLink(entry.link ?? undefined, feedUrl);
    if (!title && !url) continue;
    const part = recordPart(ENTRY_PART, feedUrl, entry);
    yield {
      key: shortKey(
        entry.id ?? (url ? normalisedAddress(url) : `${normalisedAddress(feedUrl)}#${slugify(title)}`),
      ),
      url: url ?? feedUrl,
      title: title.slice(0, 500),
      parts: [part],
      hasPage: url !== null,
      hint: part.body.toString('utf8'),
    };
  }
}

function oneLine(html: string | null): string {
  return html ? readHtml(html).text.replace(/\s+/g, ' ').trim() : '';
}

async function readEntry(
  config: FeedConfig,
  item: { readonly url: string; readonly parts: readonly RawPart[] },
): Promise<ItemText> {
  const kept = item.parts.find(({ name }) => name === ENTRY_PART);
  const entry = keptRecord(item.parts, ENTRY_PART) as Partial<FeedEntry>;
  const names = new PartNames();
  const own = [
    ...textPart(names.free('entrada: título'), oneLine(entry.title ?? null), 'title'),
    ...htmlPart(names.free('entrada: resumen'), entry.summary ?? null, 'summary'),
    ...htmlPart(names.free('entrada: contenido'), entry.content ?? null),
    ...linesPart(names.free('entrada: temas'), entry.categories ?? [], 'themes'),
  ];
  const page = config.detail
    ? await readPage(item.parts, config.detail, config.encoding, names, false)
    : { parts: [], documents: [], publishedOn: null };
  const base = kept?.url ?? item.url;
  const enclosed = (entry.documents ?? []).flatMap(({ title, url }) =>
    documentLink(title, resolveLink(url, base)),
  );
  const linked = new Set(page.documents.map(({ url }) => url));
  const language = /^[a-z]{2}(?![a-z])/i.exec(entry.language ?? '')?.[0].toLowerCase() ?? null;
  return {
    url: item.url,
    parts: [...own, ...page.parts],
    documents: [...page.documents, ...enclosed.filter(({ url }) => !linked.has(url))],
    known: known('language', language, entry.language ?? null, 'entrada: idioma'),
    publishedOn: dayOf(entry.published) ?? page.publishedOn,
    defaults: config.defaults,
  };
}
