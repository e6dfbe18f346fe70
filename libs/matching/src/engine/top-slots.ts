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
