import { type Call, deadlineTexts, descriptionText } from '@chasqui/calls';
import { element, xmlText } from './xml.js';

export const ATOM_TYPE = 'application/atom+xml; charset=utf-8';
export const FEED_PATH = '/datos/convocatorias.atom';

/** A page of calls on its way to a feed. */
export interface Feed {
  readonly publicUrl: string;
  /** The search that it follows, in its canonical form; empty for all calls. */
  readonly query: string;
  /** Path of the search page with the same calls. */
  readonly page: string;
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

/** Calls as an Atom feed (RFC 4287) whose further pages are linked (RFC 5005). */
export function atomFeed(feed: Feed): string {
  const newest = feed.calls.reduce(
    (last, { updatedAt }) => (updatedAt > last ? updatedAt : last),
    new Date(0),
  );
  const updated = feed.calls.length > 0 ? newest.toISOString() : BEGINNING;
  const title = feed.query ? 'Chasqui: convocatorias de su búsqueda' : 'Chasqui: convocatorias';
  const parts = [
    text('title', title),
    text('subtitle', 'Convocatorias de cooperación internacional para los gobiernos locales del Ecuador'),
    text('id', feedId(feed)),
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

/** Every page is the same feed: readers must not take the second page for another one. */
function feedId({ publicUrl, query }: Feed): string {
  return `tag:${new URL(publicUrl).hostname},2026:convocatorias${query ? `?${query}` : ''}`;
}

function links({ publicUrl, query, page: shown, after, next }: Feed): string[] {
  const page = (key: string | undefined): string => {
    const parameters = new URLSearchParams(query);
    if (key) parameters.set('pagina', key);
    const asked = parameters.toString();
    return publicUrl + FEED_PATH + (asked ? `?${asked}` : '');
  };
  return [
    link('self', page(after), 'application/atom+xml'),
    link('alternate', publicUrl + shown, 'text/html'),
    link('first', page(undefined), 'application/atom+xml'),
    ...(next ? [link('next', page(next), 'application/atom+xml')] : []),
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
