import type { Call } from '@chasqui/calls';
import type { Competence } from '@chasqui/competences';
import type { Donor } from '@chasqui/donors';
import type { Gad } from '@chasqui/gads';
import type { Priority } from '@chasqui/pdot';
import type { Theme } from '@chasqui/vocabularies';

/** What the rules know of a topic. */
export type ThemeFacts = Pick<Theme, 'code' | 'nameEs' | 'parent' | 'keywords' | 'generic'>;

export type ThemeIndex = ReadonlyMap<string, ThemeFacts>;

/** What the rules know of a call. */
export type CallFacts = Pick<
  Call,
  | 'title'
  | 'summary'
  | 'financialForm'
  | 'closesAt'
  | 'deadlineKind'
  | 'amountMin'
  | 'amountMax'
  | 'currency'
  | 'cofinancingPercent'
  | 'countries'
  | 'territories'
  | 'gadLevels'
  | 'gadLevelsInferred'
  | 'gadRole'
  | 'themes'
  | 'sdgs'
  | 'applicantTypes'
> & { readonly donor: Pick<Donor, 'nameEs' | 'themes' | 'gadRoles' | 'presence'> };

export type CompetenceFacts = Pick<
  Competence,
  'code' | 'text' | 'legalBasis' | 'kind' | 'themes' | 'enabler'
>;

export type PriorityFacts = Pick<Priority, 'text' | 'component' | 'themes' | 'sdgs'>;

/** What the rules know of a GAD. `priorities` is null when its plan is not loaded. */
export type GadFacts = Pick<Gad, 'dpaCode' | 'level' | 'name'> & {
  readonly competences: readonly CompetenceFacts[];
  readonly priorities: readonly PriorityFacts[] | null;
};

export const GATE_IDS = [
  'role',
  'level',
  'country',
  'territory',
  'competence',
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
}

/** One ground of the score, with the words of both sides. */
export interface Reason {
  readonly criterion: 'priority' | 'competence' | 'sdg' | 'donor' | 'capacity';
  readonly text: string;
  /** Words of the GAD's plan or of the competence. */
  readonly gadQuote: string | null;
  /** Words of the call. */
  readonly callQuote: string | null;
  readonly norm: string | null;
}

export type Eligibility = 'passes' | 'unknown' | 'fails';

/** The judgement of one call for one GAD. */
export interface Assessment {
  readonly eligibility: Eligibility;
  /** 0 to 100; null when a gate fails: what is impossible has no place in the ranking. */
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
}
