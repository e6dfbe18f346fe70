import type {
  CallKind,
  CommissionKind,
  DeadlineRole,
  Direction,
  DonorKind,
  DonorLevel,
  FinancialFormCode,
  FundKind,
  GadLevelCode,
  GadRole,
  JoiningWay,
  NetworkRole,
  NetworkScope,
  Presence,
  RoundStage,
} from './codes.js';

/** Spanish words for the codes, wherever people read them: pages, mails, exports. */

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

export const LANGUAGE_LABELS: Readonly<Record<string, string>> = {
  es: 'Español',
  en: 'Inglés',
  pt: 'Portugués',
  fr: 'Francés',
  it: 'Italiano',
  ca: 'Catalán',
  de: 'Alemán',
};

export const DONOR_KIND_LABELS: Readonly<Record<DonorKind, string>> = {
  cooperation_agency: 'Agencia de cooperación',
  development_bank: 'Banco de desarrollo',
  embassy: 'Embajada',
  multilateral: 'Organismo multilateral',
  foundation_philanthropy: 'Fundación o filantropía',
  city_network: 'Red de ciudades',
  local_government: 'Gobierno local o regional',
  national_fund: 'Fondo nacional',
  volunteer_programme: 'Programa de voluntariado',
  university_research: 'Universidad o investigación',
  other: 'Otro',
};

export const DONOR_LEVEL_LABELS: Readonly<Record<DonorLevel, string>> = {
  multilateral: 'Multilateral',
  national: 'Nacional',
  regional: 'Regional',
  provincial: 'Provincial o departamental',
  city: 'Municipal',
  association: 'Asociación de municipios',
  private: 'Privado',
};

export const PRESENCE_LABELS: Readonly<Record<Presence, string>> = {
  present: 'Tiene oficina en el Ecuador',
  reaches: 'Apoya en el Ecuador',
  left: 'Ya no coopera con el Ecuador',
  unknown: 'No consta',
};

export const FUND_KIND_LABELS: Readonly<Record<FundKind, string>> = {
  competitive_fund: 'Fondo concursable',
  volunteer_programme: 'Programa de voluntariado',
  award: 'Premio',
  training_programme: 'Programa de formación',
  credit_line: 'Línea de crédito',
};

export const DIRECTION_LABELS: Readonly<Record<Direction, string>> = {
  demand: 'Demanda: el GAD pide apoyo',
  offer: 'Oferta: el GAD comparte su experiencia',
  both: 'Demanda y oferta',
};

export const COMMISSION_KIND_LABELS: Readonly<Record<CommissionKind, string>> = {
  mixed_commission: 'Comisión mixta',
  separate_agreements: 'Acuerdos separados por escrito',
  economic_commission: 'Comisión intergubernamental de cooperación económica y comercial',
  intergovernmental_negotiation: 'Negociaciones intergubernamentales',
  formulation_committee: 'Comité de formulación de proyectos',
};

export const ROUND_STAGE_LABELS: Readonly<Record<RoundStage, string>> = {
  notified: 'Fecha notificada',
  invitation_open: 'Invitación abierta',
  formulation: 'Identificación y formulación',
  session: 'Sesión',
  programme_approved: 'Programa aprobado',
  execution: 'Ejecución',
};

export const NETWORK_SCOPE_LABELS: Readonly<Record<NetworkScope, string>> = {
  world: 'Mundial',
  europe_latin_america: 'Europa y América Latina',
  ibero_america: 'Iberoamérica',
  latin_america: 'América Latina y el Caribe',
  south_america: 'América del Sur',
  mercosur: 'Mercosur',
  andean: 'Región andina',
  ecuador: 'Ecuador',
};

export const JOINING_WAY_LABELS: Readonly<Record<JoiningWay, string>> = {
  letter: 'Carta de la máxima autoridad',
  fee: 'Pago de una cuota',
  invitation: 'Invitación',
  contest: 'Concurso',
};

export const NETWORK_ROLE_LABELS: Readonly<Record<NetworkRole, string>> = {
  member: 'Miembro',
  founder: 'Fundador',
  board: 'Consejo o junta directiva',
  vice_presidency: 'Vicepresidencia',
  presidency: 'Presidencia',
  observer: 'Observador',
};

export const DEADLINE_ROLE_LABELS: Readonly<Record<DeadlineRole, string>> = {
  expression_of_interest: 'Expresión de interés',
  questions: 'Preguntas',
  info_session: 'Sesión informativa',
  cut_off: 'Corte',
  second_stage: 'Segunda etapa',
  results: 'Resultados',
};
