import { beforeAll, describe, expect, it } from '@jest/globals';
import { judge, productKnowledge, realCompetences } from '../../../../test/support/knowledge.js';
import { aCall, aGad, aPriority } from '../../../../test/support/matching-facts.js';
import type { CallFacts, CompetenceFacts, GadFacts, Gate, GateId } from '../facts.js';
import { GATE_RULES } from './rules.js';

let competences: ReadonlyMap<GadFacts['level'], readonly CompetenceFacts[]>;

beforeAll(async () => {
  competences = await realCompetences();
  await productKnowledge();
}, 60_000);

/** A GAD with the competences the law gives to its level. */
function gad(dpaCode: string, level: GadFacts['level'], change: Partial<GadFacts> = {}): GadFacts {
  return aGad({
    dpaCode,
    level,
    name: dpaCode,
    competences: competences.get(level)!,
    population: null,
    ...change,
  });
}

/** A call that says nothing but what is given. */
function silent(change: Partial<CallFacts>): CallFacts {
  return aCall({
    title: 'Convocatoria',
    summary: '',
    countries: [],
    gadLevels: [],
    gadRole: null,
    applicantTypes: [],
    themes: [],
    sdgs: [],
    ...change,
  });
}

async function gate(
  id: GateId,
  call: CallFacts,
  of: GadFacts,
  day: string | null = null,
): Promise<Gate | undefined> {
  return (await judge(call, of, day)).gates.find((one) => one.id === id);
}

describe('cases from the practice of cooperation offices', () => {
  const german = {
    nameEs: 'GIZ',
    country: 'DE',
    themes: [],
    gadRoles: [],
    presence: 'present' as const,
    agreements: [
      {
        title: 'Acuerdo macro con Alemania',
        axes: ['movilidad', 'medio ambiente', 'cambio climático'],
        from: '2020-11-17',
        until: null,
      },
    ],
  };
  const cases: [
    name: string,
    call: Partial<CallFacts>,
    dpaCode: string,
    level: GadFacts['level'],
    id: GateId,
    answer: Gate['answer'],
    change?: Partial<GadFacts>,
    day?: string,
  ][] = [
    [
      'waste studies for a canton',
      { themes: ['residuos-solidos'], gadLevels: ['municipal'] },
      '0101',
      'municipal',
      'competence',
      'passes',
    ],
    [
      'a water loan is a label, no failed condition',
      { themes: ['agua-potable'], financialForm: 'loan' },
      '0101',
      'municipal',
      'competence',
      'passes',
    ],
    [
      'capital cities only, for a parish',
      {
        title: 'Proyectos de la Unión de Ciudades Capitales',
        summary: 'Solo podrán presentarse las ciudades capitales iberoamericanas.',
      },
      '010150',
      'parish',
      'capital',
      'fails',
    ],
    [
      'capital cities only, for the capital',
      { summary: 'Dirigido exclusivamente a ciudades capitales.' },
      '1701',
      'metropolitan',
      'capital',
      'passes',
    ],
    [
      'tourism outside the axes agreed with the donor',
      { themes: ['turismo'], donor: german },
      '0101',
      'municipal',
      'donor_axes',
      'fails',
      {},
      '2026-01-15',
    ],
    [
      'mobility inside the axes',
      { themes: ['movilidad'], donor: german },
      '0101',
      'municipal',
      'donor_axes',
      'passes',
      {},
      '2026-01-15',
    ],
    [
      'migration through priority groups',
      { themes: ['movilidad-humana'] },
      '1701',
      'metropolitan',
      'competence',
      'passes',
    ],
    ['health through priority groups', { themes: ['salud'] }, '0104', 'municipal', 'competence', 'passes'],
    [
      'only Manabí and Esmeraldas, for the south',
      { summary: 'Limitado a las provincias de Manabí y Esmeraldas.' },
      '1101',
      'municipal',
      'territory',
      'fails',
    ],
    [
      'only Manabí and Esmeraldas, for a canton of Manabí',
      { summary: 'Limitado a las provincias de Manabí y Esmeraldas.' },
      '1308',
      'municipal',
      'territory',
      'passes',
    ],
    [
      'during the emergency only health',
      { themes: ['educacion'] },
      '1701',
      'metropolitan',
      'emergency',
      'fails',
      {},
      '2020-06-01',
    ],
    [
      'during the emergency health passes',
      { themes: ['salud'] },
      '1701',
      'metropolitan',
      'emergency',
      'passes',
      {},
      '2020-06-01',
    ],
    [
      'members only, for one that is no member',
      { summary: 'Solo pueden postular las ciudades miembros de Mercociudades.' },
      '1301',
      'municipal',
      'membership',
      'fails',
      { networks: [] },
    ],
    [
      'members only, for a member',
      { summary: 'Solo pueden postular las ciudades miembros de Mercociudades.' },
      '1701',
      'metropolitan',
      'membership',
      'passes',
      { networks: ['mercociudades'] },
    ],
    [
      'members only, when nobody knows',
      { summary: 'Solo pueden postular las ciudades miembros de Mercociudades.' },
      '1301',
      'municipal',
      'membership',
      'unknown',
      { networks: null },
    ],
    [
      'irrigation for a metropolitan district',
      { themes: ['riego-y-drenaje'], gadLevels: ['provincial'] },
      '1701',
      'metropolitan',
      'level',
      'passes',
    ],
    [
      'irrigation competence of a metropolitan district',
      { themes: ['riego-y-drenaje'] },
      '1701',
      'metropolitan',
      'competence',
      'passes',
    ],
    [
      '221 municipalities, for a province',
      { summary: 'Concurso dirigido a los 221 municipios del Ecuador.' },
      '08',
      'provincial',
      'level',
      'fails',
    ],
    [
      '221 municipalities, for a canton',
      { summary: 'Concurso dirigido a los 221 municipios del Ecuador.' },
      '0801',
      'municipal',
      'level',
      'passes',
    ],
    [
      'small municipalities, for a large one',
      { summary: 'Pueden participar municipios de menos de 100.000 habitantes.' },
      '0901',
      'municipal',
      'population',
      'fails',
    ],
    [
      'small municipalities, with its recorded size',
      { summary: 'Pueden participar municipios de menos de 100.000 habitantes.' },
      '0104',
      'municipal',
      'population',
      'passes',
      { population: 17_000 },
    ],
    ['another country', { countries: ['CO'] }, '0801', 'municipal', 'country', 'fails'],
    [
      'a region in words',
      { countries: ['América Latina y el Caribe'] },
      '0801',
      'municipal',
      'country',
      'passes',
    ],
    [
      'a name nobody understands',
      { countries: ['Zonas prioritarias del plan maestro'] },
      '0801',
      'municipal',
      'country',
      'unknown',
    ],
    ['no topic at all', {}, '0801', 'municipal', 'competence', 'unknown'],
    [
      'a topic too general',
      { themes: ['fortalecimiento-institucional'] },
      '0801',
      'municipal',
      'competence',
      'unknown',
    ],
    [
      'a role only for others',
      { applicantTypes: ['universidades', 'centros de investigación'] },
      '0801',
      'municipal',
      'role',
      'fails',
    ],
    ['a role as partner', { gadRole: 'partner' }, '0801', 'municipal', 'role', 'passes'],
    [
      'no word about the counterpart',
      { cofinancingPercent: null },
      '0801',
      'municipal',
      'counterpart',
      'unknown',
    ],
    ['no counterpart asked', { cofinancingPercent: '0.00' }, '0801', 'municipal', 'counterpart', 'passes'],
  ];

  it.each(cases)('%s', async (_name, call, dpaCode, level, id, answer, change = {}, day = undefined) => {
    const found = await gate(id, silent(call), gad(dpaCode, level, change), day ?? null);
    expect(found).toMatchObject({ id, answer });
    expect(found!.reason).not.toBe('');
  });

  it('gives a technical assistance without an amount its place', async () => {
    const call = silent({
      title: 'Asistencia técnica para estudios de agua potable',
      financialForm: 'technical_assistance',
      gadLevels: ['municipal'],
      gadRole: 'applicant',
      countries: ['EC'],
      themes: ['agua-potable'],
      amountMin: null,
      amountMax: null,
    });
    const result = await judge(call, gad('0104', 'municipal'));
    expect(result.eligibility).not.toBe('fails');
    expect(result.score).toBeGreaterThan(50);
  });

  it('matches a practice of the GAD with a commission that looks for offers, and no need with it', async () => {
    const call = silent({
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
    const withOffer = await judge(call, gad('0101', 'municipal', { priorities: [], offers: [offer] }));
    const withNeed = await judge(call, gad('0101', 'municipal', { priorities: [need] }));
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
    const fromText = await gate(
      'level',
      silent({ summary: 'Dirigido a prefecturas del país.' }),
      gad('08', 'provincial'),
    );
    expect(fromText).toMatchObject({ answer: 'passes', fromText: true });
    expect('Dirigido a prefecturas del país.').toContain(fromText!.quote!);
    const structured = await gate('level', silent({ gadLevels: ['provincial'] }), gad('08', 'provincial'));
    expect(structured).toMatchObject({ answer: 'passes', fromText: false });
  });

  it('count only between their dates', async () => {
    const before = await gate(
      'emergency',
      silent({ themes: ['educacion'] }),
      gad('1701', 'metropolitan'),
      '2019-01-01',
    );
    expect(before).toBeUndefined();
  });
});
