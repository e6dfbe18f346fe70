import { describe, expect, it } from '@jest/globals';
import { callText, whoKnowledge } from './call-text.fixture.js';
import { readWho } from './read-who.js';

type Row = readonly [language: string, text: string, band: readonly [number | null, number | null] | null];

const SENTENCES: readonly Row[] = [
  ['es', 'Pueden postular municipios de menos de 100.000 habitantes.', [null, 99_999]],
  ['es', 'Dirigida a ciudades de entre 20.000 y 100.000 habitantes.', [20_000, 100_000]],
  ['es', 'Municipios con población mayor a 50 000 habitantes.', [50_001, null]],
  ['es', 'Dirigida a municipios de más de 20.000 y menos de 100.000 habitantes.', [20_001, 99_999]],
  ['es', 'Podrán participar pequeños municipios (hasta 5.000 hab.).', [null, 5000]],
  ['es', 'Ciudades de más de medio millón de habitantes.', [500_001, null]],
  ['es', 'Ciudades intermedias de 50 mil a 1 millón de habitantes.', [50_000, 1_000_000]],
  ['es', 'Localidades de 10.000 habitantes o más.', [10_000, null]],
  ['es', 'El año pasado ganó un municipio de más de 30.000 habitantes.', null],
  ['es', 'El proyecto del municipio beneficiará a más de 10.000 habitantes.', null],
  ['es', 'Un municipio de 30.000 habitantes.', null],
  ['es', 'Se dará prioridad a municipios de menos de 10.000 habitantes.', null],
  ['es', 'Municipios en dos categorías: hasta 100.000 habitantes y de 100.001 en adelante.', null],
  ['es', 'Categorías de municipios: hasta 5.000 habitantes; de 5.001 a 20.000 habitantes.', [null, 20_000]],
  ['es', 'El municipio recibe hasta 50.000 dólares.', null],
  ['en', 'Cities with over 1 million inhabitants may apply.', [1_000_001, null]],
  ['en', 'Municipalities with a population of at least 50,000 are eligible.', [50_000, null]],
  ['en', 'Cities with populations between 100,000 and 500,000 people.', [100_000, 500_000]],
  ['en', 'Towns of fewer than 20,000 residents.', [null, 19_999]],
  ['en', 'The city has a population of 2.5 million.', null],
  ['en', 'The winning city reached more than 40,000 people.', null],
  ['pt', 'Municípios de até 50 mil habitantes.', [null, 50_000]],
  ['pt', 'Podem participar cidades com mais de 100 mil habitantes.', [100_001, null]],
  ['pt', 'Municípios entre 20 mil e 80 mil habitantes.', [20_000, 80_000]],
  ['fr', "Les communes jusqu'à 20\u202f000 habitants peuvent candidater.", [null, 20_000]],
  ['fr', 'Villes de plus de 100 000 habitants.', [100_001, null]],
  ['fr', 'Le projet de la ville touche plus de 5 000 habitants.', null],
  ['it', 'Città con più di 15.000 abitanti.', [15_001, null]],
  ['it', 'Riservato ai comuni fino a 5.000 abitanti.', [null, 5000]],
  ['it', 'Città tra i 50.000 e i 200.000 abitanti.', [50_000, 200_000]],
  ['ca', 'Municipis de menys de 20.000 habitants.', [null, 19_999]],
  ['ca', 'Ciutats de més de 50.000 habitants.', [50_001, null]],
  ['de', 'Städte mit mehr als 100.000 Einwohnern.', [100_001, null]],
  ['de', 'Gemeinden mit höchstens 20 000 Einwohnern.', [null, 20_000]],
  ['de', "Städte ab 50'000 Einwohnern.", [50_000, null]],
];

const bandOf = (claim: ReturnType<typeof readWho>['population']) =>
  claim ? [claim.value.min, claim.value.max] : null;

describe('population as a condition', () => {
  it.each(SENTENCES)('%s: %s', (language, summary, band) => {
    const { population } = readWho(callText({ language, summary }), whoKnowledge);
    expect(bandOf(population)).toEqual(band);
    expect(summary).toContain(population?.quote ?? '');
  });

  it.each([
    ['20000-100000', [20_000, 100_000], false],
    ['<50000', [null, 49_999], false],
    ['>= 50000', [50_000, null], false],
    ['20k-100k', [20_000, 100_000], true],
    ['50.000+', [50_000, null], false],
    ['menos de 100.000 habitantes', [null, 99_999], true],
    ['mehr als 1 Million', [1_000_001, null], true],
    ["jusqu'à 20 000", [null, 20_000], true],
    ['entre 5 y 20 mil', [5000, 20_000], true],
  ])('field %s', (populationBand, band, fromText) => {
    const { population } = readWho(callText({ populationBand }), whoKnowledge);
    expect(bandOf(population)).toEqual(band);
    expect(population).toMatchObject({ field: 'populationBand', fromText });
  });

  it('is null for a field that is not understood', () => {
    expect(readWho(callText({ populationBand: 'ciudades medianas' }), whoKnowledge).population).toBeNull();
  });
});
