import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@chasqui/kernel';
import fc from 'fast-check';
import { balanceOf, readEvaluation } from './affiliation.js';
import type { AffiliationAnswers } from './network.entities.js';

const NETWORK = '0b3f6f0a-3f0e-4a53-9f4e-1d2b7c1f9a11';

function answers(changes: Partial<AffiliationAnswers> = {}): AffiliationAnswers {
  return {
    mission: 'Reúne a gobiernos locales por el clima.',
    fitsObjectives: 'yes',
    fitsObjectivesWhy: 'Ser referente en clima.',
    servesActions: 'yes',
    servesActionsWhy: 'Plan de cambio climático.',
    betterNetworkId: null,
    memberProfile: null,
    practicalImplications: null,
    hasMoney: true,
    hasPoliticalBacking: true,
    hasPeople: true,
    ...changes,
  };
}

describe('the balance of joining a network', () => {
  it.each<[string, Partial<AffiliationAnswers>, 'positive' | 'negative', number, number]>([
    ['everything speaks for it', {}, 'positive', 0, 0],
    ['objectives in part', { fitsObjectives: 'partial' }, 'positive', 0, 1],
    ['both in part', { fitsObjectives: 'partial', servesActions: 'partial' }, 'positive', 0, 2],
    ['objectives do not fit', { fitsObjectives: 'no' }, 'negative', 1, 0],
    ['serves no action', { servesActions: 'no' }, 'negative', 1, 0],
    ['a better network', { betterNetworkId: NETWORK }, 'negative', 1, 0],
    ['no money', { hasMoney: false }, 'negative', 1, 0],
    ['no backing', { hasPoliticalBacking: false }, 'negative', 1, 0],
    ['nobody to attend to it', { hasPeople: false }, 'negative', 1, 0],
    [
      'several obstacles are all told',
      { fitsObjectives: 'no', hasMoney: false, servesActions: 'partial' },
      'negative',
      2,
      1,
    ],
  ])('%s', (_name, changes, balance, obstacles, cautions) => {
    const result = balanceOf(answers(changes));
    expect(result.balance).toBe(balance);
    expect(result.obstacles).toHaveLength(obstacles);
    expect(result.cautions).toHaveLength(cautions);
  });

  const RANK = { no: 0, partial: 1, yes: 2 } as const;
  const fit = fc.constantFrom('no' as const, 'partial' as const, 'yes' as const);
  const any = fc
    .record({
      fitsObjectives: fit,
      servesActions: fit,
      betterNetworkId: fc.constantFrom(null, NETWORK),
      hasMoney: fc.boolean(),
      hasPoliticalBacking: fc.boolean(),
      hasPeople: fc.boolean(),
    })
    .map((changes) => answers(changes));

  it('never turns negative because an answer got better', () => {
    const best = <Value>(a: Value, b: Value, rank: (value: Value) => number) => (rank(a) >= rank(b) ? a : b);
    fc.assert(
      fc.property(any, any, (one, other) => {
        // The better of two answers, question by question.
        const better = answers({
          fitsObjectives: best(one.fitsObjectives, other.fitsObjectives, (value) => RANK[value]),
          servesActions: best(one.servesActions, other.servesActions, (value) => RANK[value]),
          betterNetworkId: one.betterNetworkId && other.betterNetworkId,
          hasMoney: one.hasMoney || other.hasMoney,
          hasPoliticalBacking: one.hasPoliticalBacking || other.hasPoliticalBacking,
          hasPeople: one.hasPeople || other.hasPeople,
        });
        const before = balanceOf(one);
        const after = balanceOf(better);
        expect([before.balance, after.balance]).not.toEqual(['positive', 'negative']);
        expect(after.obstacles.length).toBeLessThanOrEqual(before.obstacles.length);
      }),
    );
  });

  it('is positive exactly when nothing stands in the way', () => {
    fc.assert(
      fc.property(any, (given) => {
        const { balance, obstacles } = balanceOf(given);
        expect(balance === 'positive').toBe(obstacles.length === 0);
      }),
    );
  });
});

describe('the questionnaire as its form sends it', () => {
  const form = {
    mission: 'Reúne a gobiernos locales por el clima.',
    fitsObjectives: 'yes',
    fitsObjectivesWhy: 'Ser referente en clima.',
    servesActions: 'no',
    servesActionsWhy: '',
    betterNetwork: 'ninguna',
    memberProfile: '',
    practicalImplications: '',
    hasMoney: 'si',
    hasPoliticalBacking: 'no',
    hasPeople: 'si',
    decidedBy: 'Alcaldía',
  };

  it('is read', () => {
    expect(readEvaluation(form)).toEqual({
      decidedBy: 'Alcaldía',
      answers: answers({ servesActions: 'no', servesActionsWhy: null, hasPoliticalBacking: false }),
    });
    const better = readEvaluation({ ...form, betterNetwork: NETWORK });
    expect(better.answers.betterNetworkId).toBe(NETWORK);
  });

  it('takes silence for no answer: an empty form is refused question by question', () => {
    const error = refused({});
    const fields = error.fields.map(({ field }) => field);
    expect(fields).toEqual([
      'mission',
      'fitsObjectives',
      'servesActions',
      'betterNetwork',
      'hasMoney',
      'hasPoliticalBacking',
      'hasPeople',
      'decidedBy',
    ]);
    for (const { message } of error.fields) expect(message).not.toMatch(/invalid|expected|option/i);
  });

  it.each([
    [{ fitsObjectivesWhy: ' ' }, 'fitsObjectivesWhy', 'Escriba con qué objetivo de su GAD coincide.'],
    [{ servesActions: 'partial' }, 'servesActionsWhy', 'Escriba a qué acciones ayuda.'],
    [{ betterNetwork: '' }, 'betterNetwork', 'Elija una red o «Ninguna».'],
    [{ hasMoney: 'tal vez' }, 'hasMoney', 'Responda sí o no.'],
    [{ decidedBy: '' }, 'decidedBy', 'Escriba el cargo de quien decide, por ejemplo Alcaldía.'],
    [{ mission: 'x'.repeat(4_001) }, 'mission', 'Es demasiado largo: use hasta 4000 caracteres.'],
  ])('%j is refused at its field', (change, field, message) => {
    expect(refused({ ...form, ...change }).fields).toEqual([{ field, message }]);
  });

  function refused(input: unknown): DomainError {
    try {
      readEvaluation(input);
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
    throw new Error('It was accepted.');
  }
});
