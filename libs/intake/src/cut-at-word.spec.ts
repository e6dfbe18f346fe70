import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutAtWord } from './cut-at-word.js';

describe('a text cut at a word', () => {
  it.each([
    ['uno dos', 7, 'uno dos'],
    ['uno dos tres', 8, 'uno dos…'],
    ['uno dos tres', 7, 'uno…'],
    ['uno, dos', 6, 'uno…'],
    ['interminable', 5, 'inte…'],
    ['a😀', 2, 'a…'],
  ])('%s, %d', (text, limit, expected) => {
    expect(cutAtWord(text, limit)).toBe(expected);
  });

  it('is never too long and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 50 }), (text, limit) => {
        const cut = cutAtWord(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        // Half of a surrogate pair is no text that can be encoded.
        expect(() => encodeURIComponent(cut)).not.toThrow();
      }),
    );
  });
});
