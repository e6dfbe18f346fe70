import { z } from 'zod';
import { checkConfig } from '../api/check-config.js';
import { ItemFaults } from '../api/item-faults.js';
import { jsonOf, recordPart } from '../api/json-answer.js';
import { PagingGuard, refuseSilence } from '../api/paging-guard.js';
import { textAt } from '../api/record.js';
import { type Adapter, type Collected, type CollectContext, SourceFault } from '../types.js';
import { readGrantsGovCall } from './grants-gov-call.js';
import {
  dataOf,
  detailRequest,
  type Hit,
  isOfEligibility,
  readHits,
  searchRequest,
} from './grants-gov-search.js';
import { type GrantsGovConfig, grantsGovConfig } from './grants-gov.config.js';

const grantsGovCursor = z.object({ start: z.int().min(0) });

/** Calls for other applicants in a row that cannot be chance: the filter is not applied. */
const MOST_OTHERS = 5;

/** Calls of the federal agencies of the United States. */
export const grantsGovAdapter: Adapter<GrantsGovConfig> = {
  kind: 'grants_gov',
  label: 'Grants.gov (Estados Unidos)',
  check: (config) => checkConfig(grantsGovConfig, config),
  collect,
  read: (config, item) => Promise.resolve(readGrantsGovCall(config, item)),
};

async function* collect(config: GrantsGovConfig, context: CollectContext): AsyncGenerator<Collected> {
  const resumed = grantsGovCursor.safeParse(context.cursor);
  const guard = new PagingGuard();
  const details = new Details(config, context);
  let items = 0;
  for (let start = resumed.success ? resumed.data.start : 0; ;) {
    const answer = await context.fetcher.fetch(searchRequest(config, start), context.signal);
    const { hits, total } = readHits(config, dataOf(jsonOf(answer)));
    if (hits.length === 0) refuseSilence(total - start, 'Grants.gov');
    const wanted = guard.fresh(hits, ({ id }) => id).slice(0, context.maxItems - items);
    for (const hit of wanted) yield* details.collect(hit);
    items += wanted.length;
    const cutShort = items >= context.maxItems;
    if (!cutShort) start += hits.length;
    yield { type: 'page', found: hits.length, cursor: { start } };
    if (cutShort || start >= total || hits.length === 0) return details.faults.refuseTotalFailure();
  }
}

/** Asks for the details of calls and watches whether the filter of applicants was applied to them. */
class Details {
  readonly faults = new ItemFaults();
  private othersInARow = 0;

  constructor(
    private readonly config: GrantsGovConfig,
    private readonly context: CollectContext,
  ) {}

  async *collect({ id, title, record }: Hit): AsyncGenerator<Collected> {
    const request = detailRequest(this.config, id);
    const item = { key: id, url: `${this.config.pageUrl}/${id}`, title };
    try {
      const answer = await this.context.fetcher.fetch(request, this.context.signal);
      const detail = dataOf(jsonOf(answer));
      if (textAt(detail, 'id') !== id) {
        throw new SourceFault('layout', `El detalle de la convocatoria ${id} es de otra.`);
      }
      this.faults.read();
      if (!isOfEligibility(this.config, detail)) yield this.notAsked(id);
      else this.othersInARow = 0;
      const parts = [recordPart('lista', request.url, record), recordPart('detalle', request.url, detail)];
      yield { type: 'item', item: { ...item, parts, unchanged: false } };
    } catch (error) {
      if (error instanceof SourceFault && error.code === 'filter_ignored') throw error;
      yield this.faults.failed(error, item.key, item.url);
    }
  }

  private notAsked(id: string): Collected {
    this.othersInARow += 1;
    const asked = this.config.eligibilities.join(', ');
    if (this.othersInARow >= MOST_OTHERS) {
      throw new SourceFault('filter_ignored', `Grants.gov no filtró por solicitante: se pidió ${asked}.`);
    }
    return {
      type: 'warning',
      message: `La convocatoria ${id} no es para los solicitantes pedidos (${asked}).`,
    };
  }
}
