import { Call } from '@chasqui/calls';
import { ECUADOR_ZONE, localDate } from '@chasqui/kernel';
import { Brackets, type DataSource, type SelectQueryBuilder } from 'typeorm';
import { type DateRange, type MoneyRange, type OpportunitySearch, SORT_COLUMNS } from './search-request.js';

/** `opportunityStatus` in SQL, so that it can be filtered and sorted by. */
const STATUS = `CASE WHEN c.closes_at <= :now THEN 'closed' WHEN c.opens_on > :today THEN 'forecasted' ELSE 'open' END`;

/** The day of the close in the zone of its source; of the last cut-off, in Ecuador's. */
const CLOSE_DAY = `coalesce(left(c.deadline_local, 10), to_char(c.closes_at AT TIME ZONE '${ECUADOR_ZONE}', 'YYYY-MM-DD'))`;

/** One page of the public calls of a search; `ids` narrows it to those that the search box found. */
export async function opportunities(
  database: DataSource,
  search: Omit<OpportunitySearch, 'words' | 'filterErrors' | 'sortErrors'>,
  ids: readonly string[] | undefined,
  now: Date,
): Promise<{ calls: Call[]; total: number }> {
  const query = database.manager
    .createQueryBuilder(Call, 'c')
    .innerJoinAndSelect('c.donor', 'd')
    .where(`c.state = 'published' AND c.merged_into_id IS NULL`)
    .setParameters({ now, today: localDate(now) });
  if (ids) query.andWhere('c.id = ANY(:ids)', { ids });
  narrow(query, search.filters);
  const total = await query.getCount();
  const column = SORT_COLUMNS[search.sortBy];
  const calls = await query
    // In parentheses: a bare column would be taken for the call's own and not be selected twice.
    .addSelect(`(${column === 'status' ? STATUS : column})`, 'sorted')
    .orderBy('sorted', search.sortOrder === 'asc' ? 'ASC' : 'DESC', 'NULLS LAST')
    .addOrderBy('c.id')
    .offset((search.page - 1) * search.pageSize)
    .limit(search.pageSize)
    .getMany();
  return { calls, total };
}

/** A public call by its id; null when there is none. */
export function opportunityCall(database: DataSource, id: string): Promise<Call | null> {
  return database.manager
    .createQueryBuilder(Call, 'c')
    .innerJoinAndSelect('c.donor', 'd')
    .where(`c.state = 'published' AND c.merged_into_id IS NULL`)
    .andWhere('c.id = :id', { id })
    .getOne();
}

function narrow(query: SelectQueryBuilder<Call>, filters: OpportunitySearch['filters']): void {
  const { status, closeDateRange } = filters;
  if (status) {
    const found = `(${STATUS}) = ANY(:statuses)`;
    query.andWhere(status.operator === 'in' ? found : `NOT ${found}`, { statuses: status.value });
  }
  if (closeDateRange) narrowByDate(query, closeDateRange);
  narrowByMoney(query, 'total_budget', filters.totalFundingAvailableRange);
  narrowByMoney(query, 'amount_min', filters.minAwardAmountRange);
  narrowByMoney(query, 'amount_max', filters.maxAwardAmountRange);
}

/** A day is compared with the day of the close, an instant with its instant. */
function narrowByDate(query: SelectQueryBuilder<Call>, { operator, value }: DateRange): void {
  const bounds = [
    ['>=', value.min, 'closeMin'],
    ['<=', value.max, 'closeMax'],
  ] as const;
  const conditions = bounds.flatMap(([comparison, bound, name]) => {
    if (!bound) return [];
    query.setParameter(name, bound);
    return bound.length === 10
      ? [`${CLOSE_DAY} ${comparison} :${name}`]
      : [`c.closes_at ${comparison} CAST(:${name} AS timestamptz)`];
  });
  addRange(query, conditions, 'c.closes_at IS NOT NULL', operator);
}

/** Amounts in another currency are not comparable: such calls are not found, inside or outside of the range. */
function narrowByMoney(
  query: SelectQueryBuilder<Call>,
  column: 'total_budget' | 'amount_min' | 'amount_max',
  range: MoneyRange | null | undefined,
): void {
  if (!range) return;
  const { min, max } = range.value;
  const currencies = [...new Set([min?.currency, max?.currency].filter((each) => each !== undefined))];
  const bounds = [
    ['>=', min, `${column}_from`],
    ['<=', max, `${column}_to`],
  ] as const;
  const conditions = bounds.flatMap(([comparison, bound, name]) => {
    if (!bound) return [];
    query.setParameter(name, bound.amount);
    return [`c.${column} ${comparison} CAST(:${name} AS numeric)`];
  });
  if (conditions.length === 0) return;
  query.setParameter(`${column}_currency`, currencies.length === 1 ? currencies[0] : null);
  addRange(
    query,
    conditions,
    `c.${column} IS NOT NULL AND c.currency = CAST(:${column}_currency AS text)`,
    range.operator,
  );
}

function addRange(
  query: SelectQueryBuilder<Call>,
  conditions: readonly string[],
  known: string,
  operator: 'between' | 'outside',
): void {
  if (conditions.length === 0) return;
  const inside = conditions.join(' AND ');
  query.andWhere(
    new Brackets((part) => part.where(`${known} AND ${operator === 'between' ? inside : `NOT (${inside})`}`)),
  );
}
