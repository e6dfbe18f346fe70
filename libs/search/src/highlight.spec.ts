import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Analyzer } from './analysis.js';
import { correctedWords, highlight, snippet } from './highlight.js';

const analyzer = new Analyzer([{ words: ['riego', 'irrigación', 'irrigation'] }]);
const termsOf = (text: string) =>
  new Set(analyzer.concepts(text).flatMap(({ alternatives }) => alternatives.map(({ term }) => term)));
const shown = (pieces: readonly { text: string; marked: boolean }[]) =>
  pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');

describe('marking', () => {
  it.each([
    ['Educación y salud', 'es', 'educaciones', '[Educación] y salud'],
    ['Small irrigation works', 'en', 'riego', 'Small [irrigation] works'],
    ['Nada que ver', 'es', 'agua', 'Nada que ver'],
    ['<b>Agua</b>', 'es', 'agua', '<b>[Agua]</b>'],
  ])('in «%s» (%s) «%s» is %s', (text, language, words, expected) => {
    expect(shown(highlight(analyzer, text, language, termsOf(words)))).toBe(expected);
  });

  it('changes nothing of the text', () => {
    const terms = termsOf('agua riego mujeres');
    const words = fc.constantFrom('agua', 'Riegos', 'mujer', '¡ñ!', '<x>', '  ', '\n', 'İ');
    fc.assert(
      fc.property(
        fc.array(words).map((list) => list.join(' ')),
        (text) => {
          expect(
            highlight(analyzer, text, 'es', terms)
              .map((piece) => piece.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });
});

describe('a snippet', () => {
  const filler = 'Texto que no tiene nada que ver con lo que se busca y ocupa lugar. '.repeat(8);

  it('shows the place with most of the words', () => {
    const text = `${filler}Hay agua. ${filler}Hay agua para riego de mujeres. ${filler}`;
    const pieces = snippet(analyzer, text, 'es', termsOf('agua riego mujeres'));
    expect(shown(pieces)).toContain('[agua] para [riego] de [mujeres]');
    expect(shown(pieces).startsWith('… ')).toBe(true);
    expect(shown(pieces).length).toBeLessThan(300);
  });

  it('is the beginning when the text holds none', () => {
    expect(shown(snippet(analyzer, filler, 'es', termsOf('agua')))).toMatch(/^Texto que no.* …$/);
  });

  it('of a short text is the text', () => {
    expect(shown(snippet(analyzer, 'Agua.', 'es', new Set()))).toBe('Agua.');
    expect(snippet(analyzer, '', 'es', new Set(['agu']))).toEqual([]);
  });
});

describe('a corrected query', () => {
  it('keeps the rest as typed', () => {
    expect(correctedWords('Educasión, y AGUA', [{ typed: 'educasion', used: 'educación' }])).toBe(
      'educación, y AGUA',
    );
  });
});
