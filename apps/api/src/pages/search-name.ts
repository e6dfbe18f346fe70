import { FACET_NAMES, isEmptyQuery, parseSearchQuery, type Search, searchQueryString } from '@chasqui/search';
import type { DataSource } from 'typeorm';
import { facetLabels } from './search-labels.js';

/** A search as it is kept: with its misspellings mended, and called by its words or by what its filters say. */
export interface NamedSearch {
  /** Query string in its stable form. */
  readonly query: string;
  readonly name: string;
}

/** Reads a query string of the search page; null when nothing is looked for. */
export async function namedSearch(
  database: DataSource,
  search: Search,
  text: string,
): Promise<NamedSearch | null> {
  const { query } = parseSearchQuery(text);
  if (isEmptyQuery(query)) return null;
  const found = await search.find(query, { limit: 1 });
  const mended = { ...query, words: found.words, after: null };
  const label = await facetLabels(database, mended, found.facets);
  const filters = FACET_NAMES.flatMap((facet) =>
    (mended.filters[facet] ?? []).map((value) => label(facet, value)),
  );
  const name = (mended.words || filters.join(' · ')).slice(0, 120);
  return { query: searchQueryString(mended), name };
}
