import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { placedWords, stem } from '@chasqui/language';
import { Analyzer } from './analysis.js';

const groups = [
  { words: ['riego', 'irrigación', 'irrigation'] },
  { words: ['agua potable', 'drinking water'] },
];
const analyzer = new Analyzer(groups);
const wordsOf = (text: string) => analyzer.concepts(text).map(({ word }) => word);

describe('the root of a word', () => {
  it.each([
    ['educacion', 'educaciones'],
    ['gestion', 'gestiones'],
    ['inclusion', 'inclusiones'],
    ['mujer', 'mujeres'],
    ['riego', 'riegos'],
    ['indigena', 'indigenas'],
    ['publico', 'publicas'],
    ['rural', 'rurales'],
    ['tecnologia', 'tecnologias'],
    ['convocatoria', 'convocatorias'],
    ['vial', 'viales'],
  ])('of «%s» is that of «%s»', (one, many) => {
    expect(stem(one, 'es')).toBe(stem(many, 'es'));
  });

  it.each([
    ['agua', 'aguacate'],
    ['mar', 'marca'],
  ])('of «%s» is not that of «%s»', (one, other) => {
    expect(stem(one, 'es')).not.toBe(stem(other, 'es'));
  });

  it('follows the language of the document', () => {
    expect(analyzer.termOf('Communities', 'en')).toBe(analyzer.termOf('community', 'en'));
    expect(analyzer.termOf('municípios', 'pt')).toBe(analyzer.termOf('município', 'pt'));
  });

  it('of a year or a code is itself', () => {
    expect(stem('2030', 'es')).toBe('2030');
  });
});

describe('what a query asks for', () => {
  it.each([
    ['Proyectos de AGUA para las mujeres', ['proyectos', 'agua', 'mujeres']],
    ['agua, agua y más aguas', ['agua']],
    ['cooperación sur-sur', ['cooperacion', 'sur']],
    ['funding for the community', ['funding', 'community']],
    ['de la', []],
    ['¿?', []],
    ['', []],
  ])('«%s»', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('holds at most twelve words', () => {
    expect(wordsOf(Array.from({ length: 40 }, (_, index) => `palabra${index}`).join(' '))).toHaveLength(12);
  });

  it('is the same with and without accents', () => {
    expect(analyzer.concepts('Educación técnica en género')).toEqual(
      analyzer.concepts('EDUCACION tecnica en genero'),
    );
  });

  it('includes synonyms, and phrases only when their words stand together', () => {
    const termsOf = (text: string) => analyzer.concepts(text).flatMap(({ alternatives }) => alternatives);
    expect(termsOf('riegos')).toContainEqual({ term: '§0', weight: 0.6 });
    expect(termsOf('agua potable').filter(({ term }) => term === '§1')).toHaveLength(2);
    expect(termsOf('agua muy potable')).toContainEqual({ term: '§1', weight: 0.9, adds: true });
    expect(termsOf('agua muy potable')).toContainEqual({ term: 'agu', weight: 0.2 });
    for (const text of ['potable agua', 'agua']) {
      expect(termsOf(text).map(({ term }) => term)).not.toContain('§1');
      expect(termsOf(text)).toContainEqual({ term: 'agu', weight: 1 });
    }
  });

  it('is found whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        for (const { word, alternatives } of analyzer.concepts(text)) {
          expect(word).not.toBe('');
          expect(alternatives.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('places words where they stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        for (const { word, start, end } of placedWords(text)) {
          expect(text.slice(start, end).toLowerCase()).toBe(word);
        }
      }),
    );
  });
});
