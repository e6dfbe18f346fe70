import { type Call, deadlineTexts, descriptionText } from '@chasqui/calls';
import { element, xmlText } from './xml.js';

export const ATOM_TYPE = 'application/atom+xml; charset=utf-8';
export const FEED_PATH = '/datos/convocatorias.atom';

/** What a feed is, whatever page of it is read. */
export interface FeedHead {
  readonly publicUrl: string;
  /** Readers know the feed by it: the same on all its pages and for ever. */
  readonly id: string;
  readonly title: string;
  /** Path of a page of it; of the first one without a key. */
  readonly path: (after: string | undefined) => string;
  /** Path of the page on the web with the same calls. */
  readonly page: string;
}

/** A page of calls on its way to a feed. */
export interface Feed extends FeedHead {
  /** Key of this page; undefined for the first one. */
  readonly after: string | undefined;
  /** Key of the next page; null on the last one. */
  readonly next: string | null;
  readonly calls: readonly Call[];
  /** Names of topics by their code. */
  readonly themes: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** When Chasqui had nothing to tell yet: an empty feed must say some date, always the same. */
const BEGINNING = '2026-01-01T00:00:00.000Z';

/**
 * The public feed of a search.
 * @param query in its canonical form; empty for all calls
 */
export function publicFeed(publicUrl: string, query: string, page: string): FeedHead {
  return {
    publicUrl,
    id: feedId(publicUrl, `convocatorias${query ? `?${query}` : ''}`),
    title: query ? 'Chasqui: convocatorias de su búsqueda' : 'Chasqui: convocatorias',
    path: (after) => {
      const parameters = new URLSearchParams(query);
      if (after) parameters.set('pagina', after);
      const asked = parameters.toString();
      return FEED_PATH + (asked ? `?${asked}` : '');
    },
    page,
  };
}

/** An identity for a feed of this instance (RFC 4151). */
export function feedId(publicUrl: string, name: string): string {
  return `tag:${new URL(publicUrl).hostname},2026:${name}`;
}

/** Calls as an Atom feed (RFC 4287) whose further pages are linked (RFC 5005). */
export function atomFeed(feed: Feed): string {
  const newest = feed.calls.reduce(
    (last, { updatedAt }) => (updatedAt > last ? updatedAt : last),
    new Date(0),
  );
  const updated = feed.calls.length > 0 ? newest.toISOString() : BEGINNING;
  const parts = [
    text('title', feed.title),
    text('subtitle', 'Convocatorias de cooperación internacional para los gobiernos locales del Ecuador'),
    text('id', feed.id),
    text('updated', updated),
    element('author', {}, text('name', 'Chasqui') + text('uri', feed.publicUrl)),
    text('generator', 'Chasqui'),
    ...links(feed),
    ...feed.calls.map((call) => entry(call, feed)),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'es' },
    `\n${parts.join('\n')}\n`,
  )}\n`;
}

function text(name: string, content: string, attributes: Readonly<Record<string, string>> = {}): string {
  return element(name, attributes, xmlText(content));
}

function links({ publicUrl, path, page, after, next }: Feed): string[] {
  return [
    link('self', publicUrl + path(after), 'application/atom+xml'),
    link('alternate', publicUrl + page, 'text/html'),
    link('first', publicUrl + path(undefined), 'application/atom+xml'),
    ...(next ? [link('next', publicUrl + path(next), 'application/atom+xml')] : []),
  ];
}

function link(rel: string, href: string, type: string): string {
  return element('link', { rel, href, type });
}

function entry(call: Call, { publicUrl, themes, now }: Feed): string {
  const { reader, warning } = deadlineTexts(call, now);
  const summary = [
    `Cierre: ${reader}.`,
    warning,
    call.isDemo ? 'Demostración: fechas movidas.' : null,
    '',
    descriptionText(call.summary),
  ];
  return element(
    'entry',
    {},
    [
      text('id', `urn:uuid:${call.id}`),
      text('title', call.title, { type: 'text', 'xml:lang': call.language }),
      link('alternate', `${publicUrl}/convocatorias/${call.slug}`, 'text/html'),
      element('link', { rel: 'via', href: call.sourceUrl }),
      element('author', {}, text('name', call.donor?.nameEs ?? 'Chasqui')),
      text('updated', call.updatedAt.toISOString()),
      ...(call.publishedAt ? [text('published', call.publishedAt.toISOString())] : []),
      ...call.themes.map((code) => element('category', { term: code, label: themes.get(code) ?? code })),
      text('summary', summary.filter((line) => line !== null).join('\n'), {
        type: 'text',
        'xml:lang': call.language,
      }),
    ].join('\n'),
  );
}
