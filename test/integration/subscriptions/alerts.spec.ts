import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Subscription } from '@chasqui/subscriptions';
import { AlertsScene, CANTON, DAY_MS, ESMERALDAS, NOW, refusal, SANTA_CRUZ } from './alerts.scene.js';

const TUESDAY_7 = new Date('2026-03-03T12:00:00Z');
const NEXT_MONDAY_7 = new Date('2026-03-09T12:00:00Z');

let scene: AlertsScene;

beforeAll(async () => {
  scene = await AlertsScene.open();
});
beforeEach(() => scene.clear());
afterAll(() => scene.close());

const wanted = { active: true, minScore: 50, includeCredit: false };

describe('The alert of a GAD', () => {
  it('is switched on with its frequency, topics and evidence, and twice is once', async () => {
    const rosa = await scene.person('Rosa');
    const choice = { ...wanted, frequency: 'weekly', themes: ['turismo', 'riego-y-drenaje'] } as const;
    await Promise.all([
      scene.subscriptions.choose(rosa, ESMERALDAS, choice),
      scene.subscriptions.choose(rosa, ESMERALDAS, choice),
    ]);

    expect(await scene.subscriptions.find(rosa, ESMERALDAS)).toMatchObject({
      active: true,
      frequency: 'weekly',
      themes: ['riego-y-drenaje', 'turismo'],
      since: NOW,
    });
    expect(await scene.database.manager.countBy(Subscription, { accountId: rosa })).toBe(1);
    expect(await scene.said(rosa)).toEqual(['matches yes form']);
    expect(await scene.traced('subscription')).toEqual(['subscription.switched_on']);
  });

  it('keeps what is not said again, and announces what comes after it was switched on again', async () => {
    const rosa = await scene.person('Rosa');
    await scene.subscriptions.choose(rosa, ESMERALDAS, {
      ...wanted,
      frequency: 'daily',
      themes: ['turismo'],
    });
    scene.pass(DAY_MS);
    await scene.subscriptions.choose(rosa, ESMERALDAS, { ...wanted, minScore: 70 });
    expect(await scene.subscriptions.find(rosa, ESMERALDAS)).toMatchObject({
      minScore: 70,
      frequency: 'daily',
      themes: ['turismo'],
      since: NOW,
    });
    await scene.subscriptions.choose(rosa, ESMERALDAS, { ...wanted, active: false });
    scene.pass(DAY_MS);
    const again = await scene.subscriptions.choose(rosa, ESMERALDAS, wanted);
    expect(again.since).toEqual(new Date(NOW.getTime() + 2 * DAY_MS));
    expect(await scene.said(rosa)).toEqual(['matches yes form', 'matches no form', 'matches yes form']);
  });

  it('is only for people of the GAD, and for what the form offers', async () => {
    const rosa = await scene.person('Rosa');
    const choose = (change: object, gad = ESMERALDAS) =>
      refusal(scene.subscriptions.choose(rosa, gad, { ...wanted, ...change }));

    expect(await choose({}, CANTON)).toBe('alerts.not_your_gad');
    expect(await choose({ minScore: 101 })).toBe('subscription.bad_score');
    expect(await choose({ frequency: 'hourly' })).toBe('alerts.bad_frequency');
    expect(await choose({ themes: ['no-existe'] })).toBe('alerts.bad_theme');
    expect(await choose({ pausedUntil: '2026-03-02' })).toBe('alerts.bad_pause');
    expect(await choose({ pausedUntil: '2028-01-01' })).toBe('alerts.bad_pause');
    expect(await scene.said(rosa)).toEqual([]);
    expect(await scene.database.manager.countBy(Subscription, {})).toBe(0);
  });

  it('is changed by its owner only', async () => {
    const [rosa, teo] = [await scene.person('Rosa'), await scene.person('Teo')];
    const { id } = await scene.subscriptions.choose(rosa, ESMERALDAS, wanted);
    expect(await refusal(scene.subscriptions.change(teo, id, { active: false }))).toBe('not_found');
    await scene.subscriptions.change(rosa, id, { frequency: 'daily' });
    expect(await scene.subscriptions.find(rosa, ESMERALDAS)).toMatchObject({
      active: true,
      frequency: 'daily',
    });
  });
});

describe('A saved search', () => {
  const no = { notify: false, frequency: 'daily' } as const;
  const yes = { notify: true, frequency: 'daily' } as const;

  it('sends nothing without an explicit yes, and an empty box switches nothing off', async () => {
    const rosa = await scene.person('Rosa', null);
    const kept = await scene.searches.save(rosa, 'q=riego', 'Riego', no);
    expect([kept.active, await scene.said(rosa)]).toEqual([false, []]);

    expect((await scene.searches.save(rosa, 'q=riego', 'Riego', yes)).active).toBe(true);
    const renamed = await scene.searches.save(rosa, 'q=riego', 'Riego de la Costa', {
      ...no,
      frequency: 'weekly',
    });
    expect(renamed).toMatchObject({ active: true, frequency: 'daily', label: 'Riego de la Costa' });
    await scene.searches.change(rosa, kept.id, { notify: false });
    await scene.searches.remove(rosa, kept.id);
    expect(await scene.said(rosa)).toEqual(['search yes form', 'search no form']);
  });

  it('gets numbers in the order of the commits, and none twice, also after the last was deleted', async () => {
    const rosa = await scene.person('Rosa', null);
    const words = ['agua', 'riego', 'turismo', 'vías', 'mujeres', 'bosques'];
    await Promise.all(words.map((word) => scene.searches.save(rosa, `q=${word}`, word, yes)));
    const first = (await scene.searches.of(rosa))
      .map(({ searchSeq }) => searchSeq!)
      .toSorted((a, b) => a - b);
    expect(new Set(first).size).toBe(words.length);

    const last = (await scene.searches.of(rosa)).find(({ searchSeq }) => searchSeq === first.at(-1))!;
    await scene.searches.remove(rosa, last.id);
    const next = await scene.searches.save(rosa, 'q=ganado', 'Ganado', yes);
    expect(next.searchSeq).toBeGreaterThan(first.at(-1)!);
    const edited = await scene.searches.change(rosa, next.id, { query: 'q=cacao' });
    expect(edited.searchSeq).toBeGreaterThan(next.searchSeq!);
    expect(edited).toMatchObject({ searchQuery: 'q=cacao', label: 'Ganado', since: NOW });
  });

  it('is not made the same as another, and belongs to one person', async () => {
    const [rosa, teo] = [await scene.person('Rosa', null), await scene.person('Teo', null)];
    const kept = await scene.searches.save(rosa, 'q=riego', 'Riego', yes);
    await scene.searches.save(rosa, 'q=agua', 'Agua', yes);
    expect(await refusal(scene.searches.change(rosa, kept.id, { query: 'q=agua' }))).toBe('search.duplicate');
    expect(await refusal(scene.searches.change(teo, kept.id, { notify: false }))).toBe('not_found');
    expect(await refusal(scene.searches.remove(teo, kept.id))).toBe('not_found');
  });
});

describe('What waits to be told', () => {
  it('moves with the frequency, the hour and the pause of its alert', async () => {
    const rosa = await scene.person('Rosa');
    const { id } = await scene.subscriptions.choose(rosa, ESMERALDAS, { ...wanted, frequency: 'weekly' });
    await scene.owed(rosa, { subscriptionIds: [id], reasons: ['su GAD'], dueAt: NEXT_MONDAY_7 });
    const due = async () => (await scene.notices(rosa))[0]!.dueAt;

    await scene.subscriptions.change(rosa, id, { frequency: 'daily' });
    expect(await due()).toEqual(TUESDAY_7);
    await scene.settings.change(rosa, { hour: 20 });
    expect(await due()).toEqual(new Date('2026-03-03T01:00:00Z'));
    await scene.subscriptions.change(rosa, id, { pausedUntil: '2026-04-01' });
    expect(await due()).toEqual(new Date('2026-04-02T01:00:00Z'));
    await scene.subscriptions.change(rosa, id, { pausedUntil: null, frequency: 'immediate' });
    expect(await due()).toEqual(NOW);
  });

  it('is held by a pause of everything, but for what is urgent', async () => {
    const rosa = await scene.person('Rosa');
    await scene.owed(rosa, { kind: 'deadline', eventKey: 'deadline/1', dueAt: TUESDAY_7 });
    await scene.owed(rosa, { kind: 'call_change', eventKey: 'urgent/1', urgent: true });
    await scene.settings.change(rosa, { pausedUntil: '2026-03-20' });
    const due = async () => (await scene.notices(rosa)).map(({ dueAt }) => dueAt.toISOString());

    expect(await due()).toEqual(['2026-03-20T12:00:00.000Z', NOW.toISOString()]);
    await scene.settings.change(rosa, { pausedUntil: null });
    expect(await due()).toEqual([TUESDAY_7.toISOString(), NOW.toISOString()]);
  });
});

describe('The settings of a person', () => {
  it('are the defaults before she chooses, in the zone of her GAD', async () => {
    const [rosa, isla] = [await scene.person('Rosa'), await scene.person('Isla', SANTA_CRUZ)];
    expect(await scene.settings.of(rosa)).toMatchObject({ zone: 'America/Guayaquil', hour: 7, weekday: 1 });
    expect(await scene.settings.of(isla)).toMatchObject({
      zone: 'Pacific/Galapagos',
      ladder: [60, 30, 15, 7, 3, 1],
      reminders: true,
      changes: true,
      bulletin: false,
    });
  });

  it('are changed one by one, with evidence for each of what she agrees to', async () => {
    const isla = await scene.person('Isla', SANTA_CRUZ);
    await scene.settings.change(isla, { bulletin: true, ladder: [3, 30, 3] });
    await scene.settings.change(isla, { reminders: false });
    await scene.settings.change(isla, { reminders: false });

    expect(await scene.settings.of(isla)).toMatchObject({
      zone: 'Pacific/Galapagos',
      ladder: [30, 3],
      bulletin: true,
      reminders: false,
    });
    expect(await scene.said(isla)).toEqual(['bulletin yes form', 'reminders no form']);
    expect(await scene.traced('alert_settings')).toHaveLength(2);
  });

  it.each([
    [{ zone: 'America/Quito' }, 'alerts.bad_zone'],
    [{ hour: 24 }, 'alerts.bad_hour'],
    [{ weekday: 0 }, 'alerts.bad_weekday'],
    [{ ladder: [] }, 'alerts.bad_ladder'],
    [{ ladder: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, 'alerts.bad_ladder'],
    [{ ladder: [1.5] }, 'alerts.bad_ladder'],
    [{ ladder: [366] }, 'alerts.bad_ladder'],
    [{ pausedUntil: '2026-02-30' }, 'alerts.bad_pause'],
  ])('refuse %j', async (change, code) => {
    const rosa = await scene.person('Rosa');
    expect(await refusal(scene.settings.change(rosa, change))).toBe(code);
  });
});
