import type { Tenths } from '../fit/score.js';

const MAX_SCORE = 1000;
const counts = new Uint32Array(MAX_SCORE + 2);

/** Slots with the highest scores above 0, the best first; equal ones in the order of their ids. */
export function topSlots(
  scores: Uint16Array,
  slots: number,
  limit: number,
  idOf: (slot: number) => string,
): number[] {
  counts.fill(0);
  for (let slot = 0; slot < slots; slot += 1) counts[scores[slot]!]! += 1;
  let least = MAX_SCORE;
  for (let taken = counts[least]!; taken < limit && least > 1;) {
    least -= 1;
    taken += counts[least]!;
  }
  const found: number[] = [];
  for (let slot = 0; slot < slots; slot += 1) if (scores[slot]! >= least) found.push(slot);
  found.sort((a, b) => scores[b]! - scores[a]! || (idOf(a) < idOf(b) ? -1 : 1));
  return found.slice(0, limit);
}

/** Follows, while scores are made, how low the score is that still belongs to so many of the best. */
export class TopScores {
  private readonly counts = new Uint32Array(MAX_SCORE + 1);
  private above = 0;
  /** 0 until there are as many. */
  least: Tenths = 0;

  constructor(private readonly count: number) {}

  add(score: Tenths): void {
    if (score <= this.least) return;
    this.counts[score]! += 1;
    this.above += 1;
    while (this.above >= this.count) {
      this.least += 1;
      this.above -= this.counts[this.least]!;
    }
  }
}
