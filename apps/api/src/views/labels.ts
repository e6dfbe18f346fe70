import type { DeadlineKind } from '@chasqui/calls';
import type { Eligibility, GateAnswer, GateId } from '@chasqui/matching';

export {
  DONOR_KIND_LABELS,
  DONOR_LEVEL_LABELS,
  FORM_LABELS,
  FUND_KIND_LABELS,
  KIND_LABELS,
  LANGUAGE_LABELS,
  LEVEL_LABELS,
  PRESENCE_LABELS,
  ROLE_LABELS,
} from '@chasqui/vocabularies';

/** Spanish words for the codes. */
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
