import type { Analyzer } from './analysis.js';
import { windowEnds } from './facets.js';
import { type IndexedEntry, SearchIndex } from './search-index.js';
import type { SearchQuery } from './search-query.js';

/**
 * Prepares one record for being held against many queries, as when a call is published and every saved search must
 * be asked whether it wants to know. Words count as they are: mistakes are mended when the search is saved.
 */
export function entryMatcher(
  entry: IndexedEntry,
  analyzer: Analyzer,
  now: Date,
): (query: SearchQuery) => boolean {
  // An index of one document: the same rules as the search box, because it is the same code.
  const index = new SearchIndex(analyzer);
  index.put(entry);
  const ends = windowEnds(now);
  return (query) => index.matches(query, ends);
}

/** Whether a query finds this record. */
export function matchesQuery(
  entry: IndexedEntry,
  query: SearchQuery,
  analyzer: Analyzer,
  now: Date,
): boolean {
  return entryMatcher(entry, analyzer, now)(query);
}
