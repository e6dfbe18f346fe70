import { termOf, type WeightedTerms, weightOf } from '../fit/terms.js';

/**
 * For every term the calls that hold it, in two flat arrays. Made in one go from the calls at hand; calls that come later
 * are looked at one by one until it is made again.
 */
export class InvertedIndex {
  private readonly starts: Uint32Array;
  /** `slot << 8 | weight`. */
  private readonly postings: Uint32Array;

  /**
   * @param slots how many slots are covered
   * @param termsOf terms of a slot; undefined when nothing lives there
   */
  constructor(
    readonly slots: number,
    terms: number,
    termsOf: (slot: number) => WeightedTerms | undefined,
  ) {
    const counts = new Uint32Array(terms + 1);
    for (let slot = 0; slot < slots; slot += 1) {
      const list = termsOf(slot);
      if (!list) continue;
      for (let at = 0; at < list.length; at += 1) counts[termOf(list[at]!) + 1]! += 1;
    }
    for (let term = 0; term < terms; term += 1) counts[term + 1]! += counts[term]!;
    this.starts = counts;
    const next = counts.slice(0, terms);
    this.postings = new Uint32Array(counts[terms] ?? 0);
    for (let slot = 0; slot < slots; slot += 1) {
      const list = termsOf(slot);
      if (!list) continue;
      for (let at = 0; at < list.length; at += 1) {
        const term = termOf(list[at]!);
        this.postings[next[term]!] = ((slot << 8) | weightOf(list[at]!)) >>> 0;
        next[term]! += 1;
      }
    }
  }

  /** Adds to `sums`, per slot, the products of the weights of the shared terms. */
  addUp(query: WeightedTerms, sums: Int32Array): void {
    const { starts, postings } = this;
    for (let at = 0; at < query.length; at += 1) {
      const term = termOf(query[at]!);
      if (term + 1 >= starts.length) continue;
      const weight = weightOf(query[at]!);
      const end = starts[term + 1]!;
      for (let place = starts[term]!; place < end; place += 1) {
        const posting = postings[place]!;
        sums[posting >>> 8]! += weight * (posting & 255);
      }
    }
  }
}
