import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OweBulletin } from '@chasqui/notifications';
import { Consent } from '@chasqui/subscriptions';
import { AlertScene, ecuador, galapagos } from './alert.scene.js';

const ASKED = ecuador('2027-01-10T10:00');

let scene: AlertScene;

beforeAll(async () => {
  scene = await AlertScene.open(ASKED);
});

beforeEach(() => scene.clear(ASKED));

afterAll(() => scene.close());

async function consents(accountId: string, given = true, at = scene.clock.now()): Promise<void> {
  await scene.database.manager.save(Consent, {
    accountId,
    purpose: 'bulletin',
    subscriptionId: null,
    given,
    wording: 'Quiero recibir el boletín mensual.',
    way: 'form',
    addressHash: 'x',
    at,
  });
}

async function reader(settings: { hour?: number; zone?: string; pausedUntil?: string } = {}) {
  const id = await scene.person({ bulletin: true, ...settings });
  await consents(id);
  return id;
}

function runAt(now: Date): Promise<number> {
  scene.clock.moveTo(now);
  return scene.get(OweBulletin).execute();
}

describe('the monthly bulletin', () => {
  it('comes once, on the first working day at the hour of the person', async () => {
    const id = await reader();
    expect(await runAt(ecuador('2027-02-01T06:59'))).toBe(0);
    expect(await runAt(ecuador('2027-02-01T07:00'))).toBe(1);
    expect(await runAt(ecuador('2027-02-01T08:00'))).toBe(0);
    expect(await runAt(ecuador('2027-02-28T08:00'))).toBe(0);
    // The first of May is a Saturday.
    expect(await runAt(ecuador('2027-05-01T12:00'))).toBe(0);
    expect(await runAt(ecuador('2027-05-03T07:00'))).toBe(1);

    const notices = await scene.notices();
    expect(notices.map(({ eventKey }) => eventKey)).toEqual(['bulletin/2027-01', 'bulletin/2027-04']);
    expect(notices[0]).toMatchObject({
      accountId: id,
      kind: 'bulletin',
      callId: null,
      reasons: ['pidió el boletín mensual'],
      facts: { kind: 'bulletin', month: '2027-01' },
      dueAt: ecuador('2027-02-01T07:00'),
    });
  });

  it('comes by the clocks of each person', async () => {
    await reader({ zone: 'Pacific/Galapagos' });
    await reader({ hour: 18 });

    expect(await runAt(ecuador('2027-02-01T07:30'))).toBe(0);
    expect(await runAt(galapagos('2027-02-01T07:00'))).toBe(1);
    expect(await runAt(ecuador('2027-02-01T18:00'))).toBe(1);
  });

  it('comes late when nothing ran, but not at the end of the month', async () => {
    await reader();
    expect(await runAt(ecuador('2027-02-12T07:00'))).toBe(0);
    expect(await runAt(ecuador('2027-02-11T07:00'))).toBe(1);
  });

  it('comes to nobody without a consent, or who took it back, or gave it after the hour', async () => {
    await scene.person({ bulletin: true });
    await consents(await scene.person());
    const back = await reader();
    await consents(back, false, ecuador('2027-01-20T10:00'));
    const late = await scene.person({ bulletin: true });
    await consents(late, true, ecuador('2027-02-01T07:01'));

    expect(await runAt(ecuador('2027-02-01T09:00'))).toBe(0);
    expect(await runAt(ecuador('2027-03-01T09:00'))).toBe(1);
    expect((await scene.notices()).map(({ accountId }) => accountId)).toEqual([late]);
  });

  it('waits for the end of a pause', async () => {
    await reader({ pausedUntil: '2027-02-04' });
    expect(await runAt(ecuador('2027-02-01T09:00'))).toBe(0);
    expect(await runAt(ecuador('2027-02-04T07:00'))).toBe(1);
  });
});
