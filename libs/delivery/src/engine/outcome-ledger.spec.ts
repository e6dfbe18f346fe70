import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import { OutgoingMail } from '../outgoing-mail.entity.js';
import type { ClaimedMail } from './mail-claims.js';
import { OutcomeLedger } from './outcome-ledger.js';
import { sent } from './verdict.js';

const NOW = new Date('2026-03-02T16:00:00Z');

function claimed(id: string): ClaimedMail {
  const mail = Object.assign(new OutgoingMail(), { id, attempts: 0, nextAttemptAt: NOW });
  return { mail, lease: 'lease', stateBefore: 'pending', waitMs: 0 };
}

describe('what is noted of mails', () => {
  let statements: string[][];
  let answer: (ids: string[]) => Promise<string[]>;

  /** A database of which the test decides when it answers. */
  function ledger(insistMs = 1000): OutcomeLedger {
    statements = [];
    const query = async (_sql: string, [, ids]: [Date, string[]]) => {
      statements.push(ids);
      return [(await answer(ids)).map((id) => ({ id })), ids.length];
    };
    const database = { manager: { query } } as unknown as DataSource;
    const addresses = { report: async () => 0 };
    return new OutcomeLedger(database, addresses, new FixedClock(NOW), insistMs);
  }

  const note = (to: OutcomeLedger, id: string) => {
    const mail = claimed(id);
    return to.write(mail, sent({ attempts: 0, nextAttemptAt: NOW, stateBefore: 'pending' }, 'Agua'));
  };

  it('shares one statement with all that came while the one before ran, and waits for nothing', async () => {
    const waiting: (() => void)[] = [];
    answer = (ids) => new Promise((resolve) => waiting.push(() => resolve(ids)));
    const to = ledger();

    const first = note(to, 'a');
    const others = [note(to, 'b'), note(to, 'c')];
    expect(statements).toEqual([['a']]);
    waiting.shift()!();
    await first;
    await Promise.resolve();
    expect(statements).toEqual([['a'], ['b', 'c']]);
    waiting.shift()!();

    expect(await Promise.all(others)).toEqual([true, true]);
  });

  it('says which mails were no longer ours', async () => {
    answer = async (ids) => ids.filter((id) => id !== 'b');
    const to = ledger();
    expect(await Promise.all([note(to, 'a'), note(to, 'b')])).toEqual([true, false]);
  });

  it('is tried again when the database blinks', async () => {
    let isFirst = true;
    answer = async (ids) => {
      if (!isFirst) return ids;
      isFirst = false;
      throw new Error('connection lost');
    };
    expect(await note(ledger(), 'a')).toBe(true);
    expect(statements).toEqual([['a'], ['a']]);
  });

  it('is given up when the database stays away, and later notes get their own chance', async () => {
    answer = () => Promise.reject(new Error('connection lost'));
    const to = ledger(0);
    await expect(note(to, 'a')).rejects.toThrow('connection lost');
    answer = async (ids) => ids;
    expect(await note(to, 'b')).toBe(true);
  });
});
