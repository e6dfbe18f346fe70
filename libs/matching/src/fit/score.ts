import { SHARES } from './weights.js';

/** Tenths of a point, 0 to 1000: whole, so that it can be stored and compared exactly. */
export type Tenths = number;

/** Share of the need that becomes points: means and donor never count by themselves. */
export function factorOf(capacity: number, donor: number): number {
  return SHARES.base + SHARES.capacity * capacity + SHARES.donor * donor;
}

export function scoreOf(need: number, factor: number): Tenths {
  return Math.round(1000 * need * factor);
}
