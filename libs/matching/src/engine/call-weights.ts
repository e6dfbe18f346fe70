import { termOf, type WeightedTerms, weightOf } from '../fit/terms.js';

const NONE = new Uint32Array(0);

/** The weights of one call by term, to look up the terms of many priorities one after the other. */
export class CallWeights {
  private weights = new Uint8Array(0);
  private terms: WeightedTerms = NONE;
  best = 0;
  second = 0;

  /** @param size how many terms there are */
  hold(terms: WeightedTerms, size: number): void {
    for (let at = 0; at < this.terms.length; at += 1) this.weights[termOf(this.terms[at]!)] = 0;
    if (size > this.weights.length) this.weights = new Uint8Array(size * 2);
    for (let at = 0; at < terms.length; at += 1) this.weights[termOf(terms[at]!)] = weightOf(terms[at]!);
    this.terms = terms;
  }

  /** Sets `best` and `second`: the two highest sums of products of shared weights. */
  meet(lists: readonly WeightedTerms[]): void {
    const { weights } = this;
    let [best, second] = [0, 0];
    for (const list of lists) {
      let sum = 0;
      for (let at = 0; at < list.length; at += 1) sum += weightOf(list[at]!) * weights[termOf(list[at]!)]!;
      if (sum > best) [best, second] = [sum, best];
      else if (sum > second) second = sum;
    }
    this.best = best;
    this.second = second;
  }
}
