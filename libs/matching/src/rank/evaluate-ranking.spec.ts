import { describe, expect, it } from '@jest/globals';
import type { Eligibility } from '../facts.js';
import { evaluateRanking, gateConfusion, type GadRanking, type Judgment } from './evaluate-ranking.js';

type Place = readonly [callId: string, eligibility: Eligibility];

function list(gadId: string, level: GadRanking['level'], ...places: readonly Place[]): GadRanking {
  return { gadId, level, calls: places.map(([callId, eligibility]) => ({ callId, eligibility })) };
}

function judged(
  gadId: string,
  callId: string,
  grade: number,
  eligible: Judgment['eligible'] = 'yes',
): Judgment {
  return { gadId, callId, grade, eligible };
}

const CANTON = list(
  'c',
  'municipal',
  ['best', 'passes'],
  ['unjudged', 'passes'],
  ['none', 'unknown'],
  ['bad', 'fails'],
);
const PARISH = list('p', 'parish', ['bad', 'passes'], ['none', 'passes']);
const JUDGMENTS = [
  judged('c', 'best', 3),
  judged('c', 'none', 0, 'unknown'),
  judged('c', 'bad', 0, 'no'),
  judged('p', 'bad', 0, 'no'),
  judged('p', 'none', 0),
];

describe('the figures of a ranking', () => {
  const { all, byLevel, impossible } = evaluateRanking([CANTON, PARISH], JUDGMENTS);

  it('leave out GADs to which nothing is of use, and count them', () => {
    expect(all).toMatchObject({ gads: 2, withoutIdeal: 1, ndcg10: 1, mapHelps: 1, p5Helps: 0.2 });
  });

  it('are given for each level', () => {
    expect(Object.keys(byLevel)).toEqual(['municipal', 'parish']);
    expect(byLevel.parish).toMatchObject({ gads: 1, withoutIdeal: 1, ndcg10: null, mapRelated: null });
  });

  it('tell impossible calls that stand in the first places from those that are also proposed', () => {
    expect(impossible).toEqual({ inTop5: 2, inTop10: 2, proposedInTop5: 1, proposedInTop10: 1 });
  });

  it('pass over calls that nobody judged', () => {
    const late = list('c', 'municipal', ['unjudged', 'passes'], ['best', 'passes']);
    expect(evaluateRanking([late], JUDGMENTS).all.ndcg10).toBe(1);
  });

  it('of a GAD without judgements are none', () => {
    expect(evaluateRanking([list('x', 'parish', ['best', 'passes'])], JUDGMENTS).all.gads).toBe(0);
  });
});

describe('the conditions', () => {
  it('are counted against what a person said', () => {
    expect(gateConfusion([CANTON, PARISH], JUDGMENTS)).toEqual({
      yes: { passes: 2, unknown: 0, fails: 0 },
      unknown: { passes: 0, unknown: 1, fails: 0 },
      no: { passes: 1, unknown: 0, fails: 1 },
    });
  });
});
