/** Measures of a ranking against judgements. Pure functions over the grades of a list, the best place first. */

/** How much a grade is worth: `2^grade - 1` sets the best apart, `grade` counts it as it is. */
export const GAINS = {
  exponential: (grade: number) => 2 ** grade - 1,
  linear: (grade: number) => grade,
} as const;
export type Gain = keyof typeof GAINS;

/**
 * Normalised discounted cumulative gain of the first places: 1 when the list is in the ideal order.
 * @param grades of every judged call of the list, in its order
 * @returns null when no call is worth anything: then every order is as good
 */
export function ndcg(grades: readonly number[], depth: number, gain: Gain): number | null {
  const ideal = discounted(
    grades.toSorted((a, b) => b - a),
    depth,
    gain,
  );
  return ideal === 0 ? null : discounted(grades, depth, gain) / ideal;
}

function discounted(grades: readonly number[], depth: number, gain: Gain): number {
  return grades.slice(0, depth).reduce((sum, grade, at) => sum + GAINS[gain](grade) / Math.log2(at + 2), 0);
}

/**
 * Mean of the precision at the place of each relevant call.
 * @returns null when none is relevant
 */
export function averagePrecision(relevant: readonly boolean[]): number | null {
  let found = 0;
  let sum = 0;
  for (const [at, hit] of relevant.entries()) {
    if (!hit) continue;
    found += 1;
    sum += found / (at + 1);
  }
  return found === 0 ? null : sum / found;
}

/**
 * Share of relevant calls among the first places; places that a short list leaves empty count as misses.
 * @returns null when none is relevant
 */
export function precisionAt(relevant: readonly boolean[], depth: number): number | null {
  if (!relevant.includes(true)) return null;
  return relevant.slice(0, depth).filter(Boolean).length / depth;
}

/** Mean of what could be measured; null when nothing could. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
