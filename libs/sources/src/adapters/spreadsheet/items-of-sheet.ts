import { invalid, slugify } from '@chasqui/kernel';
import { readSpreadsheet, type Sheet } from '@chasqui/spreadsheets';
import { normalisedAddress, readAddress, shortKey } from '../../addresses.js';
import { recordPart } from '../api/json-answer.js';
import type { CollectedItem } from '../types.js';
import { guessMapping, knownHeadings } from './guess-mapping.js';
import type { SheetMapping } from './spreadsheet.config.js';

export const ROW_PART = 'fila';

/** Above the headings there may be the name of the institution, a title, a date. */
const HEADING_ROWS = 20;
const SAMPLE_ROWS = 50;

export interface SheetItems {
  readonly items: readonly CollectedItem[];
  /** Spanish: rows that were left out and why. */
  readonly warnings: readonly string[];
  readonly mapping: SheetMapping;
}

/**
 * The calls in an uploaded file (.xlsx, .ods, .csv), one per row.
 * @param mapping null to guess it from the headings
 * @throws DomainError `spreadsheet.*` or `source.sheet` in Spanish, saying what to do
 */
export async function itemsOfSheet(
  bytes: Uint8Array,
  fileName: string,
  mapping: SheetMapping | null,
): Promise<SheetItems> {
  const { rows, headingRow, rule } = findTable(await readSpreadsheet(bytes, fileName), mapping);
  const headings = rows[headingRow]!.map((heading) => heading.trim());
  const items = new Map<string, CollectedItem>();
  const warnings: string[] = [];
  for (const [index, cells] of rows.entries()) {
    if (index <= headingRow || cells.every((cell) => !cell.trim())) continue;
    const record = recordOf(headings, cells);
    const problem = addItem(record, rule, fileName, items);
    if (problem) warnings.push(`Fila ${index + 1}: ${problem}`);
  }
  if (items.size === 0) {
    throw invalid(
      'source.sheet',
      'La hoja no tiene ninguna fila con título. Revise que sea la hoja correcta.',
    );
  }
  return { items: [...items.values()], warnings, mapping: rule };
}

function findTable(
  sheets: readonly Sheet[],
  mapping: SheetMapping | null,
): { rows: Sheet['rows']; headingRow: number; rule: SheetMapping } {
  const wanted = mapping?.sheet ? sheets.filter(({ name }) => name === mapping.sheet) : sheets;
  for (const { rows } of wanted) {
    const headingRow = mapping ? rowWith(rows, mapping) : likelyHeadings(rows);
    const below = rows.slice(headingRow + 1, headingRow + 1 + SAMPLE_ROWS);
    const rule = mapping ?? (headingRow < 0 ? null : guessMapping(rows[headingRow]!, below));
    if (headingRow >= 0 && rule) return { rows, headingRow, rule };
  }
  const names = sheets.map(({ name }) => name).join(', ');
  throw invalid(
    'source.sheet',
    mapping
      ? `Ninguna hoja (${names}) tiene una columna «${mapping.title}». Revise los encabezados.`
      : `No se encontró la fila de encabezados (hojas: ${names}). Ponga al menos «Título» y otra columna conocida, por ejemplo «Cierre» o «Enlace».`,
  );
}

function rowWith(rows: Sheet['rows'], { title }: SheetMapping): number {
  return rows.slice(0, HEADING_ROWS).findIndex((row) => row.some((cell) => cell.trim() === title));
}

/** The row among the first ones in which most headings are known; -1 when none has two and a title. */
function likelyHeadings(rows: Sheet['rows']): number {
  const scores = rows.slice(0, HEADING_ROWS).map((row) => (guessMapping(row) ? knownHeadings(row) : 0));
  const best = Math.max(0, ...scores);
  return best < 2 ? -1 : scores.indexOf(best);
}

function recordOf(headings: readonly string[], cells: readonly string[]): Record<string, string> {
  const record: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [at, heading] of headings.entries()) {
    const cell = cells[at]?.trim();
    // Of two columns with one heading the first filled one counts.
    if (heading && cell && record[heading] === undefined) record[heading] = cell;
  }
  return record;
}

/** @returns Spanish problem of a row that was left out or lost its link */
function addItem(
  record: Record<string, string>,
  rule: SheetMapping,
  fileName: string,
  items: Map<string, CollectedItem>,
): string | null {
  const title = record[rule.title]?.replace(/\s+/g, ' ');
  if (!title) return `no tiene «${rule.title}» y se omitió.`;
  const link = rule.link ? record[rule.link] : undefined;
  const { url, problem } = linkOf(link);
  const key = shortKey(
    (rule.key && record[rule.key]) || (url && normalisedAddress(url)) || `fila#${slugify(title)}`,
  );
  if (items.has(key)) return 'repite una anterior y se omitió.';
  const part = { ...recordPart(ROW_PART, url, record), url: url || fileName };
  items.set(key, { key, url, title: title.slice(0, 500), parts: [part], unchanged: false });
  return problem;
}

function linkOf(text: string | undefined): { url: string; problem: string | null } {
  if (!text) return { url: '', problem: null };
  try {
    return { url: readAddress(text), problem: null };
  } catch (error) {
    return { url: '', problem: `se tomó sin enlace. ${(error as Error).message}` };
  }
}
