import type { Gate } from '../facts.js';
import { fromClaim, plain } from './answer.js';
import { LEVEL_NAMES } from './who-gates.js';
import type { GateCase } from './rules.js';

type Answer = Omit<Gate, 'id'>;

const KINDS = {
  exclusive: 'exclusiva',
  concurrent: 'concurrente',
  delegated: 'delegada',
} as const;

/** The law: a GAD takes cooperation to fulfil its own competences. Cooperation itself is none of them. */
export function competenceGate({ call, gad, reach, knowledge }: GateCase): Answer {
  if (call.mainThemes.length === 0) {
    return plain(
      'unknown',
      call.onlyGeneral
        ? 'El tema de la convocatoria es demasiado general para vincularlo a una competencia.'
        : 'No consta el tema de la convocatoria.',
    );
  }
  const [first] = reach.reached;
  if (!first) {
    return plain(
      'fails',
      `Ninguna competencia registrada de los GAD ${LEVEL_NAMES[gad.level]} cubre los temas de la convocatoria.`,
      'COOTAD art. 131: la cooperación se gestiona para cumplir las competencias propias',
    );
  }
  const { competence, indirect } = first;
  if (indirect) {
    const topic = knowledge.themes.get(indirect)?.nameEs ?? indirect;
    return plain(
      'passes',
      `Competencia indirecta para «${topic}», por: ${competence.text} Justifíquelo en la propuesta.`,
      knowledge.graph.indirectNorm,
    );
  }
  return plain('passes', `Competencia ${KINDS[competence.kind]}: ${competence.text}`, competence.legalBasis);
}

/** A donor under a framework agreement finances nothing outside its axes while it is in force. */
export function donorAxesGate({ call, knowledge, day }: GateCase): Answer | null {
  if (day === null || call.mainThemes.length === 0) return null;
  const agreement = call.facts.donor.agreements.find(
    ({ axes, from, until }) =>
      axes.length > 0 && (from === null || from <= day) && (until === null || day <= until),
  );
  if (!agreement) return null;
  const axes = new Set(
    agreement.axes.flatMap((axis) =>
      knowledge.lexicon.scan(axis, 'es').flatMap(({ concepts }) => concepts.flatMap(({ themes }) => themes)),
    ),
  );
  const within = call.mainThemes.some((theme) => {
    const parent = knowledge.themes.get(theme)?.parent ?? null;
    return axes.has(theme) || (parent !== null && axes.has(parent));
  });
  const list = agreement.axes.join(', ');
  return within
    ? plain(
        'passes',
        `Está dentro de los ejes que el cooperante acordó con el Ecuador (${list}).`,
        agreement.title,
      )
    : plain(
        'fails',
        `Está fuera de los ejes que el cooperante acordó con el Ecuador (${list}).`,
        agreement.title,
      );
}

/** While an emergency narrows what may be asked for, other topics wait. */
export function emergencyGate({ call, overrides }: GateCase): Answer | null {
  const narrowing = overrides.find(({ kind }) => kind === 'only_themes');
  if (!narrowing) return null;
  const within = call.mainThemes.some((theme) => narrowing.themes.includes(theme));
  return fromClaim(null, within ? 'passes' : 'fails', narrowing.reasonEs, narrowing.norm);
}
