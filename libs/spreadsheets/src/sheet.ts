import { type DomainError, invalid } from '@chasqui/kernel';

/** One sheet of a workbook: every cell as the text a person sees in it. */
export interface Sheet {
  readonly name: string;
  /** Without empty rows at the end; rows may differ in length. */
  readonly rows: readonly (readonly string[])[];
}

/** A plan of development has some hundred rows: what is bigger is not one, or is meant to do harm. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_ROWS = 5000;
export const MAX_COLUMNS = 200;
const MAX_SHEETS = 50;
/** What a cell of a spreadsheet program holds at most. */
const MAX_CELL_CHARACTERS = 32_767;
/** Few bytes can stand for much text: one shared text in a million cells, one row repeated. */
const MAX_CHARACTERS = 10_000_000;

export function refuse(code: string, message: string): DomainError {
  return invalid(`spreadsheet.${code}`, message);
}

/** The file says it is one thing and is broken inside. */
export function damaged(): DomainError {
  return refuse(
    'damaged',
    'El archivo está dañado o incompleto. Ábralo en su programa de hojas de cálculo, guárdelo de nuevo como .xlsx ' +
      'y vuelva a subirlo.',
  );
}

/** Takes the cells of a workbook one after the other and refuses it as soon as it passes a limit. */
export class SheetBuilder {
  private readonly sheets: Sheet[] = [];
  private rows: string[][] = [];
  private characters = 0;

  startSheet(name: string): void {
    if (this.sheets.length >= MAX_SHEETS) {
      throw refuse('sheets', `El archivo tiene más de ${MAX_SHEETS} hojas. Deje solo la que hace falta.`);
    }
    this.rows = [];
    this.sheets.push({ name: visible(name).trim() || `Hoja ${this.sheets.length + 1}`, rows: this.rows });
  }

  /** @param row and `column` count from 0 */
  put(row: number, column: number, text: string): void {
    const shown = visible(text);
    if (!shown.trim()) return;
    this.requireInside(row, column);
    if (shown.length > MAX_CELL_CHARACTERS) {
      throw refuse(
        'long_cell',
        `Una celda de la fila ${row + 1} tiene más de ${MAX_CELL_CHARACTERS} caracteres. Acórtela y vuelva a subir el archivo.`,
      );
    }
    this.characters += shown.length;
    if (this.characters > MAX_CHARACTERS) {
      throw refuse(
        'too_much_text',
        'El archivo tiene demasiado texto. Deje solo la hoja que hace falta y vuelva a subirlo.',
      );
    }
    while (this.rows.length <= row) this.rows.push([]);
    const cells = this.rows[row]!;
    while (cells.length < column) cells.push('');
    cells[column] = shown;
  }

  /** The text of a cell of the sheet under way; empty when nothing was put there. */
  at(row: number, column: number): string {
    return this.rows[row]?.[column] ?? '';
  }

  /** @throws DomainError when no sheet holds any text */
  finish(): Sheet[] {
    const filled = this.sheets.filter(({ rows }) => rows.length > 0);
    if (filled.length === 0) {
      throw refuse(
        'empty',
        'El archivo no tiene ninguna celda con texto. Revise que sea el correcto y vuelva a subirlo.',
      );
    }
    return filled;
  }

  private requireInside(row: number, column: number): void {
    if (row >= MAX_ROWS) {
      throw refuse(
        'rows',
        `La hoja tiene más de ${MAX_ROWS} filas. Deje solo las que hacen falta y vuelva a subir el archivo.`,
      );
    }
    if (column >= MAX_COLUMNS) {
      throw refuse(
        'columns',
        `La hoja tiene más de ${MAX_COLUMNS} columnas. Borre las columnas que sobran y vuelva a subir el archivo.`,
      );
    }
  }
}

/** Characters that no person sees. */
const INVISIBLE = /(?![\t\n\r\u0080-\u009f])\p{Cc}|[\u200b\u2060\ufeff\ufffe\uffff]/gu;

/** Most cells hold nothing but these. */
const PLAIN = /^[\u0020-\u007e\u00a1-\u200a\u2010-\u2027]*$/;

/** Without characters that nobody sees; PostgreSQL stores no NUL, and a lone half of a pair is no character. */
function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(INVISIBLE, '')
    .replaceAll('\u00a0', ' ')
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '');
}
