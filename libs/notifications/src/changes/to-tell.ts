import type { Call } from '@chasqui/calls';
import type { CallChangeEvent } from '@chasqui/intake';

/** A call that is taken down to be corrected is back within the hour. */
export const WITHDRAWAL_GRACE_MS = 3_600_000;

export interface ChangesToTell {
  /** Those that people are told of; at least one. */
  readonly changes: readonly CallChangeEvent[];
  /** At once, whatever they chose. */
  readonly urgent: boolean;
  readonly notBefore: Date;
}

/**
 * What people are told of some changes of a call: what must be known at once, and what is important as long as the call
 * can still be applied to. The rest is for curators, or for nobody.
 * @returns null when that is nothing
 */
export function toTell(
  changes: readonly CallChangeEvent[],
  call: Pick<Call, 'closesAt'>,
  now: Date,
): ChangesToTell | null {
  const isOver = call.closesAt !== null && call.closesAt <= now;
  const told = changes.filter(
    ({ severity }) => severity === 'immediate' || (severity === 'important' && !isOver),
  );
  if (told.length === 0) return null;
  const urgent = told.some(({ severity }) => severity === 'immediate');
  const waits = !urgent && told.every(({ kind }) => kind === 'withdrawn');
  const latest = Math.max(...told.map(({ at }) => at.getTime()));
  return { changes: told, urgent, notBefore: waits ? new Date(latest + WITHDRAWAL_GRACE_MS) : now };
}
