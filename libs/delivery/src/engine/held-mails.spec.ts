import { describe, expect, it } from '@jest/globals';
import { type Held, HeldMails } from './held-mails.js';

const mail = (domain: string, readyAt: number, urgent = false): Held => ({ domain, readyAt, urgent });

describe('mails that wait for their turn', () => {
  it('go when their slot is up, the urgent before the others', () => {
    const held = new HeldMails(5);
    const [late, early, urgent] = [mail('a', 30), mail('a', 10), mail('b', 20, true)];
    held.add([late, early, urgent]);

    expect(held.next(5)).toBeUndefined();
    expect(held.nextReadyAt()).toBe(10);
    expect(held.next(25)).toBe(urgent);
    expect(held.next(25)).toBe(early);
    expect(held.next(25)).toBeUndefined();
    expect(held.next(30)).toBe(late);
    expect(held.size).toBe(0);
  });

  it('leave room for other domains', () => {
    const held = new HeldMails(2);
    held.add([mail('slow', 0), mail('slow', 1), mail('slow', 2), mail('quick', 3)]);

    expect([held.next(9), held.next(9), held.next(9), held.next(9)].map((each) => each?.domain)).toEqual([
      'slow',
      'slow',
      'quick',
      undefined,
    ]);
    expect(held.nextReadyAt()).toBeUndefined();
    held.done('slow');
    expect(held.nextReadyAt()).toBe(2);
    expect(held.next(9)?.readyAt).toBe(2);
  });

  it('can be taken out', () => {
    const held = new HeldMails(2);
    held.add([mail('a', 0), mail('b', 0)]);
    expect(held.take(({ domain }) => domain === 'a')).toHaveLength(1);
    expect(held.next(1)?.domain).toBe('b');
  });
});
