/** What a term stands for. */
export type TermKind = 'theme' | 'subject' | 'root' | 'sdg';

const KIND_PREFIX: Readonly<Record<TermKind, string>> = { theme: 't/', subject: 'c/', root: 's/', sdg: 'o/' };

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

/** Numbers for topics, subjects, roots of words and ODS. Only grows. */
export class TermNumbers {
  private readonly numbers = new Map<string, number>();
  private readonly keys: string[] = [];

  get size(): number {
    return this.keys.length;
  }

  number(kind: TermKind, code: string): number {
    const key = KIND_PREFIX[kind] + code;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.keys.length;
      this.numbers.set(key, number);
      this.keys.push(key);
    }
    return number;
  }

  kind(number: number): TermKind {
    const prefix = this.keys[number]!.slice(0, 2);
    return prefix === 't/' ? 'theme' : prefix === 'c/' ? 'subject' : prefix === 's/' ? 'root' : 'sdg';
  }

  code(number: number): string {
    return this.keys[number]!.slice(2);
  }
}

/** Weights by term, packed. Weights are rounded, at most 255; what rounds to nothing is left out. */
export function packTerms(weights: ReadonlyMap<number, number>): WeightedTerms {
  const packed: number[] = [];
  for (const [term, weight] of weights) {
    const whole = Math.min(MAX_WEIGHT, Math.round(weight));
    if (whole > 0) packed.push(((term << 8) | whole) >>> 0);
  }
  return Uint32Array.from(packed.sort((a, b) => a - b));
}
