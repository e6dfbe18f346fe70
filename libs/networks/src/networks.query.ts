import { KEY_ID, KEY_TEXT, readKey, writeKey } from '@chasqui/kernel';
import type { Association, GadLevelCode, NetworkScope } from '@chasqui/vocabularies';
import { type DataSource, IsNull } from 'typeorm';
import { Network, NetworkEvaluation, NetworkMembership } from './network.entities.js';

export interface NetworkFilter {
  readonly theme?: string | undefined;
  readonly scope?: NetworkScope | undefined;
  /** Networks that this level may join, and those whose source does not say who may. */
  readonly level?: GadLevelCode | undefined;
  readonly via?: Association | undefined;
  readonly activity?: Network['activity'] | undefined;
  readonly after?: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

const PAGE = 20;
const MEMBERS_PAGE = 50;

/** Networks by name; paged by key. */
export async function networksPage(
  database: DataSource,
  filter: NetworkFilter,
): Promise<Page<Network> & { readonly total: number }> {
  const query = database.manager.createQueryBuilder(Network, 'n').where('n.mergedIntoId IS NULL');
  const { theme, scope, level, via, activity } = filter;
  if (theme) query.andWhere('n.themes @> ARRAY[CAST(:theme AS text)]', { theme });
  if (scope) query.andWhere('n.scope = :scope', { scope });
  if (level) {
    query.andWhere(`(n.gad_levels = '{}' OR n.gad_levels @> ARRAY[CAST(:level AS text)])`, { level });
  }
  if (via) query.andWhere('n.access_via @> ARRAY[CAST(:via AS text)]', { via });
  if (activity) query.andWhere('n.activity = :activity', { activity });
  const total = await query.getCount();
  const key = keyIn(filter.after);
  if (key) query.andWhere('(n.nameEs, n.id) > (:name, CAST(:id AS uuid))', key);
  const rows = await query
    .orderBy('n.nameEs')
    .addOrderBy('n.id')
    .limit(PAGE + 1)
    .getMany();
  return { ...pageOf(rows, PAGE, ({ nameEs, id }) => ({ name: nameEs, id })), total };
}

/** A network by its address; a merged one gives the address of the one that stays. */
export async function networkAt(
  database: DataSource,
  slug: string,
): Promise<{ network: Network } | { movedTo: string } | null> {
  const network = await database.manager.findOneBy(Network, { slug });
  if (!network?.mergedIntoId) return network && { network };
  const target = await database.manager.findOneBy(Network, { id: network.mergedIntoId });
  return target && { movedTo: target.slug };
}

/** The Ecuadorian members of a network by name; paged by key. Fees and notes of a GAD are not read. */
export async function membersOf(
  database: DataSource,
  networkId: string,
  after?: string,
): Promise<Page<NetworkMembership>> {
  const query = database.manager
    .createQueryBuilder(NetworkMembership, 'm')
    .innerJoin('m.gad', 'gad')
    .select(['m.id', 'm.role', 'm.fromYear', 'm.untilYear', 'm.sourceEs', 'gad.dpaCode', 'gad.name'])
    .where('m.networkId = :networkId', { networkId })
    .orderBy('gad.name')
    .addOrderBy('m.id')
    .limit(MEMBERS_PAGE + 1);
  const key = keyIn(after);
  if (key) query.andWhere('(gad.name, m.id) > (:name, CAST(:id AS uuid))', key);
  return pageOf(await query.getMany(), MEMBERS_PAGE, ({ gad, id }) => ({ name: gad!.name, id }));
}

/** A GAD's memberships with their networks, by name; paged by key. */
export async function membershipsOfGad(
  database: DataSource,
  gadCode: string,
  after?: string,
  limit = PAGE,
): Promise<Page<NetworkMembership>> {
  const query = database.manager
    .createQueryBuilder(NetworkMembership, 'm')
    .innerJoinAndSelect('m.network', 'network')
    .where('m.gadCode = :gadCode', { gadCode })
    .orderBy('network.nameEs')
    .addOrderBy('m.id')
    .limit(limit + 1);
  const key = keyIn(after);
  if (key) query.andWhere('(network.nameEs, m.id) > (:name, CAST(:id AS uuid))', key);
  return pageOf(await query.getMany(), limit, ({ network, id }) => ({ name: network!.nameEs, id }));
}

/** A membership of a GAD; null when the GAD has none of that id. */
export function membershipOfGad(
  database: DataSource,
  gadCode: string,
  id: string,
): Promise<NetworkMembership | null> {
  return database.manager.findOne(NetworkMembership, {
    where: { id, gadCode },
    relations: { network: true },
  });
}

/** Of each network that a GAD evaluated, the last evaluation. */
export async function lastEvaluations(
  database: DataSource,
  gadCode: string,
  networkIds: readonly string[],
): Promise<ReadonlyMap<string, NetworkEvaluation>> {
  if (networkIds.length === 0) return new Map();
  const rows = await database.manager
    .createQueryBuilder(NetworkEvaluation, 'e')
    .distinctOn(['e.networkId'])
    .where('e.gadCode = :gadCode AND e.networkId = ANY(:networkIds)', { gadCode, networkIds })
    .orderBy('e.networkId')
    .addOrderBy('e.evaluatedAt', 'DESC')
    .addOrderBy('e.id', 'DESC')
    .getMany();
  return new Map(rows.map((evaluation) => [evaluation.networkId, evaluation]));
}

/** A GAD's evaluations with their networks, the newest on top; paged by key. `networkId` keeps those of one network. */
export async function evaluationsOfGad(
  database: DataSource,
  gadCode: string,
  options: { networkId?: string | undefined; after?: string | undefined; limit?: number } = {},
): Promise<Page<NetworkEvaluation>> {
  const { networkId, after, limit = 10 } = options;
  const query = database.manager
    .createQueryBuilder(NetworkEvaluation, 'e')
    .innerJoinAndSelect('e.network', 'network')
    .where('e.gadCode = :gadCode', { gadCode })
    .orderBy('e.evaluatedAt', 'DESC')
    .addOrderBy('e.id', 'DESC')
    .limit(limit + 1);
  if (networkId) query.andWhere('e.networkId = :networkId', { networkId });
  const key = keyIn(after);
  if (key && !Number.isNaN(Date.parse(key.name))) {
    query.andWhere('(e.evaluated_at, e.id) < (CAST(:name AS timestamptz), CAST(:id AS uuid))', key);
  }
  return pageOf(await query.getMany(), limit, ({ evaluatedAt, id }) => ({
    name: evaluatedAt.toISOString(),
    id,
  }));
}

/** An evaluation of a GAD; null when the GAD has none of that id. */
export function evaluationOfGad(
  database: DataSource,
  gadCode: string,
  id: string,
): Promise<NetworkEvaluation | null> {
  return database.manager.findOne(NetworkEvaluation, {
    where: { id, gadCode },
    relations: { network: true },
  });
}

/** Every network that stands for itself, for lists to choose from. */
export function networkChoices(
  database: DataSource,
): Promise<Pick<Network, 'id' | 'nameEs' | 'acronym' | 'activity'>[]> {
  return database.manager.find(Network, {
    select: { id: true, nameEs: true, acronym: true, activity: true },
    where: { mergedIntoId: IsNull() },
    order: { nameEs: 'ASC', id: 'ASC' },
    take: 400,
  });
}

interface Key extends Record<string, string> {
  readonly name: string;
  readonly id: string;
}

function pageOf<Item>(rows: readonly Item[], limit: number, keyOf: (last: Item) => Key): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { items, next: null };
  const { name, id } = keyOf(last);
  return { items, next: writeKey([name, id]) };
}

function keyIn(text: string | undefined): Key | null {
  const [name = '', id = ''] = readKey(text, [KEY_TEXT, KEY_ID]) ?? [];
  return id ? { name, id } : null;
}
