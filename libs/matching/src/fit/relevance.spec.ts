import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCompetence, aPriority } from '../../../../test/support/matching-facts.js';
import type { CallReading } from '../reading/read-call.js';
import type { PriorityReading } from '../reading/read-gad.js';
import { needOfCompetence, needOfPriorities, priorityFits, sharedTerms } from './relevance.js';
import { packTerms, type WeightedTerms } from './terms.js';

const someTerms = fc
  .dictionary(fc.nat(30).map(String), fc.integer({ min: 1, max: 255 }))
  .map((weights) => new Map(Object.entries(weights).map(([term, weight]) => [Number(term), weight])));
const read = (terms: WeightedTerms) => ({ terms }) as CallReading;
const priority = (terms: WeightedTerms): PriorityReading => ({ facts: aPriority(), side: 'demand', terms });
const sumOf = (shared: readonly { weight: number }[]) => shared.reduce((sum, { weight }) => sum + weight, 0);

describe('the terms that a call and a priority share', () => {
  it('are those of both, each with the product of its weights and its place in the call', () => {
    fc.assert(
      fc.property(someTerms, someTerms, (call, wanted) => {
        const packed = packTerms(call);
        const shared = sharedTerms(packed, packTerms(wanted));
        const expected = [...call.keys()].filter((term) => wanted.has(term)).toSorted((a, b) => a - b);
        expect(shared.map(({ term }) => term)).toEqual(expected);
        for (const { term, weight, at } of shared) {
          expect(weight).toBe(call.get(term)! * wanted.get(term)!);
          expect(packed[at]! >>> 8).toBe(term);
        }
      }),
    );
  });

  it('weigh the same from either side', () => {
    fc.assert(
      fc.property(someTerms, someTerms, (a, b) => {
        const [x, y] = [packTerms(a), packTerms(b)];
        expect(sumOf(sharedTerms(x, y))).toBe(sumOf(sharedTerms(y, x)));
      }),
    );
  });
});

describe('how the priorities of a plan are met', () => {
  it('is told best first, without those that share nothing, whatever their order', () => {
    fc.assert(
      fc.property(someTerms, fc.array(someTerms, { maxLength: 6 }), (call, plan) => {
        const reading = read(packTerms(call));
        const priorities = plan.map((terms) => priority(packTerms(terms)));
        const [fits, turned] = [priorities, priorities.toReversed()].map((list) =>
          priorityFits(reading, list).map(({ weight }) => weight),
        );
        expect(fits).toEqual(fits!.toSorted((a, b) => b - a));
        expect(fits).toEqual(turned);
        expect(fits!.every((weight) => weight > 0)).toBe(true);
      }),
    );
  });

  it('is never less when the call shares one more term or shares it more surely', () => {
    fc.assert(
      fc.property(someTerms, someTerms, fc.nat(30), (call, wanted, term) => {
        const more = new Map([...call, [term, Math.min(255, (call.get(term) ?? 0) + 40)]]);
        const weight = (terms: ReadonlyMap<number, number>) =>
          sumOf(sharedTerms(packTerms(terms), packTerms(wanted)));
        expect(weight(more)).toBeGreaterThanOrEqual(weight(call));
      }),
    );
  });
});

describe('the need', () => {
  const weight = fc.integer({ min: 0, max: 600_000 });

  it('lies between 0 and 1, is 0 for nothing, and grows with the best and the second priority', () => {
    expect(needOfPriorities(0, 0)).toBe(0);
    fc.assert(
      fc.property(weight, weight, weight, (best, second, more) => {
        const need = needOfPriorities(best, second);
        expect(need >= 0 && need <= 1).toBe(true);
        expect(needOfPriorities(best + more, second)).toBeGreaterThanOrEqual(need);
        expect(needOfPriorities(best, second + more)).toBeGreaterThanOrEqual(need);
      }),
    );
  });

  it('counts the second priority for less than the best', () => {
    expect(needOfPriorities(20_000, 0)).toBeGreaterThan(needOfPriorities(10_000, 10_000));
  });

  it('from a competence is more when it is exclusive than when it is shared, and half when it is indirect', () => {
    const call = { onlyGeneral: false } as CallReading;
    const need = (kind: 'exclusive' | 'concurrent', indirect: string | null = null) =>
      needOfCompetence(call, {
        reached: [{ competence: aCompetence({ kind }), theme: 'agua-potable', indirect }],
      });
    expect(need('exclusive')).toBeGreaterThan(need('concurrent'));
    expect(need('exclusive', 'salud')).toBe(need('exclusive') / 2);
    expect(needOfCompetence(call, { reached: [] })).toBe(0);
    const general = needOfCompetence({ onlyGeneral: true } as CallReading, { reached: [] });
    expect(general > 0 && general < need('concurrent')).toBe(true);
  });
});
