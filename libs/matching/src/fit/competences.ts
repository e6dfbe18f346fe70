import type { CompetenceFacts } from '../facts.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { CallReading } from '../reading/read-call.js';

export interface ReachedCompetence {
  readonly competence: CompetenceFacts;
  /** Main topic of the call that it covers. */
  readonly theme: string;
  /** The call's topic that is reached through another one (priority groups); null when it is covered directly. */
  readonly indirect: string | null;
}

/** The competences of one list that a call reaches, the surest and most binding first. */
export interface CompetenceReach {
  readonly reached: readonly ReachedCompetence[];
}

const KIND_ORDER = { exclusive: 0, concurrent: 1, delegated: 2 } as const;

/** The competences of one list that cover a topic, the most binding first. */
interface Coverage {
  readonly directly: readonly CompetenceFacts[];
  /** Through the topic that stands for it (data: topic-relations.json). */
  readonly indirectly: readonly CompetenceFacts[];
}

/** By topic, for every list of competences that somebody holds: there are few lists and many calls. */
const coverages = new WeakMap<Knowledge, WeakMap<readonly CompetenceFacts[], Map<string, Coverage>>>();

/**
 * A competence covers a topic, its parts and, for a call about the whole, the whole of which it covers a part. What no
 * list covers may be reached through another topic. "Managing cooperation" never counts.
 */
export function competenceReach(
  { mainThemes }: Pick<CallReading, 'mainThemes'>,
  competences: readonly CompetenceFacts[],
  knowledge: Knowledge,
): CompetenceReach {
  const reached: ReachedCompetence[] = [];
  const add = (competence: CompetenceFacts, theme: string, indirect: string | null) => {
    if (!reached.some((known) => known.competence === competence))
      reached.push({ competence, theme, indirect });
  };
  const covering = mainThemes.map((theme) => coverageOf(theme, competences, knowledge));
  for (const [place, { directly }] of covering.entries()) {
    for (const competence of directly) add(competence, mainThemes[place]!, null);
  }
  for (const [place, { indirectly }] of covering.entries()) {
    for (const competence of indirectly) add(competence, mainThemes[place]!, mainThemes[place]!);
  }
  return { reached };
}

function coverageOf(theme: string, competences: readonly CompetenceFacts[], knowledge: Knowledge): Coverage {
  let lists = coverages.get(knowledge);
  if (!lists) coverages.set(knowledge, (lists = new WeakMap()));
  let known = lists.get(competences);
  if (!known) lists.set(competences, (known = new Map()));
  let coverage = known.get(theme);
  if (!coverage) known.set(theme, (coverage = coverageIn(theme, competences, knowledge)));
  return coverage;
}

const FAR = 3;

function coverageIn(theme: string, competences: readonly CompetenceFacts[], knowledge: Knowledge): Coverage {
  const { themes, graph } = knowledge;
  const parent = themes.get(theme)?.parent ?? null;
  const through = graph.indirect.get(theme);
  const ranked = competences
    .filter(({ enabler }) => !enabler)
    .toSorted((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || (a.code < b.code ? -1 : 1));
  // The topic itself before its whole, and before a whole of which the competence covers a part.
  const distance = ({ themes: own }: CompetenceFacts): number => {
    if (own.includes(theme)) return 0;
    if (parent !== null && own.includes(parent)) return 1;
    return own.some((code) => (themes.get(code)?.parent ?? null) === theme) ? 2 : FAR;
  };
  return {
    directly: ranked
      .filter((competence) => distance(competence) < FAR)
      .toSorted((one, other) => distance(one) - distance(other)),
    indirectly: ranked.filter((competence) => through !== undefined && competence.themes.includes(through)),
  };
}
