import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportRows, Follow } from '@chasqui/subscriptions';
import { AlertsScene, CANTON, DAY_MS, ESMERALDAS, NOW, refusal } from './alerts.scene.js';

let scene: AlertsScene;

beforeAll(async () => {
  scene = await AlertsScene.open();
});
beforeEach(() => scene.clear());
afterAll(() => scene.close());

const alert = { active: true, minScore: 50, includeCredit: false };
const search = { notify: true, frequency: 'daily' } as const;

describe('Following a call', () => {
  it('starts with her own ladder, once, however often the button is pressed', async () => {
    const [rosa, call] = [await scene.person('Rosa'), await scene.call()];
    await scene.settings.change(rosa, { ladder: [10, 2] });
    await Promise.all([
      scene.follows.follow(rosa, call.id, ESMERALDAS),
      scene.follows.follow(rosa, call.id, ESMERALDAS),
    ]);

    expect(await scene.follows.of(rosa)).toMatchObject([
      {
        callId: call.id,
        title: call.title,
        gadCode: ESMERALDAS,
        ladder: [10, 2],
        reviewEveryDays: 30,
        since: NOW,
        published: true,
        nextDate: { role: 'close', at: new Date('2026-06-30T15:00:00Z') },
      },
    ]);
    expect(await scene.said(rosa)).toEqual(['reminders yes form']);
  });

  it('is for published calls, and for a GAD of hers', async () => {
    const [rosa, call] = [await scene.person('Rosa'), await scene.call()];
    expect(await refusal(scene.follows.follow(rosa, call.id, CANTON))).toBe('alerts.not_your_gad');
    await scene.calls.unpublish(call.id, null);
    expect(await refusal(scene.follows.follow(rosa, call.id))).toBe('not_found');
    expect(await scene.follows.of(rosa)).toEqual([]);
  });

  it('starts again with another ladder, so that what has passed is not sent', async () => {
    const [rosa, call] = [await scene.person('Rosa'), await scene.call()];
    await scene.follows.follow(rosa, call.id);
    scene.pass(DAY_MS);
    expect((await scene.follows.change(rosa, call.id, { reviewEveryDays: 14 })).since).toEqual(NOW);
    const changed = await scene.follows.change(rosa, call.id, { ladder: [5, 90] });
    expect(changed).toMatchObject({ ladder: [90, 5], since: new Date(NOW.getTime() + DAY_MS) });
    expect(await refusal(scene.follows.change(rosa, call.id, { reviewEveryDays: 6 }))).toBe(
      'alerts.bad_review',
    );
    const teo = await scene.person('Teo');
    expect(await refusal(scene.follows.change(teo, call.id, { ladder: [1] }))).toBe('not_found');
  });
});

describe('A list that a mail names', () => {
  it('is stopped once, and resumed as it was', async () => {
    const rosa = await scene.person('Rosa');
    const { id } = await scene.subscriptions.choose(rosa, ESMERALDAS, { ...alert, themes: ['turismo'] });
    const list = `sub:${id}`;
    const stops = await Promise.all([
      scene.preferences.stop(rosa, list, 'one_click'),
      scene.preferences.stop(rosa, list, 'one_click'),
    ]);
    expect(stops.map(({ result }) => result).toSorted()).toEqual(['already', 'done']);
    expect(stops[0].what).toMatch(/^lo que coincide con el GAD .*Esmeraldas/);
    expect(await scene.preferences.describe(rosa, list)).toMatchObject({ on: false });

    expect((await scene.preferences.resume(rosa, list, 'mail_link')).result).toBe('done');
    expect(await scene.subscriptions.find(rosa, ESMERALDAS)).toMatchObject({
      active: true,
      themes: ['turismo'],
    });
    expect(await scene.said(rosa)).toEqual([
      'matches yes form',
      'matches no one_click',
      'matches yes mail_link',
    ]);
  });

  it('of somebody else does nothing and says so', async () => {
    const [rosa, teo, call] = [await scene.person('Rosa'), await scene.person('Teo'), await scene.call()];
    const { id } = await scene.subscriptions.choose(rosa, ESMERALDAS, alert);
    for (const list of [`sub:${id}`, `sub:${call.id}`, 'follow:x', 'todo', `follow:${id}`]) {
      expect(await scene.preferences.stop(teo, list, 'mail_link')).toEqual({ result: 'not_yours', what: '' });
      expect(await scene.preferences.describe(teo, list)).toBeNull();
    }
    expect(await scene.preferences.stop(teo, `follow:${call.id}`, 'mail_link')).toMatchObject({
      result: 'already',
    });
    expect(await scene.subscriptions.find(rosa, ESMERALDAS)).toMatchObject({ active: true });
  });

  it('is paused until a day: its own pause for an alert, that of everything for the rest', async () => {
    const [rosa, call] = [await scene.person('Rosa'), await scene.call()];
    const { id } = await scene.subscriptions.choose(rosa, ESMERALDAS, alert);
    await scene.follows.follow(rosa, call.id);
    const until = '2026-04-01';

    expect((await scene.preferences.pause(rosa, `sub:${id}`, until, 'mail_link')).result).toBe('done');
    expect(await scene.preferences.describe(rosa, `sub:${id}`)).toMatchObject({
      pausedUntil: until,
      pausesAll: false,
    });
    expect(await scene.preferences.describe(rosa, `follow:${call.id}`)).toMatchObject({
      pausedUntil: null,
      pausesAll: true,
    });
    await scene.preferences.pause(rosa, `follow:${call.id}`, until, 'mail_link');
    expect(await scene.settings.of(rosa)).toMatchObject({ pausedUntil: until });
    await scene.preferences.resume(rosa, `follow:${call.id}`, 'mail_link');
    expect(await scene.settings.of(rosa)).toMatchObject({ pausedUntil: null });
    expect(await refusal(scene.preferences.pause(rosa, 'all', '2026-03-02', 'mail_link'))).toBe(
      'alerts.bad_pause',
    );
  });

  it('brings a call back as she followed it', async () => {
    const [rosa, call] = [await scene.person('Rosa'), await scene.call()];
    await scene.follows.follow(rosa, call.id, ESMERALDAS);
    await scene.follows.change(rosa, call.id, { ladder: [12], reviewEveryDays: 60 });
    const list = `follow:${call.id}`;
    expect((await scene.preferences.stop(rosa, list, 'mail_link')).result).toBe('done');
    expect(await scene.follows.find(rosa, call.id)).toBeNull();
    scene.pass(DAY_MS);
    await scene.preferences.resume(rosa, list, 'mail_link');
    expect(await scene.follows.find(rosa, call.id)).toMatchObject({
      gadCode: ESMERALDAS,
      ladder: [12],
      reviewEveryDays: 60,
      since: new Date(NOW.getTime() + DAY_MS),
    });
  });

  it('of everything stops what is on, and switches on again just that', async () => {
    const [rosa, call] = [await scene.person('Rosa'), await scene.call()];
    await scene.subscriptions.choose(rosa, ESMERALDAS, alert);
    await scene.searches.save(rosa, 'q=riego', 'Riego', search);
    await scene.searches.save(rosa, 'q=agua', 'Agua', { ...search, notify: false });
    await scene.settings.change(rosa, { changes: false });
    await scene.follows.follow(rosa, call.id);
    const on = async () => {
      const { alerts, settings } = await scene.preferences.overview(rosa);
      const { reminders, changes, bulletin } = settings;
      return [alerts.map(({ active }) => active), { reminders, changes, bulletin }];
    };
    const before = await on();

    expect((await scene.preferences.stop(rosa, 'all', 'one_click')).result).toBe('done');
    expect((await scene.preferences.stop(rosa, 'all', 'one_click')).result).toBe('already');
    expect(await on()).toEqual([
      [false, false, false],
      { reminders: false, changes: false, bulletin: false },
    ]);
    expect(await scene.database.manager.countBy(Follow, { accountId: rosa })).toBe(1);
    await scene.preferences.resume(rosa, 'all', 'mail_link');
    expect(await on()).toEqual(before);
  });
});

describe('What a person sees of herself', () => {
  it('is everything that she receives, with the next delivery of each', async () => {
    const [rosa, teo] = [await scene.person('Rosa'), await scene.person('Teo')];
    await scene.subscriptions.choose(rosa, ESMERALDAS, { ...alert, frequency: 'weekly' });
    await scene.searches.save(rosa, 'q=riego', 'Riego', { ...search, frequency: 'immediate' });
    await scene.searches.save(teo, 'q=agua', 'Agua', search);
    const post = { name: 'Ambiente', department: '', themes: ['turismo'], minScore: 60, includeCredit: true };
    await scene.posts.create({ accountId: teo, gadCode: ESMERALDAS }, { ...post, frequency: 'daily' }, rosa);

    const { alerts, person, nextDigest } = await scene.preferences.overview(rosa);
    expect(person.name).toBe('Rosa');
    expect(nextDigest).toEqual(new Date('2026-03-03T12:00:00Z'));
    expect(alerts.map(({ kind, what, nextDelivery, atOnce }) => [kind, what, nextDelivery, atOnce])).toEqual([
      [
        'matches',
        expect.stringMatching(/^lo que coincide con el GAD/),
        new Date('2026-03-09T12:00:00Z'),
        false,
      ],
      ['post', expect.stringMatching(/\(Ambiente\)$/), new Date('2026-03-03T12:00:00Z'), false],
      ['search', 'su búsqueda «Riego»', NOW, true],
    ]);
  });

  it('is exported whole, and nothing of others', async () => {
    const [rosa, teo, call] = [await scene.person('Rosa'), await scene.person('Teo'), await scene.call()];
    const { id } = await scene.subscriptions.choose(rosa, ESMERALDAS, alert);
    await scene.searches.save(teo, 'q=agua', 'Búsqueda de Teo', search);
    scene.pass(1000);
    await scene.follows.follow(rosa, call.id);
    await scene.owed(rosa, { callId: call.id, subscriptionIds: [id], reasons: ['lo de su GAD'] });
    await scene.owed(teo, { callId: call.id, reasons: ['lo de Teo'] });

    const data = await scene.preferences.export(rosa);
    expect(data).toMatchObject({
      person: { id: rosa, name: 'Rosa' },
      consents: [{ purpose: 'reminders' }, { purpose: 'matches' }].map((each) =>
        expect.objectContaining(each),
      ),
      notices: [{ kind: 'new_call', call: call.title, state: 'pending', reasons: ['lo de su GAD'] }],
      follows: [{ callId: call.id }],
    });
    const rows = exportRows(data);
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([5]));
    expect(new Set(rows.map(([kind]) => kind))).toEqual(
      new Set(['tipo', 'persona', 'ajuste', 'aviso', 'seguimiento', 'consentimiento', 'notificación']),
    );
    expect(JSON.stringify([data, rows])).not.toContain('Teo');
  });
});
