import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Postings } from './postings.js';

describe('posting lists', () => {
  it('give back what was put in, in order, however the lists are mixed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6000 }), (terms) => {
        const postings = new Postings();
        for (let term = 0; term < 4; term += 1) postings.addTerm();
        const expected: number[][] = [[], [], [], []];
        for (const [document, term] of terms.entries()) {
          const impact = (document % 255) + 1;
          postings.add(term, document, impact);
          expected[term]!.push(document * 256 + impact);
        }
        for (const [term, list] of expected.entries()) {
          expect(postings.size(term)).toBe(list.length);
          expect([...postings.read(term)]).toEqual(list);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('hold the largest document number', () => {
    const postings = new Postings();
    postings.add(postings.addTerm(), 2 ** 24 - 1, 255);
    expect([...postings.read(0)]).toEqual([2 ** 32 - 1]);
  });
});
