import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Call } from '@chasqui/calls';
import { Match } from '@chasqui/matching';
import type { Subscription } from '@chasqui/subscriptions';
import { CLOSE, ComposeScene, DEADLINE_FACTS, NOW, readMail } from './compose.scene.js';

let scene: ComposeScene;

beforeAll(async () => {
  scene = await ComposeScene.open(NOW);
});

beforeEach(() => scene.alerts.clear(NOW));

afterAll(() => scene.alerts.close());

const publish = (changes = {}) => scene.alerts.publish({ deadlineLocal: CLOSE, ...changes });
const update = (sql: string, ...values: unknown[]) => scene.alerts.database.query(sql, values);

describe('A notice that no longer holds is not sent', () => {
  interface Case {
    readonly account: string;
    readonly call: Call;
    readonly alert: Subscription | null;
  }
  type Happening = (its: Case) => Promise<unknown>;

  const newCall: readonly (readonly [string, Happening, string])[] = [
    ['taken down', ({ call }) => scene.alerts.calls.unpublish(call.id, null), 'ya no está publicada'],
    [
      'closed',
      async ({ call }) => scene.alerts.clock.moveTo(new Date(call.closesAt!.getTime() + 1)),
      'ya cerró',
    ],
    [
      'switched off',
      ({ alert }) => update('UPDATE subscription SET active = false WHERE id = $1', alert!.id),
      'desactivó la alerta',
    ],
    [
      'deleted',
      ({ alert }) => update('DELETE FROM subscription WHERE id = $1', alert!.id),
      'desactivó la alerta',
    ],
    [
      'left aside by the GAD',
      ({ account, call }) =>
        update(
          `INSERT INTO match_dismissal (gad_code, call_id, account_id, dismissed_at) VALUES ('08', $1, $2, now())`,
          call.id,
          account,
        ),
      'dejó de lado',
    ],
    [
      'no match any more',
      ({ call }) => scene.alerts.database.manager.delete(Match, { callId: call.id }),
      'ya no coincide',
    ],
    [
      'of a GAD for which she does not work any more',
      ({ account }) => update('DELETE FROM membership WHERE account_id = $1', account),
      'ya no trabaja para el GAD',
    ],
    [
      'to a disabled account',
      ({ account }) => update('UPDATE account SET disabled_at = now() WHERE id = $1', account),
      'cuenta está desactivada',
    ],
  ];

  it.each(newCall)('a new call that is %s', async (_name, happens, obstacle) => {
    const account = await scene.person();
    const call = await publish();
    await scene.match(call);
    const alert = await scene.alert(account, { gadCode: '08' });
    await scene.oweNew(account, call, alert);
    const mails = await scene.bundle();

    await happens({ account, call, alert });

    const answer = (await scene.compose(mails)).get(mails[0]!.id);
    expect(answer).toEqual({ kind: 'nothing', reason: expect.stringContaining(obstacle) });
    const [notice] = await scene.notices();
    expect(notice).toMatchObject({ state: 'cancelled', mailId: null });
    expect(notice!.obstacle).toContain(obstacle);
  });

  const reminders: readonly (readonly [string, Happening, string])[] = [
    [
      'unwanted',
      ({ account }) => scene.alerts.settle(account, { reminders: false }),
      'desactivó los recordatorios',
    ],
    ['of a call that is not followed', () => update('DELETE FROM follow'), 'ya no sigue'],
    [
      'of a date that moved to another day',
      ({ call }) =>
        update(
          `UPDATE call SET deadline_local = '2027-04-30T17:00', closes_at = '2027-04-30T22:00Z' WHERE id = $1`,
          call.id,
        ),
      'La fecha cambió',
    ],
    [
      'of a date that is past',
      async ({ call }) => scene.alerts.clock.moveTo(new Date(call.closesAt!.getTime() + 1)),
      'ya cerró',
    ],
  ];

  it.each(reminders)('a reminder that is %s', async (_name, happens, obstacle) => {
    const account = await scene.person();
    const call = await publish();
    await scene.alerts.follow(account, call.id);
    await scene.owe(account, call, { kind: 'deadline', facts: DEADLINE_FACTS });
    const mails = await scene.bundle();

    await happens({ account, call, alert: null });

    const answer = (await scene.compose(mails)).get(mails[0]!.id);
    expect(answer).toEqual({ kind: 'nothing', reason: expect.stringContaining(obstacle) });
  });

  it('but a deadline on the same day at another hour is still told, with the hour it has now', async () => {
    const account = await scene.person();
    const call = await publish();
    await scene.alerts.follow(account, call.id);
    await scene.owe(account, call, { kind: 'deadline', facts: DEADLINE_FACTS });
    await update(
      `UPDATE call SET deadline_local = '2027-03-22T12:00', closes_at = '2027-03-22T17:00Z' WHERE id = $1`,
      call.id,
    );

    expect((await readMail(await scene.composeOne())).text).toContain('22 de marzo de 2027, 12:00');
  });

  it('of several only what holds is said, and the rest is noted', async () => {
    const account = await scene.person();
    const search = await scene.search(account);
    const [stays, goes] = [await publish({ title: 'La que queda' }), await publish({ title: 'La retirada' })];
    for (const call of [stays, goes]) await scene.oweNew(account, call, search);
    const mails = await scene.bundle();
    await scene.alerts.calls.unpublish(goes.id, null);

    const mail = await readMail((await scene.compose(mails)).get(mails[0]!.id));

    expect(mail.subject).toMatch(/^La que queda — /);
    expect((await scene.notices()).map(({ state }) => state).toSorted()).toEqual(['cancelled', 'mailed']);
  });
});
