import { knownCodes } from '@chasqui/curation';
import { type FieldError, invalid } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { CATALOGUE_TABLES, type CatalogueTable, referenceName } from './catalogue-tables.js';
import { type KnownHere, lineSchema } from './line-schema.js';
import { NOT_IMPORTED, parsedOrNull } from './read-header.js';

type Line = Readonly<Record<string, unknown>>;

interface Staged {
  readonly line: number;
  readonly type: string;
  /** By which other lines refer to it; null when none does. */
  readonly name: string | null;
  /** Columns with their values. */
  readonly data: Line;
  /** Columns with the names they refer to. */
  readonly refs: Line;
}

const BATCH = 500;
/** Who gets more than this corrects the first ones anyway. */
const MAX_FAULTS = 100;
/** Half a surrogate pair, or the NUL character: PostgreSQL stores neither. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;

const STAGE = `CREATE TEMPORARY TABLE catalogue_line
  (line int NOT NULL, type text NOT NULL, name text, data jsonb NOT NULL, refs jsonb NOT NULL) ON COMMIT DROP`;

/**
 * Checks every line of a file and keeps it aside, in the database: what refers to a later line is settled there.
 * @throws DomainError `catalogue.lines`
 */
export async function stageLines(manager: EntityManager, lines: AsyncIterable<string>): Promise<void> {
  await manager.query(STAGE);
  const read = await lineReader(manager);
  const faults: FieldError[] = [];
  let batch: Staged[] = [];
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (number === 1) continue;
    const { row, errors } = read(text, number);
    faults.push(...errors);
    if (faults.length >= MAX_FAULTS) break;
    if (row) batch.push(row);
    if (batch.length >= BATCH) {
      await store(manager, batch);
      batch = [];
    }
  }
  await store(manager, batch);
  await manager.query('CREATE INDEX ON catalogue_line (type, name)');
  await manager.query('ANALYZE catalogue_line');
  if (faults.length === 0) faults.push(...(await repeated(manager)), ...(await dangling(manager)));
  if (faults.length > 0) throw invalid('catalogue.lines', NOT_IMPORTED, faults.slice(0, MAX_FAULTS));
}

/** Puts the lines of one table where they belong, in one statement: rows may refer to each other. */
export async function insertStaged(manager: EntityManager, table: CatalogueTable): Promise<void> {
  const { tableName, columns } = manager.connection.getMetadata(table.entity);
  const names = columns.map(({ databaseName }) => databaseName).join(', ');
  const resolved = referencesOf(manager, table).map(
    ([column, target]) =>
      `'${column}', (SELECT r.data->'id' FROM catalogue_line r
                      WHERE r.type = '${target}' AND r.name = l.refs->>'${column}')`,
  );
  await manager.query(
    `INSERT INTO ${tableName} (${names})
     SELECT ${columns.map(({ databaseName }) => `row.${databaseName}`).join(', ')}
       FROM catalogue_line l,
            jsonb_populate_record(NULL::${tableName}, l.data || jsonb_build_object(${resolved.join(', ')})) AS row
      WHERE l.type = '${table.type}'`,
  );
}

function referencesOf(manager: EntityManager, table: CatalogueTable): [column: string, target: string][] {
  const { columns } = manager.connection.getMetadata(table.entity);
  return columns.flatMap(({ propertyName, databaseName }) => {
    const target = table.references[propertyName];
    return target ? [[databaseName, target] as [string, string]] : [];
  });
}

async function lineReader(
  manager: EntityManager,
): Promise<(text: string, line: number) => { row?: Staged; errors: FieldError[] }> {
  const known = await knownHere(manager);
  const schemas = new Map(CATALOGUE_TABLES.map((table) => [table.type, lineSchema(manager, table, known)]));
  return (text, line) => {
    const value = parsedOrNull(text) as Line | null;
    const table = CATALOGUE_TABLES.find(({ type }) => type === value?.['type']);
    if (!value || !table) {
      return { errors: [fault(line, value, value ? 'no se conoce este tipo de dato' : 'no es JSON válido')] };
    }
    if (UNSTORABLE.test(JSON.stringify(value))) {
      return { errors: [fault(line, value, 'contiene un signo que no se puede guardar')] };
    }
    const result = schemas.get(table.type)!.safeParse(value, { error: plainMessage });
    if (!result.success)
      return { errors: result.error.issues.map((issue) => issueFault(line, value, issue)) };
    return { row: staged(manager, table, value, line), errors: [] };
  };
}

async function knownHere(manager: EntityManager): Promise<KnownHere> {
  const gads = await manager.query<{ code: string }[]>('SELECT dpa_code AS code FROM gad');
  return { gads: new Set(gads.map(({ code }) => code)), codes: await knownCodes(manager) };
}

function staged(manager: EntityManager, table: CatalogueTable, value: Line, line: number): Staged {
  const { columns } = manager.connection.getMetadata(table.entity);
  const data: Record<string, unknown> = {};
  const refs: Record<string, unknown> = {};
  for (const { propertyName, databaseName } of columns) {
    if (table.references[propertyName]) refs[databaseName] = value[referenceName(propertyName)];
    else data[databaseName] = value[propertyName];
  }
  return { line, type: table.type, name: table.nameOf?.(value) ?? null, data, refs };
}

async function store(manager: EntityManager, batch: readonly Staged[]): Promise<void> {
  if (batch.length === 0) return;
  await manager.query(
    `INSERT INTO catalogue_line (line, type, name, data, refs)
     SELECT line, type, name, data, refs
       FROM jsonb_to_recordset($1::jsonb) AS s(line int, type text, name text, data jsonb, refs jsonb)`,
    [JSON.stringify(batch)],
  );
}

/** Lines that claim the name or the identity of an earlier one. */
async function repeated(manager: EntityManager): Promise<FieldError[]> {
  const rows = await manager.query<{ line: number; type: string; name: string; first: number }[]>(
    `SELECT line, type, claimed AS name, first
       FROM (SELECT line, type, claimed, min(line) OVER (PARTITION BY type, claimed) AS first
               FROM (SELECT line, type, name AS claimed FROM catalogue_line WHERE name IS NOT NULL
                     UNION ALL
                     SELECT line, type, coalesce(data->>'id', data->>'gad_code') FROM catalogue_line) AS c) AS n
      WHERE line > first ORDER BY line LIMIT ${MAX_FAULTS}`,
  );
  return rows.map(({ line, type, name, first }) =>
    fault(line, { type, slug: name }, `repite lo que ya dice la línea ${first}`),
  );
}

/** References to what no line brings. */
async function dangling(manager: EntityManager): Promise<FieldError[]> {
  const faults: FieldError[] = [];
  for (const table of CATALOGUE_TABLES) {
    for (const [column, target] of referencesOf(manager, table)) {
      const rows = await manager.query<{ line: number; name: string; wanted: string }[]>(
        `SELECT l.line, coalesce(l.name, l.data->>'id') AS name, l.refs->>$1 AS wanted FROM catalogue_line l
          WHERE l.type = $2 AND l.refs->>$1 IS NOT NULL
            AND NOT EXISTS (SELECT FROM catalogue_line r WHERE r.type = $3 AND r.name = l.refs->>$1)
          ORDER BY l.line LIMIT ${MAX_FAULTS}`,
        [column, table.type, target],
      );
      faults.push(
        ...rows.map(({ line, name, wanted }) =>
          fault(
            line,
            { type: table.type, slug: name },
            `se refiere a ${target} «${wanted}», que no está en el archivo`,
          ),
        ),
      );
    }
  }
  return faults;
}

function issueFault(line: number, value: Line, { path, message }: z.core.$ZodIssue): FieldError {
  const place = path.join('.');
  return fault(line, value, place ? `${place}: ${message}` : message);
}

/** "Línea 12 (donor aecid): …", as an editor counts lines. */
function fault(line: number, value: Line | null, message: string): FieldError {
  const names = [value?.['type'], value?.['slug'] ?? value?.['gadCode'] ?? value?.['id']];
  const shown = names.filter((each) => typeof each === 'string').join(' ');
  const who = shown ? ` (${shown.slice(0, 100)})` : '';
  return { field: String(line), message: `Línea ${line}${who}: ${message}.` };
}

/** For what no fact has words of its own for: the validator's are English and technical. */
function plainMessage(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'unrecognized_keys') return `no se conoce ${issue.keys.join(', ')}`;
  return issue.input === undefined ? 'falta este dato' : 'no es como debe ser';
}
