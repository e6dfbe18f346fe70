import { instantOf, KEY_ID, KEY_TEXT, readKey, writeKey } from '@chasqui/kernel';
import { type DataSource, type SelectQueryBuilder } from 'typeorm';
import type { CuratedRecord } from './curated-record.js';
import { fieldsOfType, type RecordType } from './record-type.js';

export interface RecordFilter {
  /** Part of its name, of its acronym or of another name; accents optional. */
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
/** What stands for "never" where dates are compared. */
const NEVER = '-infinity';

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
  const byDate = filter.uncheckedSince !== undefined;
  const key = keyIn(filter.after, byDate);
  if (key) {
    const column = byDate ? `coalesce(r.verifiedOn, '${NEVER}'::date)` : `r.${type.nameField}`;
    const value = byDate ? ':keyValue::date' : ':keyValue';
    query.andWhere(`(${column}, r.id) > (${value}, :keyId::uuid)`, { keyValue: key.value, keyId: key.id });
  }
  const items = await query
    .orderBy(byDate ? 'r.verifiedOn' : `r.${type.nameField}`, 'ASC', 'NULLS FIRST')
    .addOrderBy('r.id')
    .limit(limit + 1)
    .getMany();
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, next: items.length > limit && last ? keyOf(last, type, byDate) : null, total };
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
    const matches = namesOf(type).map((name) => `unaccent(${name}) ILIKE unaccent(:words)`);
    query.andWhere(`(${matches.join(' OR ')})`, { words });
  }
  if (filter.uncheckedSince !== undefined) {
    query.andWhere('(r.verifiedOn IS NULL OR r.verifiedOn < :since)', { since: filter.uncheckedSince });
  }
  if (filter.doubtful) query.andWhere('r.doubtEs IS NOT NULL');
  for (const [name, value] of Object.entries(filter.where ?? {})) {
    query.andWhere(`r.${name} = :where_${name}`, { [`where_${name}`]: value });
  }
}

/** Everything by which people may call a record of the type. */
function namesOf(type: RecordType): string[] {
  const fields = new Set(fieldsOfType(type).map(({ name }) => name));
  return [
    `r.${type.nameField}`,
    ...(fields.has('acronym') ? [`coalesce(r.acronym, '')`] : []),
    ...(fields.has('aliases') ? [`array_to_string(r.aliases, ' · ')`] : []),
  ];
}

function keyOf<R extends CuratedRecord>(last: R, type: RecordType<R>, byDate: boolean): string {
  const value = byDate
    ? (last.verifiedOn ?? NEVER)
    : String((last as unknown as Record<string, unknown>)[type.nameField]);
  return writeKey([value, last.id]);
}

/** A date counts only when it is one: the key goes into a comparison of dates. */
function keyIn(text: string | undefined, isDate: boolean): { value: string; id: string } | null {
  const [value = '', id = ''] = readKey(text, [KEY_TEXT, KEY_ID]) ?? [];
  if (!id) return null;
  return !isDate || value === NEVER || isDay(value) ? { value, id } : null;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && instantOf(text, 'UTC') !== undefined;
}
