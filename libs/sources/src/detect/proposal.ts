import type { AdapterKind } from '../adapters/types.js';

/** A way of reading an address that was tried on it. */
export interface ProposedDefinition {
  readonly adapter: AdapterKind;
  /** As the adapter keeps it: checked, with everything said that it may leave out. */
  readonly config: unknown;
  /** Spanish: what was found, for somebody who knows no code. */
  readonly why: string;
  /** The first titles, five at most. */
  readonly sample: readonly string[];
  /** 0 to 1. */
  readonly score: number;
}

export interface Proposal {
  /** Best first. */
  readonly candidates: readonly ProposedDefinition[];
  /** Spanish: why nothing could be proposed and what to do; null when there are candidates. */
  readonly problem: string | null;
}

const MOST_SHOWN = 5;
const LONGEST_SHOWN = 200;

export function sampleOf(titles: readonly string[]): string[] {
  return titles
    .slice(0, MOST_SHOWN)
    .map((title) => (title.length > LONGEST_SHOWN ? `${title.slice(0, LONGEST_SHOWN)}…` : title));
}

/** "1 entrada", "12 entradas". */
export function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
