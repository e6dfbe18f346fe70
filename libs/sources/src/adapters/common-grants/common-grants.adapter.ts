import { z } from 'zod';
import { checkConfig } from '../api/check-config.js';
import { ItemFaults } from '../api/item-faults.js';
import { jsonOf, recordPart } from '../api/json-answer.js';
import { PagingGuard, refuseSilence } from '../api/paging-guard.js';
import { textAt } from '../api/record.js';
import { type Adapter, type Collected, type CollectContext, SourceFault } from '../types.js';
import { readCommonGrantsCall } from './common-grants-call.js';
import { checkStatuses, isDemonstration, pageRequest, readListed, readPage } from './common-grants-search.js';
import { type CommonGrantsConfig, commonGrantsConfig } from './common-grants.config.js';

const commonGrantsCursor = z.object({ page: z.int().min(1) });

/** A catalogue that is published with the CommonGrants protocol. */
export const commonGrantsAdapter: Adapter<CommonGrantsConfig> = {
  kind: 'common_grants',
  label: 'Catálogo con el protocolo CommonGrants (también otro Chasqui)',
  check: (config) => checkConfig(commonGrantsConfig, config),
  collect,
  read: (config, item) => Promise.resolve(readCommonGrantsCall(config, item)),
};

async function* collect(config: CommonGrantsConfig, context: CollectContext): AsyncGenerator<Collected> {
  const resumed = commonGrantsCursor.safeParse(context.cursor);
  const guard = new PagingGuard();
  const faults = new ItemFaults();
  let items = 0;
  let demonstrations = 0;
  for (let page = resumed.success ? resumed.data.page : 1; ; page++) {
    const request = pageRequest(config, page);
    const answer = await context.fetcher.fetch(request, context.signal);
    const { items: listed, totalItems, totalPages } = readPage(jsonOf(answer), page);
    checkStatuses(config, listed);
    if (listed.length === 0) refuseSilence((totalItems ?? 0) - (page - 1) * config.pageSize, 'CommonGrants');
    const wanted = guard.fresh(listed, keyOf).slice(0, context.maxItems - items);
    for (const item of wanted) {
      const read = readListed(config, item);
      if (typeof read === 'string') {
        yield faults.failed(new SourceFault('layout', read), keyOf(item), request.url);
      } else if (isDemonstration(read.record)) {
        demonstrations += 1;
      } else {
        faults.read();
        const { record, ...call } = read;
        const parts = [recordPart('registro', request.url, record)];
        yield { type: 'item', item: { ...call, parts, unchanged: false } };
      }
    }
    items += wanted.length;
    const cutShort = items >= context.maxItems;
    const last = totalPages === null ? listed.length < config.pageSize : page >= totalPages;
    const done = cutShort || last || listed.length === 0;
    if (done && demonstrations > 0) yield { type: 'warning', message: skipped(demonstrations) };
    yield { type: 'page', found: listed.length, cursor: { page: cutShort ? page : page + 1 } };
    if (done) return faults.refuseTotalFailure();
  }
}

function keyOf(item: unknown): string {
  return textAt(item, 'id') ?? JSON.stringify(item);
}

function skipped(count: number): string {
  return count === 1
    ? 'Una convocatoria es de demostración en su catálogo y no se trajo.'
    : `${count} convocatorias son de demostración en su catálogo y no se trajeron.`;
}
