import type { GadFacts, OfferFacts, PriorityFacts } from '../facts.js';
import { packTerms, type Side, type WeightedTerms } from '../fit/terms.js';
import { FIELD_WEIGHTS, TERM_WEIGHTS } from '../fit/weights.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { readTopics } from './topics.js';

/** A priority of the plan or an offer, as the formula sees it. */
export interface PriorityReading {
  readonly facts: PriorityFacts;
  readonly side: Side;
  readonly terms: WeightedTerms;
}

/** A GAD read once for all calls. */
export interface GadReading {
  readonly facts: GadFacts;
  /** Its priorities, then its offers. */
  readonly priorities: readonly PriorityReading[];
  /** Share of what a donor asks of an applicant that is on record, 0 to 1. */
  readonly readiness: number;
}

export function readGad(facts: GadFacts, knowledge: Knowledge): GadReading {
  return {
    facts,
    priorities: [
      ...(facts.priorities ?? []).map((priority) => readPriority(priority, 'demand', knowledge)),
      ...facts.offers.map((offer) => readPriority(asPriority(offer), 'offer', knowledge)),
    ],
    readiness: readinessOf(facts),
  };
}

/** Topics by label and by word, those near them for less, subjects and other words, and a little of the ODS. */
export function readPriority(facts: PriorityFacts, side: Side, knowledge: Knowledge): PriorityReading {
  const { terms, themes, graph } = knowledge;
  const piece = { text: facts.text, language: 'es', weight: FIELD_WEIGHTS.title, place: null } as const;
  const topics = readTopics([piece], facts.themes, knowledge);
  const weights = new Map<number, number>();
  const raise = (term: number, weight: number) => weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  for (const [code, { certainty }] of topics.themes) {
    const own = terms.number('theme', code, side);
    if (themes.get(code)?.generic !== false) {
      raise(own, TERM_WEIGHTS.generic * certainty);
      continue;
    }
    raise(own, TERM_WEIGHTS.theme * certainty);
    for (const [near, share] of graph.near(code)) {
      raise(terms.number('theme', near, side), TERM_WEIGHTS.theme * certainty * share);
    }
  }
  for (const [code, { certainty }] of topics.subjects) {
    raise(terms.number('subject', code, side), TERM_WEIGHTS.subject * certainty);
  }
  for (const [root, { certainty }] of topics.roots) {
    raise(terms.number('root', root, side), TERM_WEIGHTS.root * certainty);
  }
  for (const goal of facts.sdgs) raise(terms.number('sdg', String(goal), side), TERM_WEIGHTS.sdg);
  return { facts, side, terms: packTerms(weights) };
}

function asPriority({ id, titleEs, summaryEs, themes, sdgs }: OfferFacts): PriorityFacts {
  return { id, text: `${titleEs}. ${summaryEs}`, component: 'Oferta', themes, sdgs };
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
