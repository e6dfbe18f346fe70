import { describe, expect, it } from '@jest/globals';
import { readCallInput } from '@chasqui/calls';
import { CommissionRound, MixedCommission } from './commission.entities.js';
import { roundCallInput, whyNoCall } from './round-call.js';

const NOW = new Date('2026-11-21T17:00:00Z');
const DONOR = '0b3f6f0a-3f0e-4a53-9f4e-1d2b7c1f9a11';

const commission = Object.assign(new MixedCommission(), {
  partnerEs: 'Perú',
  denominationEs: 'Comisión Mixta de Cooperación Técnica',
  trackEs: null,
  themes: ['ambiente'],
});

function round(changes: Partial<CommissionRound> = {}): CommissionRound {
  return Object.assign(new CommissionRound(), {
    labelEs: 'VIII Reunión',
    stage: 'notified',
    sessionOn: null,
    sessionKind: null,
    opensOn: null,
    closesLocal: null,
    closesZone: null,
    direction: 'both',
    themes: [],
    documents: [{ title: 'Formato', url: 'https://example.org/formato.pdf' }],
    noteEs: 'La Cancillería invitó a presentar proyectos de cooperación técnica.',
    mergedIntoId: null,
    ...changes,
  });
}

describe('whether a round can open a call', () => {
  it.each<[string, Partial<CommissionRound>, RegExp]>([
    ['nothing announced', {}, /nada anunciado/],
    ['only an estimate', { sessionOn: '2027-03-01', sessionKind: 'estimated' }, /nada anunciado/],
    ['an announced session', { sessionOn: '2027-03-01', sessionKind: 'announced' }, /^can$/],
    ['an announced window', { opensOn: '2026-12-01' }, /^can$/],
    ['the invitation is open', { stage: 'invitation_open' }, /^can$/],
    ['closed', { stage: 'invitation_open', closesLocal: '2026-11-20T17:00' }, /ya pasó/],
    ['in execution', { stage: 'execution', opensOn: '2026-01-01' }, /no recibe propuestas/],
    ['merged', { stage: 'invitation_open', mergedIntoId: DONOR }, /se unió a otra/],
  ])('%s', (_name, changes, expected) => {
    expect(whyNoCall(round(changes), NOW) ?? 'can').toMatch(expected);
  });
});

describe('the call of a round', () => {
  const call = (changes: Partial<CommissionRound> = {}, about = commission) =>
    readCallInput(roundCallInput(round(changes), about, DONOR, 'https://example.org/nota'));

  it('says what the round says and nothing more', () => {
    expect(
      call({ opensOn: '2026-12-01', closesLocal: '2027-01-31T17:00', closesZone: 'America/Lima' }),
    ).toMatchObject({
      title: 'Comisión Mixta de Cooperación Técnica con Perú: VIII Reunión',
      kind: 'mixed_commission_round',
      donorId: DONOR,
      direction: 'both',
      opensOn: '2026-12-01',
      deadlineKind: 'exact',
      deadlineLocal: '2027-01-31T17:00',
      deadlineZone: 'America/Lima',
      deadlineZoneAssumed: false,
      closesAt: new Date('2027-01-31T22:00:00Z'),
      themes: ['ambiente'],
      documents: [{ title: 'Formato', url: 'https://example.org/formato.pdf' }],
      amountMax: null,
      gadLevels: [],
      gadRole: null,
      sourceUrl: 'https://example.org/nota',
    });
  });

  it('has no close when the source gives none: no reminder counts down to an invented day', () => {
    expect(call()).toMatchObject({ deadlineKind: 'unpublished', deadlineLocal: null, closesAt: null });
  });

  it('asks to confirm the zone when the source names none', () => {
    expect(call({ closesLocal: '2027-01-31T17:00' })).toMatchObject({
      deadlineZone: 'America/Guayaquil',
      deadlineZoneAssumed: true,
    });
  });

  it('prefers the themes of the round and tells the table of the partner', () => {
    const germany = Object.assign(new MixedCommission(), commission, {
      partnerEs: 'Alemania',
      denominationEs: 'Negociaciones intergubernamentales',
      trackEs: 'cooperación financiera',
    });
    expect(call({ themes: ['riego'] }, germany)).toMatchObject({
      title: 'Negociaciones intergubernamentales (cooperación financiera) con Alemania: VIII Reunión',
      financialForm: 'grant',
      themes: ['riego'],
    });
  });
});
