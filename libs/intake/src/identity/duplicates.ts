import type { CallIdentity, Duplicate } from './call-identity.js';
import { daysApart, type Evidence, hardEvidence, type Prepared, prepare, softEvidence } from './evidence.js';

/**
 * From this score on a pair is shown to a curator as one call. Set so that one strong sign (address, code, most
 * documents) or an equal title of one donor is enough, and an equal close or amount alone never is.
 */
export const LIKELY_DUPLICATE = 0.6;

/** Sisters whose close is this far apart are editions of different years, though their pages are alike. */
const EDITION_DAYS = 200;

/** What is known to be another call stays below the threshold, however alike the two look. */
const OTHER_EDITION = 0.4;
const OTHER_PART = 0.3;
const OTHER_COUNTRY = 0.35;
const OTHER_CODE = 0.4;
/** The whole and one of its parts: a curator may still want to see it when everything else agrees. */
const WHOLE_AND_PART = 0.75;

/** How likely two records are one call, 0 to 1, and why; the same for both orders, 1 for equal records. */
export function similarity(one: CallIdentity, other: CallIdentity): Omit<Duplicate, 'id'> {
  return compare(prepare(one), prepare(other));
}

/**
 * The records that are likely the same call as the candidate, the likeliest first, each with its reasons. The
 * candidate itself is none of them.
 */
export function likelyDuplicates(candidate: CallIdentity, others: readonly CallIdentity[]): Duplicate[] {
  const prepared = prepare(candidate);
  return others
    .filter(({ id }) => id !== candidate.id)
    .map((other) => ({ id: other.id, ...compare(prepared, prepare(other)) }))
    .filter(({ score }) => score >= LIKELY_DUPLICATE)
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function compare(one: Prepared, other: Prepared): Omit<Duplicate, 'id'> {
  if (areEqual(one.call, other.call)) return { score: 1, reasons: ['Todos sus datos son iguales'] };
  const hard = hardEvidence(one, other);
  const evidence = [...hard, ...softEvidence(one, other)].filter(({ weight }) => weight > 0);
  const likelihood = 1 - evidence.reduce((doubt, { weight }) => doubt * (1 - weight), 1);
  const score = Math.min(likelihood * partFactor(one, other), ceiling(one, other, hard));
  return { score: rounded(score), reasons: reasonsOf(evidence, daysApart(one.call, other.call)) };
}

function areEqual({ id: _, ...one }: CallIdentity, { id: __, ...other }: CallIdentity): boolean {
  const text = (call: object) =>
    JSON.stringify(Object.entries(call).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return text(one) === text(other);
}

/** Two decimals, rounded down: what is told is never more than what was found. */
function rounded(score: number): number {
  return Math.floor(Math.min(score, 0.99) * 100 + 1e-9) / 100;
}

function reasonsOf(evidence: readonly Evidence[], apart: number | null): string[] {
  const reasons = evidence.toSorted((a, b) => b.weight - a.weight).map(({ reason }) => reason);
  if (reasons.length > 0 && apart !== null && apart > 1 && apart < EDITION_DAYS) {
    reasons.push(`Sus cierres están a ${apart} días: puede ser una prórroga`);
  }
  return reasons;
}

/** The most that a pair can reach, given what its titles, codes and dates say against it. */
function ceiling(one: Prepared, other: Prepared, hard: readonly Evidence[]): number {
  const limits = [1];
  const apart = daysApart(one.call, other.call);
  const sameClose = apart !== null && apart <= 1;
  const sharesCode =
    hard.some(({ weight }) => weight > 0.9) || [...one.codes].some((code) => other.codes.has(code));
  if (!sameClose && differInEdition(one, other)) limits.push(OTHER_EDITION);
  if (apart !== null && apart >= EDITION_DAYS && !sharesCode) limits.push(OTHER_EDITION);
  if (differInParts(one, other)) limits.push(OTHER_PART);
  if (areDisjoint(one.marks.countries, other.marks.countries)) limits.push(OTHER_COUNTRY);
  if (!sharesCode && haveSisterCodes(one, other)) limits.push(OTHER_CODE);
  return Math.min(...limits);
}

function differInEdition(one: Prepared, other: Prepared): boolean {
  const [a, b] = [one.marks, other.marks];
  if (areDisjoint(a.years, b.years)) return true;
  return a.edition !== null && b.edition !== null && a.edition !== b.edition;
}

function differInParts(one: Prepared, other: Prepared): boolean {
  return [...one.marks.parts].some(([part, mark]) => (other.marks.parts.get(part) ?? mark) !== mark);
}

function partFactor(one: Prepared, other: Prepared): number {
  const [a, b] = [one.marks.parts.size, other.marks.parts.size];
  return (a === 0) === (b === 0) ? 1 : WHOLE_AND_PART;
}

/** Numbers of one scheme that differ: "795710" and "790767", "…-D3-01" and "…-D3-02". */
function haveSisterCodes(one: Prepared, other: Prepared): boolean {
  const shapes = (codes: ReadonlySet<string>) => new Set([...codes].map((code) => code.replace(/\d/g, '0')));
  const known = shapes(other.codes);
  return [...shapes(one.codes)].some((shape) => known.has(shape));
}

/** Both name some and none of them is the same. */
function areDisjoint(one: ReadonlySet<unknown>, other: ReadonlySet<unknown>): boolean {
  return one.size > 0 && other.size > 0 && [...one].every((each) => !other.has(each));
}
