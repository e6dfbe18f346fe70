import type { Assessment, GateId } from '../facts.js';
import type { ProvinceGad, SharedTopic } from './province.query.js';

/** A GAD of a province with its judgement. */
export interface ProvinceCandidate extends ProvinceGad {
  readonly assessment: Pick<Assessment, 'score' | 'need' | 'capacity' | 'gates'>;
}

/** GADs that share what a call is about. */
export interface JointGroup {
  readonly topics: readonly SharedTopic[];
  readonly gads: readonly ProvinceCandidate[];
  /** Of one level: they may form a mancomunidad where they border on each other; otherwise a consorcio. */
  readonly sameLevel: boolean;
}

/** Score from which a GAD counts as one that the call suits. */
export const JOINT_SCORE = 40;
const MAX_GROUPS = 3;

/**
 * Groups of at least two GADs that the call suits and whose plans share a topic of it, the largest first. Donors prefer
 * joint applications and they are hardly used (Documento base 000, líneas 21968-21980). Topics that bring the same GADs
 * together make one group.
 */
export function jointGroups(candidates: readonly ProvinceCandidate[]): JointGroup[] {
  const fitting = candidates.filter(({ assessment }) => (assessment.score ?? 0) >= JOINT_SCORE);
  const byTopic = new Map<string, { topic: SharedTopic; gads: ProvinceCandidate[] }>();
  for (const gad of fitting) {
    for (const topic of gad.topics) {
      const group = byTopic.get(topic.code) ?? { topic, gads: [] };
      group.gads.push(gad);
      byTopic.set(topic.code, group);
    }
  }
  const byMembers = new Map<string, { topics: SharedTopic[]; gads: ProvinceCandidate[] }>();
  for (const { topic, gads } of byTopic.values()) {
    if (gads.length < 2) continue;
    const members = gads.map(({ gadCode }) => gadCode).join(' ');
    const group = byMembers.get(members) ?? { topics: [], gads };
    group.topics.push(topic);
    byMembers.set(members, group);
  }
  return [...byMembers.values()]
    .toSorted((one, other) => other.gads.length - one.gads.length || other.topics.length - one.topics.length)
    .slice(0, MAX_GROUPS)
    .map((group) => ({ ...group, sameLevel: new Set(group.gads.map(({ level }) => level)).size === 1 }));
}

/** Need from which a parish has a reason to ask for help, and means below which it needs some. */
const PARISH_NEED = 0.3;
const PARISH_MEANS = 0.6;
/** What another level of government could answer for a parish. */
const HELPED: readonly GateId[] = ['level', 'population', 'counterpart', 'role'];

/**
 * Parishes that need what the call offers and cannot carry it alone: their province may act for them with their consent
 * (Documento base 000, líneas 15878-15886 and 21884-21890: parishes have little capacity of their own).
 */
export function parishesToActFor(candidates: readonly ProvinceCandidate[]): ProvinceCandidate[] {
  return candidates.filter(({ level, assessment: { need, capacity, gates } }) => {
    if (level !== 'parish' || need < PARISH_NEED) return false;
    const failed = gates.filter(({ answer }) => answer === 'fails');
    return failed.length > 0 ? failed.every(({ id }) => HELPED.includes(id)) : capacity < PARISH_MEANS;
  });
}
