import { notFound } from '@chasqui/kernel';
import type { GadLevelCode } from '@chasqui/vocabularies';
import type { DataSource, EntityManager } from 'typeorm';
import { Gad } from './gad.entity.js';

export interface GadFilter {
  /** Part of the name of the GAD, its territory or its canton; accents optional. */
  readonly words?: string | undefined;
  readonly province?: string | undefined;
  readonly level?: GadLevelCode | undefined;
  /** Code of the last GAD of the previous page. */
  readonly after?: string | undefined;
}

export interface GadPage {
  readonly items: readonly Gad[];
  readonly next: string | null;
  readonly total: number;
}

const PAGE = 30;

/** GADs in the order of their codes, which is that of provinces, cantons and parishes; paged by key. */
export async function gadsBy(database: DataSource, filter: GadFilter): Promise<GadPage> {
  const query = database.manager.createQueryBuilder(Gad, 'g');
  if (filter.words?.trim()) {
    const words = `%${filter.words
      .trim()
      .slice(0, 100)
      .replace(/[\\%_]/g, '\\$&')}%`;
    query.andWhere(
      `unaccent(concat_ws(' ', g.name, g.territory, g.canton, g.dpaCode)) ILIKE unaccent(:words)`,
      { words },
    );
  }
  if (filter.province) query.andWhere('g.provinceCode = :province', { province: filter.province });
  if (filter.level) query.andWhere('g.level = :level', { level: filter.level });
  const total = await query.getCount();
  if (/^\d{2,6}$/.test(filter.after ?? '')) query.andWhere('g.dpaCode > :after', { after: filter.after });
  const rows = await query
    .orderBy('g.dpaCode')
    .limit(PAGE + 1)
    .getMany();
  const items = rows.slice(0, PAGE);
  return { items, total, next: rows.length > PAGE ? items.at(-1)!.dpaCode : null };
}

/** @throws DomainError `not_found` */
export async function requireGad(manager: EntityManager, dpaCode: string): Promise<Gad> {
  const gad = await manager.findOneBy(Gad, { dpaCode });
  if (!gad) throw notFound('No hay ningún GAD con ese código.');
  return gad;
}
