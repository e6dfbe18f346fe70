import type { DeliveryPolicy } from './policy.js';

/** A fifth more or less, so that mails that failed together do not come back together. */
const SPREAD = 0.2;

/**
 * How long a mail waits before its next attempt.
 * @param attempts made so far, one at least
 * @param random from 0 to 1
 * @returns ms, or null when the patience is over
 */
export function retryDelay(
  policy: Pick<DeliveryPolicy, 'retryStepsMs'>,
  attempts: number,
  random: number,
): number | null {
  const step = policy.retryStepsMs[attempts - 1];
  return step === undefined ? null : spread(step, random);
}

/** `ms`, a fifth more or less. */
export function spread(ms: number, random: number): number {
  return Math.round(ms * (1 - SPREAD + 2 * SPREAD * random));
}

/** A domain that asks for fewer mails is left alone for at most this long at a time. */
const LONGEST_PAUSE_MS = 3_600_000;

/** For how long nothing goes to a domain that asked for fewer mails; longer each time the same mail meets it, in ms. */
export function domainPause(
  policy: Pick<DeliveryPolicy, 'retryStepsMs'>,
  attempts: number,
  random: number,
): number {
  return Math.min(retryDelay(policy, attempts, random) ?? LONGEST_PAUSE_MS, LONGEST_PAUSE_MS);
}
