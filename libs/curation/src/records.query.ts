import { type DataSource, type SelectQueryBuilder } from 'typeorm';
import type { CuratedRecord } from './curated-record.js';
import type { RecordType } from './record-type.js';

export interface RecordFilter {
  /** Part of its name, accents optional. */
  readonly words?: string | undefined;
  /** Only those never verified, or verified before this ISO date; oldest first. */
  readonly uncheckedSince?: string | undefined;
  /** Only those with a known fault or contradiction. */
  readonly doubtful?: boolean | undefined;
  /** Duplicates that were merged are left out unless asked for. */
  readonly merged?: boolean | undefined;
  readonly where?: Readonly<Record<string, unknown>> | undefined;
  /** Where the previous page ended. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export interface RecordPage<R> {
  readonly items: readonly R[];
  readonly next: string | null;
  readonly total: number;
}

const LIMIT = 20;
const MAX_LIMIT = 200;

/** Records of a type by name, or by how long nobody has checked them; paged by key. */
export async function recordsOf<R extends CuratedRecord>(
  database: DataSource,
  type: RecordType<R>,
  filter: RecordFilter = {},
): Promise<RecordPage<R>> {
  const limit = Math.min(filter.limit ?? LIMIT, MAX_LIMIT);
  const query = database.manager.createQueryBuilder(type.entity, 'r');
  narrow(query, type, filter);
  const total = await query.getCount();
  const column = filter.uncheckedSince ? `coalesce(r.verifiedOn, '-infinity'::date)` : `r.${type.nameField}`;
  const key = readKey(filter.after);
  if (key) query.andWhere(`(${column}, r.id) > (:keyValue, :keyId)`, { keyValue: key.value, keyId: key.id });
  const items = await query
    .orderBy(filter.uncheckedSince ? 'r.verifiedOn' : `r.${type.nameField}`, 'ASC', 'NULLS FIRST')
    .addOrderBy('r.id')
    .limit(limit + 1)
    .getMany();
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, next: items.length > limit && last ? keyOf(last, type, filter) : null, total };
}

function narrow<R extends CuratedRecord>(
  query: SelectQueryBuilder<R>,
  type: RecordType<R>,
  filter: RecordFilter,
): void {
  if (!filter.merged) query.andWhere('r.mergedIntoId IS NULL');
  if (filter.words?.trim()) {
    const words = `%${filter.words
      .trim()
      .slice(0, 100)
      .replace(/[\\%_]/g, '\\$&')}%`;
    query.andWhere(`unaccent(r.${type.nameField}) ILIKE unaccent(:words)`, { words });
  }
  if (filter.uncheckedSince) {
    query.andWhere('(r.verifiedOn IS NULL OR r.verifiedOn < :since)', { since: filter.uncheckedSince });
  }
  if (filter.doubtful) query.andWhere('r.doubtEs IS NOT NULL');
  for (const [name, value] of Object.entries(filter.where ?? {})) {
    query.andWhere(`r.${name} = :where_${name}`, { [`where_${name}`]: value });
  }
}

function keyOf<R extends CuratedRecord>(last: R, type: RecordType<R>, filter: RecordFilter): string {
  const value = filter.uncheckedSince
    ? (last.verifiedOn ?? '-infinity')
    : String((last as unknown as Record<string, unknown>)[type.nameField]);
  return Buffer.from(JSON.stringify([value, last.id])).toString('base64url');
}

/** A key that was tampered with counts as none: the list starts again. */
function readKey(text: string | undefined): { value: string; id: string } | null {
  try {
    const [value, id] = JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as [unknown, unknown];
    return typeof value === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)
      ? { value, id }
      : null;
  } catch {
    return null;
  }
}
