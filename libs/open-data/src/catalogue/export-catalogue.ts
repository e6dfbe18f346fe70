import { publicValue } from '@chasqui/curation';
import type { DataSource, EntityManager } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { CATALOGUE_TABLES, type CatalogueTable, referenceName } from './catalogue-tables.js';

/** First line of a file: what it is, and the last change in it. */
export interface CatalogueHeader {
  readonly format: 'chasqui-catalogue';
  readonly version: 1;
  /** When something in it last changed; null for an empty catalogue. The same catalogue gives the same file. */
  readonly changedAt: string | null;
  /** Contacts that name a person are included. */
  readonly personal: boolean;
}

export const CATALOGUE_VERSION = 1;
const BATCH = 500;

/**
 * Everything that curators and GADs keep, one JSON text per line, without line ends: for moving an instance. Records
 * keep their identity, so that feeds and calendars that people follow go on; they refer to each other by name. People,
 * their alerts and the history of changes stay behind. All of it is of one moment.
 */
export async function* catalogueLines(
  database: DataSource,
  options: { readonly personal: boolean },
): AsyncGenerator<string> {
  const runner = database.createQueryRunner();
  await runner.connect();
  try {
    await runner.startTransaction('REPEATABLE READ');
    yield* linesOf(runner.manager, options);
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
}

/** The same within the caller's transaction. */
export async function* linesOf(
  manager: EntityManager,
  { personal }: { readonly personal: boolean },
): AsyncGenerator<string> {
  const header: CatalogueHeader = {
    format: 'chasqui-catalogue',
    version: CATALOGUE_VERSION,
    changedAt: await lastChange(manager),
    personal,
  };
  yield JSON.stringify(header);
  for (const table of CATALOGUE_TABLES) {
    for await (const row of rowsOf(manager, table)) {
      yield JSON.stringify({ type: table.type, ...(personal ? row : withoutPeople(table, row)) });
    }
  }
}

async function lastChange(manager: EntityManager): Promise<string | null> {
  const dated = CATALOGUE_TABLES.map(({ entity }) => manager.connection.getMetadata(entity)).filter(
    ({ columns }) => columns.some(({ propertyName }) => propertyName === 'updatedAt'),
  );
  const newest = dated
    .map(({ tableName }) => `SELECT max(updated_at) AS at FROM ${tableName}`)
    .join(' UNION ALL ');
  const [row] = await manager.query<[{ at: string | null }]>(
    `SELECT ${utc('max(at)')} AS at FROM (${newest}) AS n`,
  );
  return row.at;
}

/** Rows in their order, fetched a few at a time: the server keeps the rest. */
async function* rowsOf(
  manager: EntityManager,
  table: CatalogueTable,
): AsyncGenerator<Record<string, unknown>> {
  const { tableName, columns } = manager.connection.getMetadata(table.entity);
  const selected = columns.map((column) => `${expression(column, table)} AS "${lineName(column, table)}"`);
  const cursor = `catalogue_${table.type}`;
  await manager.query(
    `DECLARE ${cursor} NO SCROLL CURSOR FOR
     SELECT row_to_json(line) AS line
       FROM (SELECT ${selected.join(', ')} FROM ${tableName} AS t ORDER BY ${table.order}) AS line`,
  );
  for (;;) {
    const rows = await manager.query<{ line: Record<string, unknown> }[]>(`FETCH ${BATCH} FROM ${cursor}`);
    for (const { line } of rows) yield line;
    if (rows.length < BATCH) break;
  }
  await manager.query(`CLOSE ${cursor}`);
}

/** What a line calls a column. */
export function lineName({ propertyName }: ColumnMetadata, table: CatalogueTable): string {
  return table.references[propertyName] ? referenceName(propertyName) : propertyName;
}

/** A column as text that does not depend on the settings of the server. */
function expression({ propertyName, databaseName, type }: ColumnMetadata, table: CatalogueTable): string {
  const column = `t.${databaseName}`;
  const target = table.references[propertyName];
  if (target) return CATALOGUE_TABLES.find((each) => each.type === target)!.name!(column);
  if (type === 'timestamptz') return utc(column);
  return type === 'numeric' ? `${column}::text` : column;
}

function utc(value: string): string {
  return `to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

function withoutPeople(
  table: CatalogueTable,
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const told = table.fields.map((field) => [field.name, publicValue(field, row[field.name])] as const);
  const lists = told.filter(([, value]) => Array.isArray(value));
  return { ...row, ...Object.fromEntries(lists) };
}
