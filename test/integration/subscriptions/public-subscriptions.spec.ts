import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Account, Membership } from '@chasqui/accounts';
import { Consent, type PublicRequest, SubscriptionRequest } from '@chasqui/subscriptions';
import { AlertsScene, DAY_MS, refusal } from './alerts.scene.js';

const HOUR_MS = 3_600_000;
let scene: AlertsScene;

beforeAll(async () => {
  scene = await AlertsScene.open();
});
beforeEach(() => scene.clear());
afterAll(() => scene.close());

const wanted: PublicRequest = {
  email: 'Ana@Vecina.example',
  name: 'Ana María Ñauñay',
  searchQuery: 'q=riego',
  label: 'riego',
  frequency: 'weekly',
  bulletin: false,
  agreed: true,
};

async function ask(changes: Partial<PublicRequest> = {}): Promise<void> {
  await scene.requests.request({ ...wanted, ...changes });
}

function requests(): Promise<SubscriptionRequest[]> {
  return scene.database.manager.find(SubscriptionRequest, { order: { requestedAt: 'ASC' } });
}

async function onlyRequest(): Promise<SubscriptionRequest> {
  const all = await requests();
  expect(all).toHaveLength(1);
  return all[0]!;
}

describe('Alerts for somebody without an account', () => {
  it('are asked for, and nothing exists of them but the request until they are confirmed', async () => {
    await ask();
    const { id, email, wording } = await onlyRequest();
    expect(email).toBe('ana@vecina.example');
    expect(wording).toMatch(/^Quiero recibir por correo las convocatorias nuevas/);
    expect(await scene.events()).toEqual([
      { type: 'subscription.requested', payload: { requestId: id, again: false } },
    ]);
    expect(await scene.database.manager.countBy(Account, {})).toBe(0);
    expect(await scene.requests.look(id)).toMatchObject({ state: 'waiting' });
    expect(await scene.database.manager.countBy(Account, {})).toBe(0);
  });

  it('are confirmed once, whoever presses twice: an account without a role, the search, the evidence', async () => {
    await ask({ bulletin: true });
    const { id, wording } = await onlyRequest();
    const [first, second] = await Promise.all([scene.requests.confirm(id), scene.requests.confirm(id)]);
    expect([first.state, second.state]).toEqual(['confirmed', 'confirmed']);

    const account = await scene.database.manager.findOneByOrFail(Account, {});
    expect(account).toMatchObject({ email: 'ana@vecina.example', name: 'Ana María Ñauñay' });
    expect(await scene.database.manager.countBy(Membership, {})).toBe(0);
    expect(await scene.searches.of(account.id)).toMatchObject([
      { active: true, searchQuery: 'q=riego', label: 'riego', frequency: 'weekly' },
    ]);
    expect(await scene.settings.of(account.id)).toMatchObject({ bulletin: true });
    expect(await scene.said(account.id)).toEqual(['search yes confirmation', 'bulletin yes confirmation']);
    expect(await scene.database.manager.countBy(Consent, { wording })).toBe(2);
  });

  it('go to the account that the address has already, with its name and roles', async () => {
    const rosa = await scene.person('Rosa');
    const { email } = await scene.database.manager.findOneByOrFail(Account, { id: rosa });
    await ask({ email, name: 'Otro Nombre' });
    const { id } = await onlyRequest();
    expect(await scene.requests.confirm(id)).toMatchObject({ state: 'confirmed', accountId: rosa });
    expect(await scene.database.manager.findOneByOrFail(Account, { id: rosa })).toMatchObject({
      name: 'Rosa',
    });
    expect(await scene.searches.of(rosa)).toHaveLength(1);
  });

  it('are not opened for an account that was closed', async () => {
    const rosa = await scene.person('Rosa');
    const { email } = await scene.database.manager.findOneByOrFail(Account, { id: rosa });
    await scene.database.manager.update(Account, rosa, { disabledAt: scene.clock.now() });
    await ask({ email });
    expect(await scene.requests.confirm((await onlyRequest()).id)).toEqual({ state: 'gone' });
    expect(await scene.searches.of(rosa)).toEqual([]);
  });

  it('asked for again are repeated once, and no more', async () => {
    await ask();
    await ask();
    await ask();
    const { id, repeatedAt } = await onlyRequest();
    expect(repeatedAt).not.toBeNull();
    expect((await scene.events()).map(({ payload }) => payload)).toEqual([
      { requestId: id, again: false },
      { requestId: id, again: true },
    ]);
    expect(await scene.requests.repeat(id)).toBe(false);
  });

  it('are mailed about to one address three times a day at most, whatever is asked for', async () => {
    for (const word of ['agua', 'riego', 'turismo', 'vías', 'cacao']) {
      await ask({ searchQuery: `q=${word}`, label: word });
    }
    expect(await requests()).toHaveLength(3);
    scene.pass(DAY_MS);
    await ask({ searchQuery: 'q=cacao', label: 'cacao' });
    expect(await requests()).toHaveLength(4);
  });

  it('expire after 48 hours, can then be repeated once, and are forgotten with their address', async () => {
    await ask();
    const { id } = await onlyRequest();
    scene.pass(48 * HOUR_MS);
    expect(await scene.requests.confirm(id)).toEqual({ state: 'expired', repeatable: true });
    expect(await scene.database.manager.countBy(Account, {})).toBe(0);
    expect(await scene.requests.repeat(id)).toBe(true);
    expect(await scene.requests.look(id)).toMatchObject({ state: 'waiting' });
    scene.pass(49 * HOUR_MS);
    expect(await scene.requests.look(id)).toEqual({ state: 'expired', repeatable: false });
    await scene.requests.forgetExpired();
    expect(await requests()).toHaveLength(1);
    scene.pass(7 * DAY_MS);
    await scene.requests.forgetExpired();
    expect(await requests()).toEqual([]);
    expect(await scene.requests.confirm(id)).toEqual({ state: 'gone' });
  });

  it.each([
    [{ agreed: false }, 'subscription.bad_request'],
    [{ email: 'ana' }, 'subscription.bad_request'],
    [{ email: 'ana@x.ec\r\nBcc: b@y.ec' }, 'subscription.bad_request'],
    [{ name: '' }, 'subscription.bad_request'],
    [{ name: 'Gane en https://malo.example' }, 'subscription.bad_request'],
    [{ frequency: 'cada hora' }, 'subscription.bad_request'],
    [{ searchQuery: null }, 'subscription.bad_request'],
    [{ searchQuery: '' }, 'search.empty'],
    [{ label: '' }, 'search.bad_label'],
  ])('are refused when %j', async (changes, code) => {
    expect(await refusal(scene.requests.request({ ...wanted, ...changes }))).toBe(code);
    expect(await requests()).toEqual([]);
  });
});
