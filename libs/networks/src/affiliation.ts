import { type FieldError, invalid } from '@chasqui/kernel';
import { z } from 'zod';
import type { AffiliationAnswers, NetworkEvaluation } from './network.entities.js';

/** The seven questions before joining a network, in our words (seed 004, lines 1440-1449). */
export const AFFILIATION_QUESTIONS = {
  mission: '¿Para qué existe la red: cuál es su misión, su visión y su objetivo principal?',
  fitsObjectives: '¿Ese objetivo coincide con lo que su GAD busca en su acción internacional?',
  servesActions: '¿Lo que hace la red ayuda directamente a acciones que su GAD ya planificó?',
  betterNetwork: '¿Hay otra red que sirva a lo mismo de forma más específica?',
  memberProfile: '¿Cómo son los gobiernos que ya son miembros?',
  practicalImplications: '¿Qué exige en la práctica: cuota, reuniones, informes, viajes?',
  resources: '¿Puede su GAD sostener la membresía a largo plazo?',
} as const;

export const FIT_LABELS = { yes: 'Sí', partial: 'En parte', no: 'No' } as const;

/** What speaks against joining, and what to watch; without an obstacle the balance is positive. */
export interface AffiliationBalance {
  readonly balance: NetworkEvaluation['balance'];
  readonly obstacles: readonly string[];
  readonly cautions: readonly string[];
}

/**
 * The balance of the answers. The guide asks for a positive one before any letter or payment (seed 004, lines
 * 1454-1458) and leaves open how to draw it; ours: positive when objectives and actions are not answered with "no",
 * no other network serves more specifically, and money, political backing and people are all there. "En parte" keeps
 * it positive with a caution: a doubt is for the authority to weigh, not for a rule.
 */
export function balanceOf(answers: AffiliationAnswers): AffiliationBalance {
  const obstacles = [
    answers.fitsObjectives === 'no' && 'El objetivo de la red no coincide con los de su GAD.',
    answers.servesActions === 'no' && 'La red no ayuda directamente a acciones planificadas.',
    answers.betterNetworkId !== null &&
      'Otra red sirve a lo mismo de forma más específica: evalúela primero.',
    !answers.hasMoney && 'Faltan recursos económicos para sostener la membresía.',
    !answers.hasPoliticalBacking && 'Falta respaldo político para sostener la membresía.',
    !answers.hasPeople && 'Faltan personas que atiendan la membresía.',
  ].filter((text) => text !== false);
  const cautions = [
    answers.fitsObjectives === 'partial' &&
      'El objetivo coincide solo en parte: acuerde por escrito qué se espera de la red.',
    answers.servesActions === 'partial' &&
      'La red ayuda solo en parte a las acciones planificadas: fije cuándo revisará si conviene seguir.',
  ].filter((text) => text !== false);
  return { balance: obstacles.length === 0 ? 'positive' : 'negative', obstacles, cautions };
}

const NONE = 'ninguna';

const long = z.string().trim().max(4_000, 'Es demasiado largo: use hasta 4000 caracteres.').default('');
const optional = long.transform((text) => text || null);
const fit = z.enum(['yes', 'partial', 'no'], { message: 'Elija una respuesta.' });
const yesNo = z.enum(['si', 'no'], { message: 'Responda sí o no.' }).transform((answer) => answer === 'si');

/** The questionnaire as its form sends it. Nothing is answered beforehand: silence is no "no". */
const answersSchema = z.object({
  mission: long.refine((text) => text.length >= 10, 'Resuma en una o dos frases para qué existe la red.'),
  fitsObjectives: fit,
  fitsObjectivesWhy: optional,
  servesActions: fit,
  servesActionsWhy: optional,
  betterNetwork: z.union([z.literal(NONE).transform(() => null), z.uuid('Elija una red o «Ninguna».')], {
    message: 'Elija una red o «Ninguna».',
  }),
  memberProfile: optional,
  practicalImplications: optional,
  hasMoney: yesNo,
  hasPoliticalBacking: yesNo,
  hasPeople: yesNo,
  decidedBy: long.refine(
    (text) => text.length >= 3,
    'Escriba el cargo de quien decide, por ejemplo Alcaldía.',
  ),
});

export interface EvaluationInput {
  readonly answers: AffiliationAnswers;
  readonly decidedBy: string;
}

/**
 * Checks the questionnaire.
 * @throws DomainError `evaluation.invalid` with one Spanish message per field
 */
export function readEvaluation(input: unknown): EvaluationInput {
  const result = answersSchema.safeParse(input);
  const faults: FieldError[] = result.success
    ? []
    : result.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
  const { data } = result;
  if (data && data.fitsObjectives !== 'no' && !data.fitsObjectivesWhy) {
    faults.push({ field: 'fitsObjectivesWhy', message: 'Escriba con qué objetivo de su GAD coincide.' });
  }
  if (data && data.servesActions !== 'no' && !data.servesActionsWhy) {
    faults.push({ field: 'servesActionsWhy', message: 'Escriba a qué acciones ayuda.' });
  }
  if (!data || faults.length > 0) {
    throw invalid('evaluation.invalid', 'No se guardó: revise las respuestas señaladas.', faults);
  }
  const { decidedBy, betterNetwork, ...answers } = data;
  return { answers: { ...answers, betterNetworkId: betterNetwork }, decidedBy };
}
