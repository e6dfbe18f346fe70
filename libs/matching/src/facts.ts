import type { DeadlineKind } from '@chasqui/calls';
import type { Competence } from '@chasqui/competences';
import type { Donor, FrameworkAgreement } from '@chasqui/donors';
import type { ExercisedCompetence, Gad, Offer, TerritoryFlag } from '@chasqui/gads';
import type { Priority } from '@chasqui/pdot';
import type {
  CallKind,
  Direction,
  FinancialFormCode,
  GadLevelCode,
  GadRole,
  Theme,
} from '@chasqui/vocabularies';
import type { CallField } from './reading/claims.js';

/** What the rules know of a topic. */
export type ThemeFacts = Pick<Theme, 'code' | 'nameEs' | 'parent' | 'generic' | 'crsCategories' | 'sdgs'>;

/** What the rules know of the donor of a call. */
export type DonorFacts = Pick<Donor, 'nameEs' | 'country' | 'themes' | 'gadRoles' | 'presence'> & {
  readonly agreements: readonly Pick<FrameworkAgreement, 'title' | 'axes' | 'from' | 'until'>[];
};

/** What the rules know of a call. Everything may be missing: empty lists and nulls. */
export interface CallFacts {
  readonly id: string;
  readonly title: string;
  /** Plain text. */
  readonly summary: string;
  /** ISO 639-1. */
  readonly language: string;
  readonly donor: DonorFacts;
  /** Null when nobody knows whether it is money, experts or a prize. */
  readonly financialForm: FinancialFormCode | null;
  /** Whether it looks for needs, for proven practices, or for both (mixed commissions). */
  readonly direction: Direction;
  readonly kind: CallKind | null;
  /** The instant of the final close. */
  readonly closesAt: Date | null;
  readonly deadlineKind: DeadlineKind;
  /** Decimals per project, in `currency`. */
  readonly amountMin: string | null;
  readonly amountMax: string | null;
  readonly currency: string | null;
  /** Least share of the cost that the applicant bears, percent. */
  readonly cofinancingPercent: string | null;
  /** ISO alpha-2, "*", or names of countries, regions and groups. */
  readonly countries: readonly string[];
  /** DPA codes or free words. */
  readonly territories: readonly string[];
  readonly gadLevels: readonly GadLevelCode[];
  readonly gadLevelsInferred: boolean;
  readonly gadRole: GadRole | null;
  /** Free words in any language. */
  readonly applicantTypes: readonly string[];
  readonly partnerRequirements: string | null;
  /** Free words or a range of inhabitants. */
  readonly populationBand: string | null;
  /** Topic codes. */
  readonly themes: readonly string[];
  /** Topics in free words that have no code. */
  readonly topicWords: readonly string[];
  /** OECD-DAC purpose codes. */
  readonly crsSectors: readonly string[];
  readonly sdgs: readonly number[];
}

export type CompetenceFacts = Pick<
  Competence,
  'code' | 'text' | 'legalBasis' | 'kind' | 'themes' | 'crsCategories' | 'enabler'
>;

export type PriorityFacts = Pick<Priority, 'id' | 'text' | 'component'> & {
  readonly themes: readonly string[];
  readonly sdgs: readonly number[];
};

/** A proven practice that the GAD can teach or give. */
export type OfferFacts = Pick<Offer, 'id' | 'titleEs' | 'summaryEs'> & {
  readonly themes: readonly string[];
  readonly sdgs: readonly number[];
};

/** What the rules know of a GAD. */
export interface GadFacts extends Pick<Gad, 'dpaCode' | 'level' | 'name'> {
  /** Inhabitants; null when nobody recorded them. */
  readonly population: number | null;
  /** Slugs of the networks it is a documented member of; null when memberships are not known at all. */
  readonly networks: readonly string[] | null;
  readonly competences: readonly CompetenceFacts[];
  /** Competences of other levels it exercises by delegation or together with them. */
  readonly exercised: readonly ExercisedCompetence[];
  readonly flags: readonly TerritoryFlag[];
  readonly offers: readonly OfferFacts[];
  /** Null when its plan is not loaded. */
  readonly priorities: readonly PriorityFacts[] | null;
}

export const GATE_IDS = [
  'role',
  'level',
  'country',
  'territory',
  'population',
  'capital',
  'membership',
  'competence',
  'donor_axes',
  'emergency',
  'deadline',
  'counterpart',
] as const;
export type GateId = (typeof GATE_IDS)[number];
export type GateAnswer = 'passes' | 'fails' | 'unknown';

/** One condition that must hold, its answer and the ground it stands on. */
export interface Gate {
  readonly id: GateId;
  readonly answer: GateAnswer;
  /** Spanish sentence for people. */
  readonly reason: string;
  /** Norm and article, or null when the ground is the call itself. */
  readonly norm: string | null;
  /** The call's words it rests on, verbatim; null when it rests on a code or on silence. */
  readonly quote: string | null;
  /** Where in the call it was found; null when nothing was. */
  readonly field: CallField | null;
  /** Read from running text because the structured field is empty: to be confirmed by a person. */
  readonly fromText: boolean;
}

export const CRITERIA = ['priority', 'offer', 'competence', 'general', 'sdg', 'donor', 'capacity'] as const;

/** One ground of the score, with the words of both sides. */
export interface Reason {
  readonly criterion: (typeof CRITERIA)[number];
  readonly text: string;
  /** Words of the GAD's plan or of the competence. */
  readonly gadQuote: string | null;
  /** Words of the call, verbatim. */
  readonly callQuote: string | null;
  readonly norm: string | null;
  /** How many of the points of the score come from it. */
  readonly points: number;
}

export type Eligibility = 'passes' | 'unknown' | 'fails';

/** The judgement of one call for one GAD. */
export interface Assessment {
  readonly eligibility: Eligibility;
  /** 0 to 100, one decimal; null when a gate fails: what is impossible has no place in the ranking. */
  readonly score: number | null;
  /** Sub-scores from 0 to 1: fit with the plan, means to do it, fit with the donor. */
  readonly need: number;
  readonly capacity: number;
  readonly donor: number;
  /** Share of the criteria for which there was data, 0 to 1. Never part of the score. */
  readonly confidence: number;
  readonly gates: readonly Gate[];
  readonly reasons: readonly Reason[];
  /** What is not known and would make the judgement surer, in Spanish. */
  readonly missing: readonly string[];
  /** What the GAD could do to raise the score, in Spanish. */
  readonly improvements: readonly string[];
}
