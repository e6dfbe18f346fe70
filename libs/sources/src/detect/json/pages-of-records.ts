import type { z } from 'zod';
import { isRecord } from '../../adapters/api/record.js';
import type { jsonConfigSchema } from '../../adapters/json/json.config.js';
import { valueAt } from '../../adapters/json/json-path.js';
import { resolveLink } from '../../adapters/page/links.js';

type Pagination = NonNullable<z.input<typeof jsonConfigSchema>['pagination']>;

const NEXT = [
  'next',
  'next_page_url',
  'nextPageUrl',
  'links.next',
  'links.next.href',
  '_links.next.href',
  'paging.next',
  'meta.next',
  'pagination.next',
  'info.next',
];
const TOTAL = [
  'total',
  'totalElements',
  'totalItems',
  'totalCount',
  'total_count',
  'totalResults',
  'numFound',
  'hitCount',
  'count',
];
const WITHIN = [
  '',
  'meta.',
  'pagination.',
  'paging.',
  'paginationInfo.',
  'page.',
  'data.',
  'response.',
  'info.',
];
const PAGE = ['page', 'pagina', 'p', 'pageNumber', 'page_number', 'pageNo', 'paged'];
const SKIP = ['offset', 'os', 'start', 'skip', 'from', 'startRecordNum', 'startIndex'];
const SIZE = ['limit', 'rows', 'size', 'pageSize', 'page_size', 'per_page', 'perPage', 'count', 'take'];

/** How an answer is gone through, and how many records there are in all; null when it does not tell. */
export function pagesOfRecords(
  answer: unknown,
  url: string,
  list: string,
  read: number,
): { pagination: Pagination; total: number | null } {
  const places = [list.replace(/[^.]*$/, ''), ...WITHIN];
  const totals = isRecord(answer) ? places.flatMap((place) => TOTAL.map((name) => place + name)) : [];
  const totalPath = totals.find((path) => isCount(valueAt(answer, path), read));
  const total = totalPath === undefined ? null : Number(valueAt(answer, totalPath));
  const next = NEXT.find((path) => isPageAddress(valueAt(answer, path), url));
  if (next) return { pagination: { kind: 'next', path: next }, total };
  const parameters = new URL(url).searchParams;
  const page = PAGE.find((name) => isWhole(parameters.get(name)));
  const counted = { kind: 'number', in: 'query', total: totalPath ?? null } as const;
  if (page) {
    // Whoever copies an address of a later page wants the list from its beginning.
    return { pagination: { ...counted, name: page, first: parameters.get(page) === '0' ? 0 : 1 }, total };
  }
  const skip = SKIP.find((name) => isWhole(parameters.get(name)));
  const size = SIZE.map((name) => Number(parameters.get(name))).find(
    (count) => Number.isInteger(count) && count > 0,
  );
  if (skip)
    return { pagination: { ...counted, name: skip, first: 0, step: size ?? Math.max(1, read) }, total };
  return { pagination: { kind: 'none' }, total };
}

function isCount(value: unknown, read: number): boolean {
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && /^\d{1,9}$/.test(value));
  return isNumeric && Number.isInteger(Number(value)) && Number(value) >= read;
}

function isPageAddress(value: unknown, url: string): boolean {
  if (typeof value !== 'string' || !/^(?:https?:\/\/|\/|\?)/.test(value)) return false;
  const address = resolveLink(value, url);
  return address !== null && new URL(address).host === new URL(url).host;
}

function isWhole(value: string | null): boolean {
  return value !== null && /^\d{1,9}$/.test(value);
}
