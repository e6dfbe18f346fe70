import { DomainError } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import { CALL_STATES, callStateName, canMove, requireMove } from './call-state.js';

const ALLOWED = [
  'in_review → published',
  'in_review → rejected',
  'in_review → archived',
  'published → in_review',
  'published → archived',
  'rejected → in_review',
  'archived → in_review',
];
const moves = CALL_STATES.flatMap((from) => CALL_STATES.map((to) => ({ from, to, name: `${from} → ${to}` })));

describe('the curation of a call', () => {
  it.each(moves.filter(({ name }) => ALLOWED.includes(name)))('allows $name', ({ from, to }) => {
    expect(canMove(from, to)).toBe(true);
    expect(() => requireMove(from, to)).not.toThrow();
  });

  it.each(moves.filter(({ name }) => !ALLOWED.includes(name)))('refuses $name', ({ from, to }) => {
    expect(canMove(from, to)).toBe(false);
    expect(() => requireMove(from, to)).toThrow(DomainError);
  });

  it('says in Spanish why a move is refused', () => {
    expect(() => requireMove('rejected', 'published')).toThrow(
      'La convocatoria está rechazada y desde ahí no puede quedar publicada.',
    );
  });

  it('names every state in Spanish', () => {
    expect(CALL_STATES.map(callStateName)).toEqual(['en revisión', 'publicada', 'rechazada', 'archivada']);
  });
});
