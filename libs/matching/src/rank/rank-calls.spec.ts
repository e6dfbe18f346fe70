import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { productKnowledge, realCompetences } from '../../../../test/support/knowledge.js';
import { anyCall, anyGad } from '../../../../test/support/matching-arbitraries.js';
import { aCall, aGad } from '../../../../test/support/matching-facts.js';
import { type Frame, frameOn } from '../frame.js';
import type { CallFacts, CompetenceFacts, GadFacts } from '../facts.js';
import { readCall } from '../reading/read-call.js';
import { readGad } from '../reading/read-gad.js';
import { type RankedCall, rankCalls, type RankingTime } from './rank-calls.js';

let frame: Frame;
let competences: readonly CompetenceFacts[];

beforeAll(async () => {
  frame = frameOn(await productKnowledge(), null);
  competences = (await realCompetences()).get('municipal')!;
}, 60_000);

function ranked(calls: readonly CallFacts[], gad: GadFacts, time: RankingTime | null = null): RankedCall[] {
  const readings = calls.map((call) => readCall(call, frame.knowledge));
  return rankCalls(readings, readGad(gad, frame.knowledge), frame, time);
}

const ids = (list: readonly RankedCall[]) => list.map(({ callId }) => callId);
const manyCalls = fc
  .array(anyCall(), { maxLength: 8 })
  .map((calls) => calls.map((call, at) => ({ ...call, id: `c${at}` })));

describe('the list of a GAD', () => {
  it('holds every call once, those that a condition shuts out last and without a score', () => {
    fc.assert(
      fc.property(
        manyCalls,
        anyGad(() => competences),
        (calls, gad) => {
          const list = ranked(calls, gad);
          expect(ids(list).toSorted()).toEqual(calls.map(({ id }) => id).toSorted());
          const firstOut = list.findIndex(({ score }) => score === null);
          const open = firstOut < 0 ? list : list.slice(0, firstOut);
          expect(list.slice(open.length).every(({ score }) => score === null)).toBe(true);
          expect(open.every(({ gates }) => gates.every(({ answer }) => answer !== 'fails'))).toBe(true);
          expect(open.map(({ score }) => score)).toEqual(
            open.map(({ score }) => score).toSorted((a, b) => b! - a!),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order in which the calls come', () => {
    fc.assert(
      fc.property(
        manyCalls,
        anyGad(() => competences),
        (calls, gad) => {
          expect(ranked(calls.toReversed(), gad)).toEqual(ranked(calls, gad));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('puts equal scores in the order of what is known, then of the code', () => {
    const vague = aCall({ id: 'a', deadlineKind: 'unpublished', closesAt: null });
    expect(ids(ranked([vague, aCall({ id: 'c' }), aCall({ id: 'b' })], aGad()))).toEqual(['b', 'c', 'a']);
  });

  it('puts what is impossible in the order of the score that it would have', () => {
    const abroad = { countries: ['PE'] };
    const other = aCall({
      id: 'a',
      title: 'Danza',
      summary: 'Festival.',
      themes: ['cultura'],
      sdgs: [],
      ...abroad,
    });
    expect(ids(ranked([other, aCall({ id: 'b', ...abroad })], aGad()))).toEqual(['b', 'a']);
  });
});

describe('a loan', () => {
  it('is labelled and not shut out', () => {
    const [loan] = ranked([aCall({ financialForm: 'loan' })], aGad());
    expect(loan).toMatchObject({ label: 'reembolsable', score: expect.any(Number) });
  });
});

describe('time', () => {
  const closed = aCall({ closesAt: new Date('2020-01-01T00:00:00Z') });

  it('left aside shuts nothing out', () => {
    const [call] = ranked([closed], aGad());
    expect(call!.score).not.toBeNull();
    expect(call!.gates.map(({ id }) => id)).not.toContain('deadline');
  });

  it('given shuts out what has closed', () => {
    const [call] = ranked([closed], aGad(), { now: new Date('2026-08-01T00:00:00Z'), steps: [] });
    expect(call).toMatchObject({ score: null, eligibility: 'fails' });
    expect(call!.gates.at(-1)).toMatchObject({ id: 'deadline', answer: 'fails' });
  });
});
