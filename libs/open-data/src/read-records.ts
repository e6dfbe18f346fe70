import type { DataSource, SelectQueryBuilder, ObjectLiteral } from 'typeorm';
import type { OpenType, StoredRecord } from './open-type.js';

export interface RecordSelection {
  /** Part of its name, accents optional. */
  readonly words?: string | undefined;
  /** Only those that changed at this instant or later. */
  readonly updatedSince?: Date | undefined;
  /** Only these, by id. */
  readonly ids?: readonly string[] | undefined;
}

export interface RecordPage {
  readonly items: readonly StoredRecord[];
  /** Key of the next page; null on the last one. */
  readonly next: string | null;
}

const BATCH = 500;
const MAX_WORDS = 100;

/** Public records of a type in the order of their keys. */
export async function publicPage(
  database: DataSource,
  type: OpenType,
  selection: RecordSelection,
  after: string | undefined,
  limit: number,
): Promise<RecordPage> {
  const query = selected(database, type, selection)
    .orderBy(`r.${type.keyField}`)
    .limit(limit + 1);
  if (after !== undefined) query.andWhere(`r.${type.keyField} > :after`, { after });
  const rows = (await query.getMany()) as StoredRecord[];
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: await enriched(database, type, items),
    next: rows.length > limit && last ? String(last[type.keyField]) : null,
  };
}

export function countPublic(
  database: DataSource,
  type: OpenType,
  selection: RecordSelection,
): Promise<number> {
  return selected(database, type, selection).getCount();
}

/** All public records of a type, read batch by batch: memory does not grow with the catalogue. */
export async function* publicBatches(
  database: DataSource,
  type: OpenType,
  selection: RecordSelection = {},
): AsyncGenerator<readonly StoredRecord[]> {
  let after: string | undefined;
  for (;;) {
    const { items, next } = await publicPage(database, type, selection, after, BATCH);
    if (items.length > 0) yield items;
    if (next === null) return;
    after = next;
  }
}

/** A public record by its key; null when there is none. */
export async function publicRecord(
  database: DataSource,
  type: OpenType,
  key: string,
): Promise<StoredRecord | null> {
  const row = await selected(database, type, {}).andWhere(`r.${type.keyField} = :key`, { key }).getOne();
  if (!row) return null;
  const [record] = await enriched(database, type, [row]);
  return record ?? null;
}

/** The key of the public record that took the place of a merged one, however often it moved; null when none did. */
export async function successorOf(database: DataSource, type: OpenType, key: string): Promise<string | null> {
  const { tableName, columns } = database.getMetadata(type.entity);
  if (!columns.some(({ propertyName }) => propertyName === 'mergedIntoId')) return null;
  const [row] = await database.query<{ slug: string }[]>(
    `WITH RECURSIVE line AS (
       SELECT id, slug, merged_into_id FROM ${tableName} WHERE slug = $1
       UNION SELECT t.id, t.slug, t.merged_into_id FROM ${tableName} t JOIN line ON t.id = line.merged_into_id)
     SELECT slug FROM line WHERE merged_into_id IS NULL AND slug <> $1`,
    [key],
  );
  return row && (await publicRecord(database, type, row.slug)) ? row.slug : null;
}

function selected(
  database: DataSource,
  type: OpenType,
  { words, updatedSince, ids }: RecordSelection,
): SelectQueryBuilder<ObjectLiteral> {
  const query = database.manager.createQueryBuilder(type.entity, 'r').where(`(${type.visible})`);
  if (ids) query.andWhere('r.id = ANY(:ids)', { ids });
  if (updatedSince) query.andWhere('r.updatedAt >= :updatedSince', { updatedSince });
  if (words?.trim()) {
    const texts = [type.nameField, ...type.otherNames].map((name) => `CAST(r.${name} AS text)`).join(', ');
    const pattern = `%${words
      .trim()
      .slice(0, MAX_WORDS)
      .replace(/[\\%_]/g, '\\$&')}%`;
    query.andWhere(`unaccent(concat_ws(' · ', ${texts})) ILIKE unaccent(:pattern)`, { pattern });
  }
  return query;
}

async function enriched(
  database: DataSource,
  type: OpenType,
  items: readonly StoredRecord[],
): Promise<readonly StoredRecord[]> {
  return type.enrich && items.length > 0 ? type.enrich(database.manager, items) : items;
}
