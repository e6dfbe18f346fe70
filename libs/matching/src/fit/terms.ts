import type { Direction } from '@chasqui/vocabularies';

/** What a term stands for. */
export type TermKind = 'theme' | 'subject' | 'root' | 'sdg';

/**
 * What is asked for and what is offered are told apart by their terms: an offer meets only calls that look for offers, a
 * priority only calls that look for needs.
 */
export type Side = Exclude<Direction, 'both'>;

const SIDES: readonly Side[] = ['demand', 'offer'];
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
  /** Numbers by code, one map per side and kind. */
  private readonly numbers = SIDES.flatMap(() => KINDS.map(() => new Map<string, number>()));
  /** Which of those maps each number is in. */
  private readonly groups: number[] = [];
  private readonly codes: string[] = [];

  get size(): number {
    return this.codes.length;
  }

  number(kind: TermKind, code: string, side: Side): number {
    const group = SIDES.indexOf(side) * KINDS.length + KINDS.indexOf(kind);
    const numbers = this.numbers[group]!;
    let number = numbers.get(code);
    if (number === undefined) {
      number = this.codes.length;
      numbers.set(code, number);
      this.groups.push(group);
      this.codes.push(code);
    }
    return number;
  }

  kind(number: number): TermKind {
    return KINDS[this.groups[number]! % KINDS.length]!;
  }

  code(number: number): string {
    return this.codes[number]!;
  }

  /** An order that does not depend on which text was read first, as the numbers do. */
  compare(a: number, b: number): number {
    if (a === b) return 0;
    const groups = this.groups[a]! - this.groups[b]!;
    return groups === 0 ? (this.codes[a]! < this.codes[b]! ? -1 : 1) : groups;
  }
}

/** Weights by term, packed. Weights are rounded, at most 255; what rounds to nothing is left out. */
export function packTerms(weights: ReadonlyMap<number, number>): WeightedTerms {
  const packed: number[] = [];
  for (const [term, weight] of weights) {
    const whole = Math.min(MAX_WEIGHT, Math.round(weight));
    if (whole > 0) packed.push(((term << 8) | whole) >>> 0);
  }
  return Uint32Array.from(packed).toSorted();
}
