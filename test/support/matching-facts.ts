import type {
  CallFacts,
  CompetenceFacts,
  GadFacts,
  PriorityFacts,
  ThemeFacts,
  ThemeIndex,
} from '@chasqui/matching';

function theme(code: string, nameEs: string, change: Partial<ThemeFacts> = {}): [string, ThemeFacts] {
  const keywords = [nameEs.toLowerCase()];
  return [code, { code, nameEs, parent: null, keywords, generic: false, ...change }];
}

/** A small vocabulary: two families and one topic too broad to carry a match. */
export const THEMES: ThemeIndex = new Map([
  theme('environment', 'Ambiente'),
  theme('water', 'Agua potable', { parent: 'environment' }),
  theme('forests', 'Bosques', { parent: 'environment' }),
  theme('roads', 'Vialidad', {}),
  theme('development', 'Desarrollo local', { generic: true }),
]);

/** A call for municipal water projects about which everything is known. */
export function aCall(change: Partial<CallFacts> = {}): CallFacts {
  return {
    title: 'Fondo de agua segura',
    summary: 'Financia redes de agua potable. Las propuestas duran dos años.',
    financialForm: 'grant',
    closesAt: new Date('2026-08-31T22:00:00Z'),
    deadlineKind: 'exact',
    amountMin: '10000.00',
    amountMax: '100000.00',
    currency: 'USD',
    cofinancingPercent: '0.00',
    countries: ['EC'],
    territories: [],
    gadLevels: ['municipal'],
    gadLevelsInferred: false,
    gadRole: 'applicant',
    themes: ['water'],
    sdgs: [6],
    applicantTypes: ['municipios'],
    donor: { nameEs: 'Agencia', themes: ['water'], gadRoles: ['applicant'], presence: 'present' },
    ...change,
  };
}

export function aCompetence(change: Partial<CompetenceFacts> = {}): CompetenceFacts {
  return {
    code: 'mun-water',
    text: 'Prestar los servicios públicos de agua potable',
    legalBasis: 'Constitución art. 264 num. 4',
    kind: 'exclusive',
    themes: ['water'],
    enabler: false,
    ...change,
  };
}

export function aPriority(change: Partial<PriorityFacts> = {}): PriorityFacts {
  return {
    text: 'Ampliar la cobertura de agua potable en la zona rural',
    component: 'Biofísico',
    themes: ['water'],
    sdgs: [6],
    ...change,
  };
}

/** A canton with the competence for water and a plan that asks for it. */
export function aGad(change: Partial<GadFacts> = {}): GadFacts {
  return {
    dpaCode: '0101',
    level: 'municipal',
    name: 'GAD Municipal de Cuenca',
    competences: [aCompetence()],
    priorities: [aPriority()],
    ...change,
  };
}
