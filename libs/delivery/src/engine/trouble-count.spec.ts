import { describe, expect, it } from '@jest/globals';
import type { Outcome } from './outcome.js';
import { TroubleCount } from './trouble-count.js';

type Trouble = Pick<Outcome, 'kind' | 'suspect'>;
const line: Trouble = { kind: 'retry', suspect: 'server' };
const away: Trouble = { kind: 'server_away', suspect: null };
const answered: Trouble = { kind: 'retry', suspect: null };

function pausesAfter(...events: readonly (Trouble | 'accepted')[]): boolean[] {
  const count = new TroubleCount();
  return events.map((event) => {
    if (event !== 'accepted') return count.failed(event);
    count.accepted();
    return false;
  });
}

describe('sending pauses', () => {
  it('at once when the server refuses us', () => {
    expect(pausesAfter({ kind: 'configuration', suspect: null })).toEqual([true]);
  });

  it('when nothing but faults of the line come', () => {
    expect(pausesAfter(line, away, line, away, line)).toEqual([false, false, false, false, true]);
  });

  it('not when mails were accepted or answered in between', () => {
    const events = [line, line, line, line, 'accepted', line, line, line, line, answered, line] as const;
    expect(pausesAfter(...events)).not.toContain(true);
  });
});
