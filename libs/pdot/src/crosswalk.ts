import { fold } from '@chasqui/kernel';
import type { CrosswalkRelation, Priority } from './plan.entities.js';
import { containment, likeness, subjectLikeness, subjectStems } from './text-likeness.js';

/** What the comparison needs to know of a priority. */
export type ComparedPriority = Pick<Priority, 'id' | 'text'> & Partial<Pick<Priority, 'themes'>>;

/** A priority of the earlier version and the one it became; null when it was dropped. */
export interface CrosswalkPair {
  readonly fromId: string;
  readonly toId: string | null;
}

export interface CrosswalkLink extends CrosswalkPair {
  readonly relation: CrosswalkRelation;
}

/** Proposals are confirmed by a person: one too many costs her less than one too few. */
const ALIKE = 0.3;
/** What topics in common add to words in common; alone they are too broad. */
const THEMES_WEIGHT = 0.3;
/** A part of a split priority holds most of its own words from the whole. */
const CONTAINED = 0.75;
/** Fewer words in common are a coincidence. */
const MIN_WORDS = 2;

/**
 * Proposes what became of each priority, by the subjects and topics both share. A person confirms it: texts may say
 * the same in other words, so a priority without likeness gets no proposal, not even that it was dropped.
 */
export function proposeCrosswalk(
  earlier: readonly ComparedPriority[],
  later: readonly ComparedPriority[],
): CrosswalkLink[] {
  const laterWords = later.map((priority) => ({
    priority,
    words: subjectStems(priority.text),
    themes: new Set(priority.themes),
  }));
  const pairs = earlier.flatMap((from): CrosswalkPair[] => {
    const words = subjectStems(from.text);
    const themes = new Set(from.themes);
    const scored = laterWords.map(({ priority, words: other, themes: otherThemes }) => ({
      toId: priority.id,
      same: plainText(priority.text) === plainText(from.text),
      score: scoreOf(subjectLikeness(words, other), likeness(themes, otherThemes)),
      part: containment(words, other) >= CONTAINED && Math.min(words.size, other.size) >= MIN_WORDS,
    }));
    const equal = scored.filter(({ same }) => same).slice(0, 1);
    if (equal.length > 0) return equal.map(({ toId }) => ({ fromId: from.id, toId }));
    const best = scored.reduce<(typeof scored)[number] | undefined>(
      (top, each) => (top && top.score >= each.score ? top : each),
      undefined,
    );
    const chosen = scored.filter((each) => (each === best && each.score >= ALIKE) || each.part);
    return chosen.map(({ toId }) => ({ fromId: from.id, toId }));
  });
  return relate(pairs, earlier, later);
}

function scoreOf(words: number, themes: number): number {
  return words === 0 ? 0 : words + THEMES_WEIGHT * themes;
}

/** Names what each pair means: how many lead to and from its ends says whether something was joined or divided. */
export function relate(
  pairs: readonly CrosswalkPair[],
  earlier: readonly ComparedPriority[],
  later: readonly ComparedPriority[],
): CrosswalkLink[] {
  const texts = new Map([...earlier, ...later].map(({ id, text }) => [id, plainText(text)]));
  const outgoing = count(pairs.map(({ fromId }) => fromId));
  const incoming = count(pairs.flatMap(({ toId }) => toId ?? []));
  return pairs.map((pair) => ({ ...pair, relation: relationOf(pair) }));

  function relationOf({ fromId, toId }: CrosswalkPair): CrosswalkRelation {
    if (toId === null) return 'dropped';
    if ((outgoing.get(fromId) ?? 0) > 1) return 'split';
    if ((incoming.get(toId) ?? 0) > 1) return 'merged';
    return texts.get(fromId) === texts.get(toId) ? 'same' : 'changed';
  }
}

function count(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function plainText(text: string): string {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join(' ');
}
