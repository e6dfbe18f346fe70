import type { GadFacts, PriorityFacts } from '../facts.js';
import { packTerms, type WeightedTerms } from '../fit/terms.js';
import { TERM_WEIGHTS } from '../fit/weights.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { readTopics } from './topics.js';

/** A priority as the formula sees it. */
export interface PriorityReading {
  readonly facts: PriorityFacts;
  readonly terms: WeightedTerms;
}

/** A GAD read once for all calls. */
export interface GadReading {
  readonly facts: GadFacts;
  readonly priorities: readonly PriorityReading[];
  /** Share of what a donor asks of an applicant that is on record, 0 to 1. */
  readonly readiness: number;
}

export function readGad(facts: GadFacts, knowledge: Knowledge): GadReading {
  return {
    facts,
    priorities: (facts.priorities ?? []).map((priority) => readPriority(priority, knowledge)),
    readiness: readinessOf(facts),
  };
}

/** Topics by label and by word, those near them for less, subjects and other words, and a little of the ODS. */
export function readPriority(facts: PriorityFacts, knowledge: Knowledge): PriorityReading {
  const { terms, themes, graph } = knowledge;
  const topics = readTopics(
    [{ text: facts.text, language: 'es', weight: 3, place: null }],
    facts.themes,
    knowledge,
  );
  const weights = new Map<number, number>();
  const raise = (term: number, weight: number) => weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  for (const [code, { certainty }] of topics.themes) {
    if (themes.get(code)?.generic !== false) {
      raise(terms.number('theme', code), TERM_WEIGHTS.generic * certainty);
      continue;
    }
    raise(terms.number('theme', code), TERM_WEIGHTS.theme * certainty);
    for (const [near, share] of graph.near(code)) {
      raise(terms.number('theme', near), TERM_WEIGHTS.theme * certainty * share);
    }
  }
  for (const [code, { certainty }] of topics.subjects) {
    raise(terms.number('subject', code), TERM_WEIGHTS.subject * certainty);
  }
  for (const [root, { certainty }] of topics.roots) {
    raise(terms.number('root', root), TERM_WEIGHTS.root * certainty);
  }
  for (const goal of facts.sdgs) raise(terms.number('sdg', String(goal)), TERM_WEIGHTS.sdg);
  return { facts, terms: packTerms(weights) };
}

/** A loaded plan, classified priorities, its population and its memberships: what is asked for in every form. */
function readinessOf({ priorities, population, networks }: GadFacts): number {
  const checks = [
    (priorities?.length ?? 0) > 0,
    (priorities ?? []).some(({ themes }) => themes.length > 0),
    population !== null,
    networks !== null,
  ];
  return checks.filter(Boolean).length / checks.length;
}
