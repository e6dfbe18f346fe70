import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GadPost, Subscription } from '@chasqui/subscriptions';
import { AlertsScene, CANTON, DAY_MS, ESMERALDAS, NOW, refusal } from './alerts.scene.js';

let scene: AlertsScene;
let olga: string;
let rosa: string;
let teo: string;

beforeAll(async () => {
  scene = await AlertsScene.open();
});
beforeEach(async () => {
  await scene.clear();
  [olga, rosa, teo] = [
    await scene.person('Olga'),
    await scene.person('Rosa', ESMERALDAS, 'liaison'),
    await scene.person('Teo', ESMERALDAS, 'liaison'),
  ];
});
afterAll(() => scene.close());

const input = {
  name: 'Punto focal de Ambiente',
  department: 'Dirección de Ambiente',
  themes: ['turismo'],
  frequency: 'daily',
  minScore: 60,
  includeCredit: false,
};
const by = (accountId: string, gadCode = ESMERALDAS) => ({ accountId, gadCode });
const alert = { active: true, minScore: 50, includeCredit: false };

describe('A post of a GAD', () => {
  it('is created with its alert; the holder is told what for', async () => {
    const post = await scene.posts.create(by(olga), input, rosa);
    expect(post).toMatchObject({ name: input.name, active: true, themes: ['turismo'], holder: { id: rosa } });
    expect(await scene.database.manager.findOneBy(Subscription, { postId: post.id })).toMatchObject({
      accountId: rosa,
      gadCode: ESMERALDAS,
      frequency: 'daily',
      since: NOW,
    });
    expect(await scene.said(rosa)).toEqual(['post yes handover']);
    expect(await scene.events()).toEqual([
      { type: 'posts.given', payload: expect.objectContaining({ accountId: rosa, gadCode: ESMERALDAS }) },
    ]);
    await scene.posts.create(by(olga), { ...input, name: 'Cooperación' }, olga);
    expect(await scene.events()).toHaveLength(1);
    expect(await scene.said(olga)).toEqual(['post yes form']);
  });

  it('belongs to its GAD: nobody else changes it, and only its people hold it', async () => {
    const other = await scene.person('Ana', CANTON);
    const { id } = await scene.posts.create(by(olga), input, rosa);
    const stranger = by(other, CANTON);
    expect(await refusal(scene.posts.create(by(olga), { ...input, name: 'Otro' }, other))).toBe(
      'alerts.not_your_gad',
    );
    for (const change of [
      () => scene.posts.change(stranger, id, input),
      () => scene.posts.remove(stranger, id),
      () => scene.posts.handOver(stranger, id, other),
      () => scene.posts.find(CANTON, id),
      () => scene.posts.holdingsOf(CANTON, rosa),
    ]) {
      expect(await refusal(change())).toBe('not_found');
    }
    expect(await refusal(scene.posts.handOver(by(olga), id, other))).toBe('alerts.not_your_gad');
    expect(await refusal(scene.posts.handOverAll(stranger, rosa, olga))).toBe('alerts.not_your_gad');
    expect(await scene.posts.find(ESMERALDAS, id)).toMatchObject({ holder: { id: rosa } });
  });

  it('has a name of its own, and is changed and removed with its alert', async () => {
    const { id } = await scene.posts.create(by(olga), input, rosa);
    expect(await refusal(scene.posts.create(by(olga), input, teo))).toBe('post.exists');
    const changed = await scene.posts.change(by(olga), id, { ...input, name: 'Ambiente', minScore: 70 });
    expect(changed).toMatchObject({ name: 'Ambiente', minScore: 70 });
    await scene.posts.remove(by(olga), id);
    expect(await scene.database.manager.countBy(Subscription, {})).toBe(0);
    expect(await scene.said(rosa)).toEqual(['post yes handover', 'post no form']);
    expect(await scene.traced('gad_post')).toEqual(['post.created', 'post.changed', 'post.removed']);
  });

  it('leaves its topics to the GAD, the rest to its holder, who may refuse it', async () => {
    const { subscriptionId, id } = await scene.posts.create(by(olga), input, rosa);
    await scene.subscriptions.change(rosa, subscriptionId, { frequency: 'weekly' });
    expect(await refusal(scene.subscriptions.change(rosa, subscriptionId, { themes: [] }))).toBe(
      'alerts.topics_of_post',
    );
    await scene.preferences.stop(rosa, `sub:${subscriptionId}`, 'mail_link');
    expect(await scene.posts.find(ESMERALDAS, id)).toMatchObject({ active: false, frequency: 'weekly' });
  });
});

describe('Handing a post over', () => {
  it('moves the alert and what waits, in one action, with evidence for both', async () => {
    const post = await scene.posts.create(by(olga), input, rosa);
    const list = post.subscriptionId;
    const own = await scene.subscriptions.choose(rosa, ESMERALDAS, alert);
    await scene.owed(rosa, { eventKey: 'a', subscriptionIds: [list], reasons: ['el puesto'] });
    await scene.owed(rosa, {
      eventKey: 'b',
      subscriptionIds: [own.id, list],
      reasons: ['su GAD', 'el puesto'],
    });
    await scene.owed(rosa, { eventKey: 'c', subscriptionIds: [own.id], reasons: ['su GAD'] });
    await scene.owed(teo, { eventKey: 'b', reasons: ['su búsqueda'] });
    await scene.preferences.pause(rosa, `sub:${list}`, '2026-05-01', 'form');
    scene.pass(DAY_MS);

    await scene.posts.handOver(by(olga), post.id, teo);

    expect(await scene.posts.find(ESMERALDAS, post.id)).toMatchObject({
      holder: { id: teo },
      active: true,
      pausedUntil: null,
      heldSince: new Date(NOW.getTime() + DAY_MS),
    });
    const shown = async (id: string) =>
      (await scene.notices(id)).map(({ eventKey, state, reasons }) => [eventKey, state, reasons]);
    expect(await shown(rosa)).toEqual([
      ['a', 'cancelled', ['el puesto']],
      ['b', 'pending', ['su GAD']],
      ['c', 'pending', ['su GAD']],
    ]);
    expect(await shown(teo)).toEqual([
      ['a', 'pending', ['el puesto']],
      ['b', 'pending', ['su búsqueda', 'el puesto']],
    ]);
    expect(await scene.said(rosa)).toEqual(['post yes handover', 'matches yes form', 'post no handover']);
    expect(await scene.said(teo)).toEqual(['post yes handover']);
    expect((await scene.events()).map(({ payload }) => payload)).toMatchObject([
      { accountId: rosa },
      { accountId: teo },
    ]);
  });

  it('leaves the one before nothing to stop: her old link says that it is not hers', async () => {
    const post = await scene.posts.create(by(olga), input, rosa);
    await scene.posts.handOver(by(olga), post.id, teo);
    expect(await scene.preferences.stop(rosa, `sub:${post.subscriptionId}`, 'one_click')).toEqual({
      result: 'not_yours',
      what: '',
    });
    expect(await scene.posts.find(ESMERALDAS, post.id)).toMatchObject({ active: true });
  });

  it('is done once when two people press the button at once', async () => {
    const post = await scene.posts.create(by(olga), input, rosa);
    const outcomes = await Promise.allSettled([
      scene.posts.handOver(by(olga), post.id, teo),
      scene.posts.handOver(by(olga), post.id, teo),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await scene.said(teo)).toEqual(['post yes handover']);
  });
});

describe('Handing everything over, when somebody leaves', () => {
  it('passes on her posts, her alert of the GAD and what she follows for it; her own searches stay', async () => {
    const [call, hers] = [await scene.call(), await scene.call()];
    const post = await scene.posts.create(by(olga), input, rosa);
    const own = await scene.subscriptions.choose(rosa, ESMERALDAS, alert);
    await scene.searches.save(rosa, 'q=riego', 'Riego', { notify: true, frequency: 'daily' });
    await scene.follows.follow(rosa, call.id, ESMERALDAS);
    await scene.follows.follow(rosa, hers.id);
    await scene.follows.change(rosa, call.id, { ladder: [20, 10] });
    await scene.owed(rosa, { kind: 'deadline', eventKey: 'deadline/x', callId: call.id, step: '10' });
    await scene.owed(rosa, { eventKey: 'a', subscriptionIds: [own.id], reasons: ['su GAD'] });
    expect(await scene.posts.holdingsOf(ESMERALDAS, rosa)).toMatchObject({
      posts: [{ id: post.id }],
      gadAlert: true,
      followedCalls: 1,
    });
    scene.pass(DAY_MS);

    expect(await scene.posts.handOverAll(by(olga), rosa, teo)).toEqual({
      posts: 1,
      gadAlert: true,
      followedCalls: 1,
    });

    expect((await scene.preferences.overview(teo)).alerts.map(({ kind }) => kind)).toEqual([
      'matches',
      'post',
    ]);
    expect((await scene.preferences.overview(rosa)).alerts.map(({ kind }) => kind)).toEqual(['search']);
    expect((await scene.follows.of(rosa)).map(({ callId }) => callId)).toEqual([hers.id]);
    // An hour back, so that a step that falls due right now is not lost.
    expect(await scene.follows.find(teo, call.id)).toMatchObject({
      gadCode: ESMERALDAS,
      ladder: [20, 10],
      since: new Date(NOW.getTime() + DAY_MS - 3_600_000),
    });
    expect((await scene.notices(teo)).map(({ eventKey, state, step }) => [eventKey, state, step])).toEqual([
      ['a', 'pending', null],
      ['deadline/x', 'pending', '10'],
    ]);
    expect((await scene.notices(rosa)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(await scene.posts.handOverAll(by(olga), rosa, teo)).toEqual({
      posts: 0,
      gadAlert: false,
      followedCalls: 0,
    });
  });

  it('leaves to the next one what she has already', async () => {
    const call = await scene.call();
    const leaving = await scene.subscriptions.choose(rosa, ESMERALDAS, alert);
    const kept = await scene.subscriptions.choose(teo, ESMERALDAS, { ...alert, minScore: 80 });
    await scene.follows.follow(rosa, call.id, ESMERALDAS);
    await scene.follows.follow(teo, call.id);
    await scene.owed(rosa, { eventKey: 'a', subscriptionIds: [leaving.id], reasons: ['su GAD'] });

    await scene.posts.handOverAll(by(olga), rosa, teo);

    expect(await scene.subscriptions.find(teo, ESMERALDAS)).toMatchObject({ id: kept.id, minScore: 80 });
    expect(await scene.subscriptions.find(rosa, ESMERALDAS)).toBeNull();
    expect(await scene.follows.find(teo, call.id)).toMatchObject({ since: NOW });
    expect(await scene.notices(teo)).toMatchObject([
      { eventKey: 'a', state: 'pending', subscriptionIds: [kept.id] },
    ]);
  });

  it('also reaches somebody who had switched her own alert off', async () => {
    await scene.subscriptions.choose(rosa, ESMERALDAS, alert);
    await scene.subscriptions.choose(teo, ESMERALDAS, alert);
    await scene.subscriptions.choose(teo, ESMERALDAS, { ...alert, active: false });
    await scene.posts.handOverAll(by(olga), rosa, teo);
    expect(await scene.subscriptions.find(teo, ESMERALDAS)).toMatchObject({ active: true });
  });
});

describe('Inviting a focal point', () => {
  it('registers her as a liaison of the GAD, once, and tells her', async () => {
    const invitation = { name: 'Lía Luna', email: 'Lia.Luna@esmeraldas.example' };
    const [first, second] = await Promise.all([
      scene.posts.invite(by(olga), invitation),
      scene.posts.invite(by(olga), invitation),
    ]);
    expect(first.id).toBe(second.id);
    expect((await scene.posts.members(ESMERALDAS)).find(({ id }) => id === first.id)).toMatchObject({
      email: 'lia.luna@esmeraldas.example',
      roles: ['liaison'],
    });
    expect(await scene.events()).toHaveLength(1);
    const post = await scene.posts.create(by(olga), input, first.id);
    expect(post.holder.name).toBe('Lía Luna');
  });

  it('leaves the people of the GAD as they are, and refuses what is no address or name', async () => {
    const { email } = (await scene.posts.members(ESMERALDAS)).find(({ id }) => id === olga)!;
    await scene.posts.invite(by(olga), { name: 'Otra', email });
    expect((await scene.posts.members(ESMERALDAS)).find(({ id }) => id === olga)).toMatchObject({
      name: 'Olga',
      roles: ['officer'],
    });
    expect(await scene.events()).toEqual([]);
    expect(await refusal(scene.posts.invite(by(olga), { name: 'Lía', email: 'sin arroba' }))).toBe(
      'account.bad_email',
    );
    expect(await refusal(scene.posts.invite(by(olga), { name: ' ', email: 'a@b.ec' }))).toBe(
      'account.bad_name',
    );
    expect(await scene.database.manager.countBy(GadPost, {})).toBe(0);
  });
});
