import { siteFilter } from '../../addresses.js';
import { checkConfig } from '../api/check-config.js';
import { jsonOf } from '../api/json-answer.js';
import { deliver, type ListedItem, type Tally } from '../listing/deliver.js';
import { eachList, listCursor, type ListStart } from '../listing/each-list.js';
import { type Place, resumedPlace, whyStop } from '../listing/paging.js';
import { resolveLink } from '../page/links.js';
import { type Adapter, type CollectContext, type Collected, SourceFault } from '../types.js';
import { type JsonConfig, jsonConfigSchema } from './json.config.js';
import { valueAt, withValueAt } from './json-path.js';
import { listedRecords, refuseErrorInside, requireFilter } from './read-answer.js';
import { readJsonItem } from './read-item.js';

/** An API that answers with JSON, read by a mapping of its fields. */
export const jsonAdapter: Adapter<JsonConfig> = {
  kind: 'json',
  label: 'API con datos JSON',
  check: (config) => checkConfig(jsonConfigSchema, config),
  collect: (config, context) =>
    eachList([config.url], config.minItems, context, (start, tally) => walk(config, context, start, tally)),
  read: readJsonItem,
};

async function* walk(
  config: JsonConfig,
  context: CollectContext,
  start: ListStart,
  tally: Tally,
): AsyncGenerator<Collected, void> {
  const isAllowed = siteFilter([config.url], config.hosts);
  const visits = config.detail && { rules: config.detail, encoding: null, isAllowed };
  const visited = new Set<string>();
  const maxPages = config.pagination.kind === 'none' ? null : config.pagination.maxPages;
  let at: Place | null = resumedPlace(start.resume, start.url);
  let read = 0;
  while (at) {
    // With a number in the parameters or the body all pages have one address.
    if (config.pagination.kind === 'next') visited.add(at.url);
    const answer = await ask(config, context, at);
    const { records, warnings } = listedRecords(answer, config, at.url);
    if (records.length === 0 && at.number === 1 && config.minItems > 0) throw silence(config, answer);
    requireFilter(records, config);
    yield* warnings.map((message): Collected => ({ type: 'warning', message }));
    const items: ListedItem[] = records.map(({ item }) => item);
    const isNews = at.number === 1 || items.some(({ key }) => !tally.knows(key));
    if (items.length > 0 && !isNews) {
      throw new SourceFault(
        'filter_ignored',
        'La fuente repite la misma página: no atiende el número pedido.',
      );
    }
    yield* deliver(items, visits, tally, context);
    read += items.length;
    if (tally.isFull) {
      yield { type: 'page', found: items.length, cursor: listCursor(start.index, at) };
      return;
    }
    const next: Place | null = items.length > 0 ? nextPlace(config, at, answer, read) : null;
    const reason: string | null = next && whyStop(next, maxPages, visited, isAllowed);
    if (reason) yield { type: 'warning', message: reason };
    at = reason ? null : next;
    yield {
      type: 'page',
      found: items.length,
      cursor: at ? listCursor(start.index, at) : listCursor(start.index + 1, null),
    };
  }
}

async function ask(config: JsonConfig, context: CollectContext, at: Place): Promise<unknown> {
  const { pagination } = config;
  const number = pagination.kind === 'number' ? pagination.first + (at.number - 1) * pagination.step : null;
  const url = new URL(at.url);
  let { body } = config;
  if (pagination.kind === 'number' && number !== null) {
    if (pagination.in === 'query') url.searchParams.set(pagination.name, String(number));
    else body = withValueAt(body ?? {}, pagination.name, number) as typeof body;
  }
  const headers = { accept: 'application/json' };
  const sent = {
    body: JSON.stringify(body ?? {}),
    headers: { ...headers, 'content-type': 'application/json' },
  };
  const answer = await context.fetcher.fetch(
    { url: url.href, method: config.method, headers, ...(config.method === 'POST' && sent) },
    context.signal,
  );
  const value = jsonOf({ ...answer, url: answer.finalUrl });
  refuseErrorInside(value, config);
  return value;
}

function silence(config: JsonConfig, answer: unknown): SourceFault {
  const total =
    config.pagination.kind === 'number' &&
    config.pagination.total &&
    valueAt(answer, config.pagination.total);
  const told =
    Number(total) > 0
      ? `La fuente dice que hay ${Number(total)} registros y no envía ninguno`
      : 'La lista vino vacía';
  return new SourceFault(
    'no_items',
    `${told} («${config.list}» de ${config.url}). Revise la ruta y la petición.`,
  );
}

/** @param read how many records came so far */
function nextPlace(config: JsonConfig, at: Place, answer: unknown, read: number): Place | null {
  const { pagination } = config;
  const number = at.number + 1;
  if (pagination.kind === 'number') {
    const total = pagination.total === null ? Number.NaN : Number(valueAt(answer, pagination.total));
    const already = Math.max(read, (at.number - 1) * pagination.step);
    const isEnd = Number.isFinite(total) && pagination.total !== null && already >= total;
    return isEnd ? null : { url: at.url, number };
  }
  if (pagination.kind === 'none') return null;
  const next = valueAt(answer, pagination.path);
  const url = typeof next === 'string' ? resolveLink(next, at.url) : null;
  return url === null ? null : { url, number };
}
