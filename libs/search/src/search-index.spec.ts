import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Analyzer } from './analysis.js';
import {
  DEADLINE_WINDOWS,
  FACET_NAMES,
  type FacetName,
  facetValues,
  UNKNOWN,
  WHOLE_COUNTRY,
  windowBits,
  windowEnds,
} from './facets.js';
import { matchesQuery } from './matches-query.js';
import { type IndexedEntry, SearchIndex } from './search-index.js';
import { parseSearchQuery, type SearchQuery } from './search-query.js';

const NOW = new Date('2026-03-01T15:00:00Z');
const DAY = 86_400_000;
const analyzer = new Analyzer([
  { words: ['riego', 'irrigación', 'irrigation'] },
  { words: ['agua potable', 'drinking water', 'saneamiento'] },
]);

let counter = 0;
function entry(changes: Partial<IndexedEntry> = {}): IndexedEntry {
  counter += 1;
  return {
    kind: 'call',
    recordId: `r${counter}`,
    title: 'Sin título',
    subtitle: '',
    language: 'es',
    body: '',
    keywords: '',
    facets: { theme: [], level: [], province: [WHOLE_COUNTRY] },
    closesAt: null,
    amount: null,
    currency: null,
    ...changes,
  };
}
function indexOf(entries: readonly IndexedEntry[]): SearchIndex {
  const index = new SearchIndex(analyzer);
  for (const each of entries) index.put(each);
  return index;
}
const read = (text: string): SearchQuery => parseSearchQuery(text).query;
function found(entries: readonly IndexedEntry[], text: string): string[] {
  const titles = new Map(entries.map(({ kind, recordId, title }) => [`${kind}_${recordId}`, title]));
  return indexOf(entries)
    .search(read(text), NOW, 50)
    .keys.map((key) => titles.get(key)!);
}

describe('searching', () => {
  const calls = [
    entry({ title: 'Fondo de agua', body: 'Sistemas de agua potable para comunidades rurales.' }),
    entry({
      title: 'Irrigation for small farmers',
      language: 'en',
      body: 'Communities improve their fields.',
    }),
    entry({ title: 'Educación técnica', body: 'Formación de jóvenes. Incluye un módulo de agua.' }),
    entry({ title: 'Saneamiento rural', body: 'Alcantarillado.' }),
    entry({ title: 'Mujeres emprendedoras', keywords: 'Igualdad de género' }),
  ];

  it.each([
    ['agua', ['Fondo de agua', 'Educación técnica']],
    ['educacion tecnica', ['Educación técnica']],
    ['EDUCACIONES', ['Educación técnica']],
    ['mujer', ['Mujeres emprendedoras']],
    ['genero', ['Mujeres emprendedoras']],
    ['riego', ['Irrigation for small farmers']],
    ['agua potable', ['Fondo de agua', 'Saneamiento rural']],
    ['farmer', ['Irrigation for small farmers']],
    ['educasion', ['Educación técnica']],
    ['emprendedroas', ['Mujeres emprendedoras']],
    ['alcantari', ['Saneamiento rural']],
    ['aguas de comunidad', ['Fondo de agua']],
    ['xqzwv', []],
    ['de la', []],
  ])('«%s»', (words, titles) => {
    expect(found(calls, `q=${words}`)).toEqual(titles);
  });

  it('puts what holds all words first and still shows what holds half of a long query', () => {
    expect(found(calls, 'q=agua comunidades jóvenes rurales')).toEqual([
      'Fondo de agua',
      'Educación técnica',
    ]);
  });

  it('falls back to any word when nothing holds both, and says so', () => {
    const hits = indexOf(calls).search(read('q=alcantarillado jóvenes'), NOW, 20);
    expect(hits).toMatchObject({ total: 2, partial: true });
  });

  it('tells which words it changed and which nobody writes', () => {
    const hits = indexOf(calls).search(read('q=educasion xqzwv'), NOW, 20);
    expect(hits.corrections).toEqual([{ typed: 'educasion', used: 'educación' }]);
    expect(hits.unknown).toEqual(['xqzwv']);
  });

  it('lets closed calls come later', () => {
    const closed = entry({ title: 'Turismo uno', closesAt: new Date(NOW.getTime() - DAY) });
    const open = entry({ title: 'Turismo dos', body: 'Con algo más de texto.' });
    expect(found([closed, open], 'q=turismo')).toEqual(['Turismo dos', 'Turismo uno']);
  });

  it('orders by close: dated, undated, other records, closed', () => {
    const entries = [
      entry({ title: 'cerrada', closesAt: new Date(NOW.getTime() - DAY) }),
      entry({ title: 'banco', kind: 'donor' }),
      entry({ title: 'sin fecha' }),
      entry({ title: 'en diez', closesAt: new Date(NOW.getTime() + 10 * DAY) }),
      entry({ title: 'mañana', closesAt: new Date(NOW.getTime() + DAY) }),
    ];
    expect(found(entries, '')).toEqual(['mañana', 'en diez', 'sin fecha', 'banco', 'cerrada']);
  });

  it('forgets what was replaced or removed', () => {
    const index = indexOf(calls);
    index.put({ ...calls[0]!, title: 'Fondo de bosques', body: '' });
    index.remove('call', calls[2]!.recordId);
    expect(index.search(read('q=agua'), NOW, 20).total).toBe(0);
    expect(index.search(read('q=bosque'), NOW, 20).total).toBe(1);
    expect([index.size, index.wasted]).toEqual([4, 2]);
  });

  it('pages through everything once, in order', () => {
    const entries = Array.from({ length: 57 }, (_, place) =>
      entry({
        title: `Agua ${'y agua '.repeat(place % 3)}`,
        closesAt: new Date(NOW.getTime() + (place % 5) * DAY),
      }),
    );
    const index = indexOf(entries);
    for (const text of ['q=agua', 'q=agua&orden=cierre', '']) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page = index.search({ ...read(text), after }, NOW, 10);
        seen.push(...page.keys);
        after = page.next;
      } while (after);
      expect(seen).toEqual(index.search(read(text), NOW, 100).keys);
      expect(new Set(seen).size).toBe(57);
    }
  });
});

const days = fc.option(fc.integer({ min: -40, max: 140 }), { nil: null });
const codes = (...list: string[]) => fc.subarray(list);
const entries: fc.Arbitrary<IndexedEntry> = fc
  .record({
    kind: fc.constantFrom('call', 'call', 'donor', 'gad' as const),
    language: fc.constantFrom('es', 'en'),
    words: fc.array(fc.constantFrom('agua', 'riego', 'mujeres', 'bosques', 'irrigation', 'saneamiento'), {
      maxLength: 4,
    }),
    theme: codes('agua', 'riego', 'salud'),
    level: codes('municipal', 'parish'),
    province: fc.oneof(fc.constant([WHOLE_COUNTRY]), codes('01', '08', '17')),
    amount: fc.option(fc.constantFrom('5000.00', '40000.00', '2000000.00'), { nil: null }),
    closes: days,
  })
  .map(({ words, theme, level, province, closes, ...rest }) =>
    entry({
      ...rest,
      title: words.slice(0, 1).join(' '),
      body: words.slice(1).join(' '),
      facets: { theme, level, province },
      currency: 'USD',
      closesAt: closes === null ? null : new Date(NOW.getTime() + closes * DAY),
    }),
  );
const queries = fc
  .record({
    q: fc
      .array(fc.constantFrom('agua', 'riegos', 'mujer', 'agua potable', 'bosque'), { maxLength: 3 })
      .map((list) => list.join(' ')),
    tipo: codes('call', 'donor'),
    tema: codes('agua', 'salud', UNKNOWN),
    nivel: codes('municipal', UNKNOWN),
    provincia: codes('01', '08', UNKNOWN),
    cierre: codes(...DEADLINE_WINDOWS),
    monto: codes('10-mil', 'mayor', UNKNOWN),
    idioma: codes('en'),
  })
  .map((input) => parseSearchQuery(input).query);

/** All values of an entry, the slow way. */
function valuesOf(each: IndexedEntry, facet: FacetName): string[] {
  const values = facetValues(each).flatMap(([name, value]) => (name === facet ? [value] : []));
  if (facet === 'province' && values.includes(WHOLE_COUNTRY)) return ['01', '08', '17'];
  if (facet !== 'deadline' || each.kind !== 'call') return values;
  const bits = windowBits(each.closesAt?.getTime() ?? Infinity, windowEnds(NOW));
  return DEADLINE_WINDOWS.filter((_, place) => (bits >> place) & 1);
}
function passes(each: IndexedEntry, filters: SearchQuery['filters'], but?: FacetName): boolean {
  return FACET_NAMES.every((facet) => {
    const chosen = filters[facet];
    return !chosen || facet === but || valuesOf(each, facet).some((value) => chosen.includes(value));
  });
}

describe('facets', () => {
  it('count what brute force counts, each as if nothing were chosen in it', () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 25 }), queries, (list, query) => {
        const index = indexOf(list);
        const holding = new Set(index.search({ ...query, filters: {} }, NOW, 100).keys);
        const inText = list.filter(({ kind, recordId }) => holding.has(`${kind}_${recordId}`));
        const hits = index.search(query, NOW, 100);
        expect(hits.total).toBe(inText.filter((each) => passes(each, query.filters)).length);
        for (const facet of FACET_NAMES) {
          const expected = new Map<string, number>();
          for (const each of inText.filter((one) => passes(one, query.filters, facet))) {
            for (const value of valuesOf(each, facet)) expected.set(value, (expected.get(value) ?? 0) + 1);
          }
          for (const { value, count } of hits.facets[facet])
            expect([facet, value, count]).toEqual([facet, value, expected.get(value) ?? 0]);
          // A province that only whole-country records reach is listed when some record names it.
          const named = new Set([UNKNOWN, ...list.flatMap((each) => each.facets['province'] ?? [])]);
          const wanted = [...expected.keys()].filter((value) => facet !== 'province' || named.has(value));
          expect(hits.facets[facet].map(({ value }) => value)).toEqual(expect.arrayContaining(wanted));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('one record held against a query', () => {
  it('is found by exactly the queries that find it in the index', () => {
    fc.assert(
      fc.property(fc.array(entries, { minLength: 1, maxLength: 20 }), queries, (list, query) => {
        const hits = indexOf(list).search(query, NOW, 100);
        fc.pre(!hits.partial);
        for (const each of list) {
          expect(matchesQuery(each, query, analyzer, NOW)).toBe(
            hits.keys.includes(`${each.kind}_${each.recordId}`),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});
