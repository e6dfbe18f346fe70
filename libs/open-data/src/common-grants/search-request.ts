import { DomainError, type FieldError } from '@chasqui/kernel';
import { z } from 'zod';
import { moneySchema, OPPORTUNITY_STATUSES } from './shapes.js';

/** What the protocol can sort by, with our columns. */
export const SORT_COLUMNS = {
  lastModifiedAt: 'c.updated_at',
  createdAt: 'c.created_at',
  title: 'c.title',
  'status.value': 'status',
  'keyDates.closeDate': 'c.closes_at',
  'funding.maxAwardAmount': 'c.amount_max',
  'funding.minAwardAmount': 'c.amount_min',
  'funding.totalAmountAvailable': 'c.total_budget',
} as const;
export type SortKey = keyof typeof SORT_COLUMNS;

const MAX_PAGE_SIZE = 100;
/** Nobody turns so many pages; farther ones would only cost. */
const MAX_PAGE = 10_000;

const count = (max: number) =>
  z.coerce
    .number({ message: 'Escriba un número.' })
    .int('Escriba un número entero.')
    .min(1, 'El número más bajo es 1.')
    .transform((value) => Math.min(value, max));

const pagination = z.object({
  page: count(MAX_PAGE).default(1),
  pageSize: count(MAX_PAGE_SIZE).default(MAX_PAGE_SIZE),
});

const range = z.enum(['between', 'outside'], { message: 'El operador debe ser between u outside.' });
const dateOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  message: 'Escriba la fecha como AAAA-MM-DD o AAAA-MM-DDThh:mm:ssZ.',
});
const dateRange = z.object({
  operator: range,
  value: z.object({ min: dateOrInstant.nullish(), max: dateOrInstant.nullish() }),
});
const money = moneySchema
  .extend({
    amount: z.string().regex(/^\d{1,16}(\.\d{1,2})?$/, 'Escriba el monto en cifras, por ejemplo 1000.00.'),
  })
  .nullish();
const moneyRange = z.object({ operator: range, value: z.object({ min: money, max: money }) });

const request = z.object({
  search: z.string().max(200, 'La búsqueda es demasiado larga: 200 letras como mucho.').nullish(),
  filters: z
    .looseObject({
      status: z
        .object({
          operator: z.enum(['in', 'notIn'], { message: 'El operador debe ser in o notIn.' }),
          value: z.array(
            z.enum(OPPORTUNITY_STATUSES, {
              message: 'El estado debe ser forecasted, open, closed o custom.',
            }),
          ),
        })
        .nullish(),
      closeDateRange: dateRange.nullish(),
      totalFundingAvailableRange: moneyRange.nullish(),
      minAwardAmountRange: moneyRange.nullish(),
      maxAwardAmountRange: moneyRange.nullish(),
      customFilters: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  sorting: z
    .object({
      sortBy: z.string().max(100).default('lastModifiedAt'),
      customSortBy: z.string().nullish(),
      sortOrder: z.enum(['asc', 'desc'], { message: 'El orden debe ser asc o desc.' }).nullish(),
    })
    .nullish(),
  pagination: pagination.nullish(),
});

type Filters = NonNullable<z.output<typeof request>['filters']>;
export type DateRange = z.output<typeof dateRange>;
export type MoneyRange = z.output<typeof moneyRange>;

/** A search as it is carried out, with what could not be done of it. */
export interface OpportunitySearch {
  readonly words: string;
  readonly filters: Pick<
    Filters,
    'status' | 'closeDateRange' | 'totalFundingAvailableRange' | 'minAwardAmountRange' | 'maxAwardAmountRange'
  >;
  readonly filterErrors: readonly string[];
  readonly sortBy: SortKey;
  readonly sortOrder: 'asc' | 'desc';
  readonly sortErrors: readonly string[];
  readonly page: number;
  readonly pageSize: number;
}

/**
 * Reads the body of a search. Filters of other implementations are ignored and told; wrong values are refused.
 * @throws DomainError `opportunities.invalid` with one Spanish message per value
 */
export function readOpportunitySearch(body: unknown): OpportunitySearch {
  const data = parsed(request, body ?? {});
  const { customFilters, ...filters } = data.filters ?? {};
  const {
    status,
    closeDateRange,
    totalFundingAvailableRange,
    minAwardAmountRange,
    maxAwardAmountRange,
    ...others
  } = filters;
  const unknown = [...Object.keys(others), ...Object.keys(customFilters ?? {})];
  const wanted = data.sorting?.sortBy ?? 'lastModifiedAt';
  const known = isSortKey(wanted);
  return {
    words: data.search?.trim() ?? '',
    filters: { status, closeDateRange, totalFundingAvailableRange, minAwardAmountRange, maxAwardAmountRange },
    filterErrors: unknown.map(
      (name) => `El filtro «${name.slice(0, 60)}» no se admite y no se tomó en cuenta.`,
    ),
    sortBy: known ? wanted : 'lastModifiedAt',
    sortOrder: data.sorting?.sortOrder ?? 'desc',
    sortErrors: known ? [] : [`No se puede ordenar por «${wanted}»: se ordena por lastModifiedAt.`],
    ...(data.pagination ?? { page: 1, pageSize: MAX_PAGE_SIZE }),
  };
}

/** @throws DomainError `opportunities.invalid` */
export function readPage(query: unknown): { page: number; pageSize: number } {
  return parsed(pagination, query);
}

function isSortKey(name: string): name is SortKey {
  return Object.hasOwn(SORT_COLUMNS, name);
}

function parsed<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value, { error: () => 'Este valor no es válido. Revíselo.' });
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }): FieldError => ({
    field: path.join('.'),
    message,
  }));
  throw new DomainError('invalid', 'opportunities.invalid', 'Revise los valores señalados.', fields);
}
