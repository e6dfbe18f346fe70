import { createHash } from 'node:crypto';

/**
 * Which of the things that were published without a person are checked by one on a day. The same for everybody who
 * asks on that day, another day another part; what is in it does not depend on the order of the ids.
 * @param dayISO "2026-08-31"
 * @param share of the ids, 0 to 1; rounded up
 * @param min at least so many, as far as there are
 * @returns the ids, the first to be checked on top
 */
export function dailySample(ids: readonly string[], dayISO: string, share: number, min: number): string[] {
  const unique = [...new Set(ids)];
  const wanted = Math.ceil(unique.length * Math.min(Math.max(share, 0), 1));
  const size = Math.min(unique.length, Math.max(wanted, min, 0));
  return unique
    .map((id) => ({ id, rank: createHash('sha256').update(`${dayISO}\n${id}`).digest('hex') }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);
}
