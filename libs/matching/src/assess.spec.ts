import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge, productKnowledge, realCompetences } from '../../../test/support/knowledge.js';
import { aCall, aGad, aPriority } from '../../../test/support/matching-facts.js';
import { anyCall, anyGad } from '../../../test/support/matching-arbitraries.js';
import { assess } from './assess.js';
import { frameOn } from './frame.js';
import { MatchEngine } from './engine/match-engine.js';
import type { CallFacts, CompetenceFacts, GadFacts } from './facts.js';
import type { Knowledge } from './knowledge/knowledge.js';
import { readCall } from './reading/read-call.js';
import { readGad } from './reading/read-gad.js';

let knowledge: Knowledge;
let municipal: readonly CompetenceFacts[];

beforeAll(async () => {
  knowledge = await productKnowledge();
  municipal = (await realCompetences()).get('municipal')!;
}, 60_000);

describe('a call that fits', () => {
  it('passes every gate with a high score and full confidence', async () => {
    const result = await judge(aCall(), aGad());
    expect(result).toMatchObject({ eligibility: 'passes', confidence: 1, missing: [] });
    expect(result.score).toBeGreaterThanOrEqual(70);
  });

  it('gives reasons with the words of both sides, whose points are the score', async () => {
    const { reasons, score } = await judge(aCall(), aGad());
    expect(reasons[0]).toMatchObject({
      criterion: 'priority',
      gadQuote: 'Ampliar la cobertura de agua potable en la zona rural',
      callQuote: 'Financia redes de agua potable.',
    });
    expect(reasons[0]!.text).toContain('«Agua potable»');
    expect(reasons.find(({ criterion }) => criterion === 'competence')).toMatchObject({
      gadQuote: 'Prestar los servicios públicos de agua potable',
      norm: 'Constitución art. 264 num. 4',
    });
    const points = reasons.reduce((sum, reason) => sum + reason.points, 0);
    expect(Math.abs(points - score!)).toBeLessThan(0.5);
  });

  it.each([
    ['en', 'Drinking water supply networks for rural households'],
    ['pt', 'Redes de água potável para comunidades rurais'],
    ['fr', "Réseaux d'eau potable pour les villages"],
    ['it', 'Reti di acqua potabile per le comunità rurali'],
    ['ca', "Xarxes d'aigua potable per a comunitats rurals"],
    ['de', 'Trinkwasserversorgung für ländliche Gemeinden'],
  ])('in %s meets a Spanish priority', async (language, title) => {
    const call = aCall({ title, summary: '', language, themes: [], sdgs: [] });
    const gad = aGad({ priorities: [aPriority({ themes: [], sdgs: [] })] });
    expect((await judge(call, gad)).score).toBeGreaterThan(40);
  });

  it('is not carried by words that every call has', async () => {
    const call = aCall({
      title: 'Convocatoria para el fortalecimiento de proyectos de desarrollo',
      summary: 'Financia proyectos de desarrollo y fortalecimiento de la gestión.',
      themes: [],
      sdgs: [],
    });
    const priority = aPriority({
      text: 'Fortalecer la gestión de proyectos de desarrollo',
      themes: [],
      sdgs: [],
    });
    expect((await judge(call, aGad({ priorities: [priority] }))).score).toBeLessThan(20);
  });

  it('does not fit because of shared ODS alone', async () => {
    const priorities = [aPriority({ themes: ['vialidad'], text: 'Vías rurales', sdgs: [6] })];
    const related = await judge(
      aCall({ themes: ['cultura'], title: 'Museos', summary: '' }),
      aGad({ priorities }),
    );
    expect(related.need).toBeLessThan(0.1);
  });

  it('does not score without data', async () => {
    const empty = aCall({ title: '', summary: '', themes: [], sdgs: [], crsSectors: [], applicantTypes: [] });
    expect(await judge(empty, aGad())).toMatchObject({ score: 0, reasons: [] });
  });

  it('about few topics stands above one about many', async () => {
    const many = aCall({
      themes: [
        'agua-potable',
        'turismo',
        'cultura',
        'deporte',
        'energia',
        'movilidad',
        'educacion',
        'salud',
        'empleo',
        'bosques',
      ],
      title: 'Fondo general',
      summary: '',
    });
    const few = aCall({ title: 'Fondo general', summary: '' });
    expect((await judge(many, aGad())).score!).toBeLessThan((await judge(few, aGad())).score!);
  });
});

describe('what is not known', () => {
  it.each<[string, Partial<CallFacts>]>([
    ['the role', { gadRole: null, applicantTypes: [] }],
    ['the levels', { gadLevels: [], applicantTypes: [] }],
    ['levels named by the source', { gadLevelsInferred: true }],
    ['the countries', { countries: [] }],
    ['the closing date', { closesAt: null, deadlineKind: 'unpublished' }],
    ['the amount', { amountMin: null, amountMax: null }],
    ['the counterpart', { cofinancingPercent: null }],
  ])('without %s is less sure and scores no less', async (_, without) => {
    const [known, unknown] = [await judge(aCall(), aGad()), await judge(aCall(without), aGad())];
    expect(unknown.confidence).toBeLessThan(known.confidence);
    expect(unknown.missing).toHaveLength(known.missing.length + 1);
    expect(unknown.score!).toBeGreaterThanOrEqual(known.score!);
    expect(unknown.eligibility).not.toBe('fails');
  });
});

describe('the formula', () => {
  const RUNS = { numRuns: 60 };
  const gads = anyGad(() => municipal);
  const frame = () => frameOn(knowledge, '2026-08-01');
  const pair = (call: CallFacts, gad: GadFacts) =>
    assess(readCall(call, knowledge), readGad(gad, knowledge), frame());
  const named = (calls: readonly CallFacts[]) => calls.map((call, at) => ({ ...call, id: `call-${at}` }));

  function engineWith(calls: readonly CallFacts[], of: readonly GadFacts[]): MatchEngine {
    const engine = new MatchEngine(frame());
    for (const call of calls) engine.takeCall(call);
    for (const gad of of) engine.takeGad(gad);
    engine.scoreAll();
    return engine;
  }

  it('gives the same judgement for the same input, whatever the order of lists in a record', () => {
    const same = fc.property(anyCall(), gads, (call, gad) => {
      expect(pair(call, gad)).toEqual(pair(call, gad));
      const turned = { ...call, themes: call.themes.toReversed(), sdgs: call.sdgs.toReversed() };
      expect(pair(turned, gad).score).toBe(pair(call, gad).score);
    });
    fc.assert(same, RUNS);
  });

  it('scores between 0 and 100 exactly what no gate shuts out', () => {
    const bounds = fc.property(anyCall(), gads, (call, gad) => {
      const { score, gates, eligibility, need, capacity, donor, confidence } = pair(call, gad);
      expect(score === null).toBe(gates.some(({ answer }) => answer === 'fails'));
      expect(eligibility === 'fails').toBe(score === null);
      const shares = [(score ?? 0) / 100, need, capacity, donor, confidence];
      expect(shares.filter((share) => share < 0 || share > 1.001)).toEqual([]);
    });
    fc.assert(bounds, RUNS);
  });

  it('quotes only words that stand in the call and in the plan', () => {
    const quoted = fc.property(anyCall(), gads, (call, gad) => {
      const { reasons, gates } = pair(call, gad);
      const said = [call.title, call.summary, ...call.applicantTypes, ...call.countries, ...call.territories];
      const own = [
        ...(gad.priorities ?? []).map(({ text }) => text),
        ...gad.competences.map(({ text }) => text),
        ...gad.offers.map(({ titleEs, summaryEs }) => `${titleEs}. ${summaryEs}`),
      ];
      const callQuotes = [...reasons.map(({ callQuote }) => callQuote), ...gates.map(({ quote }) => quote)];
      const strange = callQuotes.filter((quote) => quote && !said.some((text) => text.includes(quote)));
      expect(strange).toEqual([]);
      expect(reasons.filter(({ gadQuote }) => gadQuote !== null && !own.includes(gadQuote))).toEqual([]);
    });
    fc.assert(quoted, RUNS);
  });

  it('in memory gives every pair the score of the single judgement, and no other call changes it', () => {
    const some = fc.array(anyCall(), { minLength: 1, maxLength: 12 });
    const several = fc.array(gads, { minLength: 1, maxLength: 6 });
    const alike = fc.property(some, several, anyCall(), (list, of, another) => {
      const calls = named(list);
      const places = of.map((gad, at) => ({ ...gad, dpaCode: String(101 + at).padStart(4, '0') }));
      const scores = places.map((gad) => calls.map((call) => Math.round((pair(call, gad).score ?? 0) * 10)));
      const engine = engineWith(calls, places);
      const inMemory = () => places.map(({ dpaCode }) => calls.map(({ id }) => engine.score(dpaCode, id)));
      expect(inMemory()).toEqual(scores);
      engine.putCall({ ...another, id: 'another' });
      expect(inMemory()).toEqual(scores);
      engine.removeCall('another');
      expect(inMemory()).toEqual(scores);
    });
    fc.assert(alike, RUNS);
  });

  it('ranks nothing that is shut out, best first, whatever the order of the input', () => {
    const some = fc.array(anyCall(), { minLength: 2, maxLength: 15 });
    const ordered = fc.property(some, gads, (list, gad) => {
      const calls = named(list);
      const ranking = engineWith(calls, [gad]).ranking(gad.dpaCode, 100);
      expect(engineWith(calls.toReversed(), [gad]).ranking(gad.dpaCode, 100)).toEqual(ranking);
      const scores = ranking.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      const out = calls.filter((call) => pair(call, gad).eligibility === 'fails').map(({ id }) => id);
      expect(ranking.filter(({ callId }) => out.includes(callId))).toEqual([]);
    });
    fc.assert(ordered, RUNS);
  });
});
