import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type HealthState, healthOf, type PastRun, type RunTrouble, type SourcePlan } from './health.js';
import { nextRunAt } from './next-run.js';

const NOW = new Date('2026-08-31T12:00:00Z');
const plan: SourcePlan = { everyMinutes: 60, acceptsEmpty: false, broughtItemsBefore: false };
const HOUR = 3_600_000;

/** A run some hours ago: a number of items, a trouble, "same" for not modified, "stopped", or "runs". */
const run = (hours: number, what: number | RunTrouble | 'same' | 'stopped' | 'runs'): PastRun => {
  const startedAt = new Date(NOW.getTime() - hours * HOUR);
  if (typeof what === 'number') return { startedAt, outcome: 'read', found: what, trouble: null };
  if (what === 'same') return { startedAt, outcome: 'not_modified', found: 0, trouble: null };
  if (what === 'stopped') return { startedAt, outcome: 'interrupted', found: 0, trouble: null };
  if (what === 'runs') return { startedAt, outcome: null, found: 0, trouble: null };
  return { startedAt, outcome: 'failed', found: 0, trouble: what };
};
/** Runs of the last hours, the newest first. */
const runs = (...what: readonly Parameters<typeof run>[1][]) =>
  what.map((each, index) => run(index + 0.5, each));

describe('the health of a source', () => {
  it.each<[string, PastRun[], HealthState, boolean, Partial<SourcePlan>?]>([
    ['no run yet', [], 'untried', false],
    ['its first run is under way', runs('runs'), 'untried', false],
    ['items', runs(12), 'ok', false],
    ['items and a run under way', runs('runs', 12), 'ok', false],
    ['nothing, as ever', runs(0, 0, 0), 'empty', false],
    ['nothing, where it brought items', runs(0, 12), 'broken', true],
    ['nothing for long, where it brought items once', runs(0, 0, 0, 0, 0, 0, 3), 'broken', true],
    [
      'nothing, where it brought items before these runs',
      runs(0, 0),
      'broken',
      true,
      { broughtItemsBefore: true },
    ],
    ['nothing, which its definition accepts', runs(0, 12), 'empty', false, { acceptsEmpty: true }],
    ['an error page', runs('fault', 12), 'broken', true],
    ['an error page at first', runs('fault'), 'broken', true],
    ['a tenth of the usual', runs(10, 100, 100, 100), 'ok', false],
    ['less than a tenth', runs(9, 100, 100, 100), 'broken', true],
    ['less than a tenth of too little to say what is usual', runs(1, 100, 100), 'ok', false],
    ['less than a tenth of one big reading', runs(5, 5, 5, 900, 5), 'ok', false],
    ['429 once', runs('rate_limited', 12), 'ok', true],
    ['no network twice', runs('network', 'network', 12), 'ok', true],
    ['no network three times', runs('network', 'rate_limited', 'unavailable', 12), 'broken', true],
    [
      'no network three times, with a reading in between',
      runs('network', 12, 'network', 'network'),
      'ok',
      true,
    ],
    ['no network after an error page', runs('network', 'fault', 12), 'broken', true],
    ['no network at first', runs('network', 'network'), 'untried', true],
    ['no network while it is empty', runs('network', 0), 'empty', true],
    ['not modified', runs('same', 'same', 12), 'ok', false],
    ['not modified since it broke', runs('same', 0, 12), 'broken', true],
    ['only not modified', runs('same'), 'ok', false, { broughtItemsBefore: true }],
    ['stopped on our side', runs('stopped', 'stopped', 12), 'ok', false],
    ['three schedules ago', [run(3, 12)], 'ok', false],
    ['more than three schedules ago', [run(3.1, 12)], 'stale', false],
    ['empty and old', [run(3.1, 0)], 'stale', false],
    ['old, the network fails since', [run(1, 'network'), run(4, 12)], 'stale', true],
    ['broken and old', [run(4, 'fault'), run(5, 12)], 'broken', true],
    ['a source that is read each week', [run(100, 12)], 'ok', false, { everyMinutes: 7 * 24 * 60 }],
  ])('%s', (...[, past, state, warns, more]) => {
    const health = healthOf(past.toReversed(), NOW, { ...plan, ...more });
    expect([health.state, health.warning !== null]).toEqual([state, warns]);
  });

  it('is never well after a run that brought nothing where it used to bring items', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.integer({ min: 1, max: 50 }), (between, once) => {
        expect(healthOf(runs(0, ...between, once), NOW, plan).state).toBe('broken');
      }),
    );
  });
});

describe('the next run', () => {
  const last = (sourceId: string, retryAfter: Date | null = null) => ({
    sourceId,
    startedAt: NOW,
    retryAfter,
  });
  const hoursTo = (every: number, failures: number, sourceId = 'a') =>
    (nextRunAt(last(sourceId), every, failures).getTime() - NOW.getTime()) / HOUR;

  it.each([
    [60, 0, 1, 1.1],
    [60, 1, 2, 2.2],
    [60, 2, 4, 4.4],
    [60, 3, 8, 8.8],
    [60, 5, 21.8, 24],
    [60, 1000, 21.8, 24],
    [7 * 24 * 60, 0, 168, 168.5],
    [7 * 24 * 60, 1, 21.8, 24],
  ])('every %d minutes after %d failures comes in %d to %d hours', (every, failures, least, most) => {
    fc.assert(
      fc.property(fc.uuid(), (sourceId) => {
        const hours = hoursTo(every, failures, sourceId);
        expect(hours).toBeGreaterThanOrEqual(least);
        expect(hours).toBeLessThanOrEqual(most);
        expect(hoursTo(every, failures, sourceId)).toBe(hours);
      }),
    );
  });

  it('is not the same for all sources', () => {
    expect(hoursTo(60, 0, 'a')).not.toBe(hoursTo(60, 0, 'b'));
  });

  it('waits as long as the source asked for', () => {
    const later = new Date(NOW.getTime() + 50 * HOUR);
    expect(nextRunAt(last('a', later), 60, 1)).toEqual(later);
    const sooner = new Date(NOW.getTime() + 60_000);
    expect(nextRunAt(last('a', sooner), 60, 1).getTime()).toBeGreaterThanOrEqual(NOW.getTime() + 2 * HOUR);
  });
});
