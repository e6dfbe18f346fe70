import type { CallFacts, CompetenceFacts, GadFacts, PriorityFacts } from '@chasqui/matching';

/** A call for municipal water projects about which everything is known. */
export function aCall(change: Partial<CallFacts> = {}): CallFacts {
  return {
    id: 'call-water',
    title: 'Fondo de agua segura',
    summary: 'Financia redes de agua potable. Las propuestas duran dos años.',
    language: 'es',
    financialForm: 'grant',
    direction: 'demand',
    kind: 'open_window',
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
    applicantTypes: ['municipios'],
    partnerRequirements: null,
    populationBand: null,
    themes: ['agua-potable'],
    topicWords: [],
    crsSectors: [],
    sdgs: [6],
    donor: {
      nameEs: 'Agencia',
      country: null,
      themes: ['agua-potable'],
      gadRoles: ['applicant'],
      presence: 'present',
      agreements: [],
    },
    ...change,
  };
}

export function aCompetence(change: Partial<CompetenceFacts> = {}): CompetenceFacts {
  return {
    code: 'mun-water',
    text: 'Prestar los servicios públicos de agua potable',
    legalBasis: 'Constitución art. 264 num. 4',
    kind: 'exclusive',
    themes: ['agua-potable'],
    crsCategories: ['140'],
    enabler: false,
    ...change,
  };
}

export function aPriority(change: Partial<PriorityFacts> = {}): PriorityFacts {
  return {
    id: 'priority-water',
    text: 'Ampliar la cobertura de agua potable en la zona rural',
    component: 'Biofísico',
    themes: ['agua-potable'],
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
    population: 600_000,
    networks: [],
    competences: [aCompetence()],
    exercised: [],
    flags: [],
    offers: [],
    priorities: [aPriority()],
    ...change,
  };
}
