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
  { ids }: Pick<CallSelection, 'ids'>,
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

/** Whether a text can be the key of a page of `changedCalls`. */
export function isPageKey(text: unknown): text is string {
  return typeof text === 'string' && readKey(text) !== undefined;
}

function readKey(text: string | undefined): { at: string; id: string } | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z)_([0-9a-f-]{36})$/.exec(text ?? '');
  return parts && !Number.isNaN(Date.parse(parts[1]!)) ? { at: parts[1]!, id: parts[2]! } : undefined;
}
