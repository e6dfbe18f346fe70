import type { Direction } from '@chasqui/vocabularies';

/** What a term stands for. */
export type TermKind = 'theme' | 'subject' | 'root' | 'sdg';

/**
 * What is asked for and what is offered are told apart by their terms: an offer meets only calls that look for offers, a
 * priority only calls that look for needs.
 */
export type Side = Exclude<Direction, 'both'>;

const KINDS: readonly TermKind[] = ['theme', 'subject', 'root', 'sdg'];

/**
 * Terms of one side of a match in the order of their numbers: `term << 8 | weight`, weight 1 to 255. Whole numbers, so
 * that a sum is the same whatever the order it was made in.
 */
export type WeightedTerms = Uint32Array;

export const MAX_WEIGHT = 255;

export function termOf(weighted: number): number {
  return weighted >>> 8;
}

export function weightOf(weighted: number): number {
  return weighted & MAX_WEIGHT;
}

/** Numbers for topics, subjects, roots of words and ODS, per side. Only grows. */
export class TermNumbers {
  private readonly numbers = new Map<string, number>();
  private readonly keys: string[] = [];

  get size(): number {
    return this.keys.length;
  }

  number(kind: TermKind, code: string, side: Side): number {
    const key = `${side[0]}${KINDS.indexOf(kind)}${code}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.keys.length;
      this.numbers.set(key, number);
      this.keys.push(key);
    }
    return number;
  }

  kind(number: number): TermKind {
    return KINDS[Number(this.keys[number]![1])]!;
  }

  code(number: number): string {
    return this.keys[number]!.slice(2);
  }

  /** An order that does not depend on which text was read first, as the numbers do. */
  compare(a: number, b: number): number {
    return this.keys[a]! < this.keys[b]! ? -1 : Number(a !== b);
  }
}

/** Weights by term, packed. Weights are rounded, at most 255; what rounds to nothing is left out. */
export function packTerms(weights: ReadonlyMap<number, number>): WeightedTerms {
  const packed: number[] = [];
  for (const [term, weight] of weights) {
    const whole = Math.min(MAX_WEIGHT, Math.round(weight));
    if (whole > 0) packed.push(((term << 8) | whole) >>> 0);
  }
  return Uint32Array.from(packed.toSorted((a, b) => a - b));
}
