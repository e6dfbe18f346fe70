import { describe, expect, it } from '@jest/globals';
import { ROUND_STAGES } from '@chasqui/vocabularies';
import { leadingRound, stageLine } from './stages.js';
import { roundDeadline, type RoundWindow, takesProposals, windowState } from './window.js';

/** 21 November 2026, 12:00 in Ecuador. */
const NOW = new Date('2026-11-21T17:00:00Z');

function round(changes: Partial<RoundWindow> = {}): RoundWindow {
  return { stage: 'notified', opensOn: null, closesLocal: null, closesZone: null, ...changes };
}

describe('the window of a round', () => {
  const cases: [string, Partial<RoundWindow>, string][] = [
    ['nothing announced', {}, 'not_announced'],
    ['only the close announced', { closesLocal: '2027-01-31T17:00' }, 'not_announced'],
    ['opens tomorrow', { opensOn: '2026-11-22' }, 'opens'],
    ['opened today', { opensOn: '2026-11-21' }, 'open'],
    ['invitation without dates', { stage: 'invitation_open' }, 'open'],
    [
      'an invitation whose opening is announced waits for it',
      { stage: 'invitation_open', opensOn: '2026-12-01' },
      'opens',
    ],
    ['formulation without dates', { stage: 'formulation' }, 'not_announced'],
    ['closes in a minute', { opensOn: '2026-11-01', closesLocal: '2026-11-21T12:01' }, 'open'],
    ['closed this minute', { opensOn: '2026-11-01', closesLocal: '2026-11-21T12:00' }, 'closed'],
    // 12:30 in Lima and in Guayaquil are the same instant; in Madrid it was six hours ago.
    [
      'the zone counts: Lima',
      { stage: 'invitation_open', closesLocal: '2026-11-21T12:30', closesZone: 'America/Lima' },
      'open',
    ],
    [
      'the zone counts: Madrid',
      { stage: 'invitation_open', closesLocal: '2026-11-21T12:30', closesZone: 'Europe/Madrid' },
      'closed',
    ],
    ['in session', { stage: 'session' }, 'closed'],
    [
      'approved, though a close lies ahead',
      { stage: 'programme_approved', closesLocal: '2027-01-31T17:00' },
      'closed',
    ],
    ['an unreadable close is none', { stage: 'invitation_open', closesLocal: '2026-02-31T10:00' }, 'open'],
    [
      'an unknown zone is no close',
      { stage: 'invitation_open', closesLocal: '2026-01-31T10:00', closesZone: 'Perú' },
      'open',
    ],
  ];
  it.each(cases)('%s', (_name, changes, expected) => {
    expect(windowState(round(changes), NOW).kind).toBe(expected);
    expect(takesProposals(round(changes), NOW)).toBe(expected !== 'closed');
  });

  it('closes in Ecuador’s time when the source gives no zone, and says so', () => {
    const deadline = roundDeadline(round({ closesLocal: '2027-01-31T17:00' }));
    expect(deadline).toMatchObject({ deadlineZone: 'America/Guayaquil', deadlineZoneAssumed: true });
    const told = roundDeadline(round({ closesLocal: '2027-01-31T17:00', closesZone: 'America/Lima' }));
    expect(told).toMatchObject({ deadlineZone: 'America/Lima', deadlineZoneAssumed: false });
    expect(roundDeadline(round()).deadlineKind).toBe('unpublished');
  });
});

describe('the six stages', () => {
  it.each(ROUND_STAGES.map((stage, index) => [stage, index] as const))(
    '%s is the current one',
    (stage, at) => {
      const line = stageLine(stage);
      expect(line.map((view) => view.stage)).toEqual([...ROUND_STAGES]);
      expect(line.map(({ time }) => time)).toEqual(
        ROUND_STAGES.map((_, index) => (index < at ? 'past' : index === at ? 'current' : 'future')),
      );
      for (const { label, what, task } of line) {
        expect(label && what && task).toBeTruthy();
      }
    },
  );

  it('have no current one without a round', () => {
    expect(new Set(stageLine(null).map(({ time }) => time))).toEqual(new Set(['future']));
  });

  it('are those of the round that takes proposals, or else of the one that met last', () => {
    const old = { stage: 'execution' as const, sessionOn: null };
    const met = { stage: 'execution' as const, sessionOn: '2024-11-14' };
    const coming = { stage: 'notified' as const, sessionOn: null };
    expect(leadingRound([old, met, coming])).toBe(coming);
    expect(leadingRound([old, met])).toBe(met);
    expect(leadingRound([])).toBeNull();
  });
});
