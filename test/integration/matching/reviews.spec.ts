import type { Call } from '@chasqui/calls';
import { MatchReview, reviewCounts, reviewsOf } from '@chasqui/matching';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GAD, NOW, OTHER_GAD, refusal, ReviewScene } from './reviews.scene.js';

const NOBODYS = '00000000-0000-4000-8000-000000000000';

describe('what people think of a match', () => {
  let scene: ReviewScene;
  let call: Call;

  beforeAll(async () => {
    scene = await ReviewScene.open();
    call = await scene.call();
  });
  afterAll(() => scene.close());
  beforeEach(async () => {
    scene.clock.moveTo(NOW);
    await scene.clear();
    await scene.listed(call, 61.5);
  });

  const fits = { verdict: 'fits', reason: 'Es nuestra meta 4.' };

  it('is kept with the score and the formula of that moment, and with its trace', async () => {
    const { olga } = scene.people;
    const review = await scene.reviews.save(scene.by(olga), call.id, fits);

    expect(await reviewsOf(scene.database, GAD, call.id)).toEqual([
      {
        accountId: olga,
        personName: 'Olga',
        verdict: 'fits',
        reasonEs: 'Es nuestra meta 4.',
        score: 61.5,
        formulaVersion: 2,
        reviewedAt: NOW,
      },
    ]);
    expect(await scene.traces('match_review')).toMatchObject([
      {
        action: 'match_review.given',
        actorId: olga,
        entityId: review.id,
        before: null,
        after: {
          gadCode: GAD,
          callId: call.id,
          verdict: 'fits',
          reasonEs: 'Es nuestra meta 4.',
          score: 61.5,
        },
      },
    ]);
  });

  it('can be changed: one opinion per person, with the score that she sees then', async () => {
    const actor = scene.by(scene.people.olga);
    const { id } = await scene.reviews.save(actor, call.id, fits);
    await scene.listed(call, 40, { formulaVersion: 3 });
    scene.clock.moveTo(new Date('2026-03-03T16:00:00Z'));
    const changed = await scene.reviews.save(actor, call.id, {
      verdict: 'does_not_fit',
      reason: 'Ya lo hicimos.',
    });

    expect(changed.id).toBe(id);
    expect(await reviewsOf(scene.database, GAD, call.id)).toMatchObject([
      { verdict: 'does_not_fit', score: 40, formulaVersion: 3, reviewedAt: new Date('2026-03-03T16:00:00Z') },
    ]);
    expect((await scene.traces('match_review')).at(-1)).toMatchObject({
      action: 'match_review.changed',
      before: { verdict: 'fits', score: 61.5, formulaVersion: 2 },
      after: { verdict: 'does_not_fit', score: 40, formulaVersion: 3 },
    });
  });

  it('said twice is said once, also at the same time', async () => {
    const actor = scene.by(scene.people.olga);
    await Promise.all([1, 2, 3].map(() => scene.reviews.save(actor, call.id, fits)));
    expect(await scene.database.manager.count(MatchReview)).toBe(1);
    expect(await scene.traces('match_review')).toHaveLength(1);
  });

  it('can be taken back; the trace keeps it', async () => {
    const actor = scene.by(scene.people.olga);
    await scene.reviews.save(actor, call.id, fits);
    expect(await scene.reviews.remove(actor, call.id)).toBe(true);
    expect(await scene.reviews.remove(actor, call.id)).toBe(false);
    expect(await reviewsOf(scene.database, GAD, call.id)).toEqual([]);
    expect((await scene.traces('match_review')).map(({ action }) => action)).toEqual([
      'match_review.given',
      'match_review.withdrawn',
    ]);
  });

  it('never changes the score', async () => {
    const before = await scene.database.query('SELECT * FROM match');
    for (const id of Object.values(scene.people)) {
      await scene.reviews.save(scene.by(id), call.id, {
        verdict: 'does_not_fit',
        reason: 'No es lo nuestro.',
      });
    }
    expect(await scene.database.query('SELECT * FROM match')).toEqual(before);
  });

  it('belongs to the GAD: another one neither sees nor counts nor removes it', async () => {
    const { olga, cesar, tania } = scene.people;
    await scene.reviews.save(scene.by(olga), call.id, fits);
    await scene.reviews.save(scene.by(cesar), call.id, fits);
    await scene.reviews.save(scene.by(tania, OTHER_GAD), call.id, {
      verdict: 'does_not_fit',
      reason: 'Es de cantones.',
    });
    const counts = async (gad: string) => (await reviewCounts(scene.database, gad, [call.id])).get(call.id);
    expect(await counts(GAD)).toEqual({ fits: 2, does_not_fit: 0 });
    expect(await counts(OTHER_GAD)).toEqual({ fits: 0, does_not_fit: 1 });
    expect(await scene.reviews.remove(scene.by(olga, OTHER_GAD), call.id)).toBe(false);
    expect(await reviewsOf(scene.database, GAD, call.id)).toHaveLength(2);
  });

  it('has no score for a call that is in no list', async () => {
    const unlisted = await scene.call();
    const review = await scene.reviews.save(scene.by(scene.people.olga), unlisted.id, fits);
    expect([review.score, review.formulaVersion]).toEqual([null, null]);
  });

  it('is refused without a reason or for a call that is not published', async () => {
    const actor = scene.by(scene.people.olga);
    expect((await refusal(scene.reviews.save(actor, call.id, { verdict: 'fits' }))).code).toBe(
      'review.invalid',
    );
    expect((await refusal(scene.reviews.save(actor, NOBODYS, fits))).kind).toBe('not_found');
    expect(await scene.database.manager.count(MatchReview)).toBe(0);
  });
});
