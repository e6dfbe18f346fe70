import { resolveLink } from '../page/links.js';
import type { OpenPage } from '../page/open-page.js';
import { pick } from '../page/pick.js';
import type { HtmlConfig } from './html.config.js';

type Pagination = HtmlConfig['pagination'];

function withParameter(address: string, name: string, value: number): string {
  const url = new URL(address);
  url.searchParams.set(name, String(value));
  return url.href;
}

/** The address of the first page of a list. */
export function firstPage(list: string, pagination: Pagination): string {
  return pagination.kind === 'page' ? withParameter(list, pagination.name, pagination.first) : list;
}

/** The page after this one; null when the page names none. A list with a parameter ends where a page is empty. */
export function nextPage(
  page: OpenPage,
  at: { readonly url: string; readonly number: number },
  pagination: Pagination,
): { url: string; number: number } | null {
  const number = at.number + 1;
  if (pagination.kind === 'page') {
    const value = pagination.first + at.number * pagination.step;
    return { url: withParameter(at.url, pagination.name, value), number };
  }
  if (pagination.kind === 'none') return null;
  const holder = pick(page.$.root(), pagination.link.selector);
  const href = holder.attr('href') ?? holder.find('a[href]').first().attr('href');
  const url = resolveLink(href, page.base);
  return url === null ? null : { url, number };
}
