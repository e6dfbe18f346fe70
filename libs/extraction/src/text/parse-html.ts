import { load, type CheerioAPI } from 'cheerio';
import { load as loadSimply } from 'cheerio/slim';

/** Pages nest some dozens of elements. From here on the browsers' algorithm takes time that grows with the square. */
const DEEP = 500;
/** From here on even the simple parser does. */
const TOO_DEEP = 10_000;
/** Formatting left open is opened again in every paragraph that follows. */
const MOST_OPEN_FORMATS = 60;
const LONGEST_TAG = 50_000;
const LONGEST_PAGE = 5_000_000;

const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'wbr',
]);
/** Closed by what follows them: seldom closed by their authors, and they do not nest by themselves. */
const SELF_CLOSING = new Set(['p', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'option']);
const FORMATS = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '));

/**
 * The document of a page as browsers build it, so that selectors copied from one find the same elements. A page
 * made to take for ever (thousands of nested elements, endless tags) is parsed in a simpler way, and read as bare
 * text when even that would not end. Pages are cut at five million characters.
 */
export function parseHtml(html: string): CheerioAPI {
  const page = html.length > LONGEST_PAGE ? html.slice(0, LONGEST_PAGE) : html;
  const shape = shapeOf(page);
  if (shape.depth > TOO_DEEP) return loadSimply(withoutTags(page));
  const harmless = shape.depth <= DEEP && shape.openFormats <= MOST_OPEN_FORMATS;
  return harmless && shape.longestTag <= LONGEST_TAG ? load(page) : loadSimply(page);
}

/** The same for reading a whole page, where no selector needs the exact document: in a third of the time. */
export function parseHtmlSimply(html: string): CheerioAPI {
  const page = html.length > LONGEST_PAGE ? html.slice(0, LONGEST_PAGE) : html;
  const isShallow = !hasMore(page, '<', TOO_DEEP) || shapeOf(page).depth <= TOO_DEEP;
  return loadSimply(isShallow ? page : withoutTags(page));
}

function hasMore(text: string, mark: string, limit: number): boolean {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    if (++count > limit) return true;
  }
  return false;
}

interface Shape {
  depth: number;
  openFormats: number;
  longestTag: number;
}

/** A rough measure in one pass over the tags. Comments and scripts only make it higher, which is the safe side. */
function shapeOf(html: string): Shape {
  const shape: Shape = { depth: 0, openFormats: 0, longestTag: 0 };
  let depth = 0;
  let openFormats = 0;
  const tag = /<(\/?)([a-z][a-z0-9]*)/gi;
  for (let found = tag.exec(html); found; found = tag.exec(html)) {
    const name = found[2]!.toLowerCase();
    const step = found[1] ? -1 : 1;
    if (!VOID.has(name) && !SELF_CLOSING.has(name)) depth = Math.max(0, depth + step);
    if (FORMATS.has(name)) openFormats = Math.max(0, openFormats + step);
    shape.depth = Math.max(shape.depth, depth);
    shape.openFormats = Math.max(shape.openFormats, openFormats);
    const close = html.indexOf('>', found.index);
    const end = close < 0 ? html.length : close + 1;
    shape.longestTag = Math.max(shape.longestTag, end - found.index);
    tag.lastIndex = end;
  }
  return shape;
}

function withoutTags(html: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    if (open > at) parts.push(html.slice(at, open));
    const close = html.indexOf('>', open);
    at = close < 0 ? html.length : close + 1;
  }
  parts.push(html.slice(at));
  return parts.join('\n');
}
