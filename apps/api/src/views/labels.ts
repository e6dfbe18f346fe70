import type { CallKind, FinancialFormCode, GadLevelCode, GadRole } from '@chasqui/vocabularies';
import type { DeadlineKind } from '@chasqui/calls';
import type { Eligibility, GateAnswer, GateId } from '@chasqui/matching';

/** Spanish words for the codes. */
export const KIND_LABELS: Readonly<Record<CallKind, string>> = {
  open_window: 'Convocatoria con plazo',
  permanent: 'Programa permanente',
  mixed_commission_round: 'Ronda de comisión mixta',
  volunteer_request: 'Voluntariado',
  award: 'Premio',
  network_membership: 'Afiliación a una red',
};

export const FORM_LABELS: Readonly<Record<FinancialFormCode, string>> = {
  grant: 'No reembolsable',
  loan: 'Crédito reembolsable',
  technical_assistance: 'Asistencia técnica',
  volunteers: 'Voluntariado',
  in_kind: 'Aporte en especie',
  award: 'Premio',
  scholarship: 'Beca',
};

export const LEVEL_LABELS: Readonly<Record<GadLevelCode, string>> = {
  provincial: 'Provincial',
  municipal: 'Municipal',
  metropolitan: 'Metropolitano',
  parish: 'Parroquial rural',
};

export const ROLE_LABELS: Readonly<Record<GadRole, string>> = {
  applicant: 'Postula directamente',
  partner: 'Participa como socio',
  beneficiary: 'Es beneficiario',
  through_network: 'A través de una red',
};

export const DEADLINE_LABELS: Readonly<Record<DeadlineKind, string>> = {
  exact: 'Fecha y hora exactas',
  relative: 'Contado desde otra fecha',
  rolling: 'Recepción continua',
  cut_offs: 'Varios cortes',
  recurring: 'Se repite cada cierto tiempo',
  permanent: 'Permanente, sin cierre',
  unpublished: 'La fuente no lo publica',
};

export const GATE_LABELS: Readonly<Record<GateId, string>> = {
  role: 'Papel del GAD',
  level: 'Nivel de gobierno',
  country: 'País',
  territory: 'Territorio',
  competence: 'Competencia',
  deadline: 'Plazo',
  counterpart: 'Contraparte',
};

export const ANSWER_LABELS: Readonly<Record<GateAnswer, string>> = {
  passes: 'Cumple',
  fails: 'No cumple',
  unknown: 'No consta',
};

export const ELIGIBILITY_LABELS: Readonly<Record<Eligibility, string>> = {
  passes: 'Puede participar',
  unknown: 'Puede participar, con puntos por confirmar',
  fails: 'No puede participar',
};

export const LANGUAGE_LABELS: Readonly<Record<string, string>> = {
  es: 'Español',
  en: 'Inglés',
  pt: 'Portugués',
  fr: 'Francés',
  it: 'Italiano',
  ca: 'Catalán',
  de: 'Alemán',
};
