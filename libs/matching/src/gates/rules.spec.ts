import { beforeAll, describe, expect, it } from '@jest/globals';
import { gateOf, lawfulGad, silentCall } from '../../../../test/support/gate-cases.js';
import { judge, productKnowledge } from '../../../../test/support/knowledge.js';
import { aPriority } from '../../../../test/support/matching-facts.js';
import { GATE_RULES } from './rules.js';

beforeAll(async () => {
  await productKnowledge();
}, 60_000);

describe('forms of cooperation', () => {
  it('gives a technical assistance without an amount its place', async () => {
    const call = silentCall({
      title: 'Asistencia técnica para estudios de agua potable',
      financialForm: 'technical_assistance',
      gadLevels: ['municipal'],
      gadRole: 'applicant',
      countries: ['EC'],
      themes: ['agua-potable'],
      amountMin: null,
      amountMax: null,
    });
    const result = await judge(call, await lawfulGad('0104', 'municipal'));
    expect(result.eligibility).not.toBe('fails');
    expect(result.score).toBeGreaterThan(50);
  });

  it('matches a practice of the GAD with a commission that looks for offers, and no need with it', async () => {
    const call = silentCall({
      kind: 'mixed_commission_round',
      direction: 'offer',
      countries: ['EC'],
      themes: ['residuos-solidos'],
    });
    const need = aPriority({ text: 'Reciclar la basura del cantón', themes: ['residuos-solidos'] });
    const offer = {
      id: 'o',
      titleEs: 'Manejo de residuos sólidos',
      summaryEs: 'Empresa pública.',
      themes: ['residuos-solidos'],
      sdgs: [],
    };
    const withOffer = await judge(
      call,
      await lawfulGad('0101', 'municipal', { priorities: [], offers: [offer] }),
    );
    const withNeed = await judge(call, await lawfulGad('0101', 'municipal', { priorities: [need] }));
    expect(withOffer.reasons[0]).toMatchObject({ criterion: 'offer' });
    expect(withOffer.score!).toBeGreaterThan(withNeed.score!);
    expect(withNeed.reasons.map(({ criterion }) => criterion)).not.toContain('priority');
  });
});

describe('the rules', () => {
  it('each have a source', () => {
    expect(GATE_RULES.filter(({ source }) => source.length < 10)).toEqual([]);
  });

  it('mark what was read from text', async () => {
    const fromText = await gateOf(
      'level',
      silentCall({ summary: 'Dirigido a prefecturas del país.' }),
      await lawfulGad('08', 'provincial'),
    );
    expect(fromText).toMatchObject({ answer: 'passes', fromText: true });
    expect('Dirigido a prefecturas del país.').toContain(fromText!.quote!);
    const structured = await gateOf(
      'level',
      silentCall({ gadLevels: ['provincial'] }),
      await lawfulGad('08', 'provincial'),
    );
    expect(structured).toMatchObject({ answer: 'passes', fromText: false });
  });

  it('count only between their dates', async () => {
    const before = await gateOf(
      'emergency',
      silentCall({ themes: ['educacion'] }),
      await lawfulGad('1701', 'metropolitan'),
      '2019-01-01',
    );
    expect(before).toBeUndefined();
  });
});
