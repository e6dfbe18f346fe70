import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LeaseKeeper } from './lease-keeper.js';

describe('the leases of a run', () => {
  let asked: string[][];
  let answer: () => Promise<Set<string>>;
  let seen: [string[], string[]][];
  let troubles: unknown[];
  let keeper: LeaseKeeper;

  beforeEach(() => {
    jest.useFakeTimers();
    [asked, seen, troubles] = [[], [], []];
    answer = async () => new Set(['mail']);
    keeper = new LeaseKeeper(
      {
        renew: (leases) => {
          asked.push([...leases]);
          return answer();
        },
      },
      { leaseMs: 20_000, renewMs: 5_000 },
      (leases, ours) => seen.push([[...leases], [...ours]]),
      (error) => troubles.push(error),
    );
  });

  afterEach(() => {
    keeper.end();
    jest.useRealTimers();
  });

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('are renewed while mails are held under them, and are told of', async () => {
    keeper.hold('one', 2, performance.now());
    await pass(17_000);
    expect(keeper.isValid('one')).toBe(true);
    expect(asked).toEqual([['one'], ['one'], ['one']]);
    expect(seen[0]).toEqual([['one'], ['mail']]);

    keeper.done('one');
    keeper.done('one');
    await pass(10_000);
    expect(asked).toHaveLength(3);
    expect(keeper.isValid('one')).toBe(false);
  });

  it('are over for us a little before anybody else takes over, when they cannot be renewed', async () => {
    answer = () => Promise.reject(new Error('no database'));
    keeper.hold('one', 1, performance.now());
    await pass(17_999);
    expect(keeper.isValid('one')).toBe(true);
    await pass(2);
    expect(keeper.isValid('one')).toBe(false);
    expect(troubles.map(String)).toContain('Error: no database');
  });
});
