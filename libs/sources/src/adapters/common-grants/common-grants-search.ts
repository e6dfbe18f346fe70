import type { FetchRequest } from '@chasqui/fetching';
import { safeHttpUrl } from '@chasqui/kernel';
import { isRecord, type JsonRecord, recordAt, shortened, textAt } from '../api/record.js';
import { SourceFault } from '../types.js';
import type { CommonGrantsConfig } from './common-grants.config.js';

/** The list when nothing narrows it, else a search; both have the same pages. */
export function pageRequest(config: CommonGrantsConfig, page: number): FetchRequest {
  const { apiUrl, words, statuses, pageSize } = config;
  const accept = { accept: 'application/json' };
  if (!words && statuses.length === 0) {
    return { url: `${apiUrl}/opportunities?page=${page}&pageSize=${pageSize}`, headers: accept };
  }
  const body = {
    ...(words && { search: words }),
    ...(statuses.length > 0 && { filters: { status: { operator: 'in', value: statuses } } }),
    pagination: { page, pageSize },
  };
  return {
    url: `${apiUrl}/opportunities/search`,
    method: 'POST',
    headers: { ...accept, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

export interface OpportunityPage {
  readonly items: readonly unknown[];
  /** Null when the answer does not tell. */
  readonly totalItems: number | null;
  readonly totalPages: number | null;
}

/**
 * A page of the list.
 * @throws SourceFault `error_inside`, `layout`, `filter_ignored` when it is another page than the one asked for
 */
export function readPage(answer: unknown, page: number): OpportunityPage {
  const items = isRecord(answer) ? answer['items'] : undefined;
  if (!Array.isArray(items)) {
    const told = textAt(answer, 'message');
    const failed =
      Array.isArray(isRecord(answer) ? answer['errors'] : undefined) || textAt(answer, 'status') !== '200';
    throw told && failed
      ? new SourceFault('error_inside', `El catálogo respondió con un error: ${shortened(told, 200)}`)
      : new SourceFault('layout', 'El catálogo ya no trae la lista «items» del protocolo CommonGrants.');
  }
  const info = recordAt(answer, 'paginationInfo');
  const number = (name: string) => (typeof info[name] === 'number' ? info[name] : null);
  const given = number('page');
  if (given !== null && given !== page && items.length > 0) {
    throw new SourceFault('filter_ignored', `Se pidió la página ${page} y el catálogo envió la ${given}.`);
  }
  return { items, totalItems: number('totalItems'), totalPages: number('totalPages') };
}

/** @throws SourceFault `filter_ignored` */
export function checkStatuses(config: CommonGrantsConfig, items: readonly unknown[]): void {
  if (config.statuses.length === 0) return;
  const statuses = items.flatMap((item) => textAt(recordAt(item, 'status'), 'value') ?? []);
  const other = statuses.find((status) => !config.statuses.some((wanted) => wanted === status));
  if (other) {
    throw new SourceFault(
      'filter_ignored',
      `El catálogo no filtró por estado: se pidió ${config.statuses.join(', ')} y trae «${other}».`,
    );
  }
}

export interface ListedOpportunity {
  readonly key: string;
  readonly url: string;
  readonly title: string;
  readonly record: JsonRecord;
}

/** An opportunity of the list; a text in Spanish with what it lacks when it is none. */
export function readListed(config: CommonGrantsConfig, item: unknown): ListedOpportunity | string {
  const id = textAt(item, 'id');
  if (!isRecord(item) || !id) return 'El registro no trae «id».';
  const title = textAt(item, 'title');
  if (!title) return 'El registro no trae «title».';
  const own = textAt(recordAt(item, 'customFields', 'chasquiUrl'), 'value');
  const page = safeHttpUrl(textAt(item, 'source')) ?? safeHttpUrl(own);
  const url = page ?? `${config.apiUrl}/opportunities/${encodeURIComponent(id)}`;
  return { key: id, url, title, record: item };
}

/** Invented calls that another Chasqui shows to people who try it out. */
export function isDemonstration(record: JsonRecord): boolean {
  return recordAt(record, 'customFields', 'isDemo')['value'] === true;
}
