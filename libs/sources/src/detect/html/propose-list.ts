import type { z } from 'zod';
import { siteOf } from '../../addresses.js';
import { selectorProblem } from '../../adapters/definition/selectors.js';
import { htmlAdapter } from '../../adapters/html/html.adapter.js';
import type { HtmlConfig, htmlConfigSchema } from '../../adapters/html/html.config.js';
import { readList } from '../../adapters/html/read-list.js';
import { openPage, type OpenPage } from '../../adapters/page/open-page.js';
import { SourceFault } from '../../adapters/types.js';
import { itemFields } from './item-fields.js';
import { itemParts } from './item-parts.js';
import { ItemSelectors } from './item-selector.js';
import { FEWEST_ITEMS, linkSets } from './link-sets.js';
import { judgeList, type ListSigns } from './list-score.js';
import { nextPageOf } from './next-page.js';
import { type Outline, outlineOf } from './outline.js';

/** A way of reading the list of a page that was tried on it. */
export interface ProposedList {
  readonly config: HtmlConfig;
  readonly titles: readonly string[];
  /** Pages of the entries. */
  readonly addresses: readonly string[];
  readonly signs: ListSigns;
}

const MOST_JUDGED = 12;
const MOST_PROPOSED = 3;
/** Below this it is a list of anything. */
const LEAST_SCORE = 0.2;

/**
 * The lists of links on a page that could be calls, best first, each with selectors that find at least three entries
 * with title and link on this very page. Never throws; empty for what is no web page.
 */
export function proposeList(html: string, url: string): ProposedList[] {
  const body = Buffer.from(html, 'utf8');
  try {
    return proposeLists(openPage({ url, mediaType: 'text/html', charset: 'utf-8', body }, null));
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return [];
  }
}

/** The same for a page that was opened already. */
export function proposeLists(page: OpenPage): ProposedList[] {
  const outline = outlineOf(page);
  const selectors = new ItemSelectors(outline);
  const pagination = nextPageOf(outline);
  const proposed: (ProposedList & { readonly rank: number })[] = [];
  let judged = 0;
  for (const set of linkSets(outline)) {
    if (judged >= MOST_JUDGED) break;
    judged += 1;
    for (const { selector, items, cost } of selectors.of(set)) {
      const parts = itemParts(outline, items, set);
      if (!parts) continue;
      const signs = judgeList(outline, items, parts.titles, parts.addresses);
      const config = checked(outline, {
        listUrls: [page.url],
        item: { selector, guess: false },
        link: parts.link,
        title: parts.title,
        fields: itemFields(page, items, parts.title),
        pagination,
        hosts: furtherHosts(parts.addresses, page.url),
        defaults: { language: languageOf(page) },
      });
      if (!config || signs.score < LEAST_SCORE) continue;
      const { titles, addresses } = parts;
      proposed.push({
        config,
        titles,
        addresses,
        signs,
        rank: signs.score - cost / 400 + sturdiness(parts.link.selector),
      });
      break;
    }
  }
  return withoutRepeats(proposed.toSorted((a, b) => b.rank - a.rank)).slice(0, MOST_PROPOSED);
}

/** Pictures and buttons come and go; the link of a title stays. */
function sturdiness(link: string): number {
  return /^(?:h[1-6]|:is\(|:scope)/.test(link) ? 0.02 : 0;
}

/** What its adapter finds with it on the page counts, not what was meant. */
function checked({ page }: Outline, definition: z.input<typeof htmlConfigSchema>): HtmlConfig | null {
  const own = [definition.item, definition.title, ...(definition.link ? [definition.link] : [])];
  if (own.some(({ selector }) => selectorProblem(selector) !== null)) return null;
  const config = htmlAdapter.check(definition);
  const { items, incomplete } = readList(page, config);
  const enough = new Set(items.map(({ key }) => key)).size >= FEWEST_ITEMS;
  return enough && incomplete.length === 0 ? config : null;
}

/** Sites of the same house that the entries lead to. */
function furtherHosts(addresses: readonly string[], url: string): string[] {
  const own = siteOf(url);
  const sites = addresses.flatMap((address) => siteOf(address) ?? []).filter((site) => site !== own);
  return [...new Set(sites)]
    .filter((site) => /^(?:[a-z0-9_-]{1,63}\.){1,8}[a-z0-9-]{2,63}$/.test(site))
    .slice(0, 5);
}

/** @returns two letters; null when the page does not say */
export function languageOf({ $ }: OpenPage): string | null {
  return /^[a-z]{2}(?![a-z])/i.exec($('html').attr('lang')?.trim() ?? '')?.[0].toLowerCase() ?? null;
}

/** The same entries found by their picture or within a larger list. */
function withoutRepeats(lists: readonly (ProposedList & { readonly rank: number })[]): ProposedList[] {
  const kept: ProposedList[] = [];
  for (const { rank: _, ...list } of lists) {
    const own = new Set(list.addresses);
    const isRepeat = kept.some(({ addresses }) => {
      const shared = new Set(addresses.filter((address) => own.has(address))).size;
      return shared * 2 > Math.min(own.size, new Set(addresses).size);
    });
    if (!isRepeat) kept.push(list);
  }
  return kept;
}
