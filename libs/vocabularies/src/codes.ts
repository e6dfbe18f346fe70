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
