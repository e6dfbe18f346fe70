import { termOf, type WeightedTerms, weightOf } from './terms.js';

const NONE = new Uint32Array(0);

/** The weights of one call by term, to look up the terms of many priorities one after the other. */
export class CallWeights {
  private weights = new Uint8Array(0);
  private terms: WeightedTerms = NONE;

  hold(terms: WeightedTerms): void {
    if (terms === this.terms) return;
    for (let at = 0; at < this.terms.length; at += 1) this.weights[termOf(this.terms[at]!)] = 0;
    const size = termOf(terms.at(-1) ?? 0) + 1;
    if (size > this.weights.length) this.weights = new Uint8Array(size * 2);
    for (let at = 0; at < terms.length; at += 1) this.weights[termOf(terms[at]!)] = weightOf(terms[at]!);
    this.terms = terms;
  }

  /** The sum over the terms that the call and a list share of the products of their weights. */
  sum(list: WeightedTerms): number {
    const { weights } = this;
    let sum = 0;
    for (let at = 0; at < list.length; at += 1) {
      const term = termOf(list[at]!);
      // Terms are in order: all that follow are new to the call.
      if (term >= weights.length) break;
      sum += weightOf(list[at]!) * weights[term]!;
    }
    return sum;
  }
}
