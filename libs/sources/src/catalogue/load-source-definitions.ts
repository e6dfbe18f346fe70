import type { EntityManager } from 'typeorm';
import { type ReadySource, readReadySources } from '../definitions/ready-sources.js';
import { readAddress } from '../addresses.js';
import { storedConfig } from './source-input.js';

/** Not a selector, so that its own configuration cannot say it. */
const GUESSED_LISTS = 'La dirección de la lista es una suposición: compruébela en el sitio.';

/**
 * Loads the sources that come ready. A missing one is added, switched off; one that nobody has changed nor read yet
 * follows the file; all others stay as they are.
 * @returns how many sources the file holds
 */
export async function loadSourceDefinitions(manager: EntityManager, now: Date): Promise<number> {
  const ready = await readReadySources();
  const rows = JSON.stringify(ready.map(rowOf));
  await requireDonors(manager, ready);
  await manager.query(
    `WITH given AS (
       SELECT r.*, coalesce(d.merged_into_id, d.id) AS donor_id
         FROM jsonb_to_recordset($1::jsonb) AS r(slug text, name_es text, donor text, home_url text,
              every_minutes int, may_be_empty boolean, notes text, provenance text, adapter text, config jsonb)
         LEFT JOIN donor d ON d.slug = r.donor),
     kept AS (
       INSERT INTO source AS s (slug, name_es, donor_id, home_url, definition_version, every_minutes, may_be_empty,
                                notes, provenance, created_at, updated_at)
       SELECT slug, name_es, donor_id, home_url, 1, every_minutes, may_be_empty, notes, provenance, $2, $2 FROM given
       ON CONFLICT (slug) DO UPDATE
          SET name_es = excluded.name_es, donor_id = excluded.donor_id, home_url = excluded.home_url,
              every_minutes = excluded.every_minutes, may_be_empty = excluded.may_be_empty,
              notes = excluded.notes, provenance = excluded.provenance
        WHERE s.revision = 1 AND s.definition_version = 1
          AND NOT EXISTS (SELECT FROM source_run r WHERE r.source_id = s.id)
          AND s.provenance IS NOT NULL
       RETURNING id, slug)
     INSERT INTO source_definition AS f (source_id, version, adapter, config, created_at)
     SELECT kept.id, 1, given.adapter, given.config, $2 FROM kept JOIN given USING (slug)
     ON CONFLICT (source_id, version) DO UPDATE SET adapter = excluded.adapter, config = excluded.config
      WHERE (f.adapter, f.config) IS DISTINCT FROM (excluded.adapter, excluded.config)`,
    [rows, now],
  );
  return ready.length;
}

function rowOf(ready: ReadySource): object {
  const config = storedConfig(ready.adapter, ready.config);
  const notes = ready.guesses.includes('listUrls') ? [...ready.notes, GUESSED_LISTS] : ready.notes;
  return {
    slug: ready.key,
    name_es: ready.name,
    donor: ready.donor,
    home_url: readAddress(ready.homeUrl),
    every_minutes: ready.everyMinutes,
    // A definition that expects no calls says that the list may well be empty.
    may_be_empty: (config as { minItems?: number }).minItems === 0,
    notes: notes.join('\n'),
    provenance: ready.provenance.map(({ title, place }) => `${title} (${place})`).join('; '),
    adapter: ready.adapter,
    config,
  };
}

async function requireDonors(manager: EntityManager, ready: readonly ReadySource[]): Promise<void> {
  const named = [...new Set(ready.flatMap(({ donor }) => donor ?? []))];
  const missing = await manager.query<{ slug: string }[]>(
    'SELECT slug FROM unnest($1::text[]) AS slug WHERE NOT EXISTS (SELECT FROM donor d WHERE d.slug = slug.slug)',
    [named],
  );
  if (missing.length > 0) {
    throw new Error(`Sources: no donor is called ${missing.map(({ slug }) => slug).join(', ')}.`);
  }
}
