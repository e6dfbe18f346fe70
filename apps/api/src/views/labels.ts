import type { CallField, Eligibility, GateAnswer, GateId, Verdict } from '@chasqui/matching';
import type { AMOUNT_BANDS, DEADLINE_WINDOWS, FacetName, SearchKind } from '@chasqui/search';

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
export const GATE_LABELS: Readonly<Record<GateId, string>> = {
  role: 'Papel del GAD',
  level: 'Nivel de gobierno',
  country: 'País',
  territory: 'Territorio',
  population: 'Población',
  capital: 'Solo capitales',
  membership: 'Membresía de una red',
  competence: 'Competencia',
  donor_axes: 'Ejes del cooperante con el país',
  emergency: 'Emergencia',
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

export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  fits: 'Sí nos sirve',
  does_not_fit: 'No nos sirve',
};

/** The parts of a call, as its words are quoted from them. */
export const CALL_FIELD_LABELS: Readonly<Record<CallField, string>> = {
  title: 'título',
  summary: 'descripción',
  donor: 'cooperante',
  applicantTypes: 'quién puede postular',
  partnerRequirements: 'socios que pide',
  gadRole: 'papel del GAD',
  gadLevels: 'niveles de gobierno',
  countries: 'países',
  territories: 'territorios',
  populationBand: 'población',
};

export const SEARCH_KIND_LABELS: Readonly<Record<SearchKind, string>> = {
  call: 'Convocatoria',
  donor: 'Cooperante',
  fund: 'Fondo o programa',
  commission: 'Comisión mixta',
  network: 'Red',
  gad: 'GAD',
  offer: 'Oferta de un GAD',
};

export const FACET_LABELS: Readonly<Record<FacetName, string>> = {
  kind: 'Qué es',
  theme: 'Tema',
  sdg: 'ODS',
  level: 'Nivel de GAD',
  province: 'Provincia',
  deadline: 'Cierre',
  amount: 'Monto por proyecto',
  language: 'Idioma',
  role: 'Papel del GAD',
  form: 'Forma de apoyo',
  donor: 'Cooperante',
  donorKind: 'Tipo de cooperante',
  country: 'País del cooperante',
};

export const DEADLINE_WINDOW_LABELS: Readonly<Record<(typeof DEADLINE_WINDOWS)[number], string>> = {
  '15': 'En 15 días o menos',
  '30': 'En 30 días o menos',
  '90': 'En 90 días o menos',
  despues: 'Después de 90 días',
  'sin-fecha': 'Sin fecha de cierre',
  cerrada: 'Ya cerradas',
};

export const AMOUNT_BAND_LABELS: Readonly<Record<(typeof AMOUNT_BANDS)[number], string>> = {
  '10-mil': 'Hasta 10 mil USD o EUR',
  '50-mil': 'De 10 a 50 mil',
  '250-mil': 'De 50 a 250 mil',
  '1-millon': 'De 250 mil a 1 millón',
  mayor: 'Más de 1 millón',
  'otra-moneda': 'En otra moneda',
};
