import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CallWeights } from './call-weights.js';
import { PlanWeights } from './plan-weights.js';
import { sharedTerms } from './relevance.js';
import { packTerms, type WeightedTerms } from './terms.js';

const packed = fc
  .dictionary(fc.nat(60).map(String), fc.integer({ min: 1, max: 255 }), { maxKeys: 15 })
  .map((weights) =>
    packTerms(new Map(Object.entries(weights).map(([term, weight]) => [Number(term), weight]))),
  );
const sumOf = (call: WeightedTerms, list: WeightedTerms) =>
  sharedTerms(call, list).reduce((sum, { weight }) => sum + weight, 0);

describe('sums over shared terms', () => {
  it('are the same looked up by the terms of the call, by those of the plan, or side by side', () => {
    const [byCall, byPlan] = [new CallWeights(), new PlanWeights()];
    fc.assert(
      fc.property(fc.array(packed, { maxLength: 5 }), fc.array(packed, { maxLength: 6 }), (calls, lists) => {
        // The same two are used for all: nothing stays of what they held before.
        byPlan.hold(lists);
        for (const call of calls) {
          const expected = lists.map((list) => sumOf(call, list));
          byCall.hold(call);
          expect(lists.map((list) => byCall.sum(list))).toEqual(expected);
          expect([...byPlan.meet(call)]).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });
});
