import type { Call } from '@chasqui/calls';
import type { TemplateStep } from '@chasqui/checklists';
import type { Gate, Reason } from '@chasqui/matching';

/** An invented call, complete, open until 15 January 2027, 17:00 in Madrid. */
export function sampleCall(changes: Partial<Call> = {}): Call {
  return {
    id: '11111111-1111-4111-8111-111111111111',
    slug: 'turismo-comunitario',
    kind: 'open_window',
    donorId: '22222222-2222-4222-8222-222222222222',
    donor: { nameEs: 'Agencia de Cooperación de Ejemplo' } as Call['donor'] & object,
    fundId: null,
    title: 'Turismo comunitario y gestión de áreas protegidas',
    summary: 'Apoya el turismo comunitario y la gestión de áreas protegidas en territorios rurales.',
    language: 'es',
    financialForm: 'grant',
    opensOn: '2026-10-01',
    deadlineKind: 'exact',
    deadlineLocal: '2027-01-15T17:00',
    deadlineZone: 'Europe/Madrid',
    deadlineZoneAssumed: false,
    deadlineText: 'hasta las 17:00 del 15 de enero de 2027',
    closesAt: new Date('2027-01-15T16:00:00Z'),
    amountMin: '10000.00',
    amountMax: '50000.00',
    totalBudget: null,
    currency: 'EUR',
    cofinancingPercent: '20.00',
    otherDeadlines: [],
    applicantTypes: [],
    countries: ['EC'],
    territories: [],
    gadLevels: ['provincial', 'municipal'],
    gadLevelsInferred: false,
    gadRole: 'applicant',
    themes: ['turismo'],
    sdgs: [8],
    requiredDocuments: [],
    documents: [],
    direction: 'demand',
    edition: null,
    previousEditionId: null,
    mechanism: null,
    crsSectors: [],
    agendas: [],
    proposalLanguages: [],
    partnerRequirements: null,
    populationBand: null,
    sourceUrl: 'https://cooperante.example/convocatorias/turismo?lang=es&edicion=5',
    verifiedOn: '2026-10-20',
    mergedIntoId: null,
    notes: null,
    state: 'published',
    revision: 1,
    publishedAt: new Date('2026-11-02T15:00:00Z'),
    isDemo: false,
    createdAt: new Date('2026-11-01T15:00:00Z'),
    updatedAt: new Date('2026-11-02T15:00:00Z'),
    ...changes,
  };
}

export function sampleGate(changes: Partial<Gate> = {}): Gate {
  return {
    id: 'counterpart',
    answer: 'unknown',
    reason: 'No consta si la contraparte del 20 % puede ser en especie.',
    norm: null,
    quote: null,
    field: null,
    fromText: false,
    ...changes,
  };
}

export function sampleReasons(): Reason[] {
  return [
    {
      criterion: 'priority',
      text: 'Responde a una prioridad del PDOT por el tema «Turismo».',
      gadQuote: 'Impulsar el turismo comunitario en la zona norte.',
      callQuote: 'Apoya el turismo comunitario.',
      norm: null,
      points: 41.3,
    },
    {
      criterion: 'competence',
      text: '«Turismo» está dentro de una competencia concurrente.',
      gadQuote: 'Promover la actividad turística.',
      callQuote: null,
      norm: 'COOTAD art. 135',
      points: 20,
    },
  ];
}

const STEPS: readonly (readonly [title: string, daysBefore: number])[] = [
  ['Tener interés en el tema y un responsable para liderarlo', 60],
  ['Contar con aval institucional', 55],
  ['Identificar una necesidad: el valor de la autoevaluación', 50],
  ['Conocer la oferta de iniciativas disponibles y encontrar la adecuada', 45],
  ['Definir el problema desde los datos', 40],
  ['Definir el proyecto según los requisitos de la convocatoria', 30],
  ['Priorizar la gobernanza', 20],
  ['Plantear objetivos y metas', 15],
  ['Aplicar a convocatoria', 2],
  ['Priorizar la transparencia y rendición de cuentas', 2],
];

/** The ten steps, with one task each. */
export function samplePlan(): TemplateStep[] {
  return STEPS.map(([titleEs, daysBefore], index) => {
    const id = `33333333-3333-4333-8333-00000000000${index}`;
    const task = {
      id: `44444444-4444-4444-8444-00000000000${index}`,
      stepId: id,
      code: `${index + 1}.1`,
      titleEs: 'Reunir los documentos de este paso',
      required: 'yes' as const,
      evidence: null,
      daysBefore,
      afterAward: false,
    };
    return {
      id,
      templateId: '55555555-5555-4555-8555-555555555555',
      key: `step-${index + 1}`,
      position: index + 1,
      titleEs,
      titleOrigin: 'source',
      positionOrigin: 'certain',
      scope: 'application',
      purposeEs: 'Aquí se dice para qué sirve el paso.',
      tasks: [task],
    };
  });
}
