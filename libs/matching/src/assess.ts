import type { Assessment, Eligibility, GadFacts, Gate } from './facts.js';
import { competenceReach, type CompetenceReach } from './fit/competences.js';
import { capacityOfCall, capacityOfReadiness, donorFit } from './fit/means.js';
import {
  COUNTED_PRIORITIES,
  needOfCompetence,
  needOfPlan,
  type PriorityFit,
  priorityFits,
} from './fit/relevance.js';
import { factorOf, scoreOf } from './fit/score.js';
import { type Frame, priorityTerritory } from './frame.js';
import { judgeGates, type SharedAnswers, sharedAnswers } from './gates/rules.js';
import { improvementsOf, reasonsOf } from './explain.js';
import type { Override } from './knowledge/overrides.js';
import { confidenceOf } from './confidence.js';
import type { CallReading } from './reading/read-call.js';
import type { GadReading } from './reading/read-gad.js';
import { sharedReasons, type SharedReasons } from './shared-reasons.js';

/** Changes whenever the same input could give another result; stored with every match. */
export const FORMULA_VERSION = 2;

/** A priority territory of a dated rule counts as a donor's preference. */
const PRIORITY_TERRITORY = 0.2;

type Confidence = Pick<Assessment, 'confidence' | 'missing'>;

/** What a call is to every GAD of a level with the same competences. */
export interface SharedJudgement {
  readonly reach: CompetenceReach;
  readonly answers: SharedAnswers;
  readonly told: SharedReasons;
  /** Need that does not come from a plan. */
  readonly need: number;
  readonly capacity: number;
  readonly confidence: { readonly withPlan: Confidence; readonly withoutPlan: Confidence };
}

export function judgeShared(call: CallReading, gad: GadFacts, frame: Frame): SharedJudgement {
  const reach = competenceReach(call, gad.competences, frame.knowledge);
  return {
    reach,
    answers: sharedAnswers({ call, gad, reach, ...frame }),
    told: sharedReasons(call, reach, frame.knowledge),
    need: needOfCompetence(call, reach),
    capacity: capacityOfCall(call, gad.level),
    confidence: { withPlan: confidenceOf(call, true), withoutPlan: confidenceOf(call, false) },
  };
}

/** Judges one call for one GAD. Same input and formula, same result; no other call or GAD has a say. */
export function assess(
  call: CallReading,
  gad: GadReading,
  frame: Frame,
  shared: SharedJudgement = judgeShared(call, gad.facts, frame),
): Assessment {
  const { reach, told } = shared;
  const { knowledge, overrides, day } = frame;
  const gates = judgeGates({ call, gad: gad.facts, reach, knowledge, overrides, day }, shared.answers);
  const eligibility = eligibilityOf(gates);
  const fits = priorityFits(call, gad.priorities, COUNTED_PRIORITIES);
  const { need, capacity, donor } = subScores(call, gad, fits, shared, frame);
  const grounds = { call, gad, fits, reach, told, need, capacity, donor };
  const hasPlan = (gad.facts.priorities?.length ?? 0) > 0;
  const { confidence, missing } = hasPlan ? shared.confidence.withPlan : shared.confidence.withoutPlan;
  return {
    eligibility,
    score: eligibility === 'fails' ? null : scoreOf(need, factorOf(capacity, donor)) / 10,
    need: rounded(need),
    capacity: rounded(capacity),
    donor: rounded(donor),
    confidence,
    missing,
    gates,
    reasons: reasonsOf(grounds, frame),
    improvements: improvementsOf(grounds, frame),
  };
}

/** @param shared what is the same for all GADs of a level with the same competences */
export function subScores(
  call: CallReading,
  gad: GadReading,
  fits: readonly PriorityFit[],
  shared: Pick<SharedJudgement, 'need' | 'capacity'>,
  { overrides }: Frame,
): { need: number; capacity: number; donor: number } {
  return {
    need: Math.max(needOfPlan(fits), shared.need),
    capacity: shared.capacity + capacityOfReadiness(gad.readiness),
    donor: donorFitFor(call, gad.facts, overrides),
  };
}

/** Fit with the donor, raised where a dated rule makes the territory a priority. */
export function donorFitFor(
  call: CallReading,
  gad: Pick<GadFacts, 'dpaCode'>,
  overrides: readonly Override[],
): number {
  return withTerritory(donorFit(call), priorityTerritory(gad, overrides) !== undefined);
}

export function withTerritory(fit: number, prefersTerritory: boolean): number {
  return Math.min(1, fit + (prefersTerritory ? PRIORITY_TERRITORY : 0));
}

/**
 * A failed gate decides; an unknown one only marks the judgement as open. Whether the GAD can pay its share is asked of it
 * later: that nobody knows yet does not make it less eligible.
 */
export function eligibilityOf(gates: readonly Pick<Gate, 'id' | 'answer'>[]): Eligibility {
  if (gates.some(({ answer }) => answer === 'fails')) return 'fails';
  return gates.some(({ id, answer }) => answer === 'unknown' && id !== 'counterpart') ? 'unknown' : 'passes';
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
