import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldAligned } from './fold-aligned.js';
import { cutAtSentence, labelledSentence, sentenceAround } from './sentence.js';

const around = (text: string, words: string) => {
  const start = text.indexOf(words);
  return sentenceAround(text, { start, end: start + words.length }).text;
};

describe('sentences', () => {
  it.each([
    [
      'Primero esto. El plazo vence el 5 de mayo. Luego aquello.',
      '5 de mayo',
      'El plazo vence el 5 de mayo.',
    ],
    [
      'Según el art. 5 de la Ley el plazo vence el 5 de mayo; lo demás no.',
      '5 de mayo',
      'Según el art. 5 de la Ley el plazo vence el 5 de mayo;',
    ],
    ['Die Frist endet am 31. März 2026. Danach nicht.', 'März', 'Die Frist endet am 31. März 2026.'],
    ['Cada uno recibe 5.000 euros. Otra.', '5.000', 'Cada uno recibe 5.000 euros.'],
    ['Título\nCierre: mayo\nPie', 'mayo', 'Cierre: mayo'],
    ['¿Hasta cuándo? Hasta mayo!', 'mayo', 'Hasta mayo!'],
  ])('%s', (text, words, sentence) => {
    expect(around(text, words)).toBe(sentence);
  });

  it('reads a bare value with the label above it', () => {
    const text = 'Fecha de cierre:\n31/03/2026\nUna frase entera.\n1 de mayo';
    expect(labelledSentence(text, { start: 17, end: 27 })).toBe('Fecha de cierre: 31/03/2026');
    expect(labelledSentence(text, { start: 46, end: 55 })).toBe('1 de mayo');
  });

  it('stays within its text and its limits', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.nat(200),
        fc.nat(50),
        fc.integer({ min: 1, max: 60 }),
        (text, from, length, limit) => {
          const start = Math.min(from, text.length);
          const span = { start, end: Math.min(text.length, start + length) };
          const sentence = sentenceAround(text, span);
          expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
          const cut = cutAtSentence(text, { start: 0, end: text.length }, limit);
          expect(cut.end - cut.start).toBeLessThanOrEqual(Math.max(limit, 0));
        },
      ),
    );
  });

  it('folds letter by letter', () => {
    expect(foldAligned('¿CUÁNDO será? Ñandú')).toBe('¿cuando sera? nandu');
    expect(foldAligned('İstanbul ﬁn ÉL')).toBe('istanbul ﬁn el');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldAligned(text)).toHaveLength(text.length);
      }),
    );
  });
});
