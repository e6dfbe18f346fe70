import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, type Language } from '@chasqui/language';
import fc from 'fast-check';
import { type ConceptEntry, Lexicon } from './lexicon.js';

type Terms = Partial<Record<Language, readonly string[]>>;

const nothing = Object.fromEntries(LANGUAGES.map((language) => [language, []])) as unknown as Record<
  Language,
  readonly string[]
>;

const concept = (code: string, terms: Terms, strength: ConceptEntry['strength'] = 'theme'): ConceptEntry => ({
  code,
  themes: [code],
  strength,
  terms: { ...nothing, ...terms },
});

const lexicon = new Lexicon({
  concepts: [
    concept('water', { es: ['agua potable'], de: ['trinkwasser*'] }),
    concept('water-cue', { es: ['agua'] }, 'cue'),
    concept('irrigation', { es: ['riego'] }),
    concept('waste', { es: ['desechos sólidos', 'reciclaje'], de: ['abfall*'] }),
    concept('waste-water', { de: ['abwasser*'] }),
    concept('education', { es: ['educación'], en: ['=education'] }),
    concept('street', { de: ['große straße'] }),
    concept('climate', { es: ['cambio climático'] }),
    concept('peace', { es: ['mujeres, paz y seguridad'] }),
    concept('forest', { de: ['wald*'] }),
    concept('forest-fire', { de: ['waldbrand*'] }),
    concept('seed', { es: ['=semilla'] }),
    concept('seedbed', { es: ['semillero'] }),
  ],
  names: ['Ministerio del Agua Potable', 'Ministerio del Agua'],
  genericWords: { ...nothing, es: ['proyecto', 'fortalecimiento'], de: ['Projekt'] },
});

/** What a text names, as "code" for concepts and "~root" for other words. */
function named(text: string, language: Language = 'es'): string[] {
  return lexicon
    .scan(text, language)
    .flatMap(({ concepts, root }) => (root === null ? concepts.map(({ code }) => code) : [`~${root}`]));
}

describe('a lexicon', () => {
  it.each([
    ['accents and case do not matter', 'EDUCACION y Educación', ['education', 'education']],
    ['endings do not matter', 'desecho sólido, riegos', ['waste', 'irrigation']],
    ['the longest phrase counts, and its words not again', 'agua potable', ['water']],
    ['a word alone is what it is alone', 'agua', ['water-cue']],
    [
      'words that say nothing may stand inside a phrase',
      'el cambio del clima: cambio en lo climático',
      ['~cambi', '~clim', 'climate'],
    ],
    ['numbers may stand inside a phrase', 'agua 100 potable', ['water']],
    ['punctuation ends a phrase', 'agua, potable', ['water-cue', '~potabl']],
    ['punctuation may be part of a phrase', 'Mujeres, Paz y Seguridad', ['peace']],
    ['or be left out of it', 'mujeres paz y seguridad', ['peace']],
    ['brackets end a phrase', 'cambio (climático)', ['~cambi', '~climat']],
    ['a line ends a phrase', 'desechos\nsólidos', ['~desech', '~sol']],
    ['words that any call has say nothing', 'Proyecto de fortalecimiento y proyectos', []],
    ['the very word, and no other of its root', 'semilla', ['seed']],
    ['a proper name is no topic', 'Ministerio del Agua Potable', []],
    ['the longest name counts', 'Ministerio del Agua y riego', ['irrigation']],
    ['what follows a name counts again', 'El Ministerio del Agua Potable da agua potable', ['water']],
    ['stop words and numbers are nothing', 'de la los 2024 1.000', []],
  ])('%s', (_, text, expected) => {
    expect(named(text).filter((code) => code !== '~da')).toEqual(expected);
  });

  it.each([
    ['a beginning with any ending', 'Trinkwasserversorgung', ['water']],
    ['every beginning it has, the longest first', 'Waldbrände', ['forest-fire', 'forest']],
    ['only the beginning it has', 'Waldwirtschaft', ['forest']],
    ['nothing in the middle of a word', 'Regenwald', ['~regenwald']],
    ['"ß" as "ss"', 'grosse Strasse, große Straße', ['street', 'street']],
    ['its own generic words', 'Projekte', []],
  ])('finds in German %s', (_, text, expected) => {
    expect(named(text, 'de')).toEqual(expected);
  });

  it('knows the words of each language only in that language', () => {
    expect(named('education', 'en')).toEqual(['education']);
    expect(named('educational', 'en')).toEqual(['~educ']);
    expect(named('agua potable', 'en')).toEqual(['~agua', '~potabl']);
  });

  it('tells where in the text it stands', () => {
    const text = 'Más agua potable para todos';
    const [hit] = lexicon.scan(text, 'es').filter(({ concepts }) => concepts.length > 0);
    expect(text.slice(hit!.start, hit!.end)).toBe('agua potable');
  });

  it('finds every term of an entry in its own words', () => {
    const entry = concept('all', { es: ['a', 'de la', 'riego por goteo', '=goteo', 'microriego*'] });
    const own = new Lexicon({ concepts: [entry], names: [], genericWords: nothing });
    for (const term of ['riego por goteo', 'goteo', 'microriegos']) {
      expect(own.scan(term, 'es').flatMap(({ concepts }) => concepts.map(({ code }) => code))).toEqual([
        'all',
      ]);
    }
    // Terms without a word that says something mean nothing, instead of meaning everything.
    expect(own.scan('de la a', 'es')).toEqual([]);
  });

  it('counts no word twice, in any text', () => {
    const words = fc.constantFrom(
      'agua',
      'potable',
      'de',
      'riego',
      'Ministerio',
      'del',
      'Agua',
      ',',
      '.',
      'cambio',
      'climático',
      'proyecto',
      '12',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 25 }), (list) => {
        const text = list.join(' ');
        let end = 0;
        for (const hit of lexicon.scan(text, 'es')) {
          expect(hit.start).toBeGreaterThanOrEqual(end);
          expect(hit.end).toBeGreaterThan(hit.start);
          end = hit.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('reads any string without a fault', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom(...LANGUAGES),
        (text, language) => {
          for (const { start, end, concepts, root } of lexicon.scan(text, language)) {
            expect(start >= 0 && end <= text.length && start < end).toBe(true);
            expect(concepts.length > 0).toBe(root === null);
          }
        },
      ),
    );
  });

  it.each([
    ['one word without end', 'a'.repeat(100_000)],
    ['a phrase that never ends', 'cambio '.repeat(14_000)],
    [
      'words that are all different',
      Array.from({ length: 14_000 }, (_, at) => `x${at.toString(36)}a`).join(' '),
    ],
    ['marks upon marks', `a${'\u0301'.repeat(100_000)}`],
    ['punctuation alone', '.,;:('.repeat(20_000)],
  ])('reads a hostile text of 100 kB in little time: %s', (_, text) => {
    const started = performance.now();
    lexicon.scan(text, 'es');
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
