import { createHash, type Hash } from 'node:crypto';
import { refreshCallDates } from '@chasqui/calls';
import { conflict, type FieldError, invalid } from '@chasqui/kernel';
import { refreshSearchEntries, SEARCH_KINDS } from '@chasqui/search';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { CATALOGUE_TABLES, type CatalogueTable } from './catalogue-tables.js';
import { linesOf } from './export-catalogue.js';
import { NOT_IMPORTED, readHeader } from './read-header.js';
import { insertStaged, stageLines } from './stage-lines.js';

/** Opens the file anew: it is read twice, so that it never has to fit into memory. */
export type LineSource = () => AsyncIterable<string>;

export interface ImportResult {
  /** The instance already held exactly this. */
  readonly unchanged: boolean;
  /** Rows by kind. */
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Fills an instance in which nobody has worked yet with the catalogue of another one: all of it or nothing. What the
 * reference data brought gives way. The same file again changes nothing. Nobody is notified: nothing is announced,
 * and an instance in which people already receive alerts is refused.
 * @throws DomainError `catalogue.in_use`, `catalogue.no_reference`, `catalogue.header`, `catalogue.lines` with the place of every fault
 */
export async function importCatalogue(database: DataSource, source: LineSource): Promise<ImportResult> {
  const { personal } = await readHeader(source());
  try {
    return await database.transaction(async (manager) => {
      await lockCatalogue(manager);
      if ((await digestOf(source())) === (await digestOf(linesOf(manager, { personal })))) {
        return { unchanged: true, rows: await countRows(manager) };
      }
      await requireUnused(manager);
      await stageLines(manager, source());
      await withDonorsOfSources(manager, async () => {
        await emptyCatalogue(manager);
        for (const table of CATALOGUE_TABLES) await insertStaged(manager, table);
      });
      await refreshCallDates(manager, 'all');
      for (const kind of SEARCH_KINDS) await refreshSearchEntries(manager, kind, 'all');
      return { unchanged: false, rows: await countRows(manager) };
    });
  } catch (error) {
    throw asFault(error);
  }
}

/** Nobody changes the catalogue while it is replaced; reading goes on. */
async function lockCatalogue(manager: EntityManager): Promise<void> {
  await manager.query(
    `LOCK TABLE ${CATALOGUE_TABLES.map(tableOf(manager)).join(', ')} IN SHARE ROW EXCLUSIVE MODE`,
  );
}

async function digestOf(lines: AsyncIterable<string>): Promise<string> {
  const hash: Hash = createHash('sha256');
  for await (const line of lines) hash.update(`${line}\n`);
  return hash.digest('hex');
}

async function requireUnused(manager: EntityManager): Promise<void> {
  const [{ ready }] = await manager.query<[{ ready: boolean }]>('SELECT EXISTS (SELECT FROM gad) AS ready');
  if (!ready) {
    throw conflict(
      'catalogue.no_reference',
      'Esta instancia no tiene todavía los GAD ni los códigos: cargue los datos de referencia con la orden migrate. / ' +
        'Load the reference data first: run the command migrate.',
    );
  }
  const counts = CATALOGUE_TABLES.map(
    (table) =>
      `SELECT '${table.many}' AS what, count(*)::int AS rows FROM ${tableOf(manager)(table)} t WHERE ${table.touched}`,
  );
  const found = await manager.query<{ what: string; rows: number }[]>(
    `SELECT what, rows FROM (${counts.join(' UNION ALL ')}
       UNION ALL SELECT 'personas que reciben avisos', count(*)::int FROM subscription
       UNION ALL SELECT 'fuentes en uso', count(*)::int FROM source s
        WHERE s.revision > 1 OR s.provenance IS NULL OR EXISTS (SELECT FROM source_run r WHERE r.source_id = s.id)) AS c WHERE rows > 0`,
  );
  if (found.length === 0) return;
  const list = found.map(({ what, rows }) => `${rows} ${what}`).join(', ');
  throw conflict(
    'catalogue.in_use',
    `En esta instancia ya se ha trabajado (${list}), y la importación no mezcla ni reemplaza: no se cambió nada. ` +
      'Importe en una instancia nueva, en modo de producción y sin convocatorias. / ' +
      'This instance is in use and nothing was changed: import into a new one.',
  );
}

/** The ready sources stay. Their donors come back with other ids and the same slugs. */
async function withDonorsOfSources(manager: EntityManager, replace: () => Promise<void>): Promise<void> {
  const donors = await manager.query<{ id: string; slug: string }[]>(
    'SELECT s.id, d.slug FROM source s JOIN donor d ON d.id = s.donor_id',
  );
  await manager.query('UPDATE source SET donor_id = NULL');
  await replace();
  await manager.query(
    `UPDATE source s SET donor_id = d.id
       FROM jsonb_to_recordset($1::jsonb) AS k(id uuid, slug text) JOIN donor d ON d.slug = k.slug
      WHERE s.id = k.id`,
    [JSON.stringify(donors)],
  );
}

async function emptyCatalogue(manager: EntityManager): Promise<void> {
  for (const table of CATALOGUE_TABLES.toReversed())
    await manager.query(`DELETE FROM ${tableOf(manager)(table)}`);
}

async function countRows(manager: EntityManager): Promise<Record<string, number>> {
  const counts = CATALOGUE_TABLES.map(
    (table) => `SELECT '${table.type}' AS type, count(*)::int AS rows FROM ${tableOf(manager)(table)}`,
  );
  const rows = await manager.query<{ type: string; rows: number }[]>(counts.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ type, rows: number }) => [type, number]));
}

function tableOf(manager: EntityManager): (table: CatalogueTable) => string {
  return ({ entity }) => manager.connection.getMetadata(entity).tableName;
}

/** What only the database could notice, such as two current versions of a plan. */
function asFault(error: unknown): unknown {
  if (!(error instanceof QueryFailedError)) return error;
  const { constraint, detail } = error.driverError as { constraint?: string; detail?: string };
  if (!constraint) return error;
  const faults: FieldError[] = [{ field: constraint, message: `${constraint}: ${detail ?? error.message}` }];
  return invalid('catalogue.lines', NOT_IMPORTED, faults);
}
