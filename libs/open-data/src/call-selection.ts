import { invalid } from '@chasqui/kernel';
import {
  foundRecords,
  isEmptyQuery,
  parseSearchQuery,
  type Search,
  type SearchQuery,
  searchQueryString,
  withFilter,
} from '@chasqui/search';

/** The calls that the search box finds with a query. */
export interface CallSelection {
  /** The query in its one form; empty when nothing was asked for. */
  readonly query: string;
  /** The same on the search page, narrowed to calls: a path. */
  readonly page: string;
  /** The query, narrowed to calls; undefined when all public ones are meant. */
  readonly filter: SearchQuery | undefined;
  /** Ids of the calls; undefined when all public ones are meant. */
  readonly ids: readonly string[] | undefined;
}

/**
 * Reads the parameters of `/buscar` and finds the calls they mean.
 * @throws DomainError `search.invalid`: a feed with a filter misunderstood would quietly bring the wrong calls
 */
export async function selectCalls(
  search: Search,
  parameters: Readonly<Record<string, unknown>>,
): Promise<CallSelection> {
  const { query: asked, problems } = parseSearchQuery({ ...parameters, desde: undefined, orden: undefined });
  if (problems.length > 0) throw invalid('search.invalid', problems.join(' '));
  const plain = withFilter(asked, 'kind', []);
  const calls = withFilter(asked, 'kind', ['call']);
  const filter = isEmptyQuery(plain) ? undefined : calls;
  return {
    query: searchQueryString(plain),
    page: `/buscar?${searchQueryString(calls)}`,
    filter,
    ids: filter && (await foundRecords(search, filter)),
  };
}
