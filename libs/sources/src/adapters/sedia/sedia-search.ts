import type { FetchRequest } from '@chasqui/fetching';
import { isRecord, type JsonRecord, recordAt, shortened, textAt, textsAt } from '../api/record.js';
import { SourceFault } from '../types.js';
import { jsonForm } from './multipart.js';
import type { SediaConfig } from './sedia.config.js';

export function searchRequest(config: SediaConfig, page: number): FetchRequest {
  const query = new URLSearchParams({
    apiKey: config.apiKey,
    // What the search takes for "everything".
    text: config.words || '***',
    pageSize: String(config.pageSize),
    pageNumber: String(page),
  });
  const must = [
    { terms: { type: config.types } },
    { terms: { status: config.statuses } },
    ...(config.programmePeriod ? [{ term: { programmePeriod: config.programmePeriod } }] : []),
    ...(config.programmes.length > 0 ? [{ terms: { frameworkProgramme: config.programmes } }] : []),
  ];
  const form = jsonForm({
    query: { bool: { must } },
    languages: [config.language],
    sort: { field: 'startDate', order: 'DESC' },
  });
  return {
    url: `${config.apiUrl}?${query}`,
    method: 'POST',
    headers: { ...form.headers, accept: 'application/json' },
    body: form.body,
  };
}

export interface SediaPage {
  readonly results: readonly SediaResult[];
  /** Null when the search does not tell it. */
  readonly total: number | null;
}

export interface SediaResult {
  readonly key: string;
  readonly url: string;
  readonly title: string;
  readonly record: JsonRecord;
}

/**
 * A page of the search.
 * @throws SourceFault `error_inside`, `layout`
 */
export function readSearchPage(config: SediaConfig, answer: unknown): SediaPage {
  const results = isRecord(answer) ? answer['results'] : undefined;
  if (!Array.isArray(results)) {
    const told = textAt(answer, 'message') ?? textAt(answer, 'error') ?? textAt(answer, 'errorMessage');
    throw told
      ? new SourceFault('error_inside', `El buscador respondió con un error: ${shortened(told, 200)}`)
      : new SourceFault('layout', 'El buscador de la Unión Europea ya no trae la lista «results».');
  }
  const total = isRecord(answer) ? answer['totalResults'] : undefined;
  return {
    results: results.map((result: unknown) => readResult(config, result)),
    total: typeof total === 'number' ? total : null,
  };
}

/** How well a record fits the words of a search is no fact of the call, and differs from one answer to the next. */
const NOT_OF_THE_CALL = ['weight', 'groupById', 'checksum'];

function readResult(config: SediaConfig, result: unknown): SediaResult {
  const metadata = recordAt(result, 'metadata');
  const reference = textAt(result, 'reference');
  const [type] = textsAt(metadata, 'type');
  const [identifier] = textsAt(metadata, 'identifier');
  const id = textsAt(metadata, 'ccm2Id')[0] ?? reference;
  if (!isRecord(result) || !type || !id) {
    throw new SourceFault('layout', 'Un registro de la Unión Europea vino sin tipo o sin referencia.');
  }
  const record = Object.fromEntries(
    Object.entries(result).filter(([name]) => !NOT_OF_THE_CALL.includes(name)),
  );
  const title = textsAt(metadata, 'title')[0] ?? textAt(result, 'content') ?? identifier ?? id;
  return {
    // A competitive call may reuse the identifier of the grant that it stems from.
    key: [type, identifier ?? '', id].join('/'),
    url: pageOf(config, type, identifier ?? null, record),
    title: shortened(title, 300),
    record,
  };
}

function pageOf(config: SediaConfig, type: string, identifier: string | null, record: JsonRecord): string {
  const [call] = textsAt(recordAt(record, 'metadata'), 'callccm2Id');
  if (type === '1' && identifier) return `${config.pageUrl}/topic-details/${encodeURIComponent(identifier)}`;
  if (type === '8' && call) return `${config.pageUrl}/competitive-calls-cs/${encodeURIComponent(call)}`;
  return textAt(record, 'url') ?? config.pageUrl;
}

/**
 * What comes back must be what was asked for.
 * @throws SourceFault `filter_ignored`
 */
export function checkFilters(config: SediaConfig, results: readonly SediaResult[]): void {
  const { types, statuses, programmePeriod } = config;
  const asked: readonly (readonly [string, readonly string[]])[] = [
    ['type', types],
    ['status', statuses],
    ...(programmePeriod ? [['programmePeriod', [programmePeriod]] as const] : []),
    ...(config.programmes.length > 0 ? [['frameworkProgramme', config.programmes] as const] : []),
  ];
  for (const { key, record } of results) {
    const metadata = recordAt(record, 'metadata');
    for (const [field, wanted] of asked) {
      const found = textsAt(metadata, field);
      if (found.length > 0 && !found.some((value) => wanted.includes(value))) {
        throw new SourceFault(
          'filter_ignored',
          `El buscador no filtró por «${field}»: se pidió ${wanted.join(', ')} y el registro ${key} tiene ${found.join(', ')}.`,
        );
      }
    }
  }
}
