import { type FetchAnswer, FetchError, type Fetcher } from '@chasqui/fetching';
import { DomainError } from '@chasqui/kernel';
import { readAddress } from '../addresses.js';
import { jsonOf } from '../adapters/api/json-answer.js';
import { isRecord } from '../adapters/api/record.js';
import { fileNameOf } from '../adapters/page/documents.js';
import { isFrontPage } from '../adapters/page/links.js';
import { type ContentKind, contentKind } from '../adapters/page/open-page.js';
import { SourceFault } from '../adapters/types.js';
import { BoundedFetcher } from './bounded-fetcher.js';
import { feedAt, pastedFeed } from './feeds.js';
import { proposeJson } from './json/propose-json.js';
import { commonGrants, knownApi, proposeKnown } from './known-apis.js';
import type { Proposal, ProposedDefinition } from './proposal.js';
import { proposePdf } from './single-page.js';
import { proposeSitemap, sitemapAt } from './sitemaps.js';
import { proposeWebPage } from './web-page.js';

export type { Proposal, ProposedDefinition } from './proposal.js';

/**
 * Proposes how to read an address that somebody pasted, best way first, each tried on what the address gives. Asks
 * the site at most six times and takes at most half a minute.
 * @returns a problem in Spanish when there is nothing to propose: an address that cannot be read is no error here
 * @throws the reason of `signal` when the caller gives up
 */
export async function proposeDefinition(
  url: string,
  fetcher: Fetcher,
  signal?: AbortSignal,
): Promise<Proposal> {
  try {
    const address = readAddress(url);
    const bounded = new BoundedFetcher(fetcher, signal);
    const known = knownApi(address);
    if (known) return proposal([await proposeKnown(known, bounded)]);
    return await proposeFor(await bounded.fetch({ url: address }), bounded);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof FetchError) return problem(`${error.message}${adviceFor(error)}`);
    if (error instanceof DomainError || error instanceof SourceFault) return problem(error.message);
    throw error;
  }
}

function proposal(candidates: readonly ProposedDefinition[]): Proposal {
  return { candidates: candidates.toSorted((a, b) => b.score - a.score), problem: null };
}

function problem(message: string): Proposal {
  return { candidates: [], problem: message };
}

function adviceFor({ fault }: FetchError): string {
  if (fault === 'refused_by_robots') return ' Pegue las convocatorias una a una, o pida permiso al sitio.';
  return fault === 'http' ? ' Ábrala en el navegador y copie la dirección de la lista de convocatorias.' : '';
}

async function proposeFor(answer: FetchAnswer, fetcher: BoundedFetcher): Promise<Proposal> {
  const { finalUrl } = answer;
  if (isFrontPage(finalUrl) && !isFrontPage(answer.url)) {
    return problem(
      'Esa dirección ya no existe: el sitio envía a su portada. Busque en ella la lista de convocatorias.',
    );
  }
  if (answer.body.length === 0)
    return problem('La dirección respondió sin contenido. Ábrala en el navegador y revísela.');
  const kind = kindOf(answer);
  switch (kind) {
    case 'pdf':
      return proposal([proposePdf(finalUrl, fileNameOf(finalUrl))]);
    case 'json':
      return proposeData(answer, fetcher);
    case 'xml':
      return proposeXml(answer, fetcher);
    case 'html':
      return proposeWebPage(answer, fetcher).then((candidates) =>
        typeof candidates === 'string' ? problem(candidates) : proposal(candidates),
      );
    case 'other':
      return problem(otherFile(answer));
  }
}

/** A map of a site may come packed. */
function kindOf(answer: FetchAnswer): ContentKind {
  const isPacked = answer.body[0] === 0x1f && answer.body[1] === 0x8b;
  return isPacked && /\.gz$/i.test(new URL(answer.finalUrl).pathname)
    ? 'xml'
    : contentKind({ ...answer, url: answer.finalUrl });
}

async function proposeData(answer: FetchAnswer, fetcher: BoundedFetcher): Promise<Proposal> {
  const value = jsonOf({ ...answer, url: answer.finalUrl });
  const isFeed = isRecord(value) && String(value['version']).includes('jsonfeed.org');
  const feed = isFeed ? feedAt(answer) : null;
  if (feed && feed.entries.length > 0) return proposal([pastedFeed(feed)]);
  const found = proposeJson(value, answer.finalUrl);
  const protocol =
    speaksCommonGrants(value) && /^(.*)\/opportunities\/?$/.exec(new URL(answer.finalUrl).pathname);
  const catalogue = protocol
    ? [await proposeKnown(commonGrants(new URL(answer.finalUrl).origin + protocol[1]!), fetcher)]
    : [];
  if (found || catalogue.length > 0) return proposal([...catalogue, ...(found ? [found] : [])]);
  return problem(
    'La dirección da datos (JSON), pero en ellos no hay una lista de registros con título. ' +
      'Busque la dirección que da la lista de convocatorias.',
  );
}

/** Records of the protocol tell their state and their days as objects. */
function speaksCommonGrants(value: unknown): boolean {
  const items = isRecord(value) && Array.isArray(value['items']) ? value['items'].slice(0, 5) : [];
  return (
    items.length > 0 &&
    items.every(
      (item) => isRecord(item) && isRecord(item['status']) && 'value' in item['status'] && 'title' in item,
    )
  );
}

async function proposeXml(answer: FetchAnswer, fetcher: BoundedFetcher): Promise<Proposal> {
  const map = sitemapAt(answer);
  if (map) {
    const found = await proposeSitemap(map, answer.finalUrl, fetcher);
    return found
      ? proposal([found])
      : problem(
          'El mapa del sitio no tiene páginas cuya dirección parezca de convocatorias. Pegue la dirección de la lista de convocatorias.',
        );
  }
  const feed = feedAt(answer);
  if (feed && feed.entries.length > 0) return proposal([pastedFeed(feed)]);
  return problem(
    feed
      ? 'El canal no tiene ninguna entrada ahora. Pegue la dirección de la página con la lista de convocatorias.'
      : 'La dirección da un archivo XML que no es un canal de novedades ni un mapa del sitio. Pegue la dirección de la lista de convocatorias.',
  );
}

function otherFile({ finalUrl, mediaType }: FetchAnswer): string {
  const isSheet =
    /\.(?:xlsx?|ods|csv)$/i.test(new URL(finalUrl).pathname) || /spreadsheet|excel|csv/.test(mediaType ?? '');
  return isSheet
    ? 'La dirección es una hoja de cálculo: descárguela y súbala como fuente de ese tipo.'
    : 'La dirección no es una página web, un PDF ni un canal de novedades. Pegue la dirección de la página con la lista de convocatorias.';
}
