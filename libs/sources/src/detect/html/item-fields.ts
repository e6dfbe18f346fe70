import { findMentions, type Hint, readHtmlNode } from '@chasqui/extraction';
import type { Element } from 'domhandler';
import type { OpenPage } from '../../adapters/page/open-page.js';
import { selectorProblem } from '../../adapters/definition/selectors.js';
import { pick } from '../../adapters/page/pick.js';
import { soundsLikeClosing, wordsOf } from '../words/call-words.js';
import { isDay, meaningOf } from '../words/field-words.js';
import { stableClasses, vagueness } from './class-names.js';
import type { Place } from './outline.js';
import type { Rule } from './item-parts.js';

export interface Field extends Rule {
  readonly hint: Hint;
}

const LOOKED_AT = 12;
const MOST_ELEMENTS = 80;
const MOST_TRIED = 40;
const LONGEST = 240;
const LONGEST_LINE = 80;
/** Attributes in which tables for telephones repeat the heading of the column. */
const LABELS = ['data-label', 'data-title', 'data-th', 'data-column', 'data-header', 'headers', 'itemprop'];
const QUOTED = /^[^"'\\<>[\]]{1,60}$/;

interface Found {
  readonly hint: Hint;
  readonly selector: string;
  readonly attribute: string | null;
  /** Smaller is better. */
  readonly cost: number;
  items: Set<number>;
}

/**
 * Parts of the entries of a list that a class, a label or the heading of their column tells of. The title is not among
 * them.
 */
export function itemFields(page: OpenPage, items: readonly Place[], title: Rule): Field[] {
  const found = new Map<string, Found>();
  const looked = items.slice(0, LOOKED_AT);
  const columns = columnMeanings(page, looked[0]);
  for (const [at, item] of looked.entries()) {
    const titled = new Set(pick(page.$(item.node), title.selector).toArray());
    for (const element of page.$(item.node).find('*').toArray().slice(0, MOST_ELEMENTS)) {
      if (titled.has(element)) continue;
      for (const each of tellings(page, element, columns)) note(found, each, at);
    }
  }
  const enough = Math.max(2, looked.length * 0.4);
  const best = new Map<Hint, Found>();
  const often = [...found.values()].filter((each) => each.items.size >= enough);
  for (const each of often.toSorted((a, b) => a.cost - b.cost).slice(0, MOST_TRIED)) {
    if (!best.has(each.hint) && isUsable(page, looked, each)) best.set(each.hint, each);
  }
  return [...best.values()].map(({ hint, selector, attribute }) => ({
    hint,
    selector,
    attribute,
    guess: false,
  }));
}

function note(found: Map<string, Found>, telling: Omit<Found, 'items'>, at: number): void {
  const key = `${telling.hint} ${telling.selector}`;
  const known = found.get(key);
  if (known) known.items.add(at);
  else found.set(key, { ...telling, items: new Set([at]) });
}

function* tellings(
  { $ }: OpenPage,
  element: Element,
  columns: ReadonlyMap<string, Hint>,
): Generator<Omit<Found, 'items'>> {
  const text = $(element).text().replace(/\s+/g, ' ').trim();
  const isMoment = element.name === 'time' && 'datetime' in element.attribs;
  if ((text.length < 3 && !isMoment) || text.length > LONGEST) return;
  const attribute = isMoment && !hasDay(text) ? 'datetime' : null;
  const label = meaningOf(wordsOf(/^([^:.\d]{3,40}):/.exec(text)?.[1] ?? ''));
  for (const name of stableClasses(element.attribs['class'])) {
    const hint = columns.get(name) ?? label ?? meaningOf(wordsOf(name)) ?? roleOf(name, text);
    if (hint && vagueness(name) < 6)
      yield { hint, selector: `.${name}`, attribute, cost: vagueness(name) + (label ? 0 : 1) };
  }
  for (const name of LABELS) {
    const value = element.attribs[name]?.trim() ?? '';
    const hint = QUOTED.test(value) ? meaningOf(wordsOf(value)) : null;
    if (hint) yield { hint, selector: `[${name}="${value}"]`, attribute, cost: 2.5 };
  }
  if (isMoment) {
    const hint = label ?? momentMeaning($(element).parent().text());
    if (hint) yield { hint, selector: 'time', attribute, cost: 4 };
  }
  const words = /^(\p{L}[\p{L} ]{2,39}):/u.exec(text)?.[1];
  const opening =
    text.length <= LONGEST_LINE
      ? /^(\p{L}[\p{L} ]{3,24}?) (?:el |on |le |il |am |em |de )?\d/u.exec(text)?.[1]
      : undefined;
  const isLeaf = element.children.every(
    (child) => !('name' in child) || /^(?:strong|b|span|em|i|time|a|abbr|br)$/.test(child.name),
  );
  if (label && words && isLeaf && text.length > words.length + 2) {
    yield { hint: label, selector: `${element.name}:contains("${words}:")`, attribute: null, cost: 6 };
  } else if (opening && isLeaf && soundsLikeClosing(wordsOf(opening))) {
    yield { hint: 'deadline', selector: `${element.name}:contains("${opening}")`, attribute: null, cost: 7 };
  }
}

/** A place called only "date" is read by what is written in it. */
function roleOf(name: string, text: string): Hint | null {
  return /\b(?:fechas?|dates?|data|datum)\b/.test(wordsOf(name)) ? momentMeaning(text) : null;
}

function momentMeaning(text: string): Hint | null {
  const words = wordsOf(text.slice(0, LONGEST));
  if (soundsLikeClosing(words)) return 'deadline';
  return /\b(?:publicad[oa]|published|posted|publie|pubblicat[oa])\b/.test(words) ? 'published' : null;
}

/** What the heading of a column says of the class that its cells carry. */
function columnMeanings({ $ }: OpenPage, item: Place | undefined): Map<string, Hint> {
  const meanings = new Map<string, Hint>();
  if (item?.tag !== 'tr') return meanings;
  const rows = $(item.node).closest('table').find('tr').slice(0, 3).toArray();
  const head = rows.find((row) => $(row).children('th').length > 1);
  if (!head) return meanings;
  const titles = $(head)
    .children()
    .toArray()
    .map((cell) => meaningOf(wordsOf($(cell).text())));
  const cells = $(item.node)
    .children()
    .toArray()
    .map((cell) => stableClasses(cell.attribs['class']));
  for (const [column, names] of cells.entries()) {
    const hint = titles[column];
    const name = names.find((each) => cells.filter((others) => others.includes(each)).length === 1);
    if (hint && name) meanings.set(name, hint);
  }
  return meanings;
}

/** Found once in an entry, with a day where a day has to be. */
function isUsable(page: OpenPage, items: readonly Place[], { hint, selector, attribute }: Found): boolean {
  if (selectorProblem(selector) !== null) return false;
  let days = 0;
  let several = 0;
  for (const item of items) {
    const nodes = pick(page.$(item.node), selector);
    if (nodes.length > 2) several += 1;
    const values = nodes
      .toArray()
      .map((node) =>
        'attribs' in node && attribute ? (node.attribs[attribute] ?? '') : readHtmlNode(page.$, node).text,
      );
    if (values.some(hasDay)) days += 1;
  }
  return several * 3 < items.length && (!isDay(hint) || days > 0);
}

function hasDay(text: string): boolean {
  return (
    /\d/.test(text) &&
    findMentions({ text: text.slice(0, LONGEST), struck: [] }).some(({ type }) => type === 'date')
  );
}
