import type { BasicAcceptedElems, CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import type { SourceText } from '../types.js';
import { isElement, isText, walk } from './html-nodes.js';
import { isChrome, isHidden, isStruck, NEVER_READ } from './html-visibility.js';
import { layoutTables } from './layout-tables.js';
import { parseHtmlSimply } from './parse-html.js';
import { TextWriter } from './text-writer.js';

/**
 * What people read of a page: one line per block, "- " before the items of lists, the cells of a row on one line
 * between " | ". Scripts, hidden parts, menus and forms are left out; menus and headers are read when nothing else
 * is there. Never throws; the text ends at a million characters.
 */
export function readHtml(html: string): SourceText {
  const $ = parseHtmlSimply(html);
  return readHtmlNode($, $.root());
}

/**
 * The same for a part of a page: a node, or all that a selector found, one below the other. What was asked for by
 * name is read even if it is hidden or a header.
 */
export function readHtmlNode($: CheerioAPI, node: BasicAcceptedElems<AnyNode>): SourceText {
  const roots = $(node).toArray();
  const content = readAll(roots, true);
  return content.text ? content : readAll(roots, false);
}

/** The name a page gives itself: its first heading, else what it tells search engines, else null. */
export function pageTitle($: CheerioAPI): string | null {
  for (const heading of $('h1').slice(0, 5).toArray()) {
    const words = readHtmlNode($, heading).text.replace(/\n/g, ' ');
    if (words && !isHidden(heading)) return words;
  }
  const shared = $('meta[property="og:title"], meta[name="og:title"]').attr('content');
  const words = (shared || $('title').first().text()).replace(/\s+/g, ' ').trim();
  return words || null;
}

const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table ' +
    'tbody tfoot thead tr ul'
  ).split(' '),
);

/** Behind so many characters a cell is prose, and its paragraphs are lines of their own. */
const LONG_CELL = 300;

function readAll(roots: readonly AnyNode[], withoutChrome: boolean): SourceText {
  const writer = new TextWriter();
  for (const root of roots) {
    const reader = new PageReader(writer, layoutTables(root));
    writer.separate('\n');
    walk(root, {
      enter(node) {
        if (writer.isFull || (isElement(node) && isLeftOut(node, root, withoutChrome))) return false;
        reader.enter(node);
        return true;
      },
      leave: (node) => reader.leave(node),
    });
  }
  return writer.finish();
}

function isLeftOut(element: Element, root: AnyNode, withoutChrome: boolean): boolean {
  if (NEVER_READ.has(element.name)) return true;
  return element !== root && (isHidden(element) || (withoutChrome && isChrome(element)));
}

/** Turns what a walk comes by into lines. */
class PageReader {
  private readonly tables: AnyNode[] = [];
  private openCells = 0;
  private preformatted = 0;

  constructor(
    private readonly writer: TextWriter,
    private readonly layout: ReadonlySet<AnyNode>,
  ) {}

  enter(node: AnyNode): void {
    if (isText(node)) this.text(node.data);
    else if (isElement(node)) this.open(node);
  }

  leave(node: AnyNode): void {
    if (!isElement(node)) return;
    const { name } = node;
    if (isStruck(node)) this.writer.endStruck();
    if (name === 'pre') this.preformatted--;
    if (isCell(name) && this.isData()) {
      this.openCells--;
      this.writer.separate(' | ');
    } else if (name === 'li') this.writer.endItem();
    else if (isLine(name) && name !== 'dt') this.writer.separate('\n');
    else if ((BLOCKS.has(name) && name !== 'dt') || isCell(name)) this.breakLine();
    if (name === 'table') this.tables.pop();
  }

  private open(element: Element): void {
    const { name } = element;
    if (name === 'table') this.tables.push(element);
    if (name === 'pre') this.preformatted++;
    if (isCell(name) && this.isData()) this.openCells++;
    else if (name === 'li') this.writer.beginItem();
    else if (name === 'dd') this.writer.separate(followsTerm(element) ? ': ' : '\n');
    else if (isLine(name)) this.writer.separate('\n');
    else if (name === 'br' || BLOCKS.has(name) || isCell(name)) this.breakLine();
    if (isStruck(element)) this.writer.beginStruck();
  }

  private text(data: string): void {
    if (this.preformatted === 0) return this.writer.write(data);
    for (const [index, line] of data.split(/\r\n?|\n/).entries()) {
      if (index > 0) this.writer.separate('\n');
      this.writer.write(line);
    }
  }

  /** Within a cell of data lines are joined, so that a row stays one line. */
  private breakLine(): void {
    const isJoined = this.openCells > 0 && this.writer.lineLength < LONG_CELL;
    this.writer.separate(isJoined ? ' ' : '\n');
  }

  /** Whether the innermost table holds data rather than the columns of a page. */
  private isData(): boolean {
    const table = this.tables.at(-1);
    return table !== undefined && !this.layout.has(table);
  }
}

function isCell(name: string): boolean {
  return name === 'td' || name === 'th';
}

/** Breaks the line even within a cell. */
function isLine(name: string): boolean {
  return name === 'tr' || name === 'table' || name === 'dt' || name === 'dd' || /^h[1-6]$/.test(name);
}

/** A definition is read beside its term; a second one is a line of its own. */
function followsTerm(element: Element): boolean {
  let before = element.prev;
  while (before && !isElement(before)) before = before.prev;
  return before?.name === 'dt';
}
