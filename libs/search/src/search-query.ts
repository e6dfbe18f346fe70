import { fold } from '@chasqui/kernel';
import { FACET_NAMES, type FacetName, FACETS, UNKNOWN } from './facets.js';

export const ORDERS = ['relevancia', 'cierre'] as const;
export type SearchOrder = (typeof ORDERS)[number];

/** What somebody looks for. Has one canonical address, so that it can be kept, shared and compared. */
export interface SearchQuery {
  readonly words: string;
  readonly filters: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  readonly order: SearchOrder;
  /** Key of the page: where the one before ended. */
  readonly after: string | null;
}

export interface ParsedSearch {
  readonly query: SearchQuery;
  /** What was not understood and left out, in Spanish. */
  readonly problems: readonly string[];
}

const MAX_WORDS = 200;
const MAX_VALUES = 30;
const KEY = /^-?\d{1,17}_[a-z]{1,20}_[0-9A-Za-z-]{1,60}$/;

/** With words the best comes first, without them what closes first. */
export function usualOrder(words: string): SearchOrder {
  return words ? 'relevancia' : 'cierre';
}

/**
 * Reads a query from an address. Unknown parameters are ignored; values that make no sense are left out and told.
 * @param input a query string, or what a web framework made of one
 */
export function parseSearchQuery(
  input: string | URLSearchParams | Readonly<Record<string, unknown>>,
): ParsedSearch {
  const parameters = parametersOf(input);
  const problems: string[] = [];
  const words = cleanWords(parameters('q').join(' '));
  if (words.length > MAX_WORDS)
    problems.push(`La búsqueda es muy larga: se usan sus primeras ${MAX_WORDS} letras.`);
  const filters: Partial<Record<FacetName, string[]>> = {};
  for (const facet of FACET_NAMES) {
    const { parameter } = FACETS[facet];
    const typed = parameters(parameter).filter(Boolean);
    const values = [...new Set(typed.filter((value) => isValue(facet, value)))].toSorted(inOrderOf(facet));
    const bad = typed.find((value) => !isValue(facet, value));
    if (bad !== undefined)
      problems.push(`No se entiende «${shown(bad)}» en ${parameter}; no se tomó en cuenta.`);
    if (values.length > 0) filters[facet] = values.slice(0, MAX_VALUES);
  }
  const kept = cutWords(words);
  const [order = ''] = parameters('orden');
  const [key = ''] = parameters('desde');
  if (order && !isOrder(order))
    problems.push(`No se entiende «${shown(order)}» en orden; se usa el habitual.`);
  if (key && !KEY.test(key)) problems.push('El enlace a esa página ya no sirve: la lista empieza de nuevo.');
  return {
    query: {
      words: kept,
      filters,
      order: isOrder(order) && (kept || order === 'cierre') ? order : usualOrder(kept),
      after: KEY.test(key) ? key : null,
    },
    problems,
  };
}

/** The address of a query: parameters in one order, values sorted. The page is left out unless asked for. */
export function searchQueryString(query: SearchQuery, options: { page?: boolean } = {}): string {
  const parameters = new URLSearchParams();
  if (query.words) parameters.set('q', query.words);
  for (const facet of FACET_NAMES) {
    for (const value of (query.filters[facet] ?? []).toSorted(inOrderOf(facet))) {
      parameters.append(FACETS[facet].parameter, value);
    }
  }
  if (query.order !== usualOrder(query.words)) parameters.set('orden', query.order);
  if (options.page && query.after) parameters.set('desde', query.after);
  return parameters.toString();
}

/** The same query with other filters in one facet, from its first page. */
export function withFilter(query: SearchQuery, facet: FacetName, values: readonly string[]): SearchQuery {
  const { [facet]: _, ...others } = query.filters;
  return { ...query, filters: values.length > 0 ? { ...others, [facet]: values } : others, after: null };
}

/** Nothing is asked for: everything would be found. */
export function isEmptyQuery(query: SearchQuery): boolean {
  return !query.words && Object.keys(query.filters).length === 0;
}

function isValue(facet: FacetName, value: string): boolean {
  const values: readonly string[] | RegExp = FACETS[facet].values;
  if (value === UNKNOWN) return true;
  return values instanceof RegExp ? values.test(value) : values.includes(value);
}

/** Listed values in the order of their list, others by alphabet, what is unknown last. */
function inOrderOf(facet: FacetName): (a: string, b: string) => number {
  const values: readonly string[] | RegExp = FACETS[facet].values;
  const rank = (value: string): number =>
    value === UNKNOWN ? Infinity : values instanceof RegExp ? 0 : values.indexOf(value);
  return (a, b) => (a === b ? 0 : rank(a) - rank(b) || (a < b ? -1 : 1));
}

function isOrder(text: string): text is SearchOrder {
  return (ORDERS as readonly string[]).includes(text);
}

/** Control signs and half a surrogate pair cannot stand in an address, and the sign for it says nothing. */
function cleanWords(text: string): string {
  return text
    .replaceAll(/[\p{Cs}\p{Cc}\uFFFD]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function cutWords(words: string): string {
  return cleanWords(words.slice(0, MAX_WORDS));
}

/** Enough of a strange value to recognise it. */
function shown(value: string): string {
  return fold(value).slice(0, 30);
}

function parametersOf(
  input: string | URLSearchParams | Readonly<Record<string, unknown>>,
): (name: string) => string[] {
  if (typeof input === 'string' || input instanceof URLSearchParams) {
    const parameters = new URLSearchParams(input);
    return (name) => parameters.getAll(name).map((value) => value.trim());
  }
  return (name) => {
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    return (Array.isArray(value) ? value : [value])
      .filter((each) => typeof each === 'string')
      .map((each) => each.trim());
  };
}
