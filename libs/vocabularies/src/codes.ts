/** Code lists that the rules refer to. Their Spanish names are reference data, not code. */

export const GAD_LEVELS = ['provincial', 'municipal', 'metropolitan', 'parish'] as const;
export type GadLevelCode = (typeof GAD_LEVELS)[number];

/** What a GAD may be in a call. */
export const GAD_ROLES = ['applicant', 'partner', 'beneficiary', 'through_network'] as const;
export type GadRole = (typeof GAD_ROLES)[number];

export const FINANCIAL_FORMS = [
  'grant',
  'loan',
  'technical_assistance',
  'volunteers',
  'in_kind',
  'award',
  'scholarship',
] as const;
export type FinancialFormCode = (typeof FINANCIAL_FORMS)[number];

export const CALL_KINDS = [
  'open_window',
  'permanent',
  'mixed_commission_round',
  'volunteer_request',
  'award',
  'network_membership',
] as const;
export type CallKind = (typeof CALL_KINDS)[number];

export const DONOR_KINDS = [
  'cooperation_agency',
  'development_bank',
  'embassy',
  'multilateral',
  'foundation_philanthropy',
  'city_network',
  'local_government',
  'national_fund',
  'volunteer_programme',
  'university_research',
  'other',
] as const;
export type DonorKind = (typeof DONOR_KINDS)[number];

/** From where in its state, or above states, a donor acts. */
export const DONOR_LEVELS = [
  'multilateral',
  'national',
  'regional',
  'provincial',
  'city',
  'association',
  'private',
] as const;
export type DonorLevel = (typeof DONOR_LEVELS)[number];

/** Whether a donor can be reached from Ecuador: with an office, from abroad, no longer, or nobody knows. */
export const PRESENCES = ['present', 'reaches', 'left', 'unknown'] as const;
export type Presence = (typeof PRESENCES)[number];

export const FUND_KINDS = [
  'competitive_fund',
  'volunteer_programme',
  'award',
  'training_programme',
  'credit_line',
] as const;
export type FundKind = (typeof FUND_KINDS)[number];

/** What a GAD brings to a call or a commission: a need, or something proven to teach or give. */
export const DIRECTIONS = ['demand', 'offer', 'both'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Denominations of the spaces where two states agree on cooperation (seed 002, lines 478-512). */
export const COMMISSION_KINDS = [
  'mixed_commission',
  'separate_agreements',
  'economic_commission',
  'intergovernmental_negotiation',
  'formulation_committee',
] as const;
export type CommissionKind = (typeof COMMISSION_KINDS)[number];

/** Stages of a round in order (seed 002, lines 486-492; from the session on inferred). */
export const ROUND_STAGES = [
  'notified',
  'invitation_open',
  'formulation',
  'session',
  'programme_approved',
  'execution',
] as const;
export type RoundStage = (typeof ROUND_STAGES)[number];

export const NETWORK_SCOPES = [
  'world',
  'europe_latin_america',
  'ibero_america',
  'latin_america',
  'south_america',
  'mercosur',
  'andean',
  'ecuador',
] as const;
export type NetworkScope = (typeof NETWORK_SCOPES)[number];

/** How a government enters a network (seed 004, lines 1457-1458). */
export const JOINING_WAYS = ['letter', 'fee', 'invitation', 'contest'] as const;
export type JoiningWay = (typeof JOINING_WAYS)[number];

/** National associations that can be the bridge to a network. */
export const ASSOCIATIONS = ['CONGOPE', 'AME', 'CONAGOPARE'] as const;
export type Association = (typeof ASSOCIATIONS)[number];

export const NETWORK_ROLES = [
  'member',
  'founder',
  'board',
  'vice_presidency',
  'presidency',
  'observer',
] as const;
export type NetworkRole = (typeof NETWORK_ROLES)[number];

/** What a further date of a call is for; its final close is not among them. */
export const DEADLINE_ROLES = [
  'expression_of_interest',
  'questions',
  'info_session',
  'cut_off',
  'second_stage',
  'results',
] as const;
export type DeadlineRole = (typeof DEADLINE_ROLES)[number];
