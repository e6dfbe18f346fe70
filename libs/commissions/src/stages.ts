import { ROUND_STAGE_LABELS, ROUND_STAGES, type RoundStage } from '@chasqui/vocabularies';

/** What each stage is and what a GAD does in it (seed 002, lines 486-492 and 514-522; from the session on inferred). */
const GUIDE: Readonly<Record<RoundStage, { readonly what: string; readonly task: string }>> = {
  notified: {
    what: 'La Cancillería decide cuándo se reúnen las partes y lo comunica.',
    task: 'Revise las prioridades de su PDOT y las experiencias que puede compartir, para llegar con ideas listas.',
  },
  invitation_open: {
    what: 'Se invita a instituciones nacionales y locales, sociedad civil, empresas y universidades a presentar proyectos.',
    task: 'Prepare su propuesta: una demanda que nazca de una prioridad del plan o una oferta basada en una práctica que ya dio resultado.',
  },
  formulation: {
    what: 'Se escogen las propuestas que responden a la demanda del Plan Nacional de Desarrollo y de la estrategia de cooperación, si la hay, y se formulan los proyectos.',
    task: 'Complete la formulación con la contraparte: resultados, actividades, responsables y lo que aporta cada lado.',
  },
  session: {
    what: 'Las delegaciones de los dos lados se reúnen y revisan los proyectos.',
    task: 'Esté disponible para responder preguntas. El GAD participa; la sesión la convoca el Gobierno nacional.',
  },
  programme_approved: {
    what: 'El acta recoge los proyectos aprobados en un programa de dos o cuatro años.',
    task: 'Revise en el acta cómo quedó su proyecto y quién es la contraparte.',
  },
  execution: {
    what: 'Los proyectos del programa se ejecutan hasta la siguiente reunión.',
    task: 'Cumpla lo acordado, informe de los avances y anote los resultados: sirven para la ronda que viene.',
  },
};

export interface StageView {
  readonly stage: RoundStage;
  readonly label: string;
  readonly what: string;
  readonly task: string;
  readonly time: 'past' | 'current' | 'future';
}

/** The six stages in their order, told from the one a round is in; null when there is no round. */
export function stageLine(current: RoundStage | null): readonly StageView[] {
  const at = current === null ? -1 : ROUND_STAGES.indexOf(current);
  return ROUND_STAGES.map((stage, index) => ({
    stage,
    label: ROUND_STAGE_LABELS[stage],
    ...GUIDE[stage],
    time: index === at ? 'current' : index < at ? 'past' : 'future',
  }));
}

/** Whether a round still takes proposals by its stage: until the projects are formulated. */
export function stageTakesProposals(stage: RoundStage): boolean {
  return ROUND_STAGES.indexOf(stage) <= ROUND_STAGES.indexOf('formulation');
}

/** The round whose stage counts for its commission: one that takes proposals, or else the one that met last. */
export function leadingRound<R extends { readonly stage: RoundStage; readonly sessionOn: string | null }>(
  rounds: readonly R[],
): R | null {
  const [first = null] = rounds.toSorted(
    (a, b) =>
      Number(stageTakesProposals(b.stage)) - Number(stageTakesProposals(a.stage)) ||
      (b.sessionOn ?? '').localeCompare(a.sessionOn ?? ''),
  );
  return first;
}
