import { type FetchAnswer, FetchError } from '@chasqui/fetching';
import { addDays, localDate } from '@chasqui/kernel';
import { checkConfig } from '../api/check-config.js';
import { ItemFaults } from '../api/item-faults.js';
import { jsonOf, recordPart } from '../api/json-answer.js';
import { PagingGuard, refuseSilence } from '../api/paging-guard.js';
import { isRecord, type JsonRecord, textAt } from '../api/record.js';
import { type Adapter, type Collected, type CollectContext, SourceFault } from '../types.js';
import { type BdnsConfig, bdnsConfig } from './bdns.config.js';
import { readBdnsCall } from './bdns-call.js';
import {
  type BdnsCursor,
  bdnsCursor,
  checkFilters,
  detailUrl,
  errorInside,
  type ListedCall,
  readSearchPage,
  searchUrl,
  windowAt,
} from './bdns-search.js';

const ZONE = 'Europe/Madrid';
const MAINTENANCE_WAIT_MS = 30 * 60_000;

/** Spain's national register of grants, with the cooperation funds of its regions and municipalities. */
export const bdnsAdapter: Adapter<BdnsConfig> = {
  kind: 'bdns',
  label: 'Base de Datos Nacional de Subvenciones (España)',
  check: (config) => checkConfig(bdnsConfig, config),
  collect,
  read: (config, item) => Promise.resolve(readBdnsCall(config, item)),
};

async function* collect(config: BdnsConfig, context: CollectContext): AsyncGenerator<Collected> {
  const faults = new ItemFaults();
  let cursor = startAt(config, context);
  let items = 0;
  for (let window = windowAt(cursor); window; window = windowAt(cursor)) {
    const guard = new PagingGuard();
    for (let last = false; !last;) {
      const { json } = await ask(context, searchUrl(config, window, cursor.page));
      const page = readSearchPage(json, cursor.page);
      checkFilters(config, window, page.calls);
      if (page.calls.length === 0) refuseSilence(page.total - cursor.page * config.pageSize, 'BDNS');
      const wanted = guard.fresh(page.calls, ({ code }) => code).slice(0, context.maxItems - items);
      for (const call of wanted) yield* collectCall(config, context, call, faults);
      items += wanted.length;
      if (items >= context.maxItems) {
        yield { type: 'page', found: page.calls.length, cursor };
        faults.refuseTotalFailure();
        return;
      }
      last = page.last || page.calls.length === 0;
      cursor = last
        ? { start: cursor.start, to: addDays(window.from, -1), page: 0 }
        : { ...cursor, page: cursor.page + 1 };
      yield { type: 'page', found: page.calls.length, cursor };
    }
  }
  faults.refuseTotalFailure();
}

function startAt(config: BdnsConfig, { cursor, now }: CollectContext): BdnsCursor {
  const resumed = bdnsCursor.safeParse(cursor);
  if (resumed.success) return resumed.data;
  const today = localDate(now, ZONE);
  return { start: addDays(today, 1 - config.lookbackDays), to: today, page: 0 };
}

async function* collectCall(
  config: BdnsConfig,
  context: CollectContext,
  { code, title }: ListedCall,
  faults: ItemFaults,
): AsyncGenerator<Collected> {
  const address = detailUrl(config, code);
  const item = { key: code, url: `${config.pageUrl}/${encodeURIComponent(code)}`, title };
  try {
    const { answer, json } = await ask(context, address, await context.validatorsOf(address));
    const parts = answer.notModified ? [] : [recordPart('detalle', address, checkedDetail(json, code))];
    faults.read();
    yield { type: 'item', item: { ...item, parts, unchanged: answer.notModified } };
    // Only after the item was taken over: else an interrupted run would never see it again.
    if (!answer.notModified) await context.keepValidators(address, answer.validators);
  } catch (error) {
    yield faults.failed(error, item.key, item.url);
  }
}

function checkedDetail(json: unknown, code: string): JsonRecord {
  if (isRecord(json) && textAt(json, 'codigoBDNS') === code) return json;
  throw new SourceFault(
    'layout',
    `El detalle de la convocatoria ${code} no trae «codigoBDNS» con ese código.`,
  );
}

interface JsonAnswer {
  readonly answer: FetchAnswer;
  /** Undefined when nothing changed. */
  readonly json: unknown;
}

/** @throws FetchError, SourceFault also for an error inside an answer that says 200 */
async function ask(
  { fetcher, signal }: CollectContext,
  url: string,
  validators?: Awaited<ReturnType<CollectContext['validatorsOf']>>,
): Promise<JsonAnswer> {
  const answer = await fetcher.fetch({ url, headers: { accept: 'application/json' }, validators }, signal);
  if (answer.notModified) return { answer, json: undefined };
  const json = jsonOf(answer);
  const error = errorInside(json);
  if (!error) return { answer, json };
  if (error.code === 'ERR_MANTENIMIENTO_BBDD') {
    throw new FetchError('throttled', 'La BDNS está en mantenimiento. Se volverá a intentar más tarde.', {
      status: answer.status,
      retryAfterMs: MAINTENANCE_WAIT_MS,
      url,
    });
  }
  const told = [error.code, error.message].filter(Boolean).join(': ');
  throw new SourceFault('error_inside', `La BDNS respondió con un error: ${told || 'sin explicación'}.`);
}
