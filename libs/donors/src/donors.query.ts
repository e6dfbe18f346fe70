import { KEY_ID, KEY_TEXT, readKey, writeKey } from '@chasqui/kernel';
import type { DonorKind, FinancialFormCode, FundKind, GadRole } from '@chasqui/vocabularies';
import type { DataSource, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { Donor, Fund } from './donor.entities.js';

export interface DonorFilter {
  readonly kind?: DonorKind | undefined;
  readonly country?: string | undefined;
  readonly theme?: string | undefined;
  readonly form?: FinancialFormCode | undefined;
  readonly role?: GadRole | undefined;
  /** Where the previous page ended. */
  readonly after?: string | undefined;
}

export interface FundFilter {
  readonly kind?: FundKind | undefined;
  readonly theme?: string | undefined;
  readonly after?: string | undefined;
}

export interface NamedPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly total: number;
}

const LIMIT = 30;

/** Donors by name, without merged duplicates; paged by key. */
export async function donorsBy(database: DataSource, filter: DonorFilter): Promise<NamedPage<Donor>> {
  const query = database.manager.createQueryBuilder(Donor, 'r').where('r.mergedIntoId IS NULL');
  if (filter.kind) query.andWhere('r.kind = :kind', { kind: filter.kind });
  if (filter.country) query.andWhere('r.country = :country', { country: filter.country });
  if (filter.theme) query.andWhere(':theme = ANY(r.themes)', { theme: filter.theme });
  if (filter.form) query.andWhere(':form = ANY(r.financialForms)', { form: filter.form });
  if (filter.role) query.andWhere(':role = ANY(r.gadRoles)', { role: filter.role });
  return pageByName(query, filter.after);
}

/** Funds, programmes and awards by name, with their donor; paged by key. */
export async function fundsBy(database: DataSource, filter: FundFilter): Promise<NamedPage<Fund>> {
  const query = database.manager
    .createQueryBuilder(Fund, 'r')
    .leftJoinAndSelect('r.donor', 'd')
    .where('r.mergedIntoId IS NULL');
  if (filter.kind) query.andWhere('r.kind = :kind', { kind: filter.kind });
  if (filter.theme) query.andWhere(':theme = ANY(r.themes)', { theme: filter.theme });
  return pageByName(query, filter.after);
}

async function pageByName<Item extends ObjectLiteral & { readonly id: string; readonly nameEs: string }>(
  query: SelectQueryBuilder<Item>,
  after: string | undefined,
): Promise<NamedPage<Item>> {
  const total = await query.getCount();
  const key = readKey(after, [KEY_TEXT, KEY_ID]);
  if (key) query.andWhere('(r.nameEs, r.id) > (:keyName, :keyId)', { keyName: key[0], keyId: key[1] });
  const rows = await query
    .orderBy('r.nameEs')
    .addOrderBy('r.id')
    .limit(LIMIT + 1)
    .getMany();
  const items = rows.slice(0, LIMIT);
  const last = items.at(-1);
  return { items, next: rows.length > LIMIT && last ? writeKey([last.nameEs, last.id]) : null, total };
}

/** Countries that donors come from, with how many come from each, most first. */
export function donorCountries(database: DataSource): Promise<{ country: string; count: number }[]> {
  return database.query(
    `SELECT country, count(*)::int AS count FROM donor
      WHERE merged_into_id IS NULL AND country IS NOT NULL GROUP BY country ORDER BY count DESC, country`,
  );
}

/** A donor by its address; a merged one leads to the one that stayed. Null when there is none. */
export function donorAt(database: DataSource, slug: string): Promise<Donor | null> {
  return database.manager.findOneBy(Donor, { slug });
}

export function fundAt(database: DataSource, slug: string): Promise<Fund | null> {
  return database.manager.findOne(Fund, { where: { slug }, relations: { donor: true } });
}
