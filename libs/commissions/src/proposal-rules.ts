import { conflict, type FieldError, invalid } from '@chasqui/kernel';
import type { Direction } from '@chasqui/vocabularies';
import { z } from 'zod';
import type { CommissionProposal, CommissionRound, ProposalState } from './commission.entities.js';
import { type RoundWindow, takesProposals } from './window.js';

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Es demasiado largo: use hasta ${max.toLocaleString('es')} caracteres.`)
    .default('');
const optionalId = z
  .union([z.literal('').transform(() => null), z.uuid('Elija de la lista.')])
  .nullable()
  .default(null);

/** A proposal as its form sends it. A draft may lack almost everything; its title tells it from the others. */
const proposalSchema = z.object({
  direction: z.enum(['demand', 'offer'], { message: 'Elija si es una demanda o una oferta.' }),
  presenterEs: text(200).transform((value) => value || null),
  title: text(300).refine((value) => value.length >= 5, 'Escriba un título de al menos cinco letras.'),
  summary: text(10_000),
  priorityId: optionalId,
  offerId: optionalId,
});

export type ProposalFields = Pick<
  CommissionProposal,
  'direction' | 'presenterEs' | 'title' | 'summary' | 'priorityId' | 'offerId'
>;

/**
 * Checks what an officer wrote. An offer has no priority and a demand no practice: whichever does not belong is left out.
 * @throws DomainError `proposal.invalid` with one Spanish message per field
 */
export function readProposal(input: unknown): ProposalFields {
  const result = proposalSchema.safeParse(input);
  if (!result.success) {
    throw refusal(
      result.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message })),
    );
  }
  const { data } = result;
  return data.direction === 'offer' ? { ...data, priorityId: null } : { ...data, offerId: null };
}

/** What a proposal still needs before it is handed in. An offer asks for no need and no funds: a proven practice. */
export function missingForSubmission(proposal: ProposalFields, accepted: Direction): FieldError[] {
  const missing: FieldError[] = [];
  if (accepted !== 'both' && accepted !== proposal.direction) {
    missing.push({
      field: 'direction',
      message: `Esta ronda solo recibe ${accepted === 'demand' ? 'demandas' : 'ofertas'}.`,
    });
  }
  if (proposal.summary.length < 20) {
    missing.push({ field: 'summary', message: 'Describa la propuesta en dos o tres frases.' });
  }
  if (proposal.direction === 'demand' && !proposal.priorityId) {
    missing.push({
      field: 'priorityId',
      message: 'Elija la prioridad del plan vigente a la que responde la demanda.',
    });
  }
  if (proposal.direction === 'offer' && !proposal.offerId) {
    missing.push({ field: 'offerId', message: 'Elija la buena práctica que respalda la oferta.' });
  }
  return missing;
}

/** @throws DomainError `proposal.incomplete`, `proposal.round_closed` */
export function requireSubmittable(
  proposal: ProposalFields,
  round: RoundWindow & Pick<CommissionRound, 'direction'>,
  now: Date,
): void {
  if (!takesProposals(round, now)) {
    throw conflict(
      'proposal.round_closed',
      'Esta ronda ya no recibe propuestas. El borrador queda guardado y puede servirle para otra ronda.',
    );
  }
  const missing = missingForSubmission(proposal, round.direction);
  if (missing.length > 0) {
    throw invalid('proposal.incomplete', 'No se envió: complete los campos señalados.', missing);
  }
}

export type ProposalMove = 'edit' | 'submit' | 'withdraw';

/** From which states each move may start. A withdrawn one that is edited becomes a draft again. */
const MOVES: Readonly<Record<ProposalMove, readonly ProposalState[]>> = {
  edit: ['draft', 'withdrawn'],
  submit: ['draft'],
  withdraw: ['draft', 'submitted'],
};

export const PROPOSAL_STATE_LABELS: Readonly<Record<ProposalState, string>> = {
  draft: 'Borrador',
  submitted: 'Enviada',
  withdrawn: 'Retirada',
};

export function mayMove(state: ProposalState, move: ProposalMove): boolean {
  return MOVES[move].includes(state);
}

/** @throws DomainError `proposal.bad_move` that says what to do instead */
export function requireMove(state: ProposalState, move: ProposalMove): void {
  if (mayMove(state, move)) return;
  const message = {
    edit: 'La propuesta ya se envió. Para cambiarla, retírela, edítela y vuelva a enviarla.',
    submit:
      state === 'submitted'
        ? 'La propuesta ya se envió.'
        : 'La propuesta está retirada: edítela y guárdela antes de enviarla.',
    withdraw: 'La propuesta ya está retirada.',
  }[move];
  throw conflict('proposal.bad_move', message);
}

/** A refusal of a proposal's form. */
export function refusal(fields: readonly FieldError[]) {
  return invalid('proposal.invalid', 'No se guardó: revise los campos señalados.', fields);
}
