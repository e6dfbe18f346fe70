import {
  type AnalystGad,
  type CallFacts,
  type GadRanking,
  type Judgment,
  type KeyedText,
  PlainBm25,
} from '@chasqui/matching';
import { postgresRanking } from './postgres-ranking.js';
import type { Ranking } from './ranking.js';

/** The lists of all GADs as another method makes them. */
export interface Baseline {
  readonly name: string;
  readonly lists: readonly GadRanking[];
}

type Lists = ReadonlyMap<string, readonly string[]>;

/**
 * The same texts ranked by plain search, with the objectives of a GAD as the question: BM25, BM25 that is told what the
 * judge holds impossible, and the full text search of PostgreSQL.
 * @param database null leaves PostgreSQL out; without an address a temporary server is started
 */
export async function baselineLists(
  { calls, gads }: Ranking,
  judgments: readonly Judgment[],
  database: { readonly url: string | undefined } | null,
): Promise<Baseline[]> {
  const texts = calls.map(searchedText);
  const questions = gads.map(questionOf);
  const bm25 = new PlainBm25(texts);
  const plain: Lists = new Map(questions.map(({ id, text }) => [id, bm25.rank(text)]));
  const named = (name: string, lists: Lists): Baseline => ({
    name,
    lists: gads.map((gad) => listOf(gad, lists)),
  });
  return [
    named('BM25', plain),
    named('BM25, descartes perfectos', withoutImpossible(plain, judgments)),
    ...(database ? [named('PostgreSQL ts_rank', await postgresRanking(texts, questions, database.url))] : []),
  ];
}

function withoutImpossible(lists: Lists, judgments: readonly Judgment[]): Lists {
  const out = new Map<string, Set<string>>();
  for (const { gadId, callId, eligible } of judgments) {
    if (eligible === 'no') out.set(gadId, (out.get(gadId) ?? new Set()).add(callId));
  }
  return new Map(
    [...lists].map(([gadId, list]) => {
      const isOut = (callId: string) => out.get(gadId)?.has(callId) ?? false;
      return [gadId, [...list.filter((callId) => !isOut(callId)), ...list.filter(isOut)]];
    }),
  );
}

/** Plain search knows of no conditions: what it lists it proposes. */
function listOf({ gadId, facts }: AnalystGad, lists: Lists): GadRanking {
  const calls = (lists.get(gadId) ?? []).map((callId) => ({ callId, eligibility: 'unknown' as const }));
  return { gadId, level: facts.level, calls };
}

function searchedText({ id, title, summary, themes, topicWords }: CallFacts): KeyedText {
  const topics = [...themes.map((code) => code.replaceAll('-', ' ')), ...topicWords];
  return { id, text: [title, summary, ...topics].join('. ') };
}

function questionOf({ gadId, facts }: AnalystGad): KeyedText {
  return { id: gadId, text: (facts.priorities ?? []).map(({ text }) => text).join('. ') };
}
