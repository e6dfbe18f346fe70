import { lineEnd, lineStart } from './stretches.js';
import type { Token } from './tokens.js';

/** Lines above a cell that are searched for the head of its column. */
const MOST_ROWS = 15;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The cells of a line, which are parted by "|". */
function cellsOf(tokens: readonly Token[], from: number, to: number): Stretch[] {
  const cells: Stretch[] = [];
  let start = from;
  for (let at = from; at <= to; at += 1) {
    if (at < to && tokens[at]!.text !== '|') continue;
    cells.push({ from: start, to: at });
    start = at + 1;
  }
  return cells;
}

/** The head of the column in which a token stands: the cell at the same place of the first line of the table. */
export function headerCell(tokens: readonly Token[], at: number): Stretch | null {
  let start = lineStart(tokens, at);
  const cells = cellsOf(tokens, start, lineEnd(tokens, at + 1));
  const column = cells.findIndex(({ from, to }) => at >= from && at < to);
  if (cells.length < 2 || column < 0) return null;
  let header: Stretch | null = null;
  for (let row = 0; row < MOST_ROWS && start > 0; row += 1) {
    const end = start;
    start = lineStart(tokens, start - 1);
    const above = cellsOf(tokens, start, end);
    if (above.length !== cells.length) break;
    header = above[column]!;
  }
  return header;
}
