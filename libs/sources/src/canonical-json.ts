import { SourceFault } from './adapters/types.js';

const DEEPEST = 100;

/**
 * Writes a JSON value so that the same content always gives the same text: keys and the members of arrays are sorted,
 * because sources send nested lists in a new order with every answer.
 * @throws SourceFault `layout` when it is nested deeper than any record of a call
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > DEEPEST) {
    throw new SourceFault('layout', 'Los datos de la fuente vienen anidados sin fin. Revise la dirección.');
  }
  if (Array.isArray(value)) {
    const members = value.map((member) => canonicalJson(member ?? null, depth + 1));
    return `[${members.toSorted().join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member, depth + 1)}`);
    return `{${members.toSorted().join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
