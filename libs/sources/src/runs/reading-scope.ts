import type { AdapterKind } from '../adapters/types.js';

/** What they list is the newest, or what somebody handed over: what no longer stands there has not gone away. */
const WITHOUT_MEMORY: ReadonlySet<AdapterKind> = new Set(['feed', 'bdns', 'spreadsheet', 'pasted']);

/** How the adapters tell that they did not read a list to its end. */
const CUT_SHORT =
  /hay más: suba el máximo|, y no se leyó\.$|los demás no se leyeron|se leyeron las \d+ más nuevas|ahí se dejó de pasar páginas|no se pasó de ahí/;

/** Whether a warning says that a list has more than was read. */
export function tellsOfCut(warning: string): boolean {
  return CUT_SHORT.test(warning);
}

/**
 * Whether a reading that ended well says that what it did not bring has left the source: every page was read, and
 * no item failed, because its key may not be the usual one then.
 */
export function isWhole(
  kind: AdapterKind,
  reading: { readonly failed: number; readonly warnings: readonly string[] },
): boolean {
  return !WITHOUT_MEMORY.has(kind) && reading.failed === 0 && !reading.warnings.some(tellsOfCut);
}
