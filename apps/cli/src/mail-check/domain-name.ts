/** Second levels under which countries register names: "example.gob.ec", not "gob.ec". */
const SHARED_SECOND_LEVELS = new Set(
  'ac co com edu fin gob gov gouv info k12 med mil net nom org pro'.split(' '),
);

/**
 * The part of a name that somebody registered. Receivers use the public suffix list; this covers the generic and the
 * country domains of its most common shape, which is enough for advice.
 */
export function organizationalDomain(domain: string): string {
  const labels = domain.toLowerCase().replace(/\.$/, '').split('.');
  const [second = '', top = ''] = labels.slice(-2);
  const count = top.length === 2 && SHARED_SECOND_LEVELS.has(second) ? 3 : 2;
  return labels.slice(-count).join('.');
}

/** Whether two names count as the same sender (RFC 7489 §3.1): equal when strict, else of the same organization. */
export function isAligned(one: string, other: string, strict: boolean): boolean {
  if (strict) return one.toLowerCase() === other.toLowerCase();
  return organizationalDomain(one) === organizationalDomain(other);
}

/** The name and those above it down to the organization's, the nearest first. */
export function upToOrganization(domain: string): string[] {
  const end = organizationalDomain(domain);
  const names = [domain.toLowerCase()];
  while (names.at(-1) !== end) names.push(names.at(-1)!.slice(names.at(-1)!.indexOf('.') + 1));
  return names;
}
