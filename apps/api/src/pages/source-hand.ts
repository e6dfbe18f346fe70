import { Donor } from '@chasqui/donors';
import { safeHttpUrl } from '@chasqui/kernel';
import type { AdapterKind, Sources } from '@chasqui/sources';
import type { DataSource } from 'typeorm';

/**
 * The source that holds what is handed over by hand of a donor; made when it is first needed.
 * @returns null without a donor: what belongs to none has a source of its own
 */
export async function handSourceOf(
  database: DataSource,
  sources: Sources,
  donorId: string | null,
  publicUrl: string,
  actorId: string,
): Promise<string | null> {
  if (donorId === null) return null;
  const known = (await sourcesOfKind(database, 'pasted', donorId)).find(
    ({ config }) => (config as { address?: unknown }).address == null,
  );
  if (known) return known.id;
  const donor = await database.manager.findOneByOrFail(Donor, { id: donorId });
  const input = {
    name: `A mano: ${donor.nameEs}`.slice(0, 150),
    donorId,
    homeUrl: safeHttpUrl(donor.website) ?? publicUrl,
    everyMinutes: 1440,
    mayBeEmpty: true,
    adapter: 'pasted' as const,
    config: {},
  };
  return (await sources.create(input, actorId)).id;
}

export interface SourceOfKind {
  readonly id: string;
  readonly slug: string;
  readonly nameEs: string;
  readonly revision: number;
  readonly config: object;
}

/** Sources of a kind, by name; those of one donor when it is given. */
export function sourcesOfKind(
  database: DataSource,
  kind: AdapterKind,
  donorId?: string,
): Promise<SourceOfKind[]> {
  return database.query<SourceOfKind[]>(
    `SELECT s.id, s.slug, s.name_es AS "nameEs", s.revision, d.config
       FROM source s
       JOIN source_definition d ON d.source_id = s.id AND d.version = s.definition_version
      WHERE d.adapter = $1 AND ($2::uuid IS NULL OR s.donor_id = $2)
      ORDER BY s.name_es, s.id`,
    [kind, donorId ?? null],
  );
}
