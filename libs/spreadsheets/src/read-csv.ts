import { refuse, type Sheet, SheetBuilder } from './sheet.js';

const SEPARATORS = [';', ',', '\t'] as const;
/** Lines that show how a file is written. */
const SAMPLE_LINES = 20;

/**
 * Reads a text file with separated columns, whatever its encoding (UTF-8, UTF-16, Windows-1252) and separator.
 * @throws DomainError when it is no text, or when a quotation mark is never closed
 */
export function readCsv(bytes: Buffer, name: string): Sheet[] {
  return readPastedTable(decodeText(bytes), name);
}

/** Reads a table as it comes from a file or from the clipboard of a spreadsheet program. */
export function readPastedTable(text: string, name: string): Sheet[] {
  const builder = new SheetBuilder();
  builder.startSheet(name);
  const bare = text.replace(/^\ufeff/, '');
  const declared = /^sep=(.)\r?\n/i.exec(bare);
  const from = declared?.[0].length ?? 0;
  eachCell(bare, from, declared?.[1] ?? separatorOf(bare), (row, column, cell) =>
    // A line that names the separator counts as a row, as in the programs.
    builder.put(declared ? row + 1 : row, column, cell.trim()),
  );
  return builder.finish();
}

/**
 * Cuts a text into cells (RFC 4180) and gives them away one by one: no list of all cells is made, so a file of nothing
 * but separators costs nothing. A quotation mark means something only where a cell begins.
 */
function eachCell(
  text: string,
  from: number,
  separator: string,
  take: (row: number, column: number, cell: string) => void,
): void {
  let row = 0;
  let column = 0;
  let at = from;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      const start = at + 1;
      let end = start;
      for (;;) {
        end = text.indexOf('"', end);
        if (end < 0) throw unclosed(row);
        if (text[end + 1] !== '"') break;
        end += 2;
      }
      cell = text.slice(start, end).replaceAll('""', '"');
      at = end + 1;
    }
    const start = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
    if (at > start) cell += text.slice(start, at);
    if (cell) take(row, column, cell);
    if (text[at] === separator) {
      column += 1;
      at += 1;
      continue;
    }
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    row += 1;
    column = 0;
  }
}

function unclosed(row: number): Error {
  return refuse(
    'csv',
    `El archivo CSV tiene unas comillas que no se cierran (fila ${row + 1}). Corríjalas, o guárdelo como .xlsx, y vuelva a subirlo.`,
  );
}

/** The separator that splits most of the first lines into the same number of columns. */
function separatorOf(text: string): string {
  const lines = unquoted(text)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim())
    .slice(0, SAMPLE_LINES);
  const scores = SEPARATORS.map((separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    return usual * counts.filter((count) => count === usual && count > 0).length;
  });
  const best = Math.max(...scores);
  return best > 0 ? SEPARATORS[scores.indexOf(best)]! : separatorSomewhere(lines);
}

function separatorSomewhere(lines: readonly string[]): string {
  return SEPARATORS.find((separator) => lines.some((line) => line.includes(separator))) ?? ';';
}

/** The beginning of the text without what stands between quotation marks: marks in there separate nothing. */
function unquoted(text: string): string {
  return text.slice(0, 100_000).replace(/"(?:[^"]|"")*"/g, '""');
}

const NO_TEXT =
  'Eso no es una hoja de cálculo. Guárdela como .xlsx, .ods o .csv desde su programa de hojas de cálculo y súbala.';
const BAD_ENCODING =
  'No se pueden leer las tildes del archivo. Guárdelo como «CSV UTF-8» o como .xlsx y vuelva a subirlo.';

function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const zeros = zeroBytes(bytes);
  if (zeros !== 'none') {
    if (zeros === 'no-text') throw refuse('not_a_sheet', NO_TEXT);
    return new TextDecoder(zeros).decode(bytes);
  }
  const text = asUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
  // Control characters show that it is a program or a picture.
  const controls = text.slice(0, 10_000).match(/(?![\t\n\v\f\r\u007f-\u009f])\p{Cc}/gu);
  if (controls && controls.length > 4) throw refuse('not_a_sheet', NO_TEXT);
  // Windows-1252 has no such characters: the accents were lost, or belong to an alphabet nobody named.
  if (/[\u0080-\u009f\ufffd]/.test(text)) throw refuse('encoding', BAD_ENCODING);
  return text;
}

function asUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-16 without its mark: every other byte of mostly Latin text is zero. */
function zeroBytes(bytes: Buffer): 'none' | 'no-text' | 'utf-16le' | 'utf-16be' {
  const sample = bytes.subarray(0, 4000);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, at) => {
    if (byte !== 0) return;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  });
  if (even + odd === 0) return 'none';
  const most = (sample.length / 2) * 0.7;
  if (odd > most && even < odd / 10) return 'utf-16le';
  if (even > most && odd < even / 10) return 'utf-16be';
  return 'no-text';
}
