import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Analyzer } from './analysis.js';
import { AMOUNT_BANDS, DEADLINE_WINDOWS, UNKNOWN, WHOLE_COUNTRY } from './facets.js';
import { entryMatcher } from './matches-query.js';
import { QueryBook } from './query-book.js';
import type { IndexedEntry } from './search-index.js';
import { parseSearchQuery } from './search-query.js';

const NOW = new Date('2026-08-03T15:00:00Z');
const DAY_MS = 86_400_000;

const analyzer = new Analyzer([
  { words: ['riego', 'irrigación'] },
  { words: ['agua potable', 'agua segura'] },
]);

const words = fc.constantFrom(
  'agua',
  'potable',
  'agua potable',
  'agua segura',
  'riego',
  'irrigación',
  'irrigation',
  'educación',
  'educacion',
  'de la',
  'turismo',
  'gestión',
  'rural',
);
const text = fc.array(words, { maxLength: 6 }).map((list) => list.join(' '));
const some = (...values: string[]) => fc.subarray(values);

const entry: fc.Arbitrary<IndexedEntry> = fc.record({
  kind: fc.constantFrom('call', 'donor'),
  recordId: fc.constant('1'),
  title: text,
  subtitle: text,
  keywords: text,
  body: text,
  language: fc.constantFrom('es', 'en', 'fr'),
  facets: fc.record({
    theme: some('riego', 'turismo'),
    province: some('08', '20', WHOLE_COUNTRY),
    level: some('provincial', 'parish'),
  }),
  closesAt: fc.option(
    fc.integer({ min: -20, max: 120 }).map((days) => new Date(NOW.getTime() + days * DAY_MS)),
  ),
  amount: fc.constantFrom(null, '9000', '300000'),
  currency: fc.constantFrom(null, 'USD', 'PEN'),
});

const query = fc
  .record({
    q: text,
    tipo: some('call', 'donor'),
    tema: some('riego', 'turismo', UNKNOWN),
    provincia: some('08', '09', '20', UNKNOWN),
    nivel: some('provincial', 'parish', UNKNOWN),
    cierre: some(...DEADLINE_WINDOWS, UNKNOWN),
    monto: some(...AMOUNT_BANDS, UNKNOWN),
    idioma: some('es', 'en'),
  })
  .map((parameters) => parseSearchQuery(parameters).query);

describe('kept queries', () => {
  it('find a record if and only if the search box would', () => {
    fc.assert(
      fc.property(fc.array(query, { minLength: 1, maxLength: 30 }), entry, (queries, record) => {
        const book = new QueryBook(analyzer);
        for (const [place, each] of queries.entries()) book.add(place * 7 + 3, each);
        const finds = entryMatcher(record, analyzer, NOW);
        const expected = queries.flatMap((each, place) => (finds(each) ? [place * 7 + 3] : []));
        expect(book.matching(record, NOW)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('are found with and without accents, and by their synonyms', () => {
    const book = new QueryBook(analyzer);
    for (const [place, q] of ['educacion', 'educación rural', 'irrigación', 'minas'].entries()) {
      book.add(place, parseSearchQuery({ q }).query);
    }
    const record = {
      kind: 'call',
      recordId: '1',
      title: 'Educación rural y riego',
      subtitle: '',
      keywords: '',
    };
    const rest = { body: '', language: 'es', facets: {}, closesAt: null, amount: null, currency: null };
    expect(book.matching({ ...record, ...rest } as IndexedEntry, NOW)).toEqual([0, 1, 2]);
  });
});
