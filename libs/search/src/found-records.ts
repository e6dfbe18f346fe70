import type { Search } from './search.service.js';
import type { SearchQuery } from './search-query.js';

const PAGE = 100;

/** Ids of all records that a query finds, whatever page it asks for. */
export async function foundRecords(search: Search, query: SearchQuery): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page = await search.find({ ...query, order: 'cierre', after }, { limit: PAGE });
    ids.push(...page.items.map(({ entry }) => entry.recordId));
    after = page.next;
  } while (after !== null);
  return ids;
}
