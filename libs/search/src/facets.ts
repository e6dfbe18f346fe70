import { addDays, ECUADOR_ZONE, instantOf, localDate } from '@chasqui/kernel';
import { DONOR_KINDS, FINANCIAL_FORMS, GAD_LEVELS, GAD_ROLES } from '@chasqui/vocabularies';
import { SEARCH_KINDS, type SearchEntry } from './search-entry.entity.js';

/** The record does not say: a choice of its own in every facet, so that what is unknown can still be found. */
export const UNKNOWN = 'no-consta';
/** The whole country: such a record is found under every province. */
export const WHOLE_COUNTRY = '*';

export const DEADLINE_WINDOWS = ['15', '30', '90', 'despues', 'sin-fecha', 'cerrada'] as const;
export const AMOUNT_BANDS = ['10-mil', '50-mil', '250-mil', '1-millon', 'mayor', 'otra-moneda'] as const;

interface FacetDefinition {
  /** Name in addresses. */
  readonly parameter: string;
  /** All values there are, or what one looks like. */
  readonly values: readonly string[] | RegExp;
}

/** What results can be narrowed by, in the order of addresses and pages. */
export const FACETS = {
  kind: { parameter: 'tipo', values: SEARCH_KINDS },
  theme: { parameter: 'tema', values: /^[a-z0-9-]{1,60}$/ },
  sdg: { parameter: 'ods', values: Array.from({ length: 17 }, (_, index) => String(index + 1)) },
  level: { parameter: 'nivel', values: GAD_LEVELS },
  province: { parameter: 'provincia', values: /^\d{2}$/ },
  deadline: { parameter: 'cierre', values: DEADLINE_WINDOWS },
  amount: { parameter: 'monto', values: AMOUNT_BANDS },
  language: { parameter: 'idioma', values: /^[a-z]{2}$/ },
  role: { parameter: 'papel', values: GAD_ROLES },
  form: { parameter: 'forma', values: FINANCIAL_FORMS },
  donor: { parameter: 'cooperante', values: /^[a-z0-9-]{1,90}$/ },
  donorKind: { parameter: 'clase', values: DONOR_KINDS },
  country: { parameter: 'pais', values: /^[A-Z]{2}$/ },
} as const satisfies Record<string, FacetDefinition>;

export type FacetName = keyof typeof FACETS;
export const FACET_NAMES = Object.keys(FACETS) as FacetName[];

/** What of an entry the facets are read from. */
export type FacetSource = Pick<SearchEntry, 'kind' | 'facets' | 'language' | 'amount' | 'currency'>;

/**
 * The values by which a record is found, but for its deadline, which depends on the day. A facet that does not
 * concern this kind of record has none; one that does and is not known has `no-consta`.
 */
export function facetValues(entry: FacetSource): [facet: FacetName, value: string][] {
  const pairs: [FacetName, string][] = [
    ['kind', entry.kind],
    ['language', entry.language],
  ];
  if (entry.kind === 'call' || entry.kind === 'fund' || entry.kind === 'donor') {
    pairs.push(['amount', amountBand(entry.amount, entry.currency)]);
  }
  for (const facet of FACET_NAMES) {
    const values = entry.facets[facet];
    if (!values) continue;
    const known = [...new Set(values)];
    for (const value of known.length > 0 ? known : [UNKNOWN]) pairs.push([facet, value]);
  }
  return pairs;
}

/** Dollars and euros are near enough for such wide bands; other currencies are not converted. */
const COMPARABLE = new Set(['USD', 'EUR', 'CHF', 'GBP']);
const BAND_LIMITS = [10_000, 50_000, 250_000, 1_000_000];

function amountBand(amount: string | null, currency: string | null): string {
  if (amount === null || currency === null) return UNKNOWN;
  if (!COMPARABLE.has(currency)) return 'otra-moneda';
  const band = BAND_LIMITS.findIndex((limit) => Number(amount) <= limit);
  return band === -1 ? 'mayor' : AMOUNT_BANDS[band]!;
}

/** Instants at which the windows of the deadlines end: now, and the last moment of the 15th, 30th and 90th day. */
export type WindowEnds = readonly [now: number, in15: number, in30: number, in90: number];

export function windowEnds(now: Date): WindowEnds {
  const today = localDate(now);
  const endIn = (days: number): number =>
    instantOf(`${addDays(today, days)}T23:59:59.999`, ECUADOR_ZONE)!.getTime();
  return [now.getTime(), endIn(15), endIn(30), endIn(90)];
}

/** @returns one bit per window of `DEADLINE_WINDOWS`; what closes within 15 days also closes within 30 and 90 */
export function windowBits(closesAt: number, [now, in15, in30, in90]: WindowEnds): number {
  if (closesAt === Infinity) return 0b010000;
  if (closesAt <= now) return 0b100000;
  if (closesAt <= in15) return 0b000111;
  if (closesAt <= in30) return 0b000110;
  return closesAt <= in90 ? 0b000100 : 0b001000;
}
