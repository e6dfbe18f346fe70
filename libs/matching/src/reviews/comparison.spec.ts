import { describe, expect, it } from '@jest/globals';
import { advantagesOf, type Compared, gatePairs } from './comparison.js';

function compared(
  call: Partial<Compared['call']> = {},
  assessment: Partial<Compared['assessment']> = {},
): Compared {
  return {
    call: { closesAt: null, deadlineKind: 'unpublished', amountMax: null, currency: null, ...call },
    assessment: { score: 50, need: 0.5, capacity: 0.5, donor: 0.5, confidence: 0.5, ...assessment },
  };
}

const june = new Date('2026-06-30T22:00:00Z');
const may = new Date('2026-05-30T22:00:00Z');

describe('two calls side by side', () => {
  it('have no better one where they are even or nothing is known', () => {
    expect(new Set(Object.values(advantagesOf(compared(), compared())))).toEqual(new Set([null]));
  });

  it('are told apart by score, parts and confidence', () => {
    const found = advantagesOf(
      compared({}, { score: 60, need: 0.4, donor: 1 }),
      compared({}, { score: 59.9, capacity: 0.6, confidence: 0.9 }),
    );
    expect(found).toMatchObject({ score: 'a', need: 'b', capacity: 'b', donor: 'a', confidence: 'b' });
  });

  it('one that is shut out is never the better one by its score', () => {
    expect(advantagesOf(compared({}, { score: null }), compared({}, { score: 0 })).score).toBe('b');
  });

  it('the later close leaves more time, and no close at all the most; an unknown one says nothing', () => {
    const exact = (closesAt: Date) => compared({ closesAt, deadlineKind: 'exact' });
    expect(advantagesOf(exact(may), exact(june)).time).toBe('b');
    expect(advantagesOf(compared({ deadlineKind: 'permanent' }), exact(june)).time).toBe('a');
    expect(advantagesOf(compared(), exact(june)).time).toBeNull();
  });

  it('amounts are held against each other in one currency only', () => {
    const money = (amountMax: string, currency: string) => compared({ amountMax, currency });
    expect(advantagesOf(money('9000.00', 'USD'), money('50000.00', 'USD')).amount).toBe('b');
    expect(advantagesOf(money('9000.00', 'USD'), money('50000.00', 'EUR')).amount).toBeNull();
  });

  it('have their conditions in one order, with a gap where one has none', () => {
    const gate = (id: 'role' | 'country' | 'deadline') =>
      ({ id, answer: 'passes', reason: id, norm: null, quote: null, field: null, fromText: false }) as const;
    const pairs = gatePairs([gate('deadline'), gate('role')], [gate('country'), gate('deadline')]);
    expect(pairs.map(({ id, a, b }) => [id, a?.reason, b?.reason])).toEqual([
      ['role', 'role', undefined],
      ['country', undefined, 'country'],
      ['deadline', 'deadline', 'deadline'],
    ]);
  });
});
