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

/**
 * A competence covers a topic, its parts and, for a call about the whole, the whole of which it covers a part. What no
 * list covers may be reached through another topic (data: topic-relations.json). "Managing cooperation" never counts.
 */
export function competenceReach(
  call: CallReading,
  competences: readonly CompetenceFacts[],
  knowledge: Knowledge,
): CompetenceReach {
  const ranked = competences
    .filter(({ enabler }) => !enabler)
    .flatMap((competence) => {
      const found = covered(call, competence, knowledge);
      return found ? [{ competence, ...found }] : [];
    })
    .toSorted(
      (a, b) =>
        Number(a.indirect !== null) - Number(b.indirect !== null) ||
        a.place - b.place ||
        KIND_ORDER[a.competence.kind] - KIND_ORDER[b.competence.kind] ||
        (a.competence.code < b.competence.code ? -1 : 1),
    );
  return { reached: ranked.map(({ competence, theme, indirect }) => ({ competence, theme, indirect })) };
}

function covered(
  call: CallReading,
  competence: CompetenceFacts,
  knowledge: Knowledge,
): { theme: string; indirect: string | null; place: number } | undefined {
  const own = new Set(competence.themes);
  const broader = new Set(competence.themes.flatMap((code) => knowledge.themes.get(code)?.parent ?? []));
  for (const [place, theme] of call.mainThemes.entries()) {
    const parent = knowledge.themes.get(theme)?.parent ?? null;
    if (own.has(theme) || (parent !== null && own.has(parent)) || broader.has(theme)) {
      return { theme, indirect: null, place };
    }
  }
  for (const [place, theme] of call.mainThemes.entries()) {
    const through = knowledge.graph.indirect.get(theme);
    if (through && own.has(through)) return { theme, indirect: theme, place };
  }
  return undefined;
}
