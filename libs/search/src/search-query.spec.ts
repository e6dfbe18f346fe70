import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FACET_NAMES, FACETS, UNKNOWN } from './facets.js';
import { isEmptyQuery, parseSearchQuery, searchQueryString, withFilter } from './search-query.js';

const texts = fc.string({ unit: 'grapheme', maxLength: 260 });
const values = fc.oneof(
  texts,
  fc.constantFrom(
    UNKNOWN,
    'agua-potable',
    '6',
    'municipal',
    '01',
    '30',
    '50-mil',
    'es',
    'EC',
    'call',
    'grant',
  ),
);
const names = fc.oneof(
  texts,
  fc.constantFrom('q', 'orden', 'desde', ...FACET_NAMES.map((facet) => FACETS[facet].parameter)),
);
const inputs = fc
  .array(fc.tuple(names, values), { maxLength: 12 })
  .map((pairs) => new URLSearchParams(pairs));

describe('a search as an address', () => {
  it('has one form, whatever the order and the repetitions in which it is given', () => {
    const { query } = parseSearchQuery(
      'pais=ES&tema=riego&q= agua++potable&tema=agua&tema=riego&nivel=parish&nivel=municipal&x=1',
    );
    expect(searchQueryString(query)).toBe(
      'q=agua+potable&tema=agua&tema=riego&nivel=municipal&nivel=parish&pais=ES',
    );
  });

  it('means the same when it is read again', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { query } = parseSearchQuery(input);
        const again = parseSearchQuery(searchQueryString(query, { page: true }));
        expect(again).toEqual({ query, problems: [] });
      }),
    );
  });

  it('is read alike from a string and from what the server makes of it', () => {
    const { query } = parseSearchQuery({
      q: 'agua',
      tema: ['riego', 'salud'],
      nivel: 'municipal',
      ods: undefined,
    });
    expect(query).toEqual(parseSearchQuery('q=agua&tema=riego&tema=salud&nivel=municipal').query);
  });

  it.each([
    ['nivel=galactico', 'No se entiende «galactico» en nivel; no se tomó en cuenta.'],
    ['ods=18', 'No se entiende «18» en ods; no se tomó en cuenta.'],
    ['cierre=ayer', 'No se entiende «ayer» en cierre; no se tomó en cuenta.'],
    ['orden=azar', 'No se entiende «azar» en orden; se usa el habitual.'],
    ['desde=-1;DROP', 'El enlace a esa página ya no sirve: la lista empieza de nuevo.'],
    [`q=${'agua '.repeat(60)}`, 'La búsqueda es muy larga: se usan sus primeras 200 letras.'],
  ])('says what is wrong with %s', (input, problem) => {
    const { query, problems } = parseSearchQuery(input);
    expect(problems).toEqual([problem]);
    expect(query.filters).toEqual({});
  });

  it('without words is ordered by close, with words by relevance', () => {
    expect(parseSearchQuery('').query.order).toBe('cierre');
    expect(parseSearchQuery('orden=relevancia').query.order).toBe('cierre');
    expect(parseSearchQuery('q=agua').query.order).toBe('relevancia');
    expect(parseSearchQuery('q=agua&orden=cierre').query.order).toBe('cierre');
  });

  it('starts at its first page when a filter changes', () => {
    const { query } = parseSearchQuery('q=agua&tema=riego&desde=-1000_call_x');
    expect(query.after).not.toBeNull();
    const other = withFilter(query, 'theme', []);
    expect(other).toMatchObject({ after: null, filters: {} });
    expect(isEmptyQuery(other)).toBe(false);
    expect(isEmptyQuery({ ...other, words: '' })).toBe(true);
  });
});
