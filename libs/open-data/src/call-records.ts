import { Call } from '@chasqui/calls';
import type { DataSource } from 'typeorm';
import type { CallSelection } from './call-selection.js';

const VISIBLE = `c.state = 'published' AND c.merged_into_id IS NULL`;

export interface ChangedPage {
  readonly calls: readonly Call[];
  /** Key of the next page; null on the last one. */
  readonly next: string | null;
}

/** Public calls with their donor, those that changed last on top; paged by key. */
export async function changedCalls(
  database: DataSource,
  { ids }: CallSelection,
  after: string | undefined,
  limit: number,
): Promise<ChangedPage> {
  const query = database.manager
    .createQueryBuilder(Call, 'c')
    .innerJoinAndSelect('c.donor', 'd')
    .where(VISIBLE)
    // Keys hold milliseconds, the column microseconds.
    .addSelect(`date_trunc('milliseconds', c.updated_at)`, 'changed')
    .orderBy('changed', 'DESC')
    .addOrderBy('c.id', 'DESC')
    .limit(limit + 1);
  if (ids) query.andWhere('c.id = ANY(:ids)', { ids });
  const key = readKey(after);
  if (key) {
    query.andWhere(
      `(date_trunc('milliseconds', c.updated_at), c.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid))`,
      key,
    );
  }
  const rows = await query.getMany();
  const calls = rows.slice(0, limit);
  const last = calls.at(-1);
  return {
    calls,
    next: rows.length > limit && last ? `${last.updatedAt.toISOString()}_${last.id}` : null,
  };
}

/** Nobody looks at more in a calendar, and whoever has so many should narrow the search. */
const MOST_DATED = 1000;

/** Public calls of which some date is not before `since`: first those that still close, the next ones on top. */
export function datedCalls(
  database: DataSource,
  { ids }: CallSelection,
  since: Date,
  now: Date,
): Promise<Call[]> {
  const query = database.manager
    .createQueryBuilder(Call, 'c')
    .innerJoinAndSelect('c.donor', 'd')
    .where(VISIBLE)
    .andWhere(
      `(c.closes_at >= :since OR EXISTS (
         SELECT FROM jsonb_array_elements(c.other_deadlines) AS date WHERE (date->>'at')::timestamptz >= :since))`,
      { since },
    )
    .addSelect('(c.closes_at < :now)', 'passed')
    .setParameter('now', now)
    .orderBy('passed', 'ASC', 'NULLS LAST')
    .addOrderBy('c.closesAt', 'ASC', 'NULLS LAST')
    .addOrderBy('c.id')
    .limit(MOST_DATED);
  if (ids) query.andWhere('c.id = ANY(:ids)', { ids });
  return query.getMany();
}

/** Whether a text can be the key of a page of `changedCalls`. */
export function isPageKey(text: unknown): text is string {
  return typeof text === 'string' && readKey(text) !== undefined;
}

function readKey(text: string | undefined): { at: string; id: string } | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z)_([0-9a-f-]{36})$/.exec(text ?? '');
  return parts && !Number.isNaN(Date.parse(parts[1]!)) ? { at: parts[1]!, id: parts[2]! } : undefined;
}
