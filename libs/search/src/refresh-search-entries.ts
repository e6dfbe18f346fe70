import type { EntityManager } from 'typeorm';
import type { SearchKind } from './search-entry.entity.js';

/** Projects public records into the search table, in the caller's transaction. */
export async function refreshSearchEntries(
  _manager: EntityManager,
  _kind: SearchKind,
  _ids: readonly string[] | 'all',
): Promise<void> {}
