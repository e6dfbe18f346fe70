import { z } from 'zod';
import { checkConfig } from '../api/check-config.js';
import { jsonOf, recordPart } from '../api/json-answer.js';
import { PagingGuard, refuseSilence } from '../api/paging-guard.js';
import type { Adapter, Collected, CollectContext } from '../types.js';
import { readSediaCall } from './sedia-call.js';
import { checkFilters, readSearchPage, searchRequest } from './sedia-search.js';
import { type SediaConfig, sediaConfig } from './sedia.config.js';

const sediaCursor = z.object({ page: z.int().min(1) });

/** The EU funding and tenders portal: grants, external action, competitive calls by those who hold a grant. */
export const sediaAdapter: Adapter<SediaConfig> = {
  kind: 'sedia',
  label: 'Portal de financiación y licitaciones de la Unión Europea',
  check: (config) => checkConfig(sediaConfig, config),
  collect,
  read: (_config, item) => Promise.resolve(readSediaCall(item)),
};

/** The search brings whole records: one page of it is all that is asked. */
async function* collect(config: SediaConfig, context: CollectContext): AsyncGenerator<Collected> {
  const resumed = sediaCursor.safeParse(context.cursor);
  const guard = new PagingGuard();
  let items = 0;
  for (let page = resumed.success ? resumed.data.page : 1; ; page++) {
    const request = searchRequest(config, page);
    const answer = await context.fetcher.fetch(request, context.signal);
    const { results, total } = readSearchPage(config, jsonOf(answer));
    checkFilters(config, results);
    const before = (page - 1) * config.pageSize;
    if (results.length === 0) refuseSilence((total ?? 0) - before, 'Unión Europea');
    const wanted = guard.fresh(results, ({ key }) => key).slice(0, context.maxItems - items);
    for (const { key, url, title, record } of wanted) {
      const parts = [recordPart('registro', request.url, record)];
      yield { type: 'item', item: { key, url, title, parts, unchanged: false } };
    }
    items += wanted.length;
    const cutShort = items >= context.maxItems;
    yield { type: 'page', found: results.length, cursor: { page: cutShort ? page : page + 1 } };
    const read = before + results.length;
    const last = total === null ? results.length < config.pageSize : read >= total;
    if (cutShort || last || results.length === 0) return;
  }
}
