import { gunzipSync } from 'node:zlib';
import { type CheerioAPI, load } from 'cheerio';
import type { AnyNode } from 'domhandler';
import { resolveLink } from '../page/links.js';
import { type Answered, requireKind, textOf } from '../page/open-page.js';
import { SourceFault } from '../types.js';

/** The standard allows 50 MB and 50,000 addresses; a site of calls has a hundredth of that. */
const MOST_BYTES = 20 * 1024 * 1024;
const MOST_ENTRIES = 50_000;
const END_TAG = /<\/(urlset|sitemapindex)\s*>/i;
const TAIL = 500;

export interface SitemapEntry {
  readonly url: string;
  /** As the site writes it. */
  readonly lastmod: string | null;
}

export interface Sitemap {
  /** An index leads to further maps, a map to pages. */
  readonly kind: 'index' | 'map';
  readonly entries: readonly SitemapEntry[];
}

/**
 * Parses a sitemap or an index of sitemaps, plain or as a .gz file. What a document type declares is not expanded.
 * @throws SourceFault
 */
export function openSitemap(answered: Answered, encoding: string | null): Sitemap {
  const plain = { ...answered, body: unpacked(answered) };
  requireKind(plain, 'xml');
  const text = textOf(plain, encoding);
  const end = END_TAG.exec(text.slice(-TAIL));
  if (!end) {
    throw new SourceFault('truncated', `El mapa ${answered.url} llegó cortado, o no es un mapa del sitio.`);
  }
  const $ = load(text, { xml: true });
  const isIndex = end[1]!.toLowerCase() === 'sitemapindex';
  const rows = isIndex
    ? $.root().children('sitemapindex').children('sitemap')
    : $.root().children('urlset').children('url');
  const entries = rows
    .toArray()
    .slice(0, MOST_ENTRIES)
    .flatMap((row): SitemapEntry[] => {
      const url = resolveLink(ownText($, row, 'loc'), answered.url);
      return url ? [{ url, lastmod: ownText($, row, 'lastmod') || null }] : [];
    });
  return { kind: isIndex ? 'index' : 'map', entries };
}

/** The text of a child without that of its own children: an address has none. */
function ownText($: CheerioAPI, row: AnyNode, name: string): string {
  const [child] = $(row).children(name).toArray();
  const pieces = (child?.children ?? []).flatMap((node) => ('children' in node ? node.children : [node]));
  return pieces
    .map((node) => ('data' in node ? node.data : ''))
    .join('')
    .trim();
}

function unpacked({ url, body }: Answered): Buffer {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new SourceFault('layout', `El mapa ${url} es desmesurado. Indique uno más concreto.`);
    }
    throw new SourceFault('truncated', `El mapa comprimido ${url} llegó dañado o cortado.`);
  }
}
