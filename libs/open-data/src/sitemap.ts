import type { DataSource } from 'typeorm';
import type { OpenType } from './open-type.js';
import { OPEN_TYPES } from './open-types.js';
import { element, xmlText } from './xml.js';

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
/** A part may hold 50,000 addresses; small ones are read faster. */
const PART = 10_000;

/** Types whose records have a page of their own. */
export const PAGED_TYPES: readonly OpenType[] = OPEN_TYPES.filter(({ ownPage }) => ownPage);

/** Pages that are always there. */
const FIXED_PAGES = ['/', '/catalogo', '/convocatorias', '/buscar', '/datos', '/api/docs'];

interface Row {
  readonly key: string;
  readonly changed: Date | null;
}

/** The list of parts: one for the fixed pages, and per type as many as its records need. */
export async function sitemapIndex(database: DataSource, publicUrl: string): Promise<string> {
  const parts = [element('sitemap', {}, loc(`${publicUrl}/sitemap/paginas.xml`))];
  for (const type of PAGED_TYPES) {
    for (const { key, changed } of await beginnings(database, type)) {
      const address = `${publicUrl}/sitemap/${type.file}.xml?desde=${encodeURIComponent(key)}`;
      parts.push(element('sitemap', {}, loc(address) + lastmod(changed)));
    }
  }
  return document('sitemapindex', parts);
}

export function sitemapOfPages(publicUrl: string): string {
  const lists = PAGED_TYPES.map(({ file }) => `/${file}`);
  const paths = [...new Set([...FIXED_PAGES, ...lists])];
  return document(
    'urlset',
    paths.map((path) => element('url', {}, loc(publicUrl + path))),
  );
}

/** The records of a type from a key on, one part's worth. */
export async function sitemapOf(
  database: DataSource,
  type: OpenType,
  from: string,
  publicUrl: string,
): Promise<string> {
  const rows = await database.manager
    .createQueryBuilder(type.entity, 'r')
    .select(`r.${type.keyField}`, 'key')
    .addSelect(type.dated ? 'r.updatedAt' : 'NULL::timestamptz', 'changed')
    .where(`(${type.visible})`)
    .andWhere(`r.${type.keyField} >= :from`, { from })
    .orderBy(`r.${type.keyField}`)
    .limit(PART)
    .getRawMany<Row>();
  return document(
    'urlset',
    rows.map(({ key, changed }) =>
      element('url', {}, loc(publicUrl + type.page({ [type.keyField]: key })) + lastmod(changed)),
    ),
  );
}

/** The first key of every part, and when something in it last changed. */
async function beginnings(database: DataSource, type: OpenType): Promise<Row[]> {
  const numbered = database.manager
    .createQueryBuilder(type.entity, 'r')
    .select(`r.${type.keyField}`, 'key')
    .addSelect(type.dated ? 'r.updatedAt' : 'NULL::timestamptz', 'changed')
    .addSelect(`(row_number() OVER (ORDER BY r.${type.keyField}) - 1) / ${PART}`, 'part')
    .where(`(${type.visible})`);
  const [sql, values] = numbered.getQueryAndParameters();
  return database.query<Row[]>(
    `SELECT min(key) AS key, max(changed) AS changed FROM (${sql}) AS n GROUP BY part ORDER BY part`,
    values,
  );
}

function document(name: string, parts: readonly string[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(name, { xmlns: NAMESPACE }, `\n${parts.join('\n')}\n`)}\n`;
}

function loc(address: string): string {
  return element('loc', {}, xmlText(address));
}

function lastmod(changed: Date | null): string {
  return changed ? element('lastmod', {}, changed.toISOString()) : '';
}
