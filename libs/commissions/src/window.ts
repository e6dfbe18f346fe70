import { closingInstant, type Deadline } from '@chasqui/calls';
import { ECUADOR_ZONE, localDate } from '@chasqui/kernel';
import type { CommissionRound } from './commission.entities.js';
import { stageTakesProposals } from './stages.js';

export type RoundWindow = Pick<CommissionRound, 'stage' | 'opensOn' | 'closesLocal' | 'closesZone'>;

/** Whether proposals are received now. Computed from the dates and the stage, never typed. */
export type WindowState =
  | { readonly kind: 'not_announced'; readonly until: Date | null }
  | { readonly kind: 'opens'; readonly on: string; readonly until: Date | null }
  | { readonly kind: 'open'; readonly until: Date | null }
  | { readonly kind: 'closed'; readonly at: Date | null };

/** The close of the window as a deadline. Without a zone in the source Ecuador's is taken and people are told. */
export function roundDeadline(round: Omit<RoundWindow, 'stage'>): Deadline {
  return {
    deadlineKind: round.closesLocal ? 'exact' : 'unpublished',
    deadlineLocal: round.closesLocal,
    deadlineZone: round.closesLocal ? (round.closesZone ?? ECUADOR_ZONE) : null,
    deadlineZoneAssumed: round.closesLocal !== null && round.closesZone === null,
    deadlineText: null,
  };
}

/** The state of a round's window at an instant; days are those of Ecuador. */
export function windowState(round: RoundWindow, now: Date): WindowState {
  const until = closingInstant(roundDeadline(round));
  if ((until && until <= now) || !stageTakesProposals(round.stage)) return { kind: 'closed', at: until };
  if (round.opensOn && round.opensOn > localDate(now)) return { kind: 'opens', on: round.opensOn, until };
  if (round.opensOn || round.stage === 'invitation_open') return { kind: 'open', until };
  return { kind: 'not_announced', until };
}

/** Whether a GAD may hand in a proposal: from the notice to the formulation, while the window has not closed. */
export function takesProposals(round: RoundWindow, now: Date): boolean {
  return windowState(round, now).kind !== 'closed';
}

/** The state in a few words; the close itself is shown with its zone by the page. */
export function windowText(state: WindowState): string {
  switch (state.kind) {
    case 'not_announced':
      return 'La apertura no se ha anunciado';
    case 'opens':
      return 'Todavía no abre';
    case 'open':
      return state.until ? 'Abierta' : 'Abierta; la fuente no dice hasta cuándo';
    case 'closed':
      return 'Cerrada';
  }
}
