import type { AnyFeed, AtomFeed, JsonFeed, RdfFeed, RssFeed } from 'feedsmith';

/** An entry of any kind of feed. Texts may hold HTML. */
export interface FeedEntry {
  /** What the feed itself tells entries apart by. */
  readonly id: string | null;
  readonly title: string | null;
  readonly link: string | null;
  readonly summary: string | null;
  readonly content: string | null;
  /** As the feed writes it. */
  readonly published: string | null;
  readonly language: string | null;
  readonly categories: readonly string[];
  readonly documents: readonly { readonly title: string; readonly url: string }[];
}

/** The entries of a feed in one form. */
export function* entriesOf({ format, feed }: AnyFeed): Generator<FeedEntry> {
  if (format === 'rss') for (const item of feed.items ?? []) yield rssEntry(item);
  else if (format === 'atom') for (const entry of feed.entries ?? []) yield atomEntry(entry);
  else if (format === 'rdf') for (const item of feed.items ?? []) yield rdfEntry(item);
  else for (const item of feed.items ?? []) yield jsonEntry(item);
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() ? value.trim() : null;

function texts(values: readonly unknown[] | undefined): string[] {
  return (values ?? []).flatMap((value) => text(value) ?? []);
}

function rssEntry(item: RssFeed.Item<string>): FeedEntry {
  const id = text(item.guid?.value);
  const isAddress = item.guid?.isPermaLink !== false && id !== null && /^https?:\/\//i.test(id);
  return {
    id,
    title: text(item.title) ?? text(item.dc?.titles?.[0]),
    link: text(item.link) ?? (isAddress ? id : null),
    summary: text(item.description),
    content: text(item.content?.encoded),
    published: text(item.pubDate) ?? text(item.dc?.dates?.[0]),
    language: text(item.dc?.languages?.[0]),
    categories: texts(item.categories?.map(({ name }) => name)),
    documents: (item.enclosures ?? []).flatMap(({ url, type }) => documentOf(url, type, null)),
  };
}

function atomEntry(entry: AtomFeed.Entry<string>): FeedEntry {
  const links = entry.links ?? [];
  const own = links.find(({ rel }) => !rel || rel === 'alternate');
  return {
    id: text(entry.id),
    title: text(entry.title?.value),
    link: text(own?.href),
    summary: text(entry.summary?.value),
    content: text(entry.content?.value),
    published: text(entry.published) ?? text(entry.updated),
    language: text(entry.content?.xml?.lang),
    categories: texts(entry.categories?.map(({ label, term }) => label ?? term)),
    documents: links
      .filter(({ rel }) => rel === 'enclosure')
      .flatMap(({ href, type, title }) => documentOf(href, type, title)),
  };
}

function rdfEntry(item: RdfFeed.Item<string>): FeedEntry {
  return {
    id: text(item.rdf?.about),
    title: text(item.title),
    link: text(item.link) ?? text(item.rdf?.about),
    summary: text(item.description),
    content: text(item.content?.encoded),
    published: text(item.dc?.dates?.[0]),
    language: text(item.dc?.languages?.[0]),
    categories: texts(item.dc?.subjects),
    documents: [],
  };
}

function jsonEntry(item: JsonFeed.Item<string>): FeedEntry {
  return {
    id: text(item.id),
    title: text(item.title),
    link: text(item.url) ?? text(item.external_url),
    summary: text(item.summary),
    content: text(item.content_html) ?? text(item.content_text),
    published: text(item.date_published),
    language: text(item.language),
    categories: texts(item.tags),
    documents: (item.attachments ?? []).flatMap(({ url, mime_type: type, title }) =>
      documentOf(url, type, title),
    ),
  };
}

/** Pictures and sound are no documents of a call. */
function documentOf(address: unknown, type: unknown, title: unknown): FeedEntry['documents'][number][] {
  const url = text(address);
  if (!url || /^(?:image|audio|video)\//.test(text(type) ?? '')) return [];
  return [{ title: text(title) ?? 'Documento', url }];
}
