import { termOf, type WeightedTerms, weightOf } from './terms.js';

/** The terms of many lists by term, to compare one call after the other with all of them at once. */
export class PlanWeights {
  private lists: readonly WeightedTerms[] = [];
  /** By term: the first of its entries, counted from 1; 0 for a term that no list has. */
  private first = new Uint32Array(0);
  /** By entry: the next one of the same term, the list it is in, and its weight there. */
  private next = new Uint32Array(0);
  private list = new Uint32Array(0);
  private weight = new Uint8Array(0);
  private sums = new Float64Array(0);

  hold(lists: readonly WeightedTerms[]): void {
    for (const terms of this.lists)
      for (let at = 0; at < terms.length; at += 1) this.first[termOf(terms[at]!)] = 0;
    this.lists = lists;
    this.makeRoom();
    let entry = 0;
    for (const [number, terms] of lists.entries()) {
      for (let at = 0; at < terms.length; at += 1) {
        const term = termOf(terms[at]!);
        entry += 1;
        this.next[entry] = this.first[term]!;
        this.list[entry] = number;
        this.weight[entry] = weightOf(terms[at]!);
        this.first[term] = entry;
      }
    }
  }

  /** For each list the sum over the terms it shares with a call of the products of their weights. Valid until the next. */
  meet(call: WeightedTerms): Float64Array {
    const { first, next, list, weight, sums } = this;
    sums.fill(0);
    for (let at = 0; at < call.length; at += 1) {
      const term = termOf(call[at]!);
      // Terms are in order: all that follow are new to the lists.
      if (term >= first.length) break;
      for (let entry = first[term]!; entry > 0; entry = next[entry]!) {
        sums[list[entry]!]! += weightOf(call[at]!) * weight[entry]!;
      }
    }
    return sums;
  }

  private makeRoom(): void {
    const { lists } = this;
    const terms = Math.max(0, ...lists.map((list) => termOf(list.at(-1) ?? 0) + 1));
    if (terms > this.first.length) this.first = new Uint32Array(terms * 2);
    const entries = lists.reduce((sum, { length }) => sum + length, 1);
    if (entries > this.next.length) {
      this.next = new Uint32Array(entries * 2);
      this.list = new Uint32Array(entries * 2);
      this.weight = new Uint8Array(entries * 2);
    }
    this.sums = new Float64Array(lists.length);
  }
}
