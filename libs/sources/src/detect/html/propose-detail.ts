import { readHtmlNode } from '@chasqui/extraction';
import type { Element } from 'domhandler';
import type { z } from 'zod';
import type { pageRulesSchema } from '../../adapters/definition/page-rules.js';
import { selectorProblem } from '../../adapters/definition/selectors.js';
import { resolveLink } from '../../adapters/page/links.js';
import type { OpenPage } from '../../adapters/page/open-page.js';
import { wordsOf } from '../words/call-words.js';
import { isAroundLists, stableClasses } from './class-names.js';
import { labelledFields } from './labelled-fields.js';

export type ProposedRules = z.input<typeof pageRulesSchema>;

/** Where pages of all kinds of sites have their content; the first ones mean nothing else on any site. */
const CONTENT = [
  'main',
  '[role="main"]',
  '#main-content',
  '#contenido',
  '#content',
  'article',
  '.main-content',
  '.entry-content',
  '.node__content',
  '.post-content',
  '.article-content',
  '.page-content',
  '.contenido',
  '.content',
];
const SURE = 6;
const SHORTEST_CONTENT = 150;

/**
 * How the pages of calls of a site are read, taken from one or two of them.
 * @param titles of the calls in their list, in the order of the pages; empty when there is none
 */
export function proposeDetail(pages: readonly OpenPage[], titles: readonly string[]): ProposedRules {
  const content = contentOf(pages);
  const documents = documentSelector(pages, content);
  return {
    content: content === null ? null : { selector: content, guess: false },
    fields: [...titleField(pages, titles), ...labelledFields(pages)],
    documents: { links: documents === null ? null : { selector: documents, guess: false } },
  };
}

/** The only element of its kind on every page, with most of what there is to read. */
function contentOf(pages: readonly OpenPage[]): string | null {
  const wholes = pages.map(({ $ }) => readHtmlNode($, $.root()).text.length);
  // A page without it would be refused: with a single one seen, only what no site uses otherwise.
  const ways = pages.length > 1 ? CONTENT : CONTENT.slice(0, SURE);
  const found = ways.find((selector) =>
    pages.every(({ $ }, at) => {
      const nodes = $.root().find(selector);
      if (nodes.length !== 1) return false;
      const { length } = readHtmlNode($, nodes).text;
      return length >= SHORTEST_CONTENT && length >= wholes[at]! * 0.5;
    }),
  );
  return found ?? null;
}

function titleField(
  pages: readonly OpenPage[],
  titles: readonly string[],
): NonNullable<ProposedRules['fields']> {
  const isTitle = pages.every(({ $ }, at) => {
    const headings = $('h1');
    const words = wordsOf(readHtmlNode($, headings).text);
    const listed = wordsOf(titles[at] ?? '');
    return headings.length === 1 && words.length >= 10 && (listed === '' || areAlike(words, listed));
  });
  return isTitle ? [{ hint: 'title', selector: 'h1', guess: false }] : [];
}

/** Lists shorten titles; the name of the site is another text. */
function areAlike(words: string, listed: string): boolean {
  const own = new Set(words.split(' '));
  const pieces = listed.split(' ').filter((piece) => piece.length > 2);
  const shared = pieces.filter((piece) => own.has(piece)).length;
  return shared * 2 >= pieces.length;
}

const MOST_BOXES = 10;
const FILE = /\.(?:pdf|docx?|odt|rtf|xlsx?|ods|pptx?|zip)$/i;
const DOWNLOAD =
  /(?:download|descarga|descargar|documento|document|fichero|adjunto|attachment|getfile|archivo|telecharg)/i;
const DOCUMENT_BOX =
  /\b(?:documentos?|documents?|adjuntos?|anexos?|attachments?|descargas?|downloads?|files?|archivos?|ficheros?|allegati|anexes|telechargements?)\b/;

/** Only where a box of documents has a name and the links in it do not show that they are files, or are outside of the content. */
function documentSelector(pages: readonly OpenPage[], content: string | null): string | null {
  const names = new Set<string>();
  for (const page of pages) {
    const { $ } = page;
    const read = content === null ? null : new Set($.root().find(content).find('a[href]').toArray());
    for (const link of $('a[href]').toArray().slice(0, 2_000)) {
      const url = resolveLink(link.attribs['href'], page.base);
      if (!url) continue;
      const { pathname, search } = new URL(url);
      const isFile = FILE.test(pathname);
      if (!isFile && !DOWNLOAD.test(pathname + search)) continue;
      const box = boxOf(link, $);
      if (box && (!isFile || (read && !read.has(link)))) names.add(box);
    }
  }
  const found = [...names]
    .slice(0, MOST_BOXES)
    .find((name) => pages.some(({ $ }) => areDocuments($, `.${name} a[href]`)));
  return found === undefined ? null : `.${found} a[href]`;
}

type Api = OpenPage['$'];

function boxOf(link: Element, $: Api): string | null {
  for (const box of $(link).parents().toArray().slice(0, 5)) {
    if (isAroundLists(box.name, box.attribs)) return null;
    const name = stableClasses(box.attribs['class']).find((each) => DOCUMENT_BOX.test(wordsOf(each)));
    if (name) return name;
  }
  return null;
}

function areDocuments($: Api, selector: string): boolean {
  if (selectorProblem(selector) !== null) return false;
  const addresses = $.root()
    .find(selector)
    .toArray()
    .map(({ attribs }) => attribs['href'] ?? '');
  return (
    addresses.length > 0 &&
    addresses.length <= 30 &&
    addresses.every((href) => FILE.test(href.replace(/[?#].*$/, '')) || DOWNLOAD.test(href))
  );
}
