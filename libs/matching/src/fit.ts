import { fold, formatAmount } from '@chasqui/kernel';
import type { Presence } from '@chasqui/vocabularies';
import type { CallFacts, CompetenceFacts, GadFacts, PriorityFacts, Reason, ThemeIndex } from './facts.js';
import { type CallTopics, mentionsAny } from './topics.js';

/** One shared topic gives 0.6 of the possible relevance, two 0.84, three 0.94. */
const UNSHARED = 0.4;
const SDG_BONUS = 0.05;
const MAX_SDG_BONUS = 0.1;
/** A topic named in the text of a priority but not among its labels counts half. */
const MENTION_WEIGHT = 0.5;
/** Without a loaded plan, a competence alone says this much about need. */
const NEED_FROM_COMPETENCE = { exclusive: 0.4, concurrent: 0.25, delegated: 0.25 } as const;
const MAX_PRIORITY_REASONS = 3;

export interface PriorityFit {
  readonly priority: PriorityFacts;
  readonly relevance: number;
  /** Topic that weighs most among the shared ones. */
  readonly theme: string | undefined;
  readonly sdgs: readonly number[];
}

/** How relevant the call is to one priority, 0 to 1. ODS alone never make a fit: every call has some. */
export function relevance(
  call: CallFacts,
  topics: CallTopics,
  themes: ThemeIndex,
  priority: PriorityFacts,
): PriorityFit {
  const text = fold(priority.text);
  let shared = 0;
  let best: { code: string; weight: number } | undefined;
  for (const [code, weight] of topics.weights) {
    const theme = themes.get(code)!;
    const labelled =
      priority.themes.includes(code) || priority.themes.some((own) => themes.get(own)?.parent === code);
    const mentioned = !labelled && !theme.generic && mentionsAny(text, theme.keywords.map(fold));
    const part = labelled ? weight : mentioned ? weight * MENTION_WEIGHT : 0;
    shared += part;
    if (part > (best?.weight ?? 0)) best = { code, weight: part };
  }
  const sdgs = call.sdgs.filter((goal) => priority.sdgs.includes(goal)).toSorted((a, b) => a - b);
  const bonus = shared > 0 ? Math.min(MAX_SDG_BONUS, sdgs.length * SDG_BONUS) : 0;
  return { priority, relevance: Math.min(1, 1 - UNSHARED ** shared + bonus), theme: best?.code, sdgs };
}

/** The competences of the GAD that the call's topics reach, the most binding kind first. */
export function reachedCompetences(topics: CallTopics, themes: ThemeIndex, gad: GadFacts): CompetenceFacts[] {
  if (topics.onlyGeneric) return [];
  const order = { exclusive: 0, concurrent: 1, delegated: 2 } as const;
  // A call about a broad topic also reaches the competences over its parts, with half the weight.
  const weight = (theme: string) => {
    const parent = themes.get(theme)?.parent;
    return Math.max(topics.weights.get(theme) ?? 0, parent ? (topics.weights.get(parent) ?? 0) / 2 : 0);
  };
  const rank = (competence: CompetenceFacts) => Math.max(0, ...competence.themes.map(weight));
  return gad.competences
    .filter((competence) => !competence.enabler && rank(competence) >= 0.5)
    .toSorted((a, b) => rank(b) - rank(a) || order[a.kind] - order[b.kind] || a.code.localeCompare(b.code));
}

export function needOf(fits: readonly PriorityFit[] | null, reached: readonly CompetenceFacts[]): number {
  if (fits === null) return reached[0] ? NEED_FROM_COMPETENCE[reached[0].kind] : 0;
  const [first = 0, second = 0] = fits.map((fit) => fit.relevance).toSorted((a, b) => b - a);
  return Math.min(1, first + 0.1 * second);
}

const ROLE_CAPACITY = { applicant: 1, through_network: 0.8, partner: 0.7, beneficiary: 0.6 } as const;

/** What the GAD can do in the call: its role, how binding its competence is, what it would have to pay. */
export function capacityOf(call: CallFacts, reached: readonly CompetenceFacts[]): number {
  const role = call.gadRole ? ROLE_CAPACITY[call.gadRole] : 0.5;
  const competence = reached[0] ? (reached[0].kind === 'exclusive' ? 1 : 0.7) : 0.3;
  const share = call.cofinancingPercent === null ? 0.8 : 1 - Number(call.cofinancingPercent) / 100;
  return 0.4 * role + 0.4 * competence + 0.2 * share;
}

/** Share of the donor's fit that its presence gives. Nobody knowing is no reason to count it as gone. */
const REACH: Readonly<Record<Presence, number>> = { present: 0.4, reaches: 0.4, unknown: 0.2, left: 0 };

/** Fit with the donor's own profile: does it reach Ecuador, work with GADs, finance these topics. */
export function donorFit(call: CallFacts): number {
  const { donor } = call;
  const reach = REACH[donor.presence];
  const role =
    call.gadRole && donor.gadRoles.includes(call.gadRole) ? 0.3 : donor.gadRoles.length > 0 ? 0.15 : 0;
  const topic = donor.themes.some((theme) => call.themes.includes(theme)) ? 0.3 : 0;
  return reach + role + topic;
}

/** The grounds of the score, strongest first, from the very values that made it. */
export function reasonsOf(
  call: CallFacts,
  topics: CallTopics,
  themes: ThemeIndex,
  fits: readonly PriorityFit[] | null,
  reached: readonly CompetenceFacts[],
): Reason[] {
  const relevant = (fits ?? [])
    .filter((fit) => fit.relevance > 0)
    .toSorted((a, b) => b.relevance - a.relevance);
  const priorities = relevant.slice(0, MAX_PRIORITY_REASONS).map((fit): Reason => {
    const { topic, words, note } = evidenceOf(fit.theme, topics, themes);
    const goals = fit.sdgs.length > 0 ? ` Comparten ODS ${fit.sdgs.join(', ')}.` : '';
    return {
      criterion: 'priority',
      text: `Responde a una prioridad del PDOT (${fit.priority.component})${topic ? ` por el tema ${topic}` : ''}.${goals}${note}`,
      gadQuote: fit.priority.text,
      callQuote: words,
      norm: null,
    };
  });
  const competences = reached.slice(0, 2).map((competence): Reason => {
    const { words, note } = evidenceOf(
      competence.themes.find((code) => topics.weights.has(code)),
      topics,
      themes,
    );
    const kind = { exclusive: 'exclusiva', concurrent: 'concurrente', delegated: 'delegada' }[
      competence.kind
    ];
    return {
      criterion: 'competence',
      text: `Está dentro de una competencia ${kind} de este nivel de gobierno.${note}`,
      gadQuote: competence.text,
      callQuote: words,
      norm: competence.legalBasis,
    };
  });
  return [...priorities, ...competences, ...amountReason(call)];
}

/**
 * What ties the call to a topic: its own words or, when it does not name the topic, its classification, which is
 * said as such. A broader topic is told with the one it was reached from.
 */
function evidenceOf(
  code: string | undefined,
  topics: CallTopics,
  themes: ThemeIndex,
): { topic: string | null; words: string | null; note: string } {
  const own = code && (topics.narrower.get(code) ?? code);
  const name = own && themes.get(own)?.nameEs;
  if (!own || !name) return { topic: null, words: null, note: '' };
  const words = topics.quotes.get(own) ?? null;
  const topic = own === code ? `«${name}»` : `«${name}», parte de «${themes.get(code)?.nameEs}»`;
  return { topic, words, note: words ? '' : ` La curaduría clasificó la convocatoria en el tema «${name}».` };
}

function amountReason(call: CallFacts): Reason[] {
  if (!call.amountMax) return [];
  return [
    {
      criterion: 'capacity',
      text: `Financia hasta ${formatAmount(call.amountMax, call.currency)} por proyecto.`,
      gadQuote: null,
      callQuote: null,
      norm: null,
    },
  ];
}
