import { CommissionRound, MixedCommission } from '@chasqui/commissions';
import type { CuratedRecord } from '@chasqui/curation';
import { Donor, Fund } from '@chasqui/donors';
import { Offer } from '@chasqui/gads';
import { Network } from '@chasqui/networks';
import type { EntityManager, EntityTarget } from 'typeorm';
import { readReferenceFile } from './reference-files.js';

type Row = Readonly<Record<string, unknown>>;

/**
 * Loads the records that curators keep: donors, funds, commissions and their rounds, networks, good practices. A
 * record that somebody changed or merged here stays as it is; the others follow the files.
 * @returns how many records the files hold, by table
 */
export async function loadCuratedRecords(manager: EntityManager): Promise<Record<string, number>> {
  const [{ donors }, { funds }, { commissions, rounds }, { networks, memberships }, { offers }] =
    await Promise.all([
      readReferenceFile('donors'),
      readReferenceFile('funds'),
      readReferenceFile('commissions'),
      readReferenceFile('networks'),
      readReferenceFile('offers'),
    ]);
  await put(manager, Donor, donors);
  const donorIds = await idsBySlug(manager, Donor);
  await put(
    manager,
    Fund,
    funds.map(({ donor, ...fund }) => ({ ...fund, donorId: idOf(donorIds, donor, `fund ${fund.slug}`) })),
  );
  await put(
    manager,
    MixedCommission,
    commissions.map(({ donor, ...each }) => ({
      ...each,
      donorId: donor && idOf(donorIds, donor, `commission ${each.slug}`),
    })),
  );
  const commissionIds = await idsBySlug(manager, MixedCommission);
  await put(
    manager,
    CommissionRound,
    rounds.map(({ commission, ...round }) => ({
      ...round,
      commissionId: idOf(commissionIds, commission, `round ${round.slug}`),
    })),
  );
  await put(manager, Network, networks);
  await addMemberships(manager, memberships);
  await put(manager, Offer, offers);
  return {
    donors: donors.length,
    funds: funds.length,
    commissions: commissions.length,
    networks: networks.length,
    offers: offers.length,
  };
}

/** One statement whatever the number of rows; rows that are as the file says are not written again. */
async function put(
  manager: EntityManager,
  entity: EntityTarget<CuratedRecord>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { tableName, columns } = manager.connection.getMetadata(entity);
  const given = columns.filter(({ propertyName }) => propertyName in rows[0]!);
  const names = given.map(({ databaseName }) => databaseName);
  const facts = names.filter((name) => name !== 'slug' && name !== 'verified_on');
  const records = rows.map((row) =>
    Object.fromEntries(given.map(({ propertyName, databaseName }) => [databaseName, row[propertyName]])),
  );
  await manager.query(
    `INSERT INTO ${tableName} AS kept (${names.join(', ')})
     SELECT ${names.join(', ')} FROM jsonb_populate_recordset(NULL::${tableName}, $1::jsonb)
     ON CONFLICT (slug) DO UPDATE
        SET ${facts.map((name) => `${name} = excluded.${name}`).join(', ')},
            revision = kept.revision + 1, updated_at = now()
      WHERE NOT kept.curated
        AND (${facts.map((name) => `kept.${name}`).join(', ')})
            IS DISTINCT FROM (${facts.map((name) => `excluded.${name}`).join(', ')})`,
    [JSON.stringify(records)],
  );
}

/** Slug → the record that stands for it today: a merged one leads to the one that stayed. */
async function idsBySlug(
  manager: EntityManager,
  entity: EntityTarget<CuratedRecord>,
): Promise<ReadonlyMap<string, string>> {
  const { tableName } = manager.connection.getMetadata(entity);
  const rows = await manager.query<{ slug: string; id: string }[]>(
    `SELECT slug, coalesce(merged_into_id, id) AS id FROM ${tableName}`,
  );
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

function idOf(ids: ReadonlyMap<string, string>, slug: string, owner: string): string {
  const id = ids.get(slug);
  if (!id) throw new Error(`Reference data: the ${owner} names ${slug}, which does not exist.`);
  return id;
}

/** Adds what is documented of a GAD in a network, once: from then on it is the GAD's own register,
 * and what the GAD removed does not come back. */
async function addMemberships(manager: EntityManager, memberships: readonly Row[]): Promise<void> {
  await manager.query(
    `INSERT INTO network_membership
       (network_id, gad_code, role, from_year, until_year, note_es, source_es, updated_at)
     SELECT coalesce(n.merged_into_id, n.id), m."gadCode", m.role, m."fromYear", m."untilYear",
            m."noteEs", m."sourceEs", now()
       FROM jsonb_to_recordset($1::jsonb) AS m(network text, "gadCode" text, role text, "fromYear" int,
                                               "untilYear" int, "noteEs" text, "sourceEs" text)
       JOIN network n ON n.slug = m.network
      WHERE NOT EXISTS (
        SELECT FROM network_membership k
         WHERE k.network_id = coalesce(n.merged_into_id, n.id) AND k.gad_code = m."gadCode")
        AND NOT EXISTS (
        SELECT FROM audit_entry e
         WHERE e.entity = 'network_membership' AND e.after IS NULL AND e.before->>'gadCode' = m."gadCode"
           AND e.before->>'networkId' = coalesce(n.merged_into_id, n.id)::text)`,
    [JSON.stringify(memberships)],
  );
}
