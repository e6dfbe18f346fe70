import type { PlannableStep } from '@chasqui/checklists';
import { assess, eligibilityOf, subScores } from '../assess.js';
import type { Frame } from '../frame.js';
import type { Assessment } from '../facts.js';
import { competenceReach } from '../fit/competences.js';
import { capacityOfCall } from '../fit/means.js';
import { needOfCompetence, priorityFits } from '../fit/relevance.js';
import { factorOf } from '../fit/score.js';
import { deadlineGate } from '../gates/deadline-gate.js';
import type { CallReading } from '../reading/read-call.js';
import type { GadReading } from '../reading/read-gad.js';

/** The moment for which calls are ranked, and the steps that are planned back from a close. */
export interface RankingTime {
  readonly now: Date;
  readonly steps: readonly PlannableStep[];
}

/** One call in the list of a GAD. */
export interface RankedCall extends Assessment {
  readonly callId: string;
  /** What has to be paid back is said, and shuts nobody out. */
  readonly label: 'reembolsable' | null;
}

/**
 * All calls once, in order: those without a failed condition by score, then those with one by the score they would have
 * had. Equal scores go by what their rounding hid, then by confidence, then by code.
 * @param time null leaves time aside: neither deadlines nor dated rules count
 */
export function rankCalls(
  calls: readonly CallReading[],
  gad: GadReading,
  frame: Frame,
  time: RankingTime | null,
): RankedCall[] {
  return calls
    .map((call) => ({ ranked: judged(call, gad, frame, time), points: pointsOf(call, gad, frame) }))
    .toSorted(
      ({ ranked: a, points: x }, { ranked: b, points: y }) =>
        Number(a.eligibility === 'fails') - Number(b.eligibility === 'fails') ||
        (b.score ?? 0) - (a.score ?? 0) ||
        y - x ||
        b.confidence - a.confidence ||
        (a.callId < b.callId ? -1 : 1),
    )
    .map(({ ranked }) => ranked);
}

function judged(call: CallReading, gad: GadReading, frame: Frame, time: RankingTime | null): RankedCall {
  const { score, confidence, gates: lasting, reasons, ...rest } = assess(call, gad, frame);
  const gates = time ? [...lasting, deadlineGate(call.facts, time.now, time.steps)] : lasting;
  const eligibility = eligibilityOf(gates);
  return {
    callId: call.facts.id,
    score: eligibility === 'fails' ? null : score,
    confidence,
    label: call.facts.financialForm === 'loan' ? 'reembolsable' : null,
    gates,
    reasons,
    ...rest,
    eligibility,
  };
}

/** The score before it is rounded, whatever the conditions say. */
function pointsOf(call: CallReading, gad: GadReading, frame: Frame): number {
  const reach = competenceReach(call, gad.facts.competences, frame.knowledge);
  const shared = { need: needOfCompetence(call, reach), capacity: capacityOfCall(call, gad.facts.level) };
  const { need, capacity, donor } = subScores(call, gad, priorityFits(call, gad.priorities), shared, frame);
  return need * factorOf(capacity, donor);
}
