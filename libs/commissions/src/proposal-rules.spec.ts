import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@chasqui/kernel';
import type { ProposalState } from './commission.entities.js';
import {
  mayMove,
  missingForSubmission,
  type ProposalFields,
  type ProposalMove,
  readProposal,
  requireMove,
  requireSubmittable,
} from './proposal-rules.js';
import type { RoundWindow } from './window.js';

const NOW = new Date('2026-11-21T17:00:00Z');
const ID = '0b3f6f0a-3f0e-4a53-9f4e-1d2b7c1f9a11';
const OTHER = '0b3f6f0a-3f0e-4a53-9f4e-1d2b7c1f9a22';

const entered = {
  direction: 'demand',
  presenterEs: '',
  title: 'Agua segura para las parroquias',
  summary: 'Reducir la turbiedad del agua en tres parroquias rurales.',
  priorityId: ID,
  offerId: '',
};

function refused(change: () => unknown): DomainError {
  try {
    change();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

/** The code of a refusal; null when there is none. */
function codeOf(change: () => unknown): string | null {
  try {
    change();
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe('a proposal as its form sends it', () => {
  it('is read with empty fields as unknown', () => {
    expect(readProposal(entered)).toEqual({ ...entered, presenterEs: null, offerId: null });
  });

  it('keeps what belongs to its direction only', () => {
    const both = { ...entered, offerId: OTHER, presenterEs: ' EMAC EP ' };
    expect(readProposal(both)).toMatchObject({ priorityId: ID, offerId: null, presenterEs: 'EMAC EP' });
    expect(readProposal({ ...both, direction: 'offer' })).toMatchObject({ priorityId: null, offerId: OTHER });
  });

  it('may be a draft with little more than its title', () => {
    expect(readProposal({ direction: 'offer', title: 'Manejo de desechos' })).toMatchObject({
      summary: '',
      offerId: null,
    });
  });

  it.each([
    [{ direction: 'both' }, 'direction', 'Elija si es una demanda o una oferta.'],
    [{ direction: '' }, 'direction', 'Elija si es una demanda o una oferta.'],
    [{ title: '  ' }, 'title', 'Escriba un título de al menos cinco letras.'],
    [{ title: 'x'.repeat(301) }, 'title', 'Es demasiado largo: use hasta 300 caracteres.'],
    [{ priorityId: 'uno' }, 'priorityId', 'Elija de la lista.'],
  ])('%j is refused at its field', (change, field, message) => {
    const error = refused(() => readProposal({ ...entered, ...change }));
    expect(error.code).toBe('proposal.invalid');
    expect(error.fields).toContainEqual({ field, message });
  });
});

describe('handing a proposal in', () => {
  const demand: ProposalFields = readProposal(entered);
  const offer: ProposalFields = { ...demand, direction: 'offer', priorityId: null, offerId: OTHER };

  it.each([
    ['a demand with a priority', demand, 'both', []],
    ['a demand to a round of demands', demand, 'demand', []],
    ['an offer with a practice: no need, no priority, no funds', offer, 'both', []],
    ['a demand to a round of offers', demand, 'offer', ['direction']],
    ['an offer to a round of demands', offer, 'demand', ['direction']],
    ['a demand without priority', { ...demand, priorityId: null }, 'both', ['priorityId']],
    ['an offer without practice', { ...offer, offerId: null }, 'both', ['offerId']],
    ['no description', { ...demand, summary: 'Agua.' }, 'both', ['summary']],
  ] as const)('%s', (_name, proposal, accepted, fields) => {
    expect(missingForSubmission(proposal, accepted).map(({ field }) => field)).toEqual(fields);
  });

  it.each<[string, Partial<RoundWindow>, boolean]>([
    ['notified, no dates', {}, true],
    ['before it opens', { opensOn: '2026-12-01' }, true],
    ['open', { stage: 'invitation_open', closesLocal: '2026-11-21T12:01' }, true],
    ['in formulation', { stage: 'formulation' }, true],
    ['after the close', { stage: 'invitation_open', closesLocal: '2026-11-21T11:59' }, false],
    ['in session', { stage: 'session' }, false],
    ['approved', { stage: 'programme_approved' }, false],
    ['in execution', { stage: 'execution' }, false],
  ])('%s', (_name, changes, accepted) => {
    const round = {
      stage: 'notified' as const,
      opensOn: null,
      closesLocal: null,
      closesZone: null,
      direction: 'both' as const,
      ...changes,
    };
    const handIn = () => requireSubmittable(demand, round, NOW);
    expect(codeOf(handIn)).toBe(accepted ? null : 'proposal.round_closed');
  });
});

describe('the moves of a proposal', () => {
  it.each<[ProposalState, ProposalMove[]]>([
    ['draft', ['edit', 'submit', 'withdraw']],
    ['submitted', ['withdraw']],
    ['withdrawn', ['edit']],
  ])('%s', (state, allowed) => {
    for (const move of ['edit', 'submit', 'withdraw'] as const) {
      expect(mayMove(state, move)).toBe(allowed.includes(move));
      const code = codeOf(() => requireMove(state, move));
      expect(code).toBe(allowed.includes(move) ? null : 'proposal.bad_move');
    }
  });
});
