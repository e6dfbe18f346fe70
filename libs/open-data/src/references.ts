import type { Field } from '@chasqui/curation';
import type { EntityManager } from 'typeorm';
import type { StoredRecord } from './open-type.js';

export interface Reference {
  readonly slug: string;
  readonly name: string;
}

/** Referenced records by kind and id. One that nobody may see is not among them. */
export type References = ReadonlyMap<string, ReadonlyMap<string, Reference>>;

/** Where the records that others point at are kept, and which of them anybody may see. */
const TARGETS: Readonly<Record<string, string>> = {
  donor: 'SELECT id, slug, name_es AS name FROM donor',
  fund: 'SELECT id, slug, name_es AS name FROM fund',
  commission: `SELECT id, slug, denomination_es || ' · ' || partner_es AS name FROM mixed_commission`,
  network: 'SELECT id, slug, name_es AS name FROM network',
  call: `SELECT id, slug, title AS name FROM call WHERE state = 'published' AND merged_into_id IS NULL`,
};

/** Reads what the references of many records point at: one query per kind, whatever the number of records. */
export async function readReferences(
  manager: EntityManager,
  fields: readonly Field[],
  records: readonly StoredRecord[],
): Promise<References> {
  const found = new Map<string, ReadonlyMap<string, Reference>>();
  const wanted = new Map<string, Set<string>>();
  for (const field of fields) {
    if (field.kind !== 'reference' || !TARGETS[field.to]) continue;
    const ids = wanted.get(field.to) ?? new Set();
    for (const record of records) {
      const id = record[field.name];
      if (typeof id === 'string') ids.add(id);
    }
    wanted.set(field.to, ids);
  }
  for (const [to, ids] of wanted) {
    if (ids.size === 0) continue;
    const rows = await manager.query<{ id: string; slug: string; name: string }[]>(
      `SELECT id, slug, name FROM (${TARGETS[to]!}) AS target WHERE id = ANY($1::uuid[])`,
      [[...ids]],
    );
    found.set(to, new Map(rows.map(({ id, slug, name }) => [id, { slug, name }])));
  }
  return found;
}
