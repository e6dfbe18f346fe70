import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCall, aCompetence, aGad, aPriority, THEMES } from '../../../test/support/matching-facts.js';
import { assessor } from './assess.js';
import type { Assessment, CallFacts, GadFacts } from './facts.js';

const NOW = new Date('2026-08-01T15:00:00Z');

function assess(call: CallFacts, gad: GadFacts): Assessment {
  return assessor(call, THEMES, NOW)(gad);
}

describe('a call that fits', () => {
  const result = assess(aCall(), aGad());

  it('passes every gate with a high score and full confidence', () => {
    expect(result).toMatchObject({ eligibility: 'passes', confidence: 1, missing: [] });
    expect(result.score).toBeGreaterThanOrEqual(70);
  });

  it('gives reasons with the words of both sides', () => {
    expect(result.reasons[0]).toEqual({
      criterion: 'priority',
      text: 'Responde a una prioridad del PDOT (Biofísico) por el tema «Agua potable». Comparten ODS 6.',
      gadQuote: 'Ampliar la cobertura de agua potable en la zona rural',
      callQuote: 'Financia redes de agua potable.',
      norm: null,
    });
    expect(result.reasons.find(({ criterion }) => criterion === 'competence')).toMatchObject({
      text: 'Está dentro de una competencia exclusiva de este nivel de gobierno.',
      gadQuote: 'Prestar los servicios públicos de agua potable',
      norm: 'Constitución art. 264 num. 4',
    });
    expect(result.reasons.at(-1)).toMatchObject({ text: 'Financia hasta USD 100.000 por proyecto.' });
  });

  it('says so when the call does not name the topic in words', () => {
    const silent = aCall({ title: 'Fondo 2026', summary: 'Apoya a gobiernos locales.' });
    expect(assess(silent, aGad()).reasons[0]).toMatchObject({
      callQuote: null,
      text:
        'Responde a una prioridad del PDOT (Biofísico) por el tema «Agua potable». Comparten ODS 6. ' +
        'La curaduría clasificó la convocatoria en el tema «Agua potable».',
    });
  });

  it('is scored by need first: an unrelated plan weighs less than a related one', () => {
    const unrelated = assess(
      aCall(),
      aGad({ priorities: [aPriority({ themes: ['roads'], text: 'Vías', sdgs: [] })] }),
    );
    expect(unrelated.score).toBeLessThan(result.score!);
  });

  it('does not fit because of shared ODS alone', () => {
    const priorities = [aPriority({ themes: ['roads'], text: 'Vías rurales', sdgs: [6] })];
    expect(assess(aCall(), aGad({ priorities })).need).toBe(0);
  });
});

describe('what is not known', () => {
  it('lowers the confidence and is named in Spanish', () => {
    const blank = aCall({
      gadRole: null,
      countries: [],
      amountMin: null,
      amountMax: null,
      cofinancingPercent: null,
    });
    const result = assess(blank, aGad({ priorities: null }));
    expect(result.confidence).toBeCloseTo(3 / 8);
    expect(result.missing).toEqual([
      'El PDOT de este GAD no está cargado: el puntaje se basa solo en sus competencias.',
      'No consta qué papel puede tener un GAD: consulte las bases.',
      'No constan los países que pueden participar.',
      'No consta el monto por proyecto.',
      'No consta si se exige contraparte: consulte las bases.',
    ]);
  });

  it.each<[string, Partial<CallFacts>]>([
    ['themes', { themes: [] }],
    ['the role', { gadRole: null }],
    ['the levels', { gadLevels: [] }],
    ['levels named by the source', { gadLevelsInferred: true }],
    ['the countries', { countries: [] }],
    ['the closing date', { closesAt: null, deadlineKind: 'unpublished' }],
    ['the amount', { amountMin: null, amountMax: null }],
    ['the counterpart', { cofinancingPercent: null }],
  ])('is surer with %s than without', (_, without) => {
    const known = assess(aCall(), aGad());
    const unknown = assess(aCall(without), aGad());
    expect(unknown.confidence).toBeLessThan(known.confidence);
    expect(unknown.missing).toHaveLength(1);
  });
});

const codes = [...THEMES.keys()];
const someThemes = fc.uniqueArray(fc.constantFrom(...codes), { maxLength: codes.length });
const someSdgs = fc.uniqueArray(fc.integer({ min: 1, max: 17 }), { maxLength: 5 });
const levels = ['provincial', 'municipal', 'metropolitan', 'parish'] as const;
const roles = ['applicant', 'partner', 'beneficiary', 'through_network'] as const;
const dpaCode = fc.constantFrom('01', '0101', '010150', '0102', '20', '2001');

const anyCall = fc
  .record({
    themes: someThemes,
    sdgs: someSdgs,
    gadRole: fc.option(fc.constantFrom(...roles)),
    gadLevels: fc.uniqueArray(fc.constantFrom(...levels)),
    gadLevelsInferred: fc.boolean(),
    countries: fc.uniqueArray(fc.constantFrom('EC', 'PE', '*')),
    territories: fc.uniqueArray(dpaCode, { maxLength: 2 }),
    closesAt: fc.option(
      fc.constantFrom(...['2026-07-31', '2026-08-05', '2026-12-01'].map((day) => new Date(day))),
    ),
    deadlineKind: fc.constantFrom('exact' as const, 'permanent' as const, 'unpublished' as const),
    cofinancingPercent: fc.option(fc.constantFrom('0.00', '12.50', '100.00')),
    amountMin: fc.option(fc.constant('1000.00')),
    amountMax: fc.option(fc.constant('50000.00')),
    donor: fc.record({
      nameEs: fc.constant('Agencia'),
      themes: someThemes,
      gadRoles: fc.uniqueArray(fc.constantFrom(...roles)),
      presence: fc.constantFrom('present' as const, 'reaches' as const, 'left' as const, 'unknown' as const),
    }),
  })
  .map((change) => aCall(change));

const anyGad = fc
  .record({
    dpaCode,
    level: fc.constantFrom(...levels),
    competences: fc.array(
      fc
        .record({
          code: fc.stringMatching(/^[a-z]{8}$/),
          kind: fc.constantFrom('exclusive' as const, 'concurrent' as const, 'delegated' as const),
          themes: someThemes,
          enabler: fc.boolean(),
        })
        .map((change) => aCompetence(change)),
      { maxLength: 4 },
    ),
    priorities: fc.option(
      fc.array(
        fc.record({ themes: someThemes, sdgs: someSdgs }).map((change) => aPriority(change)),
        { maxLength: 4 },
      ),
    ),
  })
  .map((change) => aGad(change));

describe('any judgement', () => {
  it('has a score from 0 to 100, and none exactly when a gate fails', () => {
    fc.assert(
      fc.property(anyCall, anyGad, (call, gad) => {
        const { gates, score, eligibility, need, capacity, donor, confidence } = assess(call, gad);
        const failed = gates.some(({ answer }) => answer === 'fails');
        expect(eligibility === 'fails').toBe(failed);
        expect(score === null).toBe(failed);
        for (const part of [need, capacity, donor, confidence, (score ?? 0) / 100]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('is the same for the same input, whatever was judged before', () => {
    fc.assert(
      fc.property(anyCall, fc.array(anyGad, { minLength: 1, maxLength: 4 }), (call, gads) => {
        const judge = assessor(call, THEMES, NOW);
        const forwards = gads.map((gad) => judge(gad));
        const backwards = gads.toReversed().map((gad) => judge(gad));
        expect(backwards.toReversed()).toEqual(forwards);
        expect(gads.map((gad) => assess(call, gad))).toEqual(forwards);
      }),
    );
  });

  it('does not depend on the order of the topics and goals of the call', () => {
    const mixed = anyCall.chain((call) =>
      fc.record({
        call: fc.constant(call),
        themes: fc.shuffledSubarray(call.themes, { minLength: call.themes.length }),
        sdgs: fc.shuffledSubarray(call.sdgs, { minLength: call.sdgs.length }),
      }),
    );
    fc.assert(
      fc.property(mixed, anyGad, ({ call, themes, sdgs }, gad) => {
        expect(assess({ ...call, themes, sdgs }, gad)).toEqual(assess(call, gad));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of competences', () => {
    fc.assert(
      fc.property(anyCall, anyGad, (call, gad) => {
        const mirrored = { ...gad, competences: gad.competences.toReversed() };
        expect(assess(call, mirrored).score).toBe(assess(call, gad).score);
      }),
    );
  });

  it('never makes a call of generic topics pass the gate of competence', () => {
    fc.assert(
      fc.property(anyCall, anyGad, (call, gad) => {
        const { gates } = assess({ ...call, themes: ['development'] }, gad);
        expect(gates.find(({ id }) => id === 'competence')!.answer).toBe('unknown');
      }),
    );
  });

  it('never makes the competence to manage cooperation a match by itself', () => {
    fc.assert(
      fc.property(anyCall, anyGad, (call, gad) => {
        const competences = gad.competences.map((competence) => ({ ...competence, enabler: true }));
        const { gates } = assess(call, { ...gad, competences });
        expect(gates.find(({ id }) => id === 'competence')!.answer).not.toBe('passes');
      }),
    );
  });

  it('gives a call without topics at most 10', () => {
    fc.assert(
      fc.property(anyCall, anyGad, (call, gad) => {
        expect(assess({ ...call, themes: [] }, gad).score ?? 0).toBeLessThanOrEqual(10);
      }),
    );
  });
});
