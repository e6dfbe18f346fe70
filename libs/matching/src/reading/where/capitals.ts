import { populations } from './populations.js';

/** Whether the canton with this DPA code is the capital of the country, or the capital of a province. */
export function isCapital(dpaCode: string, of: 'national' | 'provincial'): boolean {
  const { national, provincial } = populations().capitals;
  return of === 'national' ? dpaCode === national : provincial.includes(dpaCode);
}
