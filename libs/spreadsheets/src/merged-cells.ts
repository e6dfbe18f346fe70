import type { SheetBuilder } from './sheet.js';

export interface MergedArea {
  readonly row: number;
  readonly column: number;
  readonly lastRow: number;
}

/** Areas that a sheet may merge; each costs at most its rows. */
const MAX_AREAS = 10_000;

/**
 * Repeats the text of a merged area down its first column: whoever merges "Social" over five rows means it for each
 * of them. Along the row nothing is repeated: that is a title, not a value.
 */
export function fillDown(builder: SheetBuilder, areas: readonly MergedArea[]): void {
  for (const { row, column, lastRow } of areas.slice(0, MAX_AREAS)) {
    const text = builder.at(row, column);
    if (!text) continue;
    for (let below = row + 1; below <= lastRow; below += 1) builder.put(below, column, text);
  }
}
