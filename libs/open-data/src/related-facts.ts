import { NETWORK_ROLE_LABELS, type NetworkRole } from '@chasqui/vocabularies';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { ExtraFact, StoredRecord } from './open-type.js';
import { referenceSchema } from './value-schema.js';

interface Member {
  readonly gad: { readonly code: string; readonly name: string };
  readonly role: NetworkRole;
  readonly fromYear: number | null;
  readonly untilYear: number | null;
  readonly source: string | null;
}

/** The GADs of a network that a source documents. What each pays is its own affair. */
export const MEMBERS_FACT: ExtraFact = {
  name: 'members',
  label: 'GAD miembros',
  schema: z.array(
    z.object({
      gad: z.object({ code: z.string(), name: z.string() }),
      role: z.enum(Object.keys(NETWORK_ROLE_LABELS)),
      fromYear: z.number().int().nullable(),
      untilYear: z.number().int().nullable(),
      source: z.string().nullable(),
    }),
  ),
  value: ({ members }) => members,
  cell: ({ members }) =>
    (members as readonly Member[])
      .map(({ gad, role, fromYear, untilYear }) =>
        [gad.code, gad.name, NETWORK_ROLE_LABELS[role], [fromYear, untilYear].filter(Boolean).join('-')]
          .filter(Boolean)
          .join(' · '),
      )
      .join('\n'),
};

export async function withMembers(
  manager: EntityManager,
  records: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const rows = await manager.query<{ id: string; members: Member[] }[]>(
    `SELECT m.network_id AS id,
            json_agg(json_build_object(
              'gad', json_build_object('code', g.dpa_code, 'name', g.name), 'role', m.role,
              'fromYear', m.from_year, 'untilYear', m.until_year, 'source', m.source_es)
              ORDER BY g.dpa_code, m.from_year NULLS FIRST, m.id) AS members
       FROM network_membership m JOIN gad g ON g.dpa_code = m.gad_code
      WHERE m.network_id = ANY($1::uuid[]) GROUP BY m.network_id`,
    [records.map(({ id }) => id)],
  );
  const byId = new Map(rows.map(({ id, members }) => [id, members]));
  return records.map((record) => ({ ...record, members: byId.get(String(record['id'])) ?? [] }));
}

const gadSchema = z.object({ code: z.string(), name: z.string() });

/** Whose practice it is. */
export const OFFER_GAD: ExtraFact = {
  name: 'gad',
  label: 'GAD',
  schema: gadSchema,
  value: ({ gad }) => gad,
  cell: ({ gad }) =>
    `${(gad as z.output<typeof gadSchema>).name} (${(gad as z.output<typeof gadSchema>).code})`,
};

export async function withGad(
  manager: EntityManager,
  records: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const rows = await manager.query<{ code: string; name: string }[]>(
    'SELECT dpa_code AS code, name FROM gad WHERE dpa_code = ANY($1)',
    [[...new Set(records.map(({ gadCode }) => gadCode))]],
  );
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return records.map((record) => ({ ...record, gad: byCode.get(String(record['gadCode'])) }));
}

/** The call that a round opened, once it is published. */
export const ROUND_CALL: ExtraFact = {
  name: 'call',
  label: 'Convocatoria',
  schema: referenceSchema.nullable(),
  value: ({ call }) => call ?? null,
  cell: ({ call }) => (call as z.output<typeof referenceSchema> | null)?.name ?? null,
};

/** The call of a round, and the address of its commission, on whose page the round is shown. */
export async function withRoundPlace(
  manager: EntityManager,
  records: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const rows = await manager.query<{ id: string; commission: string; call: unknown }[]>(
    `SELECT r.id, m.slug AS commission,
            CASE WHEN c.id IS NOT NULL THEN json_build_object('slug', c.slug, 'name', c.title) END AS call
       FROM commission_round r
       JOIN mixed_commission m ON m.id = r.commission_id
       LEFT JOIN call c ON c.id = r.call_id AND c.state = 'published' AND c.merged_into_id IS NULL
      WHERE r.id = ANY($1::uuid[])`,
    [records.map(({ id }) => id)],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return records.map((record) => {
    const { commission, call } = byId.get(String(record['id']))!;
    return { ...record, call, commissionSlug: commission };
  });
}
