import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_WEIGHT, packTerms, TermNumbers, termOf, weightOf } from './terms.js';

describe('the numbers of terms', () => {
  it('are one for each kind, code and side, and lead back to them', () => {
    const terms = new TermNumbers();
    const water = terms.number('theme', 'agua-potable', 'demand');
    const others = [
      terms.number('subject', 'agua-potable', 'demand'),
      terms.number('root', 'agua-potable', 'demand'),
      terms.number('theme', 'agua-potable', 'offer'),
      terms.number('sdg', '6', 'demand'),
    ];

    expect(new Set([water, ...others]).size).toBe(5);
    expect(terms.size).toBe(5);
    expect(terms.number('theme', 'agua-potable', 'demand')).toBe(water);
    expect([terms.kind(water), terms.code(water)]).toEqual(['theme', 'agua-potable']);
    expect([terms.kind(others[3]!), terms.code(others[3]!)]).toEqual(['sdg', '6']);
    expect(terms.size).toBe(5);
  });

  it('have an order that does not depend on which was seen first', () => {
    const codes = ['vialidad', 'agua', 'riego', 'cultura'];
    const ordered = [codes, codes.toReversed()].map((list) => {
      const terms = new TermNumbers();
      const numbers = list.map((code) => terms.number('theme', code, 'demand'));
      return numbers.toSorted((a, b) => terms.compare(a, b)).map((number) => terms.code(number));
    });

    expect(ordered[0]).toEqual(ordered[1]);
    const terms = new TermNumbers();
    const one = terms.number('root', 'agu', 'demand');
    expect(terms.compare(one, one)).toBe(0);
  });
});

describe('packed terms', () => {
  const weights = fc.dictionary(fc.nat(1 << 20).map(String), fc.double({ min: 0, max: 400, noNaN: true }));

  it('hold every term in order with its weight rounded, at most the highest, and none that rounds to nothing', () => {
    fc.assert(
      fc.property(weights, (given) => {
        const map = new Map(Object.entries(given).map(([term, weight]) => [Number(term), weight]));
        const packed = [...packTerms(map)];
        const expected = [...map]
          .map(([term, weight]) => [term, Math.min(MAX_WEIGHT, Math.round(weight))])
          .filter(([, weight]) => weight! > 0)
          .toSorted(([a], [b]) => a! - b!);
        expect(packed.map((weighted) => [termOf(weighted), weightOf(weighted)])).toEqual(expected);
      }),
    );
  });

  it('are the same whatever the order they came in', () => {
    fc.assert(
      fc.property(weights, (given) => {
        const entries = Object.entries(given).map(([term, weight]) => [Number(term), weight] as const);
        expect(packTerms(new Map(entries.toReversed()))).toEqual(packTerms(new Map(entries)));
      }),
    );
  });
});
