import { GAD_LEVELS, type GadLevelCode } from '@chasqui/vocabularies';
import type { Eligibility } from '../facts.js';
import { averagePrecision, type Gain, meanOf, ndcg, precisionAt } from './measures.js';

export const JUDGED_ELIGIBLE = ['yes', 'unknown', 'no'] as const;

/** What a person said of one call for one GAD. */
export interface Judgment {
  readonly callId: string;
  readonly gadId: string;
  /** 0 of no use to 3 just what an objective asks for. */
  readonly grade: number;
  readonly eligible: (typeof JUDGED_ELIGIBLE)[number];
}

/** The calls of one GAD in the order of some method; what it shuts out is known only of ours. */
export interface GadRanking {
  readonly gadId: string;
  readonly level: GadLevelCode;
  readonly calls: readonly { readonly callId: string; readonly eligibility: Eligibility }[];
}

export const DEPTH = 10;
const FIRST_PLACES = 5;
/** From this grade on a call clearly helps; from 1 on it is related. */
const HELPS = 2;
const RELATED = 1;

/** Means over the GADs for which each can be computed; null when it cannot be for any. */
export interface Figures {
  readonly gads: number;
  /** GADs left out of nDCG: no judged call is worth anything to them. */
  readonly withoutIdeal: number;
  readonly ndcg10: number | null;
  readonly ndcg10Linear: number | null;
  readonly mapHelps: number | null;
  readonly mapRelated: number | null;
  readonly p5Helps: number | null;
  readonly p5Related: number | null;
}

export interface Evaluation {
  readonly all: Figures;
  readonly byLevel: Readonly<Partial<Record<GadLevelCode, Figures>>>;
  /** Judged impossible and yet in the first places, all GADs together; what is shown as impossible is not proposed. */
  readonly impossible: {
    readonly inTop5: number;
    readonly inTop10: number;
    readonly proposedInTop5: number;
    readonly proposedInTop10: number;
  };
}

interface JudgedPlace extends Judgment {
  readonly eligibility: Eligibility;
}

/** Places of the judged calls of a GAD, in the order of its ranking; what nobody judged is passed over. */
export function judgedPlaces(ranking: GadRanking, judgments: readonly Judgment[]): JudgedPlace[] {
  const byCall = new Map(
    judgments.filter(({ gadId }) => gadId === ranking.gadId).map((judgment) => [judgment.callId, judgment]),
  );
  return ranking.calls.flatMap(({ callId, eligibility }) => {
    const judgment = byCall.get(callId);
    return judgment ? [{ ...judgment, eligibility }] : [];
  });
}

export function evaluateRanking(rankings: readonly GadRanking[], judgments: readonly Judgment[]): Evaluation {
  const judged = rankings
    .map(({ level, ...ranking }) => ({ level, places: judgedPlaces({ level, ...ranking }, judgments) }))
    .filter(({ places }) => places.length > 0);
  const lists = judged.map(({ places }) => places);
  const impossible = (depth: number) =>
    lists.flatMap((places) => places.slice(0, depth).filter(({ eligible }) => eligible === 'no'));
  const proposed = (depth: number) => impossible(depth).filter(({ eligibility }) => eligibility !== 'fails');
  return {
    all: figuresOf(lists),
    byLevel: Object.fromEntries(
      GAD_LEVELS.map((level) => [level, judged.filter((each) => each.level === level)] as const)
        .filter(([, ofLevel]) => ofLevel.length > 0)
        .map(([level, ofLevel]) => [level, figuresOf(ofLevel.map(({ places }) => places))]),
    ),
    impossible: {
      inTop5: impossible(FIRST_PLACES).length,
      inTop10: impossible(DEPTH).length,
      proposedInTop5: proposed(FIRST_PLACES).length,
      proposedInTop10: proposed(DEPTH).length,
    },
  };
}

function figuresOf(lists: readonly (readonly JudgedPlace[])[]): Figures {
  const grades = lists.map((places) => places.map(({ grade }) => grade));
  const relevant = (least: number) => grades.map((list) => list.map((grade) => grade >= least));
  const ndcgs = (gain: Gain) => grades.map((list) => ndcg(list, DEPTH, gain));
  return {
    gads: lists.length,
    withoutIdeal: ndcgs('exponential').filter((value) => value === null).length,
    ndcg10: meanOf(ndcgs('exponential')),
    ndcg10Linear: meanOf(ndcgs('linear')),
    mapHelps: meanOf(relevant(HELPS).map(averagePrecision)),
    mapRelated: meanOf(relevant(RELATED).map(averagePrecision)),
    p5Helps: meanOf(relevant(HELPS).map((list) => precisionAt(list, FIRST_PLACES))),
    p5Related: meanOf(relevant(RELATED).map((list) => precisionAt(list, FIRST_PLACES))),
  };
}

export type Confusion = Readonly<Record<Judgment['eligible'], Readonly<Record<Eligibility, number>>>>;

/** How often each answer of the conditions met each judgement. */
export function gateConfusion(rankings: readonly GadRanking[], judgments: readonly Judgment[]): Confusion {
  const places = rankings.flatMap((ranking) => judgedPlaces(ranking, judgments));
  const count = (eligible: Judgment['eligible'], eligibility: Eligibility) =>
    places.filter((place) => place.eligible === eligible && place.eligibility === eligibility).length;
  const row = (eligible: Judgment['eligible']) => ({
    passes: count(eligible, 'passes'),
    unknown: count(eligible, 'unknown'),
    fails: count(eligible, 'fails'),
  });
  return { yes: row('yes'), unknown: row('unknown'), no: row('no') };
}
