import { Accounts } from '@chasqui/accounts';
import type { Call } from '@chasqui/calls';
import { comparableCalls, dismissalOf, dismissedCalls, dismissedIds, matchesOfGad } from '@chasqui/matching';
import { FanOut } from '@chasqui/notifications';
import { DEFAULT_MIN_SCORE, Subscription } from '@chasqui/subscriptions';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GAD, NOW, OTHER_GAD, refusal, ReviewScene } from './reviews.scene.js';

describe('a call that a GAD is not interested in', () => {
  let scene: ReviewScene;
  let call: Call;
  let kept: Call;

  beforeAll(async () => {
    scene = await ReviewScene.open();
    [call, kept] = [await scene.call(), await scene.call()];
  });
  afterAll(() => scene.close());
  beforeEach(async () => {
    scene.clock.moveTo(NOW);
    await scene.clear();
    await scene.listed(call, 70);
    await scene.listed(kept, 69.5);
    await scene.listed(call, 50, { gadCode: OTHER_GAD });
  });

  const list = async (gadCode = GAD) =>
    (await matchesOfGad(scene.database, gadCode, {}, NOW)).items.map(({ slug }) => slug);
  const olga = () => scene.by(scene.people.olga);

  it('leaves its list, its count and its comparisons, and stays in those of other GADs', async () => {
    expect(await list()).toEqual([call.slug, kept.slug]);
    expect(await scene.dismissals.dismiss(olga(), call.id, { reason: ' Muy lejos. ' })).toBe(true);

    expect(await list()).toEqual([kept.slug]);
    expect((await matchesOfGad(scene.database, GAD, {}, NOW)).total).toBe(1);
    expect((await comparableCalls(scene.database, GAD, NOW)).map(({ slug }) => slug)).toEqual([kept.slug]);
    expect(await list(OTHER_GAD)).toEqual([call.slug]);
    expect(await dismissedIds(scene.database, OTHER_GAD)).toEqual(new Set());
  });

  it('is found with who left it aside, when, why and its score, and comes back', async () => {
    await scene.dismissals.dismiss(olga(), call.id, { reason: 'Muy lejos.' });
    const page = await dismissedCalls(scene.database, GAD, undefined);
    expect(page).toMatchObject({
      total: 1,
      next: null,
      items: [{ slug: call.slug, personName: 'Olga', reasonEs: 'Muy lejos.', dismissedAt: NOW, score: 70 }],
    });
    expect(await dismissalOf(scene.database, GAD, call.slug)).toMatchObject({ personName: 'Olga' });
    expect(await dismissalOf(scene.database, OTHER_GAD, call.slug)).toBeNull();
    expect(await scene.dismissals.restore(olga(), call.id)).toBe(true);
    expect(await list()).toEqual([call.slug, kept.slug]);
    expect((await dismissedCalls(scene.database, GAD, undefined)).items).toEqual([]);
  });

  it('is left aside once, whoever does it again, and nothing is written twice', async () => {
    const results = await Promise.all(
      [scene.people.olga, scene.people.cesar].map((id) =>
        scene.dismissals.dismiss(scene.by(id), call.id, {}),
      ),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await scene.dismissals.restore(olga(), call.id)).toBe(true);
    expect(await scene.dismissals.restore(olga(), call.id)).toBe(false);
    expect((await scene.traces('match_dismissal')).map(({ action, entityId }) => [action, entityId])).toEqual(
      [
        ['match.dismissed', `${GAD}/${call.id}`],
        ['match.restored', `${GAD}/${call.id}`],
      ],
    );
  });

  it('may be many: they come page by page, the latest first, without losing or repeating one', async () => {
    const left: string[] = [];
    for (let count = 0; count < 23; count += 1) {
      const { id, slug } = await scene.call();
      // Two at a time, so that some have the same moment.
      scene.clock.moveTo(new Date(NOW.getTime() + Math.floor(count / 2) * 1000));
      await scene.dismissals.dismiss(olga(), id, {});
      left.push(slug);
    }
    const first = await dismissedCalls(scene.database, GAD, undefined);
    const second = await dismissedCalls(scene.database, GAD, first.next!);
    const seen = [...first.items, ...second.items].map(({ slug }) => slug);
    expect([first.items.length, second.next, seen.length]).toEqual([20, null, 23]);
    expect(seen.toSorted()).toEqual(left.toSorted());
  });

  it('is refused with too long a reason or when it is not published', async () => {
    const long = scene.dismissals.dismiss(olga(), call.id, { reason: 'x'.repeat(501) });
    expect((await refusal(long)).code).toBe('dismissal.invalid');
    const nobodys = '00000000-0000-4000-8000-000000000000';
    expect((await refusal(scene.dismissals.dismiss(olga(), nobodys, {}))).kind).toBe('not_found');
    expect(await list()).toHaveLength(2);
  });

  it('is announced to nobody for that GAD, and to the people of the others', async () => {
    const people = await Promise.all([watcher('rosa', GAD), watcher('teo', OTHER_GAD)]);
    await scene.dismissals.dismiss(olga(), call.id, {});
    const fanOut = new FanOut(scene.database, { add: () => Promise.resolve() } as never, scene.clock, {
      matching: () => Promise.resolve([]),
    } as never);
    await fanOut.execute({ callId: call.id, revision: call.revision });
    const told = await scene.database.query<{ account_id: string }[]>('SELECT account_id FROM notification');
    expect(told.map(({ account_id }) => account_id)).toEqual([people[1]]);
  });

  /** Somebody who asked for the notices of a GAD before the call was published. */
  async function watcher(name: string, gadCode: string): Promise<string> {
    const { id } = await new Accounts(scene.database, scene.clock).register(
      scene.database.manager,
      { email: `${name}@avisos.example`, name, password: null, memberships: [{ role: 'officer', gadCode }] },
      null,
    );
    await scene.database.manager.insert(Subscription, {
      accountId: id,
      gadCode,
      active: true,
      minScore: DEFAULT_MIN_SCORE,
      includeCredit: false,
      since: new Date('2026-01-01T00:00:00Z'),
    });
    return id;
  }
});
