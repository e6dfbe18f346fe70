import type { CallInput } from '@chasqui/calls';
import type { CommissionRound, MixedCommission } from './commission.entities.js';
import { stageTakesProposals } from './stages.js';
import { windowState } from './window.js';

/** Why a round cannot open a call yet, or no longer, with what to do; null when it can. */
export function whyNoCall(round: CommissionRound, now: Date): string | null {
  if (round.mergedIntoId) return 'Esta ronda se unió a otra. Abra la convocatoria desde la que quedó.';
  if (!stageTakesProposals(round.stage)) {
    return 'La ronda ya pasó la etapa de formulación: no recibe propuestas.';
  }
  if (windowState(round, now).kind === 'closed') {
    return 'El plazo para presentar propuestas ya pasó. Corrija las fechas de la ronda si la fuente las cambió.';
  }
  const announced = round.sessionKind === 'announced' && round.sessionOn !== null;
  const dated = round.opensOn !== null || round.closesLocal !== null;
  if (round.stage === 'invitation_open' || announced || dated) return null;
  return (
    'Todavía no hay nada anunciado. Cuando la Cancillería comunique la sesión o el plazo, anótelo en la ficha de ' +
    'la ronda y abra la convocatoria.'
  );
}

const RECEIVES = {
  demand: 'Recibe demandas de cooperación.',
  offer: 'Recibe ofertas: experiencias que un GAD puede compartir.',
  both: 'Recibe demandas de cooperación y ofertas: experiencias que un GAD puede compartir.',
};

/** The call of a round as a curator would enter it. What the source does not tell stays unknown. */
export function roundCallInput(
  round: CommissionRound,
  commission: MixedCommission,
  donorId: string,
  sourceUrl: string,
): CallInput {
  const track = commission.trackEs ? ` (${commission.trackEs})` : '';
  return {
    title: `${commission.denominationEs}${track} con ${commission.partnerEs}: ${round.labelEs}`.slice(0, 300),
    summary: `${round.noteEs}\n\n${RECEIVES[round.direction]}`,
    donorId,
    kind: 'mixed_commission_round',
    // The table on financial cooperation gives money; all the others, experts and exchange. The curator confirms it.
    financialForm: /financier/i.test(commission.trackEs ?? '') ? 'grant' : 'technical_assistance',
    language: 'es',
    opensOn: round.opensOn ?? '',
    deadlineKind: round.closesLocal ? 'exact' : 'unpublished',
    deadlineLocal: round.closesLocal,
    deadlineZone: round.closesZone,
    countries: ['EC'],
    themes: round.themes.length > 0 ? round.themes : commission.themes,
    documents: round.documents.map(({ title, url }) => ({ title, url })),
    direction: round.direction,
    edition: round.labelEs,
    sourceUrl,
    notes: 'Abierta desde la ronda de la comisión. La forma de apoyo se supuso: confírmela con la fuente.',
  };
}
