import type { CallState } from './call-state.js';

/** Another edition of a call, as the public may know it. */
export interface Edition {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly edition: string | null;
  readonly opensOn: string | null;
  readonly closesAt: Date | null;
  readonly state: CallState;
  /** Links from the call in question: negative for what came before, positive for what followed, null if unlinked. */
  readonly distance: number | null;
}

export interface Editions {
  /** The most recent first. */
  readonly earlier: readonly Edition[];
  /** The next one first. */
  readonly later: readonly Edition[];
}

type Dated = Pick<Edition, 'opensOn' | 'closesAt'>;

/** When an edition was, for putting editions in order; null when nothing is known. */
function timeOf({ closesAt, opensOn }: Dated): number | null {
  if (closesAt) return closesAt.getTime();
  return opensOn ? Date.parse(opensOn) : null;
}

/**
 * Sorts the editions of a call. Those that curators linked are earlier or later by their links; others of the same
 * fund by their dates. One without link and date is told among the earlier ones, at the end.
 */
export function sortEditions(call: Dated, editions: readonly Edition[]): Editions {
  const own = timeOf(call);
  const isLater = (each: Edition): boolean => {
    if (each.distance !== null) return each.distance > 0;
    const time = timeOf(each);
    return time !== null && own !== null && time > own;
  };
  // Linked ones first, the nearest on top; then by the time between the two.
  const far = (each: Edition): [number, number] => {
    const time = timeOf(each);
    const apart = time === null || own === null ? Infinity : Math.abs(time - own);
    return [Math.abs(each.distance ?? Infinity), apart];
  };
  const byNearness = (a: Edition, b: Edition): number => {
    const [linksA, timeA] = far(a);
    const [linksB, timeB] = far(b);
    return compare(linksA, linksB) || compare(timeA, timeB) || (a.slug < b.slug ? -1 : 1);
  };
  const sorted = editions.toSorted(byNearness);
  return { earlier: sorted.filter((each) => !isLater(each)), later: sorted.filter(isLater) };
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
