import { type ItemText, type Part, readHtmlNode } from '@chasqui/extraction';
import { load } from 'cheerio';
import { documentLinks } from '../page/documents.js';
import { publicationDay } from '../page/publication-day.js';
import { fieldParts, PartNames, readPage } from '../page/read-page.js';
import { textOf } from '../page/open-page.js';
import type { Adapter, RawPart } from '../types.js';
import type { HtmlConfig } from './html.config.js';
import { LIST_PART } from './read-list.js';

/** What was kept of a call as text: its entry in the list, its page, its PDFs. */
export const readHtmlItem: Adapter<HtmlConfig>['read'] = async (config, item): Promise<ItemText> => {
  const names = new PartNames();
  const entry = item.parts.find(({ name }) => name === LIST_PART);
  const listed = entry ? readEntry(entry, config, names) : { parts: [], documents: [], publishedOn: null };
  const page = config.detail
    ? await readPage(item.parts, config.detail, config.encoding, names, false)
    : { parts: [], documents: [], publishedOn: null };
  const known = new Set(page.documents.map(({ url }) => url));
  return {
    url: item.url,
    parts: [...listed.parts, ...page.parts],
    documents: [...page.documents, ...listed.documents.filter(({ url }) => !known.has(url))],
    known: [],
    publishedOn: listed.publishedOn ?? page.publishedOn,
    defaults: config.defaults,
  };
};

const ALL_DOCUMENTS = { content: null, fields: [], documents: { links: null, read: false, most: 0 } };

function readEntry(
  entry: RawPart,
  config: HtmlConfig,
  names: PartNames,
): Pick<ItemText, 'parts' | 'documents' | 'publishedOn'> {
  // As a piece and not as a page: a row of a table would lose its cells.
  const $ = load(textOf(entry, null), null, false);
  const scope = $.root().children().first();
  const title = { ...config.title, hint: 'title' } as const;
  const parts: Part[] = [
    ...fieldParts($, scope, [title], LIST_PART, names).slice(0, 1),
    ...fieldParts($, scope, config.fields, LIST_PART, names),
  ];
  const whole = scope.length > 0 ? readHtmlNode($, scope.get(0)!) : { text: '', struck: [] };
  if (whole.text) parts.push({ name: names.free(LIST_PART), source: whole, hint: null });
  const piece = { $, url: entry.url, base: entry.url };
  return {
    parts,
    documents: documentLinks(piece, ALL_DOCUMENTS),
    publishedOn: publicationDay($, config.fields),
  };
}
