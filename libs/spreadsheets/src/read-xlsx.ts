import { dateText, isDateFormat, numberText } from './cell-text.js';
import { fillDown, type MergedArea } from './merged-cells.js';
import { damaged, MAX_ROWS, refuse, type Sheet, SheetBuilder } from './sheet.js';
import { eachXmlToken } from './xml.js';
import type { ZipArchive } from './zip.js';

/** Formats that need no definition of their own and show dates or times. */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly starts1904: boolean;
  readonly texts: readonly string[];
  /** Whether the cell style of that number shows dates. */
  readonly dates: readonly boolean[];
}

/** Reads an Excel workbook (ECMA-376): the sheets that are not hidden. Formulas give the result last stored. */
export async function readXlsx(archive: ZipArchive): Promise<Sheet[]> {
  const workbook = await readWorkbook(archive);
  const builder = new SheetBuilder();
  for (const { name, path } of workbook.sheets) {
    builder.startSheet(name);
    await readSheet(builder, await archive.text(path), workbook);
  }
  return builder.finish();
}

async function readWorkbook(archive: ZipArchive): Promise<Workbook> {
  const root = await relations(archive, '_rels/.rels', '');
  const path = root.find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (!path) throw damaged();
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const parts = await relations(archive, `${folder}_rels/${path.slice(folder.length)}.rels`, folder);
  const partOf = (type: string) => parts.find((part) => part.type.endsWith(`/${type}`))?.target ?? '';
  const sheets: { name: string; path: string }[] = [];
  let starts1904 = false;
  await eachXmlToken(await archive.text(path), (token) => {
    if (token.kind !== 'open') return;
    if (token.name === 'workbookPr') starts1904 = /^(1|true)$/.test(token.attributes('date1904') ?? '');
    if (token.name !== 'sheet' || /hidden/i.test(token.attributes('state') ?? '')) return;
    const part = parts.find(({ id }) => id === token.attributes('id'));
    if (part?.type.endsWith('/worksheet'))
      sheets.push({ name: token.attributes('name') ?? '', path: part.target });
  });
  const [texts, dates] = [
    await sharedTexts(await archive.text(partOf('sharedStrings'))),
    await dateStyles(await archive.text(partOf('styles'))),
  ];
  return { sheets, starts1904, texts, dates };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

async function relations(archive: ZipArchive, path: string, folder: string): Promise<Relation[]> {
  const found: Relation[] = [];
  await eachXmlToken(await archive.text(path), (token) => {
    if (token.kind !== 'open' || token.name !== 'Relationship') return;
    const target = token.attributes('Target') ?? '';
    // A sheet kept elsewhere is never fetched.
    if (token.attributes('TargetMode') === 'External') return;
    const id = token.attributes('Id') ?? '';
    found.push({ id, type: token.attributes('Type') ?? '', target: resolve(folder, target) });
  });
  return found;
}

function resolve(folder: string, target: string): string {
  return new URL(target, `zip:/${folder}`).pathname.slice(1);
}

async function sharedTexts(xml: string): Promise<string[]> {
  const texts: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = false;
  await eachXmlToken(xml, (token) => {
    if (token.kind === 'text') {
      if (inText && !phonetic) current += token.text;
    } else if (token.name === 't') {
      inText = token.kind === 'open';
    } else if (token.name === 'rPh') {
      phonetic = token.kind === 'open';
    } else if (token.name === 'si') {
      if (token.kind === 'close') texts.push(unescape(current));
      current = '';
    }
  });
  return texts;
}

async function dateStyles(xml: string): Promise<boolean[]> {
  const formats = new Map<string, string>();
  const dates: boolean[] = [];
  let inCells = false;
  await eachXmlToken(xml, (token) => {
    if (token.kind === 'text') return;
    if (token.name === 'cellXfs') inCells = token.kind === 'open';
    if (token.kind === 'close') return;
    if (token.name === 'numFmt')
      formats.set(token.attributes('numFmtId') ?? '', token.attributes('formatCode') ?? '');
    if (token.name === 'xf' && inCells) {
      const id = token.attributes('numFmtId') ?? '0';
      const format = formats.get(id);
      dates.push(format === undefined ? BUILT_IN_DATES.has(Number(id)) : isDateFormat(format));
    }
  });
  return dates;
}

interface CellState {
  column: number;
  type: string;
  style: number;
  value: string;
}

async function readSheet(builder: SheetBuilder, xml: string, workbook: Workbook): Promise<void> {
  const merged: MergedArea[] = [];
  let row = -1;
  let cell: CellState = { column: -1, type: '', style: 0, value: '' };
  let inValue = false;
  await eachXmlToken(xml, (token) => {
    if (token.kind === 'text') {
      if (inValue) cell.value += token.text;
      return;
    }
    switch (token.name) {
      case 'row':
        if (token.kind === 'open') {
          row = placeOr(row + 1, Number(token.attributes('r')) - 1);
          cell = { column: -1, type: '', style: 0, value: '' };
        }
        break;
      case 'c':
        if (token.kind === 'open') {
          const column = columnOf(token.attributes('r')) ?? cell.column + 1;
          const style = Number(token.attributes('s') ?? 0);
          cell = { column, type: token.attributes('t') ?? 'n', style, value: '' };
        } else {
          builder.put(Math.max(row, 0), Math.max(cell.column, 0), shown(cell, workbook));
        }
        break;
      case 'v':
      case 't':
        inValue = token.kind === 'open';
        break;
      case 'mergeCell':
        if (token.kind === 'open') merged.push(...areaOf(token.attributes('ref')));
        break;
      default:
    }
  });
  fillDown(builder, merged);
}

function placeOr(next: number, given: number): number {
  return Number.isInteger(given) && given >= 0 ? given : next;
}

/** "BC12" → 54. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^\$?([A-Z]{1,3})\$?\d+$/i.exec(reference ?? '')?.[1];
  if (!letters) return undefined;
  return (
    letters
      .toUpperCase()
      .split('')
      .reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  );
}

function areaOf(reference: string | undefined): MergedArea[] {
  const [from = '', to = ''] = (reference ?? '').split(':');
  const column = columnOf(from);
  const row = Number(/\d+$/.exec(from)?.[0]) - 1;
  const lastRow = Number(/\d+$/.exec(to)?.[0]) - 1;
  if (column === undefined || !(row >= 0) || !(lastRow > row)) return [];
  if (lastRow > row + MAX_ROWS)
    throw refuse('merged', 'Hay celdas combinadas sobre demasiadas filas. Sepárelas.');
  return [{ row, column, lastRow }];
}

function shown({ type, style, value }: CellState, { texts, dates, starts1904 }: Workbook): string {
  switch (type) {
    case 's':
      return texts[Number(value)] ?? '';
    case 'str':
    case 'inlineStr':
      return unescape(value);
    case 'b':
      return value === '1' || value === 'true' ? 'VERDADERO' : 'FALSO';
    case 'e':
      return value;
    case 'd':
      return value.replace(/T00:00:00.*$/, '').replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*$/, '$1 $2');
    default: {
      if (!value.trim()) return '';
      const number = Number(value);
      if (Number.isNaN(number)) return value;
      return dates[style] ? dateText(number, starts1904) : numberText(number);
    }
  }
}

/** Excel writes characters that XML has not as "_x000D_". */
function unescape(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
