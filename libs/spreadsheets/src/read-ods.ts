import { numberText } from './cell-text.js';
import { damaged, MAX_COLUMNS, MAX_ROWS, type Sheet, SheetBuilder } from './sheet.js';
import { eachXmlToken, type XmlToken } from './xml.js';
import type { ZipArchive } from './zip.js';

/** Reads an OpenDocument spreadsheet: a stretch of equal cells or rows is written once with how often it repeats. */
export async function readOds(archive: ZipArchive): Promise<Sheet[]> {
  const reader = new OdsReader();
  const xml = await archive.text('content.xml');
  if (!xml) throw damaged();
  await eachXmlToken(xml, (token) => reader.take(token));
  return reader.builder.finish();
}

type Open = Extract<XmlToken, { kind: 'open' }>;

class OdsReader {
  readonly builder = new SheetBuilder();
  private row = 0;
  private column = 0;
  private rowRepeat = 1;
  private cells: { column: number; repeat: number; text: string; rowsDown: number }[] = [];
  /** Tables inside a cell are drawings and no sheets. */
  private depth = 0;
  private cell: { open: Open; covered: boolean; paragraphs: string[] } | null = null;
  private inParagraph = 0;
  private inNote = 0;

  take(token: XmlToken): void {
    if (token.kind === 'text') {
      if (this.inParagraph > 0 && this.inNote === 0) this.add(token.text);
    } else if (token.kind === 'open') {
      this.open(token);
    } else {
      this.close(token.name);
    }
  }

  private open(token: Open): void {
    switch (token.name) {
      case 'table':
        this.depth += 1;
        if (this.depth > 1) break;
        this.builder.startSheet(token.attributes('name') ?? '');
        this.row = 0;
        break;
      case 'table-row':
        if (this.depth > 1) break;
        this.rowRepeat = repeat(token, 'number-rows-repeated');
        this.column = 0;
        this.cells = [];
        break;
      case 'table-cell':
      case 'covered-table-cell':
        if (this.depth === 1)
          this.cell = { open: token, covered: token.name.startsWith('covered'), paragraphs: [] };
        break;
      case 'annotation':
        this.inNote += 1;
        break;
      case 'p':
        if (!this.cell || this.depth > 1) break;
        this.inParagraph += 1;
        if (this.inNote === 0) this.cell.paragraphs.push('');
        break;
      case 's':
        if (this.inParagraph > 0) this.add(' '.repeat(Math.min(repeat(token, 'c'), 100)));
        break;
      case 'tab':
      case 'line-break':
        if (this.inParagraph > 0) this.add(token.name === 'tab' ? ' ' : '\n');
        break;
      default:
    }
  }

  private close(name: string): void {
    if (name === 'table') this.depth -= 1;
    if (name === 'annotation') this.inNote -= 1;
    if (name === 'p' && this.inParagraph > 0) this.inParagraph -= 1;
    if (this.depth !== 1) return;
    if ((name === 'table-cell' || name === 'covered-table-cell') && this.cell) this.endCell(this.cell);
    if (name === 'table-row') this.endRow();
  }

  private endCell({ open, covered, paragraphs }: NonNullable<typeof this.cell>): void {
    const times = repeat(open, 'number-columns-repeated');
    const text = covered ? '' : shown(open, paragraphs.join('\n'));
    if (text.trim()) {
      const rowsDown = repeat(open, 'number-rows-spanned') - 1;
      this.cells.push({ column: this.column, repeat: times, text, rowsDown });
    }
    this.column += times;
    this.cell = null;
  }

  private endRow(): void {
    if (this.cells.length > 0) {
      // One row past the limit is enough for the builder to refuse the sheet.
      const times = Math.min(this.rowRepeat, MAX_ROWS + 1);
      for (let copy = 0; copy < times; copy += 1) this.putRow(this.row + copy);
    }
    this.row += this.rowRepeat;
  }

  private putRow(row: number): void {
    for (const { column, repeat: times, text, rowsDown } of this.cells) {
      for (let copy = 0; copy < Math.min(times, MAX_COLUMNS + 1); copy += 1) {
        this.builder.put(row, column + copy, text);
      }
      // A merged area counts for each of its rows; cells further down that hold their own text replace it.
      for (let below = 1; below <= Math.min(rowsDown, MAX_ROWS); below += 1) {
        this.builder.put(row + below, column, text);
      }
    }
  }

  private add(text: string): void {
    const paragraphs = this.cell?.paragraphs;
    if (paragraphs && paragraphs.length > 0) paragraphs[paragraphs.length - 1] += text;
  }
}

function repeat(token: Open, attribute: string): number {
  const times = Number(token.attributes(attribute) ?? 1);
  return Number.isInteger(times) && times > 0 ? times : 1;
}

function shown(cell: Open, text: string): string {
  switch (cell.attributes('value-type')) {
    case 'float':
    case 'currency':
    case 'percentage': {
      const value = cell.attributes('value');
      return value === undefined ? text : numberText(Number(value));
    }
    case 'date':
      return (cell.attributes('date-value') ?? text)
        .replace(/T00:00:00.*$/, '')
        .replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*$/, '$1 $2');
    case 'boolean':
      return cell.attributes('boolean-value') === 'true' ? 'VERDADERO' : 'FALSO';
    case 'string':
      return text || (cell.attributes('string-value') ?? '');
    default:
      return text;
  }
}
