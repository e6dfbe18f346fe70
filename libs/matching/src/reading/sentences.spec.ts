import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quoteOf, sentencesOf } from './sentences.js';

const LIMIT = 240;
const pieces = (text: string) => sentencesOf(text).map((sentence) => quoteOf(text, sentence));
const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean);

describe('the sentences of a text', () => {
  it.each([
    ['stand as they are', 'Financia agua. Abierta a GAD.', ['Financia agua.', 'Abierta a GAD.']],
    ['end at a question', '¿Quién puede? Los GAD.', ['¿Quién puede?', 'Los GAD.']],
    ['end at a line, with or without a full stop', 'Título\n\nTexto', ['Título', 'Texto']],
    ['do not end inside a number', 'Hasta 1. 000 dólares', ['Hasta 1. 000 dólares']],
    ['do not end before a number', 'Según el art. 264 num. 4', ['Según el art. 264 num. 4']],
    ['of nothing are none', ' \n ', []],
  ])('%s', (_, text, expected) => {
    expect(pieces(text)).toEqual(expected);
  });

  it('are cut at a comma or between words when they are long', () => {
    const half = 'palabra '.repeat(20).trim();
    const [first] = pieces(`${half}, ${half}`);
    expect(first).toBe(`${half},`);
    for (const piece of pieces('palabra '.repeat(200))) expect(piece).toMatch(/^palabra( palabra)*$/);
  });

  const unit = fc.oneof(
    fc.constantFrom(
      'agua',
      'GAD',
      '.',
      ';',
      '\n',
      ', ',
      ' ',
      '?',
      '»',
      '12',
      'á',
      '…',
      'x'.repeat(300),
      '🌱'.repeat(150),
      `y${'🌱'.repeat(150)}`,
    ),
    fc.string({ maxLength: 8 }),
  );
  const anyText = fc.array(unit, { maxLength: 60 }).map((list) => list.join(' '));

  it('are parts of the text in its order, short enough to be read, with every word of it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const sentence of sentencesOf(text)) {
          expect(sentence.start).toBeGreaterThanOrEqual(end);
          const quote = quoteOf(text, sentence);
          expect(quote.length).toBeGreaterThan(0);
          expect(quote.length).toBeLessThanOrEqual(LIMIT);
          expect(quote).toBe(quote.trim());
          expect(quote).not.toMatch(/\p{Cs}/u);
          end = sentence.end;
        }
        const said = pieces(text).join('').replaceAll(/\s/g, '');
        const closing = /[\s»"”)]/g;
        expect(said.replaceAll(closing, '')).toBe(text.replaceAll(closing, ''));
      }),
    );
  });

  it('cut no word that is shorter than a quote', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ñ'), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), (words) => {
        expect(pieces(words.join(' ')).flatMap(wordsOf)).toEqual(words);
      }),
    );
  });
});
