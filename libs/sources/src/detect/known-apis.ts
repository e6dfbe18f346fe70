import { FetchError } from '@chasqui/fetching';
import { siteOf } from '../addresses.js';
import { ADAPTERS } from '../adapters/index.js';
import { type AdapterKind, type CollectContext, SourceFault } from '../adapters/types.js';
import type { BoundedFetcher } from './bounded-fetcher.js';
import { type ProposedDefinition, sampleOf } from './proposal.js';

interface KnownApi {
  readonly adapter: AdapterKind;
  readonly name: string;
  readonly config: object;
}

const SAMPLE = 3;
const SEARCHED = ['descripcion', 'keyword', 'keywords', 'query', 'q', 'text', 'search'];

/** The catalogues that have a way of reading of their own, by their addresses; null for any other address. */
export function knownApi(address: string): KnownApi | null {
  const { pathname, searchParams, origin } = new URL(address);
  const site = siteOf(address) ?? '';
  const words =
    SEARCHED.map((name) => searchParams.get(name)?.trim() ?? '').find(
      (text) => text !== '' && text !== '***',
    ) ?? '';
  const searched = words.length <= 300 ? { words } : {};
  if (
    isAt(site, 'infosubvenciones.es') ||
    isAt(site, 'subvenciones.gob.es') ||
    (isAt(site, 'pap.hacienda.gob.es') && /bdns/i.test(pathname))
  ) {
    return {
      adapter: 'bdns',
      name: 'la Base de Datos Nacional de Subvenciones de España (BDNS)',
      config: searched,
    };
  }
  if (
    site === 'api.tech.ec.europa.eu' ||
    (site === 'ec.europa.eu' && /\/(?:funding-tenders|tenders)\/opportunities\//.test(pathname))
  ) {
    return {
      adapter: 'sedia',
      name: 'el portal de financiación y licitaciones de la Unión Europea',
      config: searched,
    };
  }
  if (isAt(site, 'grants.gov')) {
    return { adapter: 'grants_gov', name: 'Grants.gov, de los Estados Unidos', config: searched };
  }
  const protocol = /^(.*\/common-grants)(?:\/opportunities\b.*)?\/?$/.exec(pathname);
  if (protocol) return commonGrants(`${origin}${protocol[1]!}`);
  return null;
}

/** A catalogue that speaks the CommonGrants protocol, wherever it is. */
export function commonGrants(apiUrl: string): KnownApi {
  return { adapter: 'common_grants', name: 'un catálogo con el protocolo CommonGrants', config: { apiUrl } };
}

function isAt(site: string, host: string): boolean {
  return site === host || site.endsWith(`.${host}`);
}

/** Proposes it even when it does not answer right now: what the address is, is known. */
export async function proposeKnown(
  { adapter, name, config }: KnownApi,
  fetcher: BoundedFetcher,
): Promise<ProposedDefinition> {
  const checked = ADAPTERS[adapter].check(config);
  const { titles, fault } = await firstTitles(adapter, checked, fetcher);
  const told = fault && titles.length === 0 ? ` Ahora no se pudo leer: ${fault}` : '';
  return {
    adapter,
    config: checked,
    why: `La dirección es de ${name}, que Chasqui sabe leer.${told}`,
    sample: sampleOf(titles),
    score: titles.length > 0 ? 0.97 : 0.8,
  };
}

async function firstTitles(
  adapter: AdapterKind,
  config: unknown,
  fetcher: BoundedFetcher,
): Promise<{ titles: string[]; fault: string | null }> {
  const titles: string[] = [];
  const context: CollectContext = {
    fetcher,
    now: new Date(),
    cursor: undefined,
    maxItems: SAMPLE,
    validatorsOf: () => Promise.resolve(undefined),
    keepValidators: () => Promise.resolve(),
  };
  try {
    for await (const told of ADAPTERS[adapter].collect(config, context)) {
      if (told.type === 'item') titles.push(told.item.title);
    }
    return { titles, fault: null };
  } catch (error) {
    if (!(error instanceof FetchError) && !(error instanceof SourceFault)) throw error;
    return { titles, fault: error.message };
  }
}
