import type { ItemText } from '@chasqui/extraction';
import { fold } from '@chasqui/kernel';
import { normalisedAddress } from '../../addresses.js';
import type { PageRules } from '../definition/page-rules.js';
import { resolveLink } from './links.js';
import type { OpenPage } from './open-page.js';
import { pick } from './pick.js';

export type DocumentLink = ItemText['documents'][number];

const MOST_DOCUMENTS = 40;
const DOCUMENT_FILE = /\.(?:pdf|docx?|odt|rtf|xlsx?|ods|pptx?|zip)$/i;
/** Words of links that say nothing of what is behind them, folded. */
const EMPTY_WORDS =
  /^(?:(?:haga )?clic(?:k)?(?: aqui| here)?|aqui|here|ici|ver(?: mas)?|leer mas|descargar?|descarga|download|baixar|telecharger|pdf|link|enlace|documento|archivo)?$/;

/** The documents that a page links to, in the order of the page, each once. */
export function documentLinks(page: OpenPage, rules: PageRules): DocumentLink[] {
  const { $, base } = page;
  const own = rules.documents.links;
  const content = rules.content
    ? $.root().find(rules.content.selector).find('a[href]')
    : $.root().find('a[href]');
  const links = own ? pick($.root(), own.selector) : content;
  const found = new Map<string, DocumentLink>();
  for (const node of links.toArray()) {
    const link = $(node);
    const url = resolveLink(link.attr('href') ?? link.find('a[href]').first().attr('href'), base);
    if (!url || found.size >= MOST_DOCUMENTS) continue;
    if (!own && !DOCUMENT_FILE.test(new URL(url).pathname)) continue;
    const key = normalisedAddress(url);
    if (found.has(key)) continue;
    const words = link.text().replace(/\s+/g, ' ').trim();
    const title = isEmptyTitle(words) ? (link.attr('title')?.trim() ?? '') : words;
    found.set(key, { title: (title || fileNameOf(url)).slice(0, 300), url });
  }
  return [...found.values()];
}

function isEmptyTitle(words: string): boolean {
  return EMPTY_WORDS.test(
    fold(words)
      .replace(/[^a-z]+/g, ' ')
      .trim(),
  );
}

/** The last part of an address as people read it: "bases 2026.pdf". */
export function fileNameOf(address: string): string {
  const last = new URL(address).pathname.split('/').findLast(Boolean) ?? '';
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // Not escaped the way addresses are: shown as it stands.
  }
  return name.replace(/[/\\\p{Cc}]/gu, '').slice(-80) || 'documento';
}
