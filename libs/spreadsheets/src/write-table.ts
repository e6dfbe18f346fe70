import { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';

export type ExportCell = string | number | boolean | Date | null;

/** A table to write: titles and rows, which may come from the database one after the other. */
export interface ExportTable {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width?: number }[];
  readonly rows: AsyncIterable<readonly ExportCell[]> | Iterable<readonly ExportCell[]>;
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV_TYPE = 'text/csv; charset=utf-8';

const DEFAULT_WIDTH = 24;
/** What spreadsheet programs take at the beginning of a cell for a formula, also in full-width letters (OWASP). */
const FORMULA = /^[\s'"]*[=+\-@\t\r\0\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-?\d+([.,]\d+)?$/;

/**
 * An Excel workbook, written while it is read. Texts are stored as texts, so none of them ever becomes a formula.
 */
export function xlsxStream(table: ExportTable): Readable {
  const columns = table.columns.map(({ title, width = DEFAULT_WIDTH }) => ({ header: title, width }));
  const options = { name: sheetName(table.name), columns, freezePane: { rows: 1 } };
  return Readable.fromWeb(
    writeXlsxStream(xlsxRows(table), options) as Parameters<typeof Readable.fromWeb>[0],
  );
}

/** The same as one piece, for small tables. */
export async function writeXlsx(table: ExportTable): Promise<Buffer> {
  return Buffer.concat((await xlsxStream(table).toArray()) as Uint8Array[]);
}

/**
 * A text with columns separated by semicolons, as Excel opens it in Spanish: UTF-8 with its mark, and no cell that a
 * spreadsheet program would run.
 */
export function csvStream(table: ExportTable): Readable {
  return Readable.from(csvLines(table));
}

async function* xlsxRows({ rows }: ExportTable): AsyncGenerator<(string | number | boolean | Date | null)[]> {
  for await (const row of rows) yield row.map((cell) => (typeof cell === 'string' ? clean(cell) : cell));
}

async function* csvLines({ columns, rows }: ExportTable): AsyncGenerator<string> {
  yield `\ufeff${csvLine(columns.map(({ title }) => title))}`;
  for await (const row of rows) yield csvLine(row);
}

function csvLine(cells: readonly ExportCell[]): string {
  return `${cells.map(csvCell).join(';')}\r\n`;
}

function csvCell(cell: ExportCell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'boolean') return cell ? 'sí' : 'no';
  if (typeof cell === 'number') return String(cell);
  const text = harmless(clean(cell));
  return /["';,\t\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text that begins like a formula gets an apostrophe in front; an amount with its minus is left a number. */
export function harmless(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** XML 1.0 has no place for them. */
const NO_XML = /(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff]/gu;

function clean(text: string): string {
  return text.replace(NO_XML, '').replace(/\p{Surrogate}/gu, '');
}

/** Excel refuses some marks and more than 31 characters in the name of a sheet. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[\\/?*[\]:']/g, ' ')
      .trim()
      .slice(0, 31) || 'Datos'
  );
}
