import { beforeAll, describe, expect, it } from '@jest/globals';
import { productKnowledge, realCompetences } from '../../../../test/support/knowledge.js';
import { aCall, aGad, aPriority } from '../../../../test/support/matching-facts.js';
import type { CallFacts, CompetenceFacts, GadFacts } from '../facts.js';
import { frameOn } from '../frame.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { MatchEngine } from './match-engine.js';

// Enough calls for several blocks of the index, and enough GADs for an index of their own.
const CALLS = 2600;
const GADS = 24;
const TOPICS = [
  'agua-potable',
  'saneamiento',
  'turismo',
  'vialidad',
  'patrimonio',
  'riego',
  'empleo',
  'cultura',
];
const ROLES = ['applicant', 'partner', 'beneficiary', 'through_network', null] as const;

describe('an engine with many calls', () => {
  let knowledge: Knowledge;
  let competences: readonly CompetenceFacts[];
  let engine: MatchEngine;
  let calls: Map<string, CallFacts>;

  const callAt = (at: number): CallFacts => ({
    ...aCall(),
    id: `call-${(at * 7919) % 100_003}`,
    title: `Fondo ${at % 11}`,
    summary: at % 3 === 0 ? 'Financia redes de agua potable y turismo comunitario.' : 'Financia proyectos.',
    themes: [TOPICS[at % 8]!, TOPICS[(at >> 3) % 8]!].slice(0, 1 + (at % 2)),
    sdgs: [1 + (at % 17)],
    gadLevels: at % 5 === 0 ? ['parish'] : ['municipal', 'provincial'],
    gadRole: ROLES[at % 5 === 0 ? 0 : (at >> 2) % 5]!,
    territories: at % 7 === 0 ? ['01'] : at % 31 === 0 ? ['17', '09'] : [],
    populationBand: at % 13 === 0 ? 'menos de 50.000 habitantes' : null,
    amountMin: at % 4 === 0 ? '20000000' : null,
    cofinancingPercent: String((at % 6) * 10),
  });
  const gadAt = (at: number): GadFacts => ({
    ...aGad(),
    dpaCode: at % 3 === 0 ? `01${String(at + 1).padStart(2, '0')}` : `09${String(at + 1).padStart(2, '0')}`,
    population: at % 2 === 0 ? 20_000 : 300_000,
    competences,
    priorities: [0, 1, 2, 3].map((place) => ({
      ...aPriority(),
      id: `${at}-${place}`,
      text: ['Mejorar la vialidad rural', 'Ampliar el riego', 'Promover la cultura', 'Dotar de agua'][place]!,
      themes: [TOPICS[(at + place) % 8]!],
      sdgs: [(at + place) % 17],
    })),
  });
  const take = (call: CallFacts, one: boolean) => {
    calls.set(call.id, call);
    if (one) engine.putCall(call);
    else engine.takeCall(call);
  };

  /** The list as comparing every pair by itself gives it. */
  function byPairs(gadCode: string, limit: number) {
    return [...calls.keys()]
      .map((callId) => ({ callId, score: engine.score(gadCode, callId) }))
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score || (a.callId < b.callId ? -1 : 1))
      .slice(0, limit);
  }

  const listed = () => [...engine.gadCodes].map((gadCode) => engine.ranking(gadCode, 60));
  const compared = () => [...engine.gadCodes].map((gadCode) => byPairs(gadCode, 60));

  beforeAll(async () => {
    knowledge = await productKnowledge();
    competences = (await realCompetences()).get('municipal')!;
    engine = new MatchEngine(frameOn(knowledge, '2026-08-01'));
    calls = new Map();
    for (let at = 0; at < GADS; at += 1) engine.takeGad(gadAt(at));
    for (let at = 0; at < CALLS; at += 1) take(callAt(at), false);
  });

  it('lists the calls that pair by pair score highest', () => {
    expect(listed()).toEqual(compared());
    const [gadCode] = engine.gadCodes;
    expect(engine.ranking(gadCode!, 1000)).toEqual(byPairs(gadCode!, 1000));
  });

  it('goes on doing so while calls and GADs change one by one', () => {
    for (let at = 0; at < 700; at += 1) take({ ...callAt(at * 3), themes: [TOPICS[at % 8]!] }, true);
    const [gadCode] = engine.gadCodes;
    // The best ones leave: the next ones take their place.
    for (const { callId } of engine.ranking(gadCode!, 90)) {
      calls.delete(callId);
      engine.removeCall(callId);
    }
    engine.takeGad({ ...gadAt(5), population: null, flags: [] });
    expect(listed()).toEqual(compared());
  });
});
