import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CallFacts } from '../facts.js';
import { loadAnalystWords } from './analyst-words.js';
import { KnownDonors } from './known-donors.js';
import { parseCall } from './parse-call.js';
import { TopicNames } from './topic-codes.js';
import type { JsonRecord } from './values.js';

const vocabulary = {
  words: loadAnalystWords(),
  topics: new TopicNames([{ code: 'agua-potable', nameEs: 'Agua potable' }], []),
  donors: new KnownDonors([]),
};

function read(record: JsonRecord): CallFacts {
  return parseCall('c', record, vocabulary);
}

describe('a call of a public data set', () => {
  it('is read by its own names', () => {
    expect(
      read({
        title: 'Fondo de agua',
        summary: 'Financia redes.',
        language: 'es',
        donor: 'Fundación X',
        modality: 'Zuschuss',
        closeDate: '2022-03-31',
        timezone: 'Europe/Madrid',
        amountMin: '10.000,00',
        amountMax: 250_000,
        currency: 'eur',
        cofinancingPercent: '20 %',
        eligibleCountries: 'EC; América Latina',
        territory: 'provincias de Manabí y Esmeraldas',
        populationBand: 'menos de 100.000 habitantes',
        eligibleGadLevels: ['provincial', 'cantonal'],
        eligibleGadLevelsInferred: true,
        eligibleApplicantTypes: ['GAD municipal', 'empresa pública'],
        sectors: ['agua potable', 'Wasserversorgung'],
        ods: ['6', 13],
        notes: 'Solo para Perú',
        sourceAddress: 'https://peru.example',
      }),
    ).toEqual({
      id: 'c',
      title: 'Fondo de agua',
      summary: 'Financia redes.',
      language: 'es',
      donor: expect.objectContaining({ nameEs: 'Fundación X', presence: 'unknown' }),
      financialForm: 'grant',
      direction: 'demand',
      kind: null,
      closesAt: new Date('2022-03-31T21:59:00Z'),
      deadlineKind: 'exact',
      amountMin: '10000.00',
      amountMax: '250000.00',
      currency: 'EUR',
      cofinancingPercent: '20',
      countries: ['EC', 'América Latina'],
      territories: ['provincias de Manabí y Esmeraldas'],
      gadLevels: ['provincial', 'municipal', 'metropolitan'],
      gadLevelsInferred: true,
      gadRole: null,
      applicantTypes: ['GAD municipal', 'empresa pública'],
      partnerRequirements: null,
      populationBand: 'menos de 100.000 habitantes',
      themes: ['agua-potable'],
      topicWords: ['Wasserversorgung'],
      crsSectors: [],
      sdgs: [6, 13],
    });
  });
});

describe('a call of the demo data', () => {
  it('is read by its own names', () => {
    expect(
      read({
        kind: 'permanent',
        financialForms: ['loan'],
        closesOn: null,
        countries: ['*'],
        territories: ['08', '13'],
        gadLevels: ['municipal'],
        gadRole: 'partner',
        applicantTypes: ['municipio'],
        partnerRequirements: 'Con una ONG',
        themes: ['agua-potable'],
        sdgs: [6],
      }),
    ).toMatchObject({
      kind: 'permanent',
      deadlineKind: 'permanent',
      financialForm: 'loan',
      countries: ['*'],
      territories: ['08', '13'],
      gadLevels: ['municipal'],
      gadRole: 'partner',
      applicantTypes: ['municipio'],
      partnerRequirements: 'Con una ONG',
      themes: ['agua-potable'],
      sdgs: [6],
    });
  });
});

describe('what is missing', () => {
  const nothing = {
    title: '',
    summary: '',
    language: 'es',
    financialForm: null,
    closesAt: null,
    deadlineKind: 'unpublished',
    amountMin: null,
    cofinancingPercent: null,
    countries: [],
    territories: [],
    gadLevels: [],
    gadLevelsInferred: false,
    applicantTypes: [],
    populationBand: null,
    themes: [],
    topicWords: [],
    sdgs: [],
  };

  it('is nothing', () => {
    expect(read({})).toMatchObject(nothing);
  });

  it('is the same when every field is null', () => {
    const names = [
      'title',
      'summary',
      'language',
      'donor',
      'modality',
      'closeDate',
      'amountMin',
      'sectors',
      'ods',
    ];
    const others = [
      'eligibleCountries',
      'eligibleGadLevels',
      'eligibleApplicantTypes',
      'territory',
      'populationBand',
    ];
    expect(read(Object.fromEntries([...names, ...others].map((name) => [name, null])))).toMatchObject(
      nothing,
    );
  });

  it('has its language found in its words', () => {
    const summary = 'Die Förderung richtet sich an Gemeinden, die ihre Wasserversorgung verbessern wollen.';
    expect(read({ title: 'Kommunale Partnerschaften', summary }).language).toBe('de');
  });
});

describe('the close', () => {
  it.each([
    [{ closeDate: '2024-05-10' }, '2024-05-11T04:59:00.000Z'],
    [{ closeDate: '2024-05-10T17:00' }, '2024-05-10T22:00:00.000Z'],
    [{ closeDate: '2024-05-10T17:00:00Z' }, '2024-05-10T17:00:00.000Z'],
    [{ closesOn: '2024-05-10', closesTime: '12:00', timeZone: 'UTC' }, '2024-05-10T12:00:00.000Z'],
    [{ closeDate: '10/05/2024' }, '2024-05-11T04:59:00.000Z'],
    [{ closeDate: '2024-05-10', timezone: 'hora de allá' }, '2024-05-11T04:59:00.000Z'],
  ])('of %j is %s', (record, expected) => {
    expect(read(record).closesAt?.toISOString()).toBe(expected);
  });

  it.each(['2024-02-31', 'pronto', '31/02/2024', 20_240_510])('of %j is not known', (closeDate) => {
    expect(read({ closeDate })).toMatchObject({ closesAt: null, deadlineKind: 'unpublished' });
  });

  it('never comes for a programme that stays open', () => {
    expect(read({ recordKind: 'programa permanente' }).deadlineKind).toBe('permanent');
  });
});

describe('levels', () => {
  it('in words that are none describe who applies', () => {
    expect(read({ eligibleGadLevels: ['parroquial', 'mancomunidades'] })).toMatchObject({
      gadLevels: ['parish'],
      applicantTypes: ['mancomunidades'],
    });
  });
});

describe('a range of inhabitants', () => {
  it.each([
    [{ min: 20_000, max: 100_000 }, '20000-100000'],
    [{ min: 50_000 }, 'más de 50000 habitantes'],
    [{ max: 50_000 }, 'hasta 50000 habitantes'],
    [{}, null],
    ['100,000 residents or more', '100,000 residents or more'],
  ])('as %j is %j', (populationBand, expected) => {
    expect(read({ populationBand }).populationBand).toBe(expected);
  });
});

it('reads whatever stands in the fields', () => {
  const name = fc.constantFrom(
    'title',
    'donor',
    'modality',
    'closeDate',
    'sectors',
    'ods',
    'eligibleCountries',
    'amountMax',
  );
  fc.assert(
    fc.property(fc.dictionary(name, fc.jsonValue()), (record) => {
      expect(read(record)).toMatchObject({ id: 'c', direction: 'demand' });
    }),
  );
});
