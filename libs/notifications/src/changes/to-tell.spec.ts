import type { CallChangeEvent } from '@chasqui/intake';
import { describe, expect, it } from '@jest/globals';
import { toTell, WITHDRAWAL_GRACE_MS } from './to-tell.js';

const NOW = new Date('2027-03-02T15:00:00Z');
const OPEN = { closesAt: new Date('2027-06-30T22:00:00Z') };
const OVER = { closesAt: new Date('2027-03-01T22:00:00Z') };

const change = (kind: string, severity: string): CallChangeEvent =>
  ({ id: kind, kind, severity, field: kind === 'withdrawn' ? null : 'deadline', at: NOW }) as CallChangeEvent;
const extended = change('extended', 'important');
const sooner = change('brought_forward', 'immediate');
const documents = change('documents', 'minor');
const withdrawn = change('withdrawn', 'important');

describe('what people are told of a change', () => {
  it.each<[string, CallChangeEvent[], { closesAt: Date | null }, string[] | null, boolean]>([
    ['what is important', [extended], OPEN, ['extended'], false],
    ['what is immediate, as urgent', [sooner], OPEN, ['brought_forward'], true],
    ['both together, as urgent', [extended, sooner], OPEN, ['extended', 'brought_forward'], true],
    ['not what is minor', [documents, extended], OPEN, ['extended'], false],
    ['nothing when all is minor', [documents], OPEN, null, false],
    ['nothing when there is nothing', [], OPEN, null, false],
    ['what is important of a call without a close', [extended], { closesAt: null }, ['extended'], false],
    ['nothing important of a call that is over', [extended], OVER, null, false],
    ['what is immediate also when it is over by that', [sooner, extended], OVER, ['brought_forward'], true],
  ])('%s', (_, changes, call, kinds, urgent) => {
    const told = toTell(changes, call, NOW);
    expect(told?.changes.map(({ kind }) => kind) ?? null).toEqual(kinds);
    expect(told?.urgent ?? false).toBe(urgent);
  });

  it('waits with a withdrawal, because a call may be put back', () => {
    expect(toTell([withdrawn], OPEN, NOW)?.notBefore.getTime()).toBe(NOW.getTime() + WITHDRAWAL_GRACE_MS);
    expect(toTell([withdrawn, extended], OPEN, NOW)?.notBefore).toBe(NOW);
  });
});
