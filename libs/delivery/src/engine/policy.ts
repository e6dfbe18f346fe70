/** How patient and how hasty delivery is. Durations in ms. */
export interface DeliveryPolicy {
  /** Pauses after the first, second, … attempt that failed but may succeed later. After the last the mail is given up. */
  readonly retryStepsMs: readonly number[];
  /** Pause before a mail that may have arrived goes again. */
  readonly unknownAfterMs: number;
  /** Attempts after which a mail that may have arrived, twice in a row, is left alone. */
  readonly unknownAttempts: number;
  /** Nothing is sent for so long when the mail server is away or refuses us. */
  readonly pauseAllMs: number;
  /** How long a worker holds the mails that it took; renewed while it lives. */
  readonly leaseMs: number;
  readonly renewMs: number;
  /** Mails taken at a time. At most twice as many are held in memory. */
  readonly batch: number;
  /** How far ahead sending slots of a domain are taken. */
  readonly horizonMs: number;
  /** A run waits for work that comes due sooner than this; what comes later wakes another run. */
  readonly lingerMs: number;
}

export const DELIVERY_POLICY = Symbol('delivery policy');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** About three days of attempts (RFC 5321 §4.5.4.1 asks for four to five days at the relay; ours has its own). */
export const STANDARD_POLICY: DeliveryPolicy = {
  retryStepsMs: [
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    ...Array.from({ length: 5 }, () => 12 * HOUR),
  ],
  unknownAfterMs: 15 * MINUTE,
  unknownAttempts: 4,
  pauseAllMs: MINUTE,
  leaseMs: 20_000,
  renewMs: 5_000,
  batch: 200,
  horizonMs: 2_000,
  lingerMs: 30_000,
};
