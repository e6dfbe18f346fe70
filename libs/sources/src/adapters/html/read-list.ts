import { fold, slugify } from '@chasqui/kernel';
import { normalisedAddress, shortKey } from '../../addresses.js';
import type { ListedItem } from '../listing/deliver.js';
import { resolveLink } from '../page/links.js';
import { type OpenPage, refuseErrorPage } from '../page/open-page.js';
import { pick, pickLine } from '../page/pick.js';
import { type RawPart, SourceFault } from '../types.js';
import type { HtmlConfig } from './html.config.js';

export const LIST_PART = 'lista';

export interface ListReading {
  readonly items: readonly ListedItem[];
  /** Items without title or link. */
  readonly incomplete: readonly { readonly key: string; readonly url: string; readonly message: string }[];
}

/**
 * The calls that one page of a list shows.
 * @throws SourceFault `layout` when not one of its items has a title and a link
 */
export function readList(page: OpenPage, config: HtmlConfig): ListReading {
  const { $, base, url } = page;
  const items: ListedItem[] = [];
  const incomplete: ListReading['incomplete'][number][] = [];
  let place = 0;
  for (const node of $.root().find(config.item.selector).toArray()) {
    place += 1;
    const scope = $(node);
    const title = pickLine($, scope, config.title);
    const link = config.link && resolveLink(linkOf(scope, config.link), base);
    if (title && (link || !config.link)) {
      const part = listPart($.html(node), base);
      items.push({
        key: shortKey(link ? normalisedAddress(link) : `${normalisedAddress(url)}#${slugify(title)}`),
        url: link ?? url,
        title: title.slice(0, 500),
        parts: [part],
        hasPage: Boolean(link),
        hint: scope.text().replace(/\s+/g, ' ').trim(),
      });
    } else if (scope.text().trim()) {
      const lacks = title
        ? `La entrada «${title.slice(0, 80)}» no tiene enlace`
        : `La entrada ${place} no tiene título`;
      const key = `${normalisedAddress(url)}#${title ? slugify(title) : place}`;
      incomplete.push({ key: shortKey(key), url: link ?? url, message: `${lacks}: revise el selector.` });
    }
  }
  if (items.length === 0 && incomplete.length > 0) {
    throw new SourceFault(
      'layout',
      `Se encontraron ${incomplete.length} entradas, pero ninguna con título y enlace. ${incomplete[0]!.message}`,
    );
  }
  return { items, incomplete };
}

function linkOf(scope: ReturnType<OpenPage['$']>, rule: NonNullable<HtmlConfig['link']>): string | undefined {
  const attribute = rule.attribute ?? 'href';
  const holder = pick(scope, rule.selector)
    .toArray()
    .find((node) => 'attribs' in node && node.attribs[attribute]?.trim());
  return holder && 'attribs' in holder ? holder.attribs[attribute] : undefined;
}

/** Links in the piece count from the base of the page that it was cut from. */
function listPart(html: string, base: string): RawPart {
  return {
    name: LIST_PART,
    url: base,
    mediaType: 'text/html',
    charset: 'utf-8',
    body: Buffer.from(html, 'utf8'),
  };
}

/** Words that a page of errors has somewhere in its title, folded. */
const ERROR_WORDS =
  /\b(?:error|404|403|50[0-4]|mantenimiento|maintenance|manutencao|no disponible|unavailable)\b/;

/**
 * Nothing was found on the first page of a list: only the words that the definition names make that believable.
 * @throws SourceFault `error_inside` or `no_items`
 */
export function requireEmptyText(page: OpenPage, config: HtmlConfig): void {
  refuseErrorPage(page);
  const { $ } = page;
  const title = $('title').first().text().replace(/\s+/g, ' ').trim().slice(0, 120);
  if (ERROR_WORDS.test(fold(title))) {
    throw new SourceFault(
      'error_inside',
      `El sitio respondió con una página de error: «${title}» (${page.url}).`,
    );
  }
  const text = fold($('body').text()).replace(/\s+/g, ' ');
  if (config.emptyText && text.includes(fold(config.emptyText).replace(/\s+/g, ' '))) return;
  throw new SourceFault(
    'no_items',
    `La lista no trae ninguna convocatoria: «${config.item.selector}» no encontró nada en ${page.url}. ` +
      'Revise el selector, o escriba el texto con el que la página dice que no hay ninguna.',
  );
}
