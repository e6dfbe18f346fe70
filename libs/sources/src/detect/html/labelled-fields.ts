import { findMentions, type Hint, readHtmlNode } from '@chasqui/extraction';
import type { Element } from 'domhandler';
import type { OpenPage } from '../../adapters/page/open-page.js';
import { selectorProblem } from '../../adapters/definition/selectors.js';
import { wordsOf } from '../words/call-words.js';
import { isDay, meaningOf } from '../words/field-words.js';
import { isAroundLists, stableClasses, vagueness } from './class-names.js';
import type { Field } from './item-fields.js';

const MOST_ELEMENTS = 3_000;
const MOST_TRIED = 60;
const LONGEST_VALUE = 400;
const QUOTABLE = /^[\p{L}\p{N} .,()ºª/-]{3,50}$/u;
const LEAF_CHILDREN = /^(?:strong|b|span|em|i|u|time|a|abbr|br|sup|sub|font)$/;

interface Candidate {
  readonly hint: Hint;
  readonly selector: string;
  readonly cost: number;
}

/**
 * Facts that a page of a call names: a list of definitions, a table, "Plazo: …", a heading with its paragraph, a class
 * that says what it holds. The selectors find at most one place on each of the pages.
 * @param pages of calls of one site; what only one of them has is taken too, because not every call says everything
 */
export function labelledFields(pages: readonly OpenPage[]): Field[] {
  const candidates = new Map<string, Candidate>();
  for (const page of pages)
    for (const each of candidatesOn(page)) candidates.set(`${each.hint} ${each.selector}`, each);
  const chosen = new Map<Hint, Candidate>();
  for (const each of [...candidates.values()].toSorted((a, b) => a.cost - b.cost).slice(0, MOST_TRIED)) {
    if (!chosen.has(each.hint) && isTold(pages, each)) chosen.set(each.hint, each);
  }
  return [...chosen.values()].map(({ hint, selector }) => ({
    hint,
    selector,
    attribute: null,
    guess: false,
  }));
}

function* candidatesOn({ $ }: OpenPage): Generator<Candidate> {
  const elements = $('dt, th, td:first-child, h2, h3, h4, h5, p, li, div, span, time, section').toArray();
  for (const element of elements.slice(0, MOST_ELEMENTS)) {
    if (element.children.length === 0 || isAroundLists(element.name, element.attribs)) continue;
    const text = shortText(element);
    if (text === null) continue;
    const whole = text.replace(/:$/, '').trim();
    const next = nextElement(element);
    const pair = PAIRS[element.name]?.find((tag) => tag === next?.name);
    const label = pair ? whole : (/^([^:.\d]{3,50}):./.exec(text)?.[1]?.trim() ?? '');
    const hint = meaningOf(wordsOf(label));
    if (hint && QUOTABLE.test(label)) {
      if (pair)
        yield {
          hint,
          selector: `${element.name}:contains("${label}") + ${pair}`,
          cost: COSTS[element.name] ?? 3,
        };
      else if (isLeaf(element)) yield { hint, selector: `${element.name}:contains("${label}:")`, cost: 4 };
    }
    for (const name of stableClasses(element.attribs['class'])) {
      const told = vagueness(name) < 6 ? meaningOf(wordsOf(name)) : null;
      if (told) yield { hint: told, selector: `.${name}`, cost: 1 + vagueness(name) / 2 };
    }
  }

  /** Without collecting the text of half a page. */
  function shortText(element: Element): string | null {
    if (element.children.length > 30) return null;
    const text = $(element)
      .text()
      .slice(0, LONGEST_VALUE + 50)
      .replace(/\s+/g, ' ')
      .trim();
    return text === '' || text.length > LONGEST_VALUE ? null : text;
  }
}

/** What holds the value beside its label. */
const PAIRS: Readonly<Record<string, readonly string[]>> = {
  dt: ['dd'],
  th: ['td'],
  td: ['td'],
  h2: ['p', 'ul', 'div'],
  h3: ['p', 'ul', 'div'],
  h4: ['p', 'ul', 'div'],
  h5: ['p', 'ul', 'div'],
  span: ['span'],
  div: ['div'],
};
const COSTS: Readonly<Record<string, number>> = { dt: 2, th: 2, td: 2.5 };

function nextElement(element: Element): Element | null {
  for (let next = element.next; next; next = next.next) {
    if ('attribs' in next) return next;
    if (next.nodeType === 3 && 'data' in next && next.data.trim() !== '') return null;
  }
  return null;
}

function isLeaf(element: Element): boolean {
  return element.children.every((child) => !('name' in child) || LEAF_CHILDREN.test(child.name));
}

function isTold(pages: readonly OpenPage[], { hint, selector }: Candidate): boolean {
  if (selectorProblem(selector) !== null) return false;
  let told = 0;
  for (const { $ } of pages) {
    const found = $.root().find(selector);
    if (found.length > 1) return false;
    const text = found.length === 1 ? readHtmlNode($, found).text : '';
    if (text !== '' && (!isDay(hint) || hasDate(text))) told += 1;
  }
  return told > 0;
}

function hasDate(text: string): boolean {
  return findMentions({ text: text.slice(0, LONGEST_VALUE), struck: [] }).some(({ type }) => type === 'date');
}
