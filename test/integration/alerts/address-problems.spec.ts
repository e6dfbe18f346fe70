import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NoteAddressProblem } from '@chasqui/notifications';
import { AlertPreferences, Consent } from '@chasqui/subscriptions';
import { AlertScene, ecuador } from './alert.scene.js';

const NOW = ecuador('2027-03-02T10:00');
const OFFICER = { role: 'officer', gadCode: '08' } as const;

let scene: AlertScene;
let lost: string;

beforeAll(async () => {
  scene = await AlertScene.open(NOW);
});

beforeEach(async () => {
  await scene.clear(NOW);
  lost = await scene.person({}, [OFFICER]);
});

afterAll(() => scene.close());

const note = (accountId = lost, trouble: 'permanent' | 'complaint' = 'permanent') =>
  scene.get(NoteAddressProblem).execute({
    accountId,
    address: 'Olga@Esmeraldas.example',
    detail: '550 5.1.1 User unknown',
    trouble,
  });
const told = async () => (await scene.notices()).map(({ accountId }) => accountId).toSorted();

describe('an address that no longer works', () => {
  it('is told to the other officers of the GAD, once a day', async () => {
    const colleagues = [await scene.person({}, [OFFICER]), await scene.person({}, [OFFICER])];
    await scene.person({}, [{ role: 'officer', gadCode: '13' }]);
    await scene.person({}, [{ role: 'council_member', gadCode: '08' }]);
    await scene.person({}, [{ role: 'admin', gadCode: null }]);
    const gone = await scene.person({}, [OFFICER]);
    await scene.database.query('UPDATE account SET disabled_at = now() WHERE id = $1', [gone]);

    expect(await note()).toBe(2);
    expect(await note()).toBe(0);
    expect(await told()).toEqual(colleagues.toSorted());
    const [notice] = await scene.notices();
    expect(notice).toMatchObject({
      kind: 'address_problem',
      gadCode: '08',
      callId: null,
      reasons: ['trabaja para el mismo GAD'],
      dueAt: NOW,
      facts: {
        kind: 'address_problem',
        address: 'Olga@Esmeraldas.example',
        detail: '550 5.1.1 User unknown',
      },
    });
  });

  it('is told to those who run the instance when there is no colleague', async () => {
    const admin = await scene.person({}, [{ role: 'admin', gadCode: null }]);
    expect(await note()).toBe(1);
    expect(await told()).toEqual([admin]);
    expect((await scene.notices())[0]).toMatchObject({ gadCode: null, reasons: ['administra Chasqui'] });
  });

  it('of somebody from the public is told to nobody', async () => {
    await scene.person({}, [{ role: 'admin', gadCode: null }]);
    expect(await note(await scene.person())).toBe(0);
  });

  it('waits for the end of a colleague’s pause', async () => {
    await scene.person({ pausedUntil: '2027-03-10' }, [OFFICER]);
    await note();
    expect((await scene.notices()).map(({ dueAt }) => dueAt)).toEqual([ecuador('2027-03-10T07:00')]);
  });
});

describe('a complaint', () => {
  it('stops everything for her who made it, and is told to nobody', async () => {
    await scene.person({}, [OFFICER]);
    expect(await note(lost, 'complaint')).toBe(0);

    expect(await scene.get(AlertPreferences).of(lost)).toMatchObject({ changes: false, reminders: false });
    const consents = await scene.database.manager.findBy(Consent, { accountId: lost });
    expect(consents.map(({ given, way }) => [given, way])).toEqual([
      [false, 'one_click'],
      [false, 'one_click'],
    ]);
    expect(await scene.notices()).toEqual([]);
  });
});
