import type { DataSource } from 'typeorm';
import { Offer } from './offer.entity.js';

export interface OfferFilter {
  readonly theme?: string | undefined;
  readonly gadCode?: string | undefined;
  /** Drafts too: for the GAD itself and curators. */
  readonly unpublished?: boolean | undefined;
  readonly after?: string | undefined;
}

export interface OfferPage {
  readonly items: readonly Offer[];
  readonly next: string | null;
  readonly total: number;
}

const PAGE = 20;

/** Offers by title, without merged duplicates; paged by key. */
export async function offersBy(database: DataSource, filter: OfferFilter): Promise<OfferPage> {
  const query = database.manager
    .createQueryBuilder(Offer, 'o')
    .innerJoinAndSelect('o.gad', 'g')
    .where('o.mergedIntoId IS NULL');
  if (!filter.unpublished) query.andWhere('o.published');
  if (filter.gadCode) query.andWhere('o.gadCode = :gadCode', { gadCode: filter.gadCode });
  if (filter.theme) query.andWhere(':theme = ANY(o.themes)', { theme: filter.theme });
  const total = await query.getCount();
  if (/^[0-9a-f-]{36}$/.test(filter.after ?? '')) {
    query.andWhere(
      '(o.titleEs, o.id) > ((SELECT title_es FROM offer WHERE id = :after::uuid), :after::uuid)',
      { after: filter.after },
    );
  }
  const rows = await query
    .orderBy('o.titleEs')
    .addOrderBy('o.id')
    .limit(PAGE + 1)
    .getMany();
  const items = rows.slice(0, PAGE);
  return { items, total, next: rows.length > PAGE ? items.at(-1)!.id : null };
}

/** An offer by its address, with its GAD, and the address of the one it was merged into; null when there is none. */
export async function offerAt(
  database: DataSource,
  slug: string,
): Promise<{ offer: Offer; mergedInto: string | null } | null> {
  const offer = await database.manager.findOne(Offer, { where: { slug }, relations: { gad: true } });
  if (!offer) return null;
  const into = offer.mergedIntoId && (await database.manager.findOneBy(Offer, { id: offer.mergedIntoId }));
  return { offer, mergedInto: into ? into.slug : null };
}
