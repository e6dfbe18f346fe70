import {
  NEED_OF_COMPETENCE,
  NEED_OF_GENERAL_CALL,
  NEED_POWER,
  NEED_SCALE,
  SECOND_PRIORITY,
} from './weights.js';
import type { CallReading } from '../reading/read-call.js';
import type { PriorityReading } from '../reading/read-gad.js';
import type { CompetenceReach } from './competences.js';
import { PlanWeights } from './plan-weights.js';
import { MAX_WEIGHT, termOf, weightOf, type WeightedTerms } from './terms.js';

/** One term that both sides share, and the product of its weights. */
export interface SharedTerm {
  readonly term: number;
  readonly weight: number;
  /** Index among the terms of the call. */
  readonly at: number;
}

export interface PriorityFit {
  readonly priority: PriorityReading;
  /** Sum over the shared terms, a whole number. */
  readonly weight: number;
  readonly shared: readonly SharedTerm[];
}

/** The terms shared by a call and a priority; both lists are in the order of the terms. */
export function sharedTerms(call: WeightedTerms, priority: WeightedTerms): SharedTerm[] {
  const shared: SharedTerm[] = [];
  let [a, b] = [0, 0];
  while (a < call.length && b < priority.length) {
    const [left, right] = [termOf(call[a]!), termOf(priority[b]!)];
    if (left === right)
      shared.push({ term: left, weight: weightOf(call[a]!) * weightOf(priority[b]!), at: a });
    if (left <= right) a += 1;
    if (right <= left) b += 1;
  }
  return shared;
}

/** The plan that was asked for last: whoever asks for one call of a plan asks for many. */
const plan = new PlanWeights();
let held: readonly PriorityReading[] = [];

/** Priorities that count in the score: the one that is met best and the next. */
export const COUNTED_PRIORITIES = 2;

/**
 * How the priorities of a plan are met, the best first; those without anything in common are left out.
 * @param count how many are wanted
 */
export function priorityFits(
  call: Pick<CallReading, 'terms'>,
  priorities: readonly PriorityReading[],
  count = priorities.length,
): PriorityFit[] {
  if (priorities !== held) {
    plan.hold(priorities.map(({ terms }) => terms));
    held = priorities;
  }
  const weights = plan.meet(call.terms);
  // Of equal ones the first in the plan comes first.
  const best: number[] = [];
  for (let at = 0; at < weights.length; at += 1) {
    const weight = weights[at]!;
    if (weight === 0 || (best.length === count && weight <= weights[best[count - 1]!]!)) continue;
    let place = best.length;
    for (; place > 0 && weights[best[place - 1]!]! < weight; place -= 1) best[place] = best[place - 1]!;
    best[place] = at;
    if (best.length > count) best.pop();
  }
  return best.map((at) => {
    const priority = priorities[at]!;
    return { priority, weight: weights[at]!, shared: sharedTerms(call.terms, priority.terms) };
  });
}

const BUCKET = 8;
const NEED_TABLE = Float64Array.from({ length: 1 << 14 }, (_, bucket) => {
  const weight = (bucket << BUCKET) / MAX_WEIGHT;
  return 1 - Math.exp(-((weight / NEED_SCALE) ** NEED_POWER));
});

/**
 * Need, 0 to 1, from the weights of the two priorities that are met best. Read from a table, so that every way of
 * computing it gives the same number.
 */
export function needOfPriorities(best: number, second: number): number {
  const bucket = Math.floor(best + second * SECOND_PRIORITY) >> BUCKET;
  return NEED_TABLE[Math.min(bucket, NEED_TABLE.length - 1)]!;
}

/** Need that the plan gives. */
export function needOfPlan([first, second]: readonly PriorityFit[]): number {
  return needOfPriorities(first?.weight ?? 0, second?.weight ?? 0);
}

/** Need that does not come from the plan: a competence is reached, or the call is for any topic. */
export function needOfCompetence(call: CallReading, { reached }: CompetenceReach): number {
  const [first] = reached;
  if (first) return NEED_OF_COMPETENCE[first.competence.kind] * (first.indirect ? 0.5 : 1);
  return call.onlyGeneral ? NEED_OF_GENERAL_CALL : 0;
}
