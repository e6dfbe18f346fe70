import { describe, expect, it } from '@jest/globals';
import type { OriginalPart } from '@chasqui/intake';
import { excerptsOf, piecesOf } from './finding-pieces.js';

const part = (text: string, changes: Partial<OriginalPart> = {}): OriginalPart => ({
  name: 'página',
  text,
  struck: [],
  spans: [],
  ...changes,
});
const at = (text: string, words: string) => {
  const start = text.indexOf(words);
  return { start, end: start + words.length };
};

describe('the pieces of an original', () => {
  const text = 'Agua limpia. Cierra el 3 de mayo, antes el 1 de mayo.';

  it('tell which fields were read from them, the narrowest first', () => {
    const spans = [
      { field: 'summary' as const, ...at(text, text) },
      { field: 'deadline' as const, ...at(text, '3 de mayo') },
    ];
    const pieces = piecesOf(part(text, { spans }));
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.map(({ fields }) => fields)).toEqual([['summary'], ['deadline', 'summary'], ['summary']]);
    expect(pieces.map(({ begins }) => begins)).toEqual([['summary'], ['deadline'], []]);
  });

  it('know what their author crossed out', () => {
    const pieces = piecesOf(part(text, { struck: [at(text, '1 de mayo')] }));
    expect(pieces.filter(({ struck }) => struck).map((piece) => piece.text)).toEqual(['1 de mayo']);
  });

  it('keep words that two fields share halfway', () => {
    const spans = [
      { field: 'title' as const, ...at(text, 'Agua limpia. Cierra') },
      { field: 'deadline' as const, ...at(text, 'Cierra el 3 de mayo') },
    ];
    const pieces = piecesOf(part(text, { spans }));
    expect(pieces.map((piece) => piece.text)).toEqual([
      'Agua limpia. ',
      'Cierra',
      ' el 3 de mayo',
      ', antes el 1 de mayo.',
    ]);
    expect(new Set(pieces[1]!.fields)).toEqual(new Set(['title', 'deadline']));
  });
});

describe('what is shown of an original', () => {
  it('is all of a short part', () => {
    const text = 'Una convocatoria breve.';
    expect(excerptsOf(part(text)).map((each) => each?.map((piece) => piece.text))).toEqual([[text]]);
  });

  it('is nothing but the surroundings of the words in a long part', () => {
    const filler = 'otra cosa más '.repeat(1_000);
    const text = `${filler}Cierra el 3 de mayo. ${filler}Hasta 5.000 USD. ${filler}`;
    const spans = [
      { field: 'deadline' as const, ...at(text, '3 de mayo') },
      { field: 'amountMax' as const, ...at(text, '5.000 USD') },
    ];
    const excerpts = excerptsOf(part(text, { spans }));
    expect(excerpts.map((each) => each === null)).toEqual([true, false, true, false, true]);
    const shown = excerpts.flatMap((each) => each ?? []);
    expect(shown.map((piece) => piece.text).join('').length).toBeLessThan(1_500);
    expect(shown.flatMap(({ begins }) => begins)).toEqual(['deadline', 'amountMax']);
  });

  it('is the beginning of a long part from which nothing was read', () => {
    const excerpts = excerptsOf(part('palabra '.repeat(2_000)));
    expect(excerpts.map((each) => each === null)).toEqual([false, true]);
  });

  it('never cuts a character in two', () => {
    const text = '🏞'.repeat(4_000);
    const spans = [{ field: 'title' as const, start: 4_000, end: 4_010 }];
    const shown = excerptsOf(part(text, { spans })).flatMap((each) => each ?? []);
    expect(shown.every((piece) => !/\p{Surrogate}/u.test(piece.text))).toBe(true);
  });
});
