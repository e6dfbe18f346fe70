import { describe, expect, it } from '@jest/globals';
import { readProfile } from './index.js';

const read = (input: Record<string, unknown>) => readProfile(input, new Set(['MUN-04', 'PROV-02']));
const fields = (input: Record<string, unknown>) => read(input).errors.map(({ field }) => field);

describe('the profile of a GAD', () => {
  it('may say nothing at all', () => {
    const { facts, errors } = read({});
    expect(errors).toEqual([]);
    expect(facts).toMatchObject({ unitEs: null, population: null, legalBacking: [], selfDiagnosis: {} });
  });

  it('keeps the rows that say something, in their order', () => {
    const { facts, errors } = read({
      competences: [
        { code: 'mun-04', kind: 'delegated', basisEs: 'Convenio 1', from: '2024-01-01', until: '' },
        { code: '', kind: 'concurrent', basisEs: '', from: '', until: '' },
      ],
      territoryFlags: [{ labelEs: 'Emergencia', basisEs: 'Decreto 1', from: '', until: '' }],
      legalBacking: [
        { title: ' Ordenanza de cooperación ', rank: 'ordinance', number: '', adoptedOn: '', url: '' },
      ],
    });
    expect(errors).toEqual([]);
    expect(facts.competences).toEqual([
      { code: 'MUN-04', kind: 'delegated', basisEs: 'Convenio 1', from: '2024-01-01', until: null },
    ]);
    expect(facts.territoryFlags).toEqual([
      { labelEs: 'Emergencia', basisEs: 'Decreto 1', from: null, until: null },
    ]);
    expect(facts.legalBacking[0]?.title).toBe('Ordenanza de cooperación');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a mail that is none', { email: 'cooperación' }, 'email'],
    ['a population without source', { population: '5000' }, 'populationSourceEs'],
    ['a web address that runs something', { website: 'javascript:alert(1)' }, 'website'],
    [
      'a competence that does not exist',
      { competences: [{}, { code: 'X-1', kind: 'delegated', basisEs: 'x' }] },
      'competences.1.code',
    ],
    [
      'a competence without basis',
      { competences: [{ code: 'MUN-04', kind: 'delegated', basisEs: '' }] },
      'competences.0.basisEs',
    ],
    [
      'a declaration that ends before it begins',
      { territoryFlags: [{ labelEs: 'a', basisEs: 'b', from: '2025-01-02', until: '2025-01-01' }] },
      'territoryFlags.0.until',
    ],
    ['a yes that nothing proves', { 'capacities.answer': 'yes' }, 'capacities.evidenceEs'],
    ['an answer that is none', { 'capacities.answer': 'quizás' }, 'capacities.answer'],
  ])('refuses %s', (_what, input, field) => {
    expect(fields(input)).toContain(field);
  });

  it('takes a no and a partial answer with its evidence', () => {
    const { facts, errors } = read({
      'capacities.answer': 'no',
      'strategy.answer': 'partial',
      'strategy.evidenceEs': 'Plan de acción internacional',
    });
    expect(errors).toEqual([]);
    expect(facts.selfDiagnosis).toEqual({
      capacities: { answer: 'no', evidenceEs: null },
      strategy: { answer: 'partial', evidenceEs: 'Plan de acción internacional' },
    });
  });
});
