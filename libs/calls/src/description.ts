import { safeHttpUrl } from '@chasqui/kernel';
import { load } from 'cheerio/slim';

/** A stretch of text with one look; it may hold line breaks. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  /** An http(s) address; null for what is no link. */
  readonly href: string | null;
}

/** What remains of a stranger's text: paragraphs and lists of runs, never markup. */
export type Block =
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Run[])[] };

/** Far more than a call may have; what a feed sends beyond it is cut before it costs time. */
const MAX_LENGTH = 60_000;
const MAX_HREF = 2_000;

const BREAKING = new Set(
  (
    'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr html main nav p pre section summary table tbody tfoot thead tr ul ol li'
  ).split(' '),
);
const BOLD = new Set('b strong th h1 h2 h3 h4 h5 h6 dt summary'.split(' '));
const ITALIC = new Set('i em cite dfn var'.split(' '));
/** With everything inside them: code, styles, drawings, foreign content, fields of forms. */
const DROPPED = new Set(
  (
    'script style iframe object embed applet noscript template svg math head title textarea select option ' +
    'button input video audio canvas map frame frameset noframes noembed xmp plaintext link meta base'
  ).split(' '),
);
const INLINE =
  'a abbr b big br cite code em font i img kbd mark q s small span strong sub sup td th u var wbr';
const TAG = new RegExp(
  `<(?:!--|/?(?:${[...BREAKING, ...BOLD, ...ITALIC, ...DROPPED, ...INLINE.split(' ')].join('|')})(?=[\\s/>]|$))`,
  'i',
);
const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|[aeiou]acute|ntilde|#\d{1,7}|#x[\da-f]{1,6});/i;

/**
 * Reads a description that a stranger wrote, as HTML or as plain text, and keeps its words and the little of its
 * look that helps reading. Nothing of the markup survives: whoever renders the blocks writes the tags.
 */
export function safeBlocks(source: string): Block[] {
  const text = source.slice(0, MAX_LENGTH);
  if (TAG.test(text)) return htmlBlocks(text);
  return plainBlocks(ENTITY.test(text) ? load(text.replaceAll('<', '&lt;')).text() : text);
}

/** The words of a description without any look: for mails, calendars, search results and programs. */
export function descriptionText(source: string): string {
  return safeBlocks(source)
    .map((block) =>
      block.kind === 'paragraph' ? runsText(block.runs) : listText(block.items, block.ordered),
    )
    .join('\n\n');
}

function listText(items: readonly (readonly Run[])[], ordered: boolean): string {
  return items.map((runs, index) => `${ordered ? `${index + 1}.` : '•'} ${runsText(runs)}`).join('\n');
}

function runsText(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/** A plain text: an empty line begins a paragraph. */
function plainBlocks(text: string): Block[] {
  return clean(text)
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => ({ kind: 'paragraph', runs: [{ text: part, bold: false, italic: false, href: null }] }));
}

/** Without control characters and those that turn the direction of writing around to disguise something. */
function clean(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '');
}

/** The few things that are read of a parsed node. */
interface DomNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly DomNode[];
  readonly next: DomNode | null;
  readonly parent: DomNode | null;
}

/** Walks the tree without calling itself: a hundred thousand nested tags are as good as one. */
function htmlBlocks(html: string): Block[] {
  const root = load(clean(html), null, false).root().get(0) as unknown as DomNode;
  const builder = new BlockBuilder();
  let node = root.children?.[0] ?? null;
  while (node) {
    const enters = !DROPPED.has(node.name ?? '');
    if (node.type === 'text') builder.text(node.data ?? '');
    else if (node.name && enters) builder.open(node.name, node.attribs?.['href']);
    const child: DomNode | null = (enters && node.children?.[0]) || null;
    if (child) {
      node = child;
      continue;
    }
    if (node.name && enters) builder.close(node.name);
    while (!node.next && node.parent && node.parent !== root) {
      node = node.parent;
      if (node.name) builder.close(node.name);
    }
    node = node.next;
  }
  return builder.finish();
}

class BlockBuilder {
  private readonly blocks: Block[] = [];
  private runs: Run[] = [];
  private items: (readonly Run[])[] = [];
  private ordered = false;
  private listDepth = 0;
  private bold = 0;
  private italic = 0;
  private readonly links: (string | null)[] = [];

  text(data: string): void {
    const collapsed = data.replaceAll(/\s+/g, ' ');
    const last = this.runs.at(-1);
    const text = !last || /\s$/.test(last.text) ? collapsed.trimStart() : collapsed;
    if (text) this.add(text);
  }

  open(name: string, href: string | undefined): void {
    if (BOLD.has(name)) this.bold += 1;
    if (ITALIC.has(name)) this.italic += 1;
    if (name === 'a') this.links.push(safeHttpUrl(href?.trim().slice(0, MAX_HREF)));
    if (name === 'ul' || name === 'ol') this.openList(name === 'ol');
    else if (name === 'li') this.end();
    else if (name === 'br') this.lineBreak();
    else if ((name === 'td' || name === 'th') && this.runs.length > 0) this.text(' · ');
    else if (BREAKING.has(name)) this.boundary();
  }

  close(name: string): void {
    if (BOLD.has(name)) this.bold -= 1;
    if (ITALIC.has(name)) this.italic -= 1;
    if (name === 'a') this.links.pop();
    if (name === 'ul' || name === 'ol') this.closeList();
    else if (name === 'li') this.end();
    else if (BREAKING.has(name)) this.boundary();
  }

  finish(): Block[] {
    while (this.listDepth > 0) this.closeList();
    this.end();
    return this.blocks;
  }

  /** A list inside a list goes on in the outer one. */
  private openList(ordered: boolean): void {
    this.end();
    if (this.listDepth === 0) this.ordered = ordered;
    this.listDepth += 1;
  }

  private closeList(): void {
    this.end();
    this.listDepth -= 1;
    if (this.listDepth > 0 || this.items.length === 0) return;
    this.blocks.push({ kind: 'list', ordered: this.ordered, items: this.items });
    this.items = [];
  }

  /** Where a paragraph ends; inside an item of a list, only a line. */
  private boundary(): void {
    if (this.listDepth === 0) this.end();
    else this.lineBreak();
  }

  /** Two in a row, which people use for an empty line, begin a paragraph. */
  private lineBreak(): void {
    if (this.runs.length === 0) return;
    if (!this.runs.at(-1)!.text.endsWith('\n')) this.add('\n');
    else if (this.listDepth === 0) this.end();
  }

  private end(): void {
    const runs = trimmed(this.runs);
    this.runs = [];
    if (runs.length === 0) return;
    if (this.listDepth > 0) this.items.push(runs);
    else this.blocks.push({ kind: 'paragraph', runs });
  }

  private add(text: string): void {
    const look = { bold: this.bold > 0, italic: this.italic > 0, href: this.links.at(-1) ?? null };
    const last = this.runs.at(-1);
    if (last?.bold === look.bold && last.italic === look.italic && last.href === look.href) {
      this.runs[this.runs.length - 1] = { ...last, text: last.text + text };
    } else this.runs.push({ text, ...look });
  }
}

/** Without white space at both ends. */
function trimmed(runs: readonly Run[]): Run[] {
  const rest = [...runs];
  while (rest.length > 0 && !rest[0]!.text.trim()) rest.shift();
  while (rest.length > 0 && !rest.at(-1)!.text.trim()) rest.pop();
  if (rest.length === 0) return [];
  rest[0] = { ...rest[0]!, text: rest[0]!.text.trimStart() };
  rest[rest.length - 1] = { ...rest.at(-1)!, text: rest.at(-1)!.text.trimEnd() };
  return rest;
}
