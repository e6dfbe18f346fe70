import { type FetchAnswer, FetchError } from '@chasqui/fetching';
import { readHtmlNode } from '@chasqui/extraction';
import { isFrontPage } from '../adapters/page/links.js';
import { errorTitle, openPage, type OpenPage } from '../adapters/page/open-page.js';
import { htmlAdapter } from '../adapters/html/html.adapter.js';
import { SourceFault } from '../adapters/types.js';
import type { BoundedFetcher } from './bounded-fetcher.js';
import { offeredFeeds } from './feeds.js';
import { proposeDetail } from './html/propose-detail.js';
import { type ProposedList, proposeLists } from './html/propose-list.js';
import { counted, type ProposedDefinition, sampleOf } from './proposal.js';
import { proposePage } from './single-page.js';
import { proposeSitemap, sitemapAt } from './sitemaps.js';

/** Pages of the best list are compared in pairs: what only one of them has is no rule. */
const PAGES_OF_THE_BEST = 2;

/**
 * The ways of reading a web page: its lists, the feeds it offers, itself as one call; the map of its site when it
 * shows nothing of all that.
 * @returns a problem in Spanish when there is none
 */
export async function proposeWebPage(
  answer: FetchAnswer,
  fetcher: BoundedFetcher,
): Promise<ProposedDefinition[] | string> {
  const page = openPage({ ...answer, url: answer.finalUrl }, null);
  const error = errorTitle(page);
  if (error)
    return `El sitio respondió con una página de error: «${error}». Ábrala en el navegador y copie la dirección que funcione.`;
  const lists = proposeLists(page);
  const best = lists[0];
  const feeds = await offeredFeeds(page, best?.addresses ?? [], fetcher);
  const candidates = [...feeds];
  for (const [at, list] of lists.entries()) {
    candidates.push(await definitionOf(list, at === 0 ? PAGES_OF_THE_BEST : 1, fetcher));
  }
  const single = proposePage(page, best?.signs.textLength ?? 0);
  if (single) candidates.push(single);
  if (candidates.length > 0) return candidates;
  const mapped = await siteMapOf(answer.finalUrl, fetcher);
  return mapped ? [mapped] : nothingIn(page);
}

/** A list with how the pages of its calls are read, taken from the first of them. */
async function definitionOf(
  list: ProposedList,
  most: number,
  fetcher: BoundedFetcher,
): Promise<ProposedDefinition> {
  const pages: OpenPage[] = [];
  const titles: string[] = [];
  for (const [at, address] of list.addresses.slice(0, most).entries()) {
    const page = await tryPage(address, fetcher);
    if (!page) continue;
    pages.push(page);
    titles.push(list.titles[at] ?? '');
  }
  const detail = pages.length > 0 ? proposeDetail(pages, titles) : {};
  return {
    adapter: 'html',
    config: htmlAdapter.check({ ...list.config, detail }),
    why: whyOf(list),
    sample: sampleOf(list.titles),
    score: list.signs.score,
  };
}

async function tryPage(url: string, fetcher: BoundedFetcher): Promise<OpenPage | null> {
  if (fetcher.requestsLeft === 0) return null;
  try {
    const answer = await fetcher.fetch({ url });
    if (isFrontPage(answer.finalUrl)) return null;
    const page = openPage({ ...answer, url: answer.finalUrl }, null);
    return errorTitle(page) ? null : page;
  } catch (error) {
    if (!(error instanceof FetchError) && !(error instanceof SourceFault)) throw error;
    return null;
  }
}

function whyOf({ titles, signs, config }: ProposedList): string {
  const found = `La página muestra ${counted(titles.length, 'entrada', 'entradas')} con enlace propio`;
  const calls =
    signs.calls >= 0.6
      ? ' que parecen convocatorias'
      : signs.calls >= 0.2
        ? '; algunas parecen convocatorias'
        : '; ninguna parece una convocatoria: revíselas';
  const dated = signs.dated >= 0.3 ? ' Traen fechas.' : '';
  const more =
    config.pagination.kind === 'none' ? '' : ' La lista sigue en otras páginas, que también se leen.';
  return `${found}${calls}.${dated}${more}`;
}

/** Sites that a program in the browser builds still keep a map for search engines. */
async function siteMapOf(url: string, fetcher: BoundedFetcher): Promise<ProposedDefinition | null> {
  const address = new URL('/sitemap.xml', url).href;
  try {
    const map = sitemapAt(await fetcher.fetch({ url: address }));
    return map && (await proposeSitemap(map, address, fetcher));
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return null;
  }
}

const SHORT_PAGE = 400;

function nothingIn({ $ }: OpenPage): string {
  if ($('input[type="password"]').length > 0) {
    return 'La página pide una clave y solo se leen páginas públicas. Pegue el texto de cada convocatoria.';
  }
  const isBuiltLater = readHtmlNode($, $.root()).text.length < SHORT_PAGE && $('script').length > 0;
  return isBuiltLater
    ? 'La página llega casi vacía: la arma un programa en el navegador. Busque en el sitio un canal RSS o la dirección ' +
        'de sus datos, o pegue las convocatorias una a una.'
    : 'En la página no se encontró una lista de enlaces a convocatorias. Pegue la dirección de la lista, o la de una ' +
        'sola convocatoria.';
}
