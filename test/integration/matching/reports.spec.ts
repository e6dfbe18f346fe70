import { Call } from '@chasqui/calls';
import {
  gadsOfProvince,
  listVersions,
  MatchList,
  mostMoved,
  precisionByDonor,
  precisionByFormula,
  precisionByTopic,
  provinces,
  recentRescorings,
  Rescoring,
  shareOf,
} from '@chasqui/matching';
import { savePlan } from '@chasqui/pdot';
import { Theme } from '@chasqui/vocabularies';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { priorityInput } from '../../support/builders.js';
import { GAD, NOW, ReviewScene } from './reviews.scene.js';

describe('what curators read of the formula', () => {
  let scene: ReviewScene;

  beforeAll(async () => {
    scene = await ReviewScene.open();
  });
  afterAll(() => scene.close());
  beforeEach(() => scene.clear());

  describe('its precision', () => {
    beforeEach(async () => {
      const { olga, cesar, tania } = scene.people;
      const tourism = await scene.call({ themes: ['turismo', 'fomento-productivo'] });
      const other = await scene.call({}, 'giz');
      await scene.database.manager.update(Call, other.id, { themes: [] });
      await scene.listed(tourism, 80);
      await scene.listed(other, 30, { formulaVersion: 3 });
      const say = (id: string, call: { id: string }, verdict: string) =>
        scene.reviews.save(scene.by(id), call.id, { verdict, reason: 'Porque sí.' });
      await say(olga, tourism, 'fits');
      await say(cesar, tourism, 'does_not_fit');
      await say(tania, tourism, 'fits');
      await say(olga, other, 'fits');
      await say(cesar, await scene.call({ themes: ['turismo'] }), 'does_not_fit');
    });

    it('is counted by donor, the one with most opinions first', async () => {
      expect(await precisionByDonor(scene.database, null)).toMatchObject([
        { key: 'aecid', reviews: 4, fits: 2, meanFits: 80, meanDoesNotFit: 80, high: 3, highFits: 2 },
        { key: 'giz', reviews: 1, fits: 1, meanFits: 30, meanDoesNotFit: null, high: 0, highFits: 0 },
      ]);
    });

    it('is counted by topic: a call of two topics in both, one without topics apart', async () => {
      const rows = await precisionByTopic(scene.database, null);
      const { nameEs } = await scene.database.manager.findOneByOrFail(Theme, { code: 'turismo' });
      expect(rows.map(({ key, reviews, fits }) => [key, reviews, fits])).toEqual([
        ['turismo', 4, 2],
        ['fomento-productivo', 3, 2],
        [null, 1, 1],
      ]);
      expect(rows[0]!.label).toBe(nameEs);
    });

    it('is counted by formula, and what was in no list apart; of one formula only when asked', async () => {
      expect(await precisionByFormula(scene.database)).toMatchObject([
        { key: '3', reviews: 1, fits: 1 },
        { key: '2', reviews: 3, fits: 2 },
        { key: null, reviews: 1, fits: 0, meanDoesNotFit: null },
      ]);
      expect(await precisionByDonor(scene.database, 3)).toMatchObject([{ key: 'giz', reviews: 1 }]);
      expect(await precisionByTopic(scene.database, 2)).toHaveLength(2);
      expect(await precisionByDonor(scene.database, 9)).toEqual([]);
    });
  });

  it('says nothing of fewer than five opinions', () => {
    expect([shareOf(4, 4), shareOf(0, 0), shareOf(4, 5)]).toEqual([null, null, 0.8]);
  });

  it('lists what moved most with both scores, and nothing that stayed', async () => {
    const calls = [await scene.call(), await scene.call(), await scene.call(), await scene.call()];
    const before = [61, 20, 50, null];
    for (const [at, call] of calls.entries()) {
      await scene.listed(call, 50, { previousScore: before[at]!, previousFormulaVersion: 1 });
    }
    expect(await mostMoved(scene.database)).toMatchObject([
      { slug: calls[1]!.slug, score: 50, previousScore: 20, previousFormulaVersion: 1, gadCode: GAD },
      { slug: calls[0]!.slug, score: 50, previousScore: 61 },
    ]);
  });

  it('tells which versions made the lists and how far a new one has come', async () => {
    const { manager } = scene.database;
    const list = { factsHash: 'x', dataVersion: 'abc', computedAt: NOW };
    await manager.insert(MatchList, [
      { ...list, gadCode: '08', formulaVersion: 1 },
      { ...list, gadCode: '0801', formulaVersion: 2 },
      { ...list, gadCode: '0802', formulaVersion: 2 },
    ]);
    const run = { dataVersion: 'abc', startedAt: NOW, lists: 3, error: null };
    await manager.insert(Rescoring, { ...run, formulaVersion: 2, finishedAt: null, done: 2 });
    expect(await listVersions(scene.database)).toEqual([
      { formulaVersion: 2, dataVersion: 'abc', lists: 2, lastAt: NOW },
      { formulaVersion: 1, dataVersion: 'abc', lists: 1, lastAt: NOW },
    ]);
    expect(await recentRescorings(scene.database)).toMatchObject([
      { formulaVersion: 2, done: 2, lists: 3, finishedAt: null },
    ]);
  });

  it('shows the GADs of a province with the topics that their plans share, broader ones included', async () => {
    const { manager } = scene.database;
    const narrower = (await manager.find(Theme)).find(({ parent }) => parent !== null)!;
    const plan = (gadCode: string, themes: string[]) =>
      savePlan(manager, {
        gadCode,
        label: 'PDOT',
        note: null,
        isDemo: false,
        priorities: [priorityInput('Palabras reservadas del plan.', { themes })],
      });
    await plan('0801', [narrower.code]);
    await plan('0802', ['turismo']);
    const gads = await gadsOfProvince(scene.database, '08', [narrower.parent!, 'turismo']);
    const topics = new Map(
      gads.map(({ gadCode, topics: shared }) => [gadCode, shared.map(({ code }) => code)]),
    );
    expect(gads.length).toBeGreaterThan(50);
    expect(gads.every(({ gadCode }) => gadCode.startsWith('08'))).toBe(true);
    expect([topics.get('0801'), topics.get('0802'), topics.get('08')]).toEqual([
      [narrower.parent],
      ['turismo'],
      [],
    ]);
    expect(gads.filter(({ hasPlan }) => hasPlan).map(({ gadCode }) => gadCode)).toEqual(['0801', '0802']);
    expect(JSON.stringify(gads)).not.toContain('reservadas');
    expect(await provinces(scene.database)).toHaveLength(24);
  });
});
