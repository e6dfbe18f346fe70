export { readSpreadsheet, tooBigFile } from './read-spreadsheet.js';
export { readPastedTable } from './read-csv.js';
export { MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, type Sheet } from './sheet.js';
export * from './write-table.js';
