import { formatAmount } from '@chasqui/kernel';
import { AFFILIATION_QUESTIONS, type AffiliationAnswers, FIT_LABELS, type Network } from '@chasqui/networks';
import { JOINING_WAY_LABELS } from '@chasqui/vocabularies';

export const ACTIVITY_LABELS: Readonly<Record<Network['activity'], string>> = {
  active: 'Activa',
  dormant: 'Sin actividad conocida',
  unknown: 'No consta',
};

/** "Ciudades y Gobiernos Locales Unidos (CGLU)". */
export function networkTitle({ nameEs, acronym }: Pick<Network, 'nameEs' | 'acronym'>): string {
  return acronym && acronym !== nameEs ? `${nameEs} (${acronym})` : nameEs;
}

/** How a government enters: "carta de la máxima autoridad, pago de una cuota". */
export function joiningText({ joiningWays }: Pick<Network, 'joiningWays'>): string {
  return joiningWays.map((way) => JOINING_WAY_LABELS[way].toLowerCase()).join(', ') || 'no consta';
}

/** The yearly fee in words; null when the source says nothing of it. */
export function feeText(network: Pick<Network, 'feeAmount' | 'feeCurrency' | 'feeNoteEs'>): string | null {
  const amount = network.feeAmount && `${formatAmount(network.feeAmount, network.feeCurrency)} al año`;
  return [amount, network.feeNoteEs].filter(Boolean).join('. ') || null;
}

/** What to do once the balance is positive: what the network asks for. */
export function nextSteps({ joiningWays }: Pick<Network, 'joiningWays'>): readonly string[] {
  const steps = {
    letter: 'Prepare una carta de la máxima autoridad del GAD que pida la afiliación.',
    fee: 'Confirme la partida presupuestaria y pague la cuota que fije la red.',
    invitation: 'La red invita a sus miembros: escriba para que consideren a su GAD.',
    contest: 'La red elige por concurso: siga sus convocatorias.',
  };
  return joiningWays.length > 0
    ? joiningWays.map((way) => steps[way])
    : [
        'La fuente no dice cómo se entra: pregunte a la red si pide una carta de la máxima autoridad o una cuota.',
      ];
}

/** The answers with their questions, in the order of the questionnaire. */
export function answersInWords(
  answers: AffiliationAnswers,
  betterNetwork: string | null,
): readonly (readonly [question: string, answer: string])[] {
  const fit = (answer: AffiliationAnswers['fitsObjectives'], why: string | null) =>
    why ? `${FIT_LABELS[answer]}: ${why}` : FIT_LABELS[answer];
  const has = (value: boolean, what: string) => `${what}: ${value ? 'sí' : 'no'}`;
  return [
    [AFFILIATION_QUESTIONS.mission, answers.mission],
    [AFFILIATION_QUESTIONS.fitsObjectives, fit(answers.fitsObjectives, answers.fitsObjectivesWhy)],
    [AFFILIATION_QUESTIONS.servesActions, fit(answers.servesActions, answers.servesActionsWhy)],
    [
      AFFILIATION_QUESTIONS.betterNetwork,
      answers.betterNetworkId ? `Sí: ${betterNetwork ?? 'otra red'}` : 'Ninguna',
    ],
    [AFFILIATION_QUESTIONS.memberProfile, answers.memberProfile ?? 'sin respuesta'],
    [AFFILIATION_QUESTIONS.practicalImplications, answers.practicalImplications ?? 'sin respuesta'],
    [
      AFFILIATION_QUESTIONS.resources,
      [
        has(answers.hasMoney, 'recursos económicos'),
        has(answers.hasPoliticalBacking, 'respaldo político'),
        has(answers.hasPeople, 'personas'),
      ].join('; '),
    ],
  ];
}
