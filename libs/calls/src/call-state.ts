import { conflict } from '@chasqui/kernel';

/** Curation states (DESIGN: captured calls are reviewed before anybody hears of them). */
export const CALL_STATES = ['in_review', 'published', 'rejected', 'archived'] as const;
export type CallState = (typeof CALL_STATES)[number];

/** A call that closed before anybody reviewed it goes to the archive without having been public. */
const MOVES: Readonly<Record<CallState, readonly CallState[]>> = {
  in_review: ['published', 'rejected', 'archived'],
  published: ['in_review', 'archived'],
  rejected: ['in_review'],
  archived: ['in_review'],
};

const NAMES: Readonly<Record<CallState, string>> = {
  in_review: 'en revisión',
  published: 'publicada',
  rejected: 'rechazada',
  archived: 'archivada',
};

export function canMove(from: CallState, to: CallState): boolean {
  return MOVES[from].includes(to);
}

/** @throws DomainError `call.bad_move` */
export function requireMove(from: CallState, to: CallState): void {
  if (!canMove(from, to)) {
    throw conflict(
      'call.bad_move',
      `La convocatoria está ${NAMES[from]} y desde ahí no puede quedar ${NAMES[to]}.`,
    );
  }
}

export function callStateName(state: CallState): string {
  return NAMES[state];
}
