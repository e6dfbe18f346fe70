import { notFound } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import type { AdapterKind } from '../adapters/types.js';
import { SourceRun } from '../runs/run.entities.js';
import { guessesIn } from './guesses.js';
import { Source, SourceDefinition, type SourceHealth } from './source.entities.js';

/** What the list of sources shows of the newest run of each. */
export interface LastRun {
  readonly id: string;
  readonly state: SourceRun['state'];
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly found: number;
  readonly added: number;
  readonly changed: number;
  readonly vanished: number;
  readonly failed: number;
  readonly message: string | null;
}

export interface ListedSource {
  readonly id: string;
  readonly slug: string;
  readonly nameEs: string;
  readonly donorName: string | null;
  readonly adapter: AdapterKind;
  readonly enabled: boolean;
  readonly trusted: boolean;
  readonly everyMinutes: number;
  readonly health: SourceHealth;
  readonly healthSince: Date | null;
  readonly healthReason: string | null;
  /** Null: "nunca probada contra la fuente real". */
  readonly firstReadAt: Date | null;
  readonly nextRunAt: Date | null;
  readonly items: number;
  readonly lastRun: LastRun | null;
}

interface Row extends Omit<ListedSource, 'lastRun'> {
  readonly lastRun:
    (Omit<LastRun, 'startedAt' | 'finishedAt'> & Record<'startedAt' | 'finishedAt', string>) | null;
}

/** Those that need somebody stand first; the others by name. */
const URGENCY = `CASE s.health WHEN 'broken' THEN 1 WHEN 'stale' THEN 2 WHEN 'untried' THEN 4 ELSE 3 END`;

/** All sources with how they are doing and their newest run, in one statement. There are a few dozen. */
export async function listSources(database: DataSource): Promise<ListedSource[]> {
  const rows = await database.query<Row[]>(
    `SELECT s.id, s.slug, s.name_es AS "nameEs", d.name_es AS "donorName", f.adapter, s.enabled, s.trusted,
            s.every_minutes AS "everyMinutes", s.health, s.health_since AS "healthSince",
            s.health_reason AS "healthReason", s.first_read_at AS "firstReadAt", s.next_run_at AS "nextRunAt",
            coalesce(i.items, 0) AS items, to_jsonb(r) AS "lastRun"
       FROM source s
       JOIN source_definition f ON f.source_id = s.id AND f.version = s.definition_version
       LEFT JOIN donor d ON d.id = s.donor_id
       LEFT JOIN (SELECT source_id, count(*)::int AS items FROM source_item GROUP BY source_id) i
              ON i.source_id = s.id
       LEFT JOIN LATERAL (
         SELECT id, state, started_at AS "startedAt", finished_at AS "finishedAt", found, added, changed, vanished,
                failed, message
           FROM source_run WHERE source_id = s.id ORDER BY started_at DESC LIMIT 1) r ON true
      ORDER BY s.enabled DESC, ${URGENCY}, s.name_es, s.id`,
  );
  return rows.map((row) => ({ ...row, lastRun: row.lastRun && withDates(row.lastRun) }));
}

function withDates(run: NonNullable<Row['lastRun']>): LastRun {
  const { startedAt, finishedAt } = run;
  return {
    ...run,
    startedAt: new Date(startedAt),
    finishedAt: finishedAt === null ? null : new Date(finishedAt),
  };
}

export interface SourceSheet {
  readonly source: Source;
  readonly definition: SourceDefinition;
  /** Places in the configuration that nobody has compared with the real page. */
  readonly guesses: readonly string[];
  /** Never read from its real address: "nunca probada contra la fuente real". */
  readonly neverTried: boolean;
}

/** One source by its slug, with the definition in use and its donor. @throws DomainError `not_found` */
export async function sourceBySlug(database: DataSource, slug: string): Promise<SourceSheet> {
  const source = await database.manager.findOne(Source, { where: { slug }, relations: { donor: true } });
  if (!source) throw notFound('Esa fuente no existe.');
  const key = { sourceId: source.id, version: source.definitionVersion };
  const definition = await database.manager.findOneByOrFail(SourceDefinition, key);
  const guesses = guessesIn(definition.config);
  return { source, definition, guesses, neverTried: source.firstReadAt === null };
}

export interface DefinitionVersion {
  readonly version: number;
  readonly adapter: AdapterKind;
  readonly config: object;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly current: boolean;
}

/** Every way in which a source was read, the newest first. */
export async function definitionHistory(
  database: DataSource,
  sourceId: string,
): Promise<DefinitionVersion[]> {
  return database.query<DefinitionVersion[]>(
    `SELECT f.version, f.adapter, f.config, f.created_by AS "createdBy", f.created_at AS "createdAt",
            f.version = s.definition_version AS current
       FROM source_definition f JOIN source s ON s.id = f.source_id
      WHERE f.source_id = $1 ORDER BY f.version DESC`,
    [sourceId],
  );
}
