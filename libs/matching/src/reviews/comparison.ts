import type { Call } from '@chasqui/calls';
import { type Assessment, GATE_IDS, type Gate, type GateId } from '../facts.js';

export type Side = 'a' | 'b';

/** What a comparison looks at. */
export interface Compared {
  readonly call: Pick<Call, 'closesAt' | 'deadlineKind' | 'amountMax' | 'currency'>;
  readonly assessment: Pick<Assessment, 'score' | 'need' | 'capacity' | 'donor' | 'confidence'>;
}

/** Which of two calls is better in what; null when they are even or it cannot be said. */
export type Advantages = Readonly<
  Record<'score' | 'need' | 'capacity' | 'donor' | 'confidence' | 'time' | 'amount', Side | null>
>;

/** A call without a close that takes proposals at any time leaves more time than any date. */
const ALWAYS_OPEN: readonly Call['deadlineKind'][] = ['permanent', 'rolling'];

/** Says which of two calls is better for a GAD in each respect. What is not known is no advantage to either. */
export function advantagesOf(a: Compared, b: Compared): Advantages {
  const by = (value: (one: Compared) => number | null): Side | null => larger(value(a), value(b));
  return {
    score: by(({ assessment }) => assessment.score ?? -1),
    need: by(({ assessment }) => assessment.need),
    capacity: by(({ assessment }) => assessment.capacity),
    donor: by(({ assessment }) => assessment.donor),
    confidence: by(({ assessment }) => assessment.confidence),
    time: by(({ call }) => timeLeft(call)),
    amount: a.call.currency === b.call.currency ? by(({ call }) => amountOf(call)) : null,
  };
}

function larger(a: number | null, b: number | null): Side | null {
  if (a === null || b === null || a === b) return null;
  return a > b ? 'a' : 'b';
}

function timeLeft({ closesAt, deadlineKind }: Compared['call']): number | null {
  if (closesAt) return closesAt.getTime();
  return ALWAYS_OPEN.includes(deadlineKind) ? Infinity : null;
}

function amountOf({ amountMax }: Compared['call']): number | null {
  return amountMax === null ? null : Number(amountMax);
}

/** The conditions of two judgements side by side, in their order; a side without the condition has null. */
export function gatePairs(
  a: readonly Gate[],
  b: readonly Gate[],
): { id: GateId; a: Gate | null; b: Gate | null }[] {
  const find = (gates: readonly Gate[], id: GateId) => gates.find((gate) => gate.id === id) ?? null;
  return GATE_IDS.map((id) => ({ id, a: find(a, id), b: find(b, id) })).filter((pair) => pair.a || pair.b);
}
