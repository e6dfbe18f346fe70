import { fold } from '@chasqui/kernel';
import { normalisedAddress } from '../../addresses.js';
import { resolveLink } from '../../adapters/page/links.js';
import type { OpenPage } from '../../adapters/page/open-page.js';
import { selectorProblem } from '../../adapters/definition/selectors.js';
import { stableClasses } from './class-names.js';
import { isOfSite } from './link-sets.js';
import type { Outline, Place } from './outline.js';

export type Pagination =
  | { readonly kind: 'none' }
  | { readonly kind: 'next'; readonly link: { readonly selector: string; readonly guess: false } }
  | { readonly kind: 'page'; readonly name: string; readonly first: number; readonly step: number };

const WORDS =
  /^(?:(?:pagina |page )?(?:siguientes?|next|proxim[ao]s?|suivante?s?|successiv[ao]|avanti|seguinte|seguent|weiter|nachste)(?: (?:pagina|page|seite))?|entradas anteriores|older posts|older entries|mas antiguas)$/;
const NAMED_NEXT =
  /^(?:[\w-]*[-_])?(?:next|siguiente|proxima?|suivant|seguinte)(?:[-_](?:page|posts-link|link))?$/i;
const SIGNS = ['›', '>', '→', '»', '>>'];
const MOST_LINKS = 4_000;
const MOST_TRIED = 30;

/** How the page leads on to the next one of its list; every answer was tried on the page. */
export function nextPageOf({ page, places }: Outline): Pagination {
  const links = places.filter(({ tag, node }) => tag === 'a' && 'href' in node.attribs).slice(0, MOST_LINKS);
  const tried = new Set<string>();
  for (const selector of waysOf(page, links)) {
    if (tried.has(selector)) continue;
    if (tried.size >= MOST_TRIED) break;
    tried.add(selector);
    if (selectorProblem(selector) === null && leadsOn(page, selector)) {
      return { kind: 'next', link: { selector, guess: false } };
    }
  }
  return numbered(page, links) ?? { kind: 'none' };
}

/** Ways to a link that says "next", those that machines are told of first. */
function* waysOf(page: OpenPage, links: readonly Place[]): Generator<string> {
  yield 'a[rel~="next"]';
  yield 'link[rel~="next"]';
  for (const { node, parent } of links) {
    const name = stableClasses(node.attribs['class']).find((each) => NAMED_NEXT.test(each));
    if (name) yield `a.${name}`;
    const outer = parent?.classes.find((each) => NAMED_NEXT.test(each) || /next$/i.test(each));
    if (outer) yield `.${outer} a`;
  }
  for (const { node } of links) {
    for (const attribute of ['aria-label', 'title']) {
      const value = node.attribs[attribute]?.trim() ?? '';
      if (value.length < 40 && !/["\\]/.test(value) && WORDS.test(plain(value)))
        yield `a[${attribute}="${value}"]`;
    }
    const text = page.$(node).text().trim();
    const words = text.length < 40 ? /\p{L}[\p{L} ]*\p{L}/u.exec(text)?.[0] : undefined;
    if (words && WORDS.test(plain(words))) yield* within(page, node, words);
  }
  for (const sign of SIGNS) {
    const found = links.find(({ node }) => page.$(node).text().trim() === sign);
    if (found) yield* within(page, found.node, sign);
  }
}

/** By its words, within the box of pages when it has a name. */
function* within({ $ }: OpenPage, node: Place['node'], words: string): Generator<string> {
  const box = $(node)
    .parents()
    .toArray()
    .slice(0, 4)
    .flatMap(({ attribs }) => stableClasses(attribs['class']));
  const name = box.find((each) => /pag(?:er|ina|ination)|nav-links|page-?numbers/i.test(each));
  if (name) yield `.${name} a:contains("${words}")`;
  yield `a:contains("${words}")`;
}

function plain(text: string): string {
  return fold(text)
    .replace(/[^a-z]+/g, ' ')
    .trim();
}

/** Its first link leads to another page of the site, which is the same list further on. */
function leadsOn({ $, base, url }: OpenPage, selector: string): boolean {
  const holder = $.root().find(selector);
  const target = resolveLink(holder.attr('href') ?? holder.find('a[href]').first().attr('href'), base);
  if (!target || !isOfSite(target, url) || new URL(target).host !== new URL(url).host) return false;
  const { pathname } = new URL(target);
  const { pathname: own } = new URL(url);
  const isOfList =
    pathname === own || new URL(target).search !== '' || /\d/.test(pathname) || pathname.startsWith(own);
  return isOfList && normalisedAddress(target) !== normalisedAddress(url);
}

/** Links "2" and "3" that differ from the list only in one number. */
function numbered({ $, base, url }: OpenPage, links: readonly Place[]): Pagination | null {
  const second = targetOf('2');
  const third = targetOf('3');
  if (!second || new URL(second).pathname !== new URL(url).pathname) return null;
  const own = new URL(url).searchParams;
  for (const [name, value] of new URL(second).searchParams) {
    if (!/^\d{1,6}$/.test(value) || own.get(name) === value || !/^[\w.[\]-]{1,60}$/.test(name)) continue;
    const two = Number(value);
    const step = third ? Number(new URL(third).searchParams.get(name) ?? Number.NaN) - two : likelyStep(two);
    if (Number.isInteger(step) && step >= 1 && two - step >= 0)
      return { kind: 'page', name, first: two - step, step };
  }
  return null;

  function targetOf(number: string): string | null {
    const link = links.find(({ node }) => $(node).text().trim() === number);
    const target = resolveLink(link?.node.attribs['href'], base);
    return target && isOfSite(target, url) ? target : null;
  }
}

/** The first page is 1, or 0; a larger number on the second counts entries. */
function likelyStep(second: number): number {
  return second <= 2 ? 1 : second;
}
