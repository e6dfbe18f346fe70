import { populations } from './populations.js';

/** Inhabitants, both inclusive. */
export interface PopulationRange {
  readonly min: number;
  readonly max: number;
}

/**
 * The order of magnitude of the inhabitants of a province, canton or rural parish (INEC census of 2022, rounded
 * outwards), for GADs whose population nobody recorded.
 * @returns null when the code is of none of them
 */
export function populationRange(dpaCode: string): PopulationRange | null {
  const { ranges, other } = populations();
  if (!/^\d+$/.test(dpaCode)) return null;
  if (dpaCode.length === 2) return ranges.provinces[dpaCode] ?? null;
  // A code of no province is no place of Ecuador.
  if (!ranges.provinces[dpaCode.slice(0, 2)]) return null;
  if (dpaCode.length === 4) return ranges.cantons[dpaCode] ?? other.canton;
  return dpaCode.length === 6 ? (ranges.parishes[dpaCode] ?? other.parish) : null;
}
