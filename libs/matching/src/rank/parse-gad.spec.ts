import type { Competence } from '@chasqui/competences';
import { LANGUAGES } from '@chasqui/language';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ConceptEntry, Lexicon } from '../knowledge/lexicon.js';
import type { GadFacts } from '../facts.js';
import { loadAnalystWords } from './analyst-words.js';
import { parseGad } from './parse-gad.js';
import { TopicNames } from './topic-codes.js';
import type { JsonRecord } from './values.js';

const none = Object.fromEntries(
  LANGUAGES.map((language) => [language, []]),
) as unknown as ConceptEntry['terms'];
const concept = (code: string, strength: ConceptEntry['strength'], word: string): ConceptEntry => ({
  code,
  themes: [code],
  strength,
  terms: { ...none, es: [word] },
});

function competence(code: string, level: Competence['level'], inheritsFrom: Competence['inheritsFrom'] = []) {
  const rest = { text: code, legalBasis: 'x', kind: 'exclusive' as const, themes: [], crsCategories: [] };
  return { code, level, inheritsFrom, ...rest, enabler: false, note: null };
}

const vocabulary = {
  words: loadAnalystWords(),
  topics: new TopicNames([{ code: 'riego', nameEs: 'Riego y drenaje' }], []),
  lexicon: new Lexicon({
    concepts: [concept('agua', 'theme', 'alcantarillado'), concept('cultura', 'cue', 'fiesta')],
    names: [],
    genericWords: none,
  }),
  competences: [
    competence('PROV', 'provincial'),
    competence('MUN', 'municipal'),
    competence('METRO', 'metropolitan', ['municipal']),
  ],
  territories: [
    { code: '01', name: 'Azuay', level: 'provincial' },
    { code: '0101', name: 'Cuenca', level: 'municipal' },
    { code: '020155', name: 'Salinas', level: 'parish' },
    { code: '100157', name: 'Salinas', level: 'parish' },
    { code: '10', name: 'Imbabura', level: 'provincial' },
    { code: '2403', name: 'Salinas', level: 'municipal' },
  ],
};

function read(record: JsonRecord, id = 'g'): GadFacts {
  return parseGad(id, record, vocabulary);
}

describe('the level', () => {
  it.each([
    [{ level: 'provincial' }, 'provincial'],
    [{ level: 'Cantonal' }, 'municipal'],
    [{ level: 'MUNICIPAL' }, 'municipal'],
    [{ level: 'metropolitano' }, 'metropolitan'],
    [{ level: 'parish' }, 'parish'],
    [{ level: 'cantonal', isMetropolitanDistrict: true }, 'metropolitan'],
    [{ level: 'cantonal', dpaCode: '1701' }, 'metropolitan'],
    [{ dpaCode: '09' }, 'provincial'],
    [{ dpaCode: '0901' }, 'municipal'],
    [{ dpaCode: '030361' }, 'parish'],
    [{ name: 'GAD Parroquial Rural de Zhud' }, 'parish'],
    [{ name: 'GAD Municipal del Distrito Metropolitano de Quito' }, 'metropolitan'],
    [{ level: null, name: null }, 'municipal'],
  ])('of %j is %s', (record, expected) => {
    expect(read(record).level).toBe(expected);
  });

  it('gives the competences, with those that are inherited', () => {
    expect(read({ dpaCode: '1701' }).competences.map(({ code }) => code)).toEqual(['METRO', 'MUN']);
  });
});

describe('the code', () => {
  it.each([
    [{ dpaCode: '0101' }, '0101'],
    // A spreadsheet took its zero away.
    [{ dpaCode: 101 }, '0101'],
    [{ name: 'GAD Municipal de Cuenca' }, '0101'],
    [{ territory: 'Cuenca', level: 'cantonal' }, '0101'],
    [{ name: 'GAD Parroquial de Salinas', province: 'Imbabura' }, '100157'],
    [{ name: 'Gobierno cantonal de Salinas' }, '2403'],
    // Two parishes have this name.
    [{ name: 'GAD Parroquial de Salinas' }, 'g'],
    [{ name: 'Ayuntamiento de Nada' }, 'g'],
  ])('of %j is %s', (record, expected) => {
    expect(read(record).dpaCode).toBe(expected);
  });

  it('may be what identifies the record', () => {
    expect(read({}, '020155')).toMatchObject({ dpaCode: '020155', level: 'parish', name: '020155' });
  });
});

describe('the priorities', () => {
  it('are read from either name', () => {
    const objective = {
      id: 'o',
      component: 'Físico',
      text: 'Ampliar el riego',
      sectors: ['riego y drenaje'],
      ods: [2],
    };
    const priority = { id: 'o', component: 'Físico', text: 'Ampliar el riego', themes: ['riego'], sdgs: [2] };
    const expected = [
      { id: 'o', component: 'Físico', text: 'Ampliar el riego', themes: ['riego'], sdgs: [2] },
    ];
    expect(read({ objectives: [objective] }).priorities).toEqual(expected);
    expect(read({ priorities: [priority] }).priorities).toEqual(expected);
  });

  it('may be texts alone; empty ones are left out', () => {
    expect(read({ objectives: ['Mejorar las vías', '', { component: 'Vial' }, null] }).priorities).toEqual([
      { id: 'g-1', component: 'sin componente', text: 'Mejorar las vías', themes: [], sdgs: [] },
    ]);
  });

  it('take the topics that the words of their sectors name, not those they hint at', () => {
    const [priority] =
      read({ objectives: [{ text: 'x', sectors: 'alcantarillado; fiestas' }] }).priorities ?? [];
    expect(priority?.themes).toEqual(['agua']);
  });

  it.each([[{}], [{ objectives: [] }], [{ objectives: null }], [{ objectives: 'x' }]])(
    'of %j are not known',
    (record) => {
      expect(read(record).priorities).toBeNull();
    },
  );
});

describe('what else is known', () => {
  it('is the population and the networks of the file', () => {
    expect(read({ population: '596.101', networks: ['mercociudades'] })).toMatchObject({
      population: 596_101,
      networks: ['mercociudades'],
    });
  });

  it('is nothing when the file is silent', () => {
    expect(read({})).toMatchObject({
      population: null,
      networks: null,
      offers: [],
      flags: [],
      exercised: [],
    });
  });
});

it('reads whatever stands in the fields', () => {
  const name = fc.constantFrom(
    'level',
    'dpaCode',
    'name',
    'province',
    'objectives',
    'priorities',
    'population',
    'networks',
  );
  fc.assert(
    fc.property(fc.dictionary(name, fc.jsonValue()), (record) => {
      expect(['provincial', 'municipal', 'metropolitan', 'parish']).toContain(read(record).level);
    }),
  );
});
