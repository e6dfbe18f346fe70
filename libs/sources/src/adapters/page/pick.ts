import { readHtmlNode, type SourceText } from '@chasqui/extraction';
import type { Cheerio, CheerioAPI } from 'cheerio';
import type { AnyNode } from 'domhandler';
import type { ValueSelector } from '../definition/selectors.js';

/** What a selector finds within a scope; the scope itself when it is what is looked for. */
export function pick(scope: Cheerio<AnyNode>, selector: string): Cheerio<AnyNode> {
  if (selector === ':scope') return scope;
  const inside = scope.find(selector);
  return inside.length > 0 ? inside : scope.filter(selector);
}

/** What a selector of values gives: the text of each element found, or its attribute. Empty ones are left out. */
export function pickValues($: CheerioAPI, scope: Cheerio<AnyNode>, rule: ValueSelector): SourceText[] {
  return pick(scope, rule.selector)
    .toArray()
    .map((node): SourceText => {
      if (rule.attribute === null) return readHtmlNode($, node);
      return { text: ($(node).attr(rule.attribute) ?? '').trim(), struck: [] };
    })
    .filter(({ text }) => text !== '');
}

/** The first value on one line; empty when there is none. */
export function pickLine($: CheerioAPI, scope: Cheerio<AnyNode>, rule: ValueSelector): string {
  for (const node of pick(scope, rule.selector).toArray()) {
    const text = rule.attribute === null ? readHtmlNode($, node).text : ($(node).attr(rule.attribute) ?? '');
    const line = text.replace(/\s+/g, ' ').trim();
    if (line) return line;
  }
  return '';
}
