import { Readable } from 'node:stream';
import { vocabularyNames } from '@chasqui/curation';
import {
  CSV_TYPE,
  csvStream,
  type ExportCell,
  type ExportTable,
  XLSX_TYPE,
  xlsxStream,
} from '@chasqui/spreadsheets';
import type { DataSource } from 'typeorm';
import type { OpenType, ShowContext } from './open-type.js';
import { OPEN_TYPES } from './open-types.js';
import { publicBatches, type RecordSelection } from './read-records.js';
import { readReferences } from './references.js';
import { columnTitles, recordCells, recordJson } from './show-records.js';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: CSV_TYPE,
  xlsx: XLSX_TYPE,
  json: 'application/json; charset=utf-8',
};

/** Number of the shape of the JSON files: grows when something in them is renamed or goes. */
const SHAPE = 1;
/** Excel takes no longer text in a cell. */
const MAX_CELL = 32_000;

/** All public records of a type as a file, written while it is read. */
export function exportFile(
  database: DataSource,
  type: OpenType,
  format: ExportFormat,
  selection: RecordSelection,
  context: ShowContext,
): Readable {
  if (format === 'json') {
    return Readable.from(
      inPieces(
        jsonObject({ type: type.key, version: SHAPE }, [
          ['items', items(database, type, selection, context)],
        ]),
      ),
    );
  }
  const table: ExportTable = {
    name: type.label,
    columns: columnTitles(type).map((title) => ({ title })),
    rows: rows(database, type, selection, context),
  };
  return format === 'csv' ? csvStream(table) : xlsxStream({ ...table, rows: shortened(table.rows) });
}

/** Everything that is public, as one JSON object with a list per type. */
export function exportAll(database: DataSource, context: ShowContext): Readable {
  const lists = OPEN_TYPES.map(
    (type) => [type.api, items(database, type, {}, context)] as [string, AsyncGenerator<string>],
  );
  const head = { format: 'chasqui-open-data', version: SHAPE, source: context.publicUrl };
  return Readable.from(inPieces(jsonObject(head, lists)));
}

async function* items(
  database: DataSource,
  type: OpenType,
  selection: RecordSelection,
  context: ShowContext,
): AsyncGenerator<string> {
  for await (const batch of publicBatches(database, type, selection)) {
    const references = await readReferences(database.manager, type.fields, batch);
    for (const record of batch) yield JSON.stringify(recordJson(type, record, references, context));
  }
}

async function* rows(
  database: DataSource,
  type: OpenType,
  selection: RecordSelection,
  context: ShowContext,
): AsyncGenerator<ExportCell[]> {
  const names = await vocabularyNames(database.manager);
  for await (const batch of publicBatches(database, type, selection)) {
    const references = await readReferences(database.manager, type.fields, batch);
    for (const record of batch) yield recordCells(type, record, references, names, context);
  }
}

async function* shortened(all: ExportTable['rows']): AsyncGenerator<ExportCell[]> {
  for await (const row of all) {
    yield row.map((cell) =>
      typeof cell === 'string' && cell.length > MAX_CELL ? `${cell.slice(0, MAX_CELL)}…` : cell,
    );
  }
}

/** An object with some facts first and then lists, one item per line. */
async function* jsonObject(
  head: Readonly<Record<string, unknown>>,
  lists: readonly (readonly [name: string, items: AsyncIterable<string>])[],
): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1);
  for (const [name, list] of lists) {
    yield `,${JSON.stringify(name)}:[`;
    let mark = '\n';
    for await (const item of list) {
      yield mark + item;
      mark = ',\n';
    }
    yield '\n]';
  }
  yield '}\n';
}

const PIECE = 32 * 1024;

/** Joins small texts: a stream of thousands of tiny ones costs more than what it carries. */
async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const text of texts) {
    piece += text;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  if (piece) yield piece;
}
