import type { Assessment, Eligibility, GadFacts, Gate } from './facts.js';
import { competenceReach, type CompetenceReach } from './fit/competences.js';
import { capacityOfCall, capacityOfReadiness, donorFit } from './fit/means.js';
import { needOfCompetence, needOfPriorities, type PriorityFit, priorityFits } from './fit/relevance.js';
import { factorOf, scoreOf } from './fit/score.js';
import { judgeGates } from './gates/rules.js';
import { improvementsOf, reasonsOf } from './explain.js';
import type { Knowledge } from './knowledge/knowledge.js';
import { type Override, overridesOn } from './knowledge/overrides.js';
import { confidenceOf } from './confidence.js';
import type { CallReading } from './reading/read-call.js';
import type { GadReading } from './reading/read-gad.js';

/** Changes whenever the same input could give another result; stored with every match. */
export const FORMULA_VERSION = 2;

/** What a judgement depends on besides the call and the GAD. */
export interface Frame {
  readonly knowledge: Knowledge;
  /** ISO date in Ecuador; null leaves time aside: dated rules do not count. */
  readonly day: string | null;
  readonly overrides: readonly Override[];
}

export function frameOn(knowledge: Knowledge, day: string | null): Frame {
  return { knowledge, day, overrides: overridesOn(knowledge.overrides, day) };
}

/** A priority territory of a dated rule counts as a donor's preference. */
const PRIORITY_TERRITORY = 0.2;

/** Judges one call for one GAD. Same input and formula, same result; no other call or GAD has a say. */
export function assess(
  call: CallReading,
  gad: GadReading,
  frame: Frame,
  reach: CompetenceReach = competenceReach(call, gad.facts.competences, frame.knowledge),
): Assessment {
  const gates = judgeGates({ call, gad: gad.facts, reach, ...frame });
  const eligibility = eligibilityOf(gates);
  const fits = priorityFits(call, gad.priorities);
  const { need, capacity, donor } = subScores(call, gad, fits, reach, frame);
  const score = scoreOf(need, factorOf(capacity, donor));
  return {
    eligibility,
    score: eligibility === 'fails' ? null : score / 10,
    need: rounded(need),
    capacity: rounded(capacity),
    donor: rounded(donor),
    ...confidenceOf(call, gad.facts),
    gates,
    reasons: reasonsOf({ call, gad, fits, reach, need, capacity, donor }, frame),
    improvements: improvementsOf({ call, gad, fits, reach, need, capacity, donor }, frame),
  };
}

export function subScores(
  call: CallReading,
  gad: GadReading,
  fits: readonly PriorityFit[],
  reach: CompetenceReach,
  frame: Frame,
): { need: number; capacity: number; donor: number } {
  const need = Math.max(
    needOfPriorities(fits[0]?.weight ?? 0, fits[1]?.weight ?? 0),
    needOfCompetence(call, reach),
  );
  const capacity = capacityOfCall(call, gad.facts.level) + capacityOfReadiness(gad.readiness);
  return { need, capacity, donor: donorFitFor(call, gad.facts, frame.overrides) };
}

/** Fit with the donor, raised where a dated rule makes the territory a priority. */
export function donorFitFor(
  call: CallReading,
  gad: Pick<GadFacts, 'dpaCode'>,
  overrides: readonly Override[],
): number {
  return Math.min(1, donorFit(call) + (priorityTerritory(gad, overrides) ? PRIORITY_TERRITORY : 0));
}

/** The dated rule that makes the territory of a GAD a priority, if one does. */
export function priorityTerritory(
  { dpaCode }: Pick<GadFacts, 'dpaCode'>,
  overrides: readonly Override[],
): Override | undefined {
  return overrides.find(
    ({ kind, territories }) =>
      kind === 'priority_territory' && territories.some((code) => dpaCode.startsWith(code)),
  );
}

/** A failed gate decides; an unknown one only marks the judgement as open. */
export function eligibilityOf(gates: readonly Pick<Gate, 'answer'>[]): Eligibility {
  if (gates.some(({ answer }) => answer === 'fails')) return 'fails';
  return gates.some(({ answer }) => answer === 'unknown') ? 'unknown' : 'passes';
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
