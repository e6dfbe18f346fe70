import { describe, expect, it } from '@jest/globals';
import { Analyzer } from './analysis.js';
import { gadNames, plainName } from './ranking.js';
import { type IndexedEntry, SearchIndex } from './search-index.js';
import { parseSearchQuery } from './search-query.js';

const NOW = new Date('2026-03-01T15:00:00Z');
const analyzer = new Analyzer([{ words: ['agua potable', 'agua segura', 'safe water'] }]);

function entry(title: string, changes: Partial<IndexedEntry> = {}): IndexedEntry {
  return {
    kind: 'call',
    recordId: title,
    title,
    subtitle: '',
    language: 'es',
    body: '',
    keywords: '',
    facets: {},
    closesAt: null,
    amount: null,
    currency: null,
    ...changes,
  };
}
const gad = (title: string, level: string): IndexedEntry =>
  entry(title, { kind: 'gad', facets: { level: [level] } });
function order(entries: readonly IndexedEntry[], words: string): string[] {
  const index = new SearchIndex(analyzer);
  for (const each of entries) index.put(each);
  return index
    .search(parseSearchQuery({ q: words }).query, NOW, 50)
    .keys.map((key) => key.replace(/^[a-z]+_/, ''));
}

describe('the names of a GAD', () => {
  it.each([
    ['GAD del Distrito Metropolitano de Quito', 'quito'],
    ['GAD Municipal de Cañar', 'canar'],
    ['GAD Provincial de Pichincha', 'pichincha'],
    ['GAD Parroquial Rural de San Juan (Gualaceo)', 'san juan'],
  ])('%s is called %s', (title, territory) => {
    expect(gadNames(title)).toContain(territory);
    expect(gadNames(title)).toContain(plainName(title.replace(/ \(.*/, '')));
  });
});

describe('GADs among other records', () => {
  const capital = gad('GAD del Distrito Metropolitano de Quito', 'metropolitan');
  const parishes = Array.from({ length: 30 }, (_, place) =>
    gad(`GAD Parroquial Rural de Lugar ${place} (Quito)`, 'parish'),
  );
  const calls = Array.from({ length: 30 }, (_, place) =>
    entry(`Fondo ${place} de Quito`, { body: 'Quito y sus barrios. Quito.' }),
  );

  it.each(['Quito', 'GAD del Distrito Metropolitano de Quito'])('«%s» finds its GAD first', (words) => {
    expect(order([...parishes, ...calls, capital], words)[0]).toBe(capital.title);
  });

  it('puts parishes that only lie in it last', () => {
    expect(order([...parishes, ...calls, capital], 'quito').at(-1)).toContain('Parroquial');
  });

  it('puts a parish after calls unless its name is all that was typed', () => {
    const parish = gad('GAD Parroquial Rural de Aguas Negras (Cuyabeno)', 'parish');
    const call = entry('Sistemas comunitarios', {
      body: `Agua para todos. ${'Obras y equipos. '.repeat(10)}`,
    });
    expect(order([parish, call], 'agua')).toEqual([call.title, parish.title]);
    const named = entry('Fondo', { body: 'Aguas negras y su tratamiento.' });
    expect(order([parish, named], 'aguas negras')[0]).toBe(parish.title);
  });
});

describe('a known phrase', () => {
  it('says more than its words apart', () => {
    const apart = entry('Fondos de Seguridad Humana', { body: 'Agua, salud y escuelas.' });
    const others = Array.from({ length: 8 }, (_, place) => entry(`Agua ${place}`));
    const same = entry('Safe water for villages', { language: 'en' });
    const alike = entry('Obras rurales', { body: `Sistemas de agua potable. ${'Otras obras. '.repeat(10)}` });
    const literal = entry('Obras', { body: `Sistemas de agua segura. ${'Otras obras. '.repeat(10)}` });
    expect(order([apart, ...others, same, alike, literal], 'agua segura')).toEqual([
      same.title,
      literal.title,
      alike.title,
      apart.title,
    ]);
  });
});
