import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Call } from '@chasqui/calls';
import { CallChangeEvent, type Severity } from '@chasqui/intake';
import { NoteChanges } from '@chasqui/notifications';
import type { AlertSettings, Frequency } from '@chasqui/subscriptions';
import { AlertScene, ecuador } from './alert.scene.js';

/** Tuesday, 10:00 in Ecuador. */
const NOW = ecuador('2027-03-02T10:00');
const GAD = '08';

let scene: AlertScene;
let call: Call;
let published = 0;

beforeAll(async () => {
  scene = await AlertScene.open(NOW);
});

beforeEach(async () => {
  await scene.clear(ecuador('2027-03-01T10:00'));
  call = await scene.publish({ deadlineLocal: '2027-06-30T17:00' });
});

afterAll(() => scene.close());

/** An alert of the person that brought her the call; by a mail that arrived unless told otherwise. */
async function alerted(
  accountId: string,
  alert: { frequency?: Frequency; active?: boolean; pausedUntil?: string; label?: string } = {},
): Promise<string> {
  published += 1;
  const label = alert.label ?? 'Riego';
  const [{ id }] = await scene.database.query<[{ id: string }]>(
    `INSERT INTO subscription (account_id, search_query, search_seq, label, active, frequency, paused_until, min_score,
                               include_credit, since)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, false, $8) RETURNING id`,
    [
      accountId,
      `q=riego${published}`,
      published,
      label,
      alert.active ?? true,
      alert.frequency ?? 'immediate',
      alert.pausedUntil ?? null,
      scene.clock.now(),
    ],
  );
  return id;
}

async function owed(
  accountId: string,
  alertIds: readonly string[],
  dueAt = scene.clock.now(),
): Promise<void> {
  await scene.database.query(
    `INSERT INTO notification (account_id, kind, event_key, call_id, subscription_ids, reasons, state, due_at, created_at)
     VALUES ($1, 'new_call', 'call.published/' || $2, $2::uuid, $3, $4, 'pending', $5, $6)`,
    [accountId, call.id, alertIds, alertIds.map(() => 'su búsqueda «Riego»'), dueAt, scene.clock.now()],
  );
}

async function change(kind: string, severity: Severity, field: string | null = 'deadline'): Promise<string> {
  const { id } = await scene.database.manager.save(CallChangeEvent, {
    callId: call.id,
    findingId: null,
    kind: kind as CallChangeEvent['kind'],
    field: field as CallChangeEvent['field'],
    before: null,
    after: null,
    severity,
    textEs: 'Algo cambió',
    at: scene.clock.now(),
    actorId: null,
  });
  return id;
}

const note = (...changeIds: string[]) => scene.get(NoteChanges).execute({ callId: call.id, changeIds });
const changeNotices = (accountId?: string) =>
  scene.notices({ kind: 'call_change', ...(accountId && { accountId }) });

describe('when a change is told', () => {
  const at = NOW;
  const wednesday = ecuador('2027-03-03T07:00');
  const monday = ecuador('2027-03-08T07:00');
  const afterPause = ecuador('2027-03-20T07:00');

  it.each<[Severity, Frequency, Partial<AlertSettings>, { pausedUntil?: string }, Date | null]>([
    ['immediate', 'immediate', {}, {}, at],
    ['immediate', 'daily', {}, {}, at],
    ['immediate', 'weekly', {}, {}, at],
    ['immediate', 'weekly', { pausedUntil: '2027-03-20' }, {}, at],
    ['immediate', 'daily', {}, { pausedUntil: '2027-03-20' }, at],
    ['important', 'immediate', {}, {}, at],
    ['important', 'daily', {}, {}, wednesday],
    ['important', 'weekly', {}, {}, monday],
    ['important', 'immediate', { pausedUntil: '2027-03-20' }, {}, afterPause],
    ['important', 'daily', {}, { pausedUntil: '2027-03-20' }, afterPause],
    ['minor', 'immediate', {}, {}, null],
    ['none', 'immediate', {}, {}, null],
    ['immediate', 'immediate', { changes: false }, {}, null],
  ])('%s, told of it %s, settings %j, alert %j', async (severity, frequency, settings, pause, due) => {
    const person = await scene.person(settings);
    await owed(person, [await alerted(person, { frequency, ...pause })]);
    await scene.database.query(`UPDATE alert_settings SET paused_until = NULL`);
    await scene.mail();
    if (settings.pausedUntil) await scene.settle(person, settings);
    scene.clock.moveTo(NOW);

    await note(await change('extended', severity));
    const notices = await changeNotices();
    expect(notices.map(({ dueAt }) => dueAt)).toEqual(due ? [due] : []);
    expect(notices.map(({ urgent }) => urgent)).toEqual(due ? [severity === 'immediate'] : []);
  });

  it('is the hour of the fastest alert that brought the call', async () => {
    const person = await scene.person();
    const ids = [
      await alerted(person, { frequency: 'weekly' }),
      await alerted(person, { frequency: 'daily' }),
      await alerted(person, { frequency: 'immediate', active: false }),
    ];
    await owed(person, ids);
    await scene.mail();
    scene.clock.moveTo(NOW);

    await note(await change('amount', 'important'));
    const [notice] = await changeNotices();
    expect(notice).toMatchObject({ dueAt: wednesday, urgent: false });
    expect(notice!.subscriptionIds.toSorted()).toEqual(ids.slice(0, 2).toSorted());
  });

  it('is at once for whoever follows the call', async () => {
    const person = await scene.person();
    await owed(person, [await alerted(person, { frequency: 'weekly' })]);
    await scene.mail();
    await scene.follow(person, call.id, { gadCode: GAD });
    scene.clock.moveTo(NOW);

    await note(await change('amount', 'important'));
    const [notice, ...more] = await changeNotices();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      dueAt: NOW,
      gadCode: GAD,
      reasons: ['su búsqueda «Riego»', 'sigue esta convocatoria'],
    });
  });

  it('is within the hour for a withdrawal', async () => {
    const person = await scene.person();
    await scene.follow(person, call.id);
    scene.clock.moveTo(NOW);

    await note(await change('withdrawn', 'important', null));
    expect((await changeNotices()).map(({ dueAt }) => dueAt)).toEqual([ecuador('2027-03-02T11:00')]);
  });
});

describe('who is told of a change', () => {
  beforeEach(() => scene.clock.moveTo(NOW));

  it('hears once of several changes, however often the work is done', async () => {
    const person = await scene.person();
    await scene.follow(person, call.id, { since: ecuador('2027-03-01T10:00') });
    const ids = [await change('brought_forward', 'immediate'), await change('documents', 'minor')];
    ids.push(await change('amount', 'important', 'amountMax'));

    expect(await note(...ids)).toBe(1);
    expect(await note(...ids.toReversed())).toBe(0);
    const [notice] = await changeNotices();
    expect(notice).toMatchObject({
      kind: 'call_change',
      callId: call.id,
      urgent: true,
      state: 'pending',
      reasons: ['sigue esta convocatoria'],
    });
    const told = notice!.facts?.kind === 'call_change' ? notice!.facts.changeIds : [];
    expect(new Set(told)).toEqual(new Set([ids[0], ids[2]]));
  });

  it('is not somebody whose news of the call itself is still to come: it says how the call is then', async () => {
    const [pending, unsent, later] = [await scene.person(), await scene.person(), await scene.person()];
    for (const person of [pending, unsent, later]) {
      await scene.follow(person, call.id, { since: ecuador('2027-03-01T10:00') });
    }
    await owed(unsent, [await alerted(unsent)]);
    await scene.database.query(
      `INSERT INTO outgoing_mail (id, account_id, recipient, domain, state, next_attempt_at, created_at, updated_at)
       VALUES (gen_random_uuid(), $1, 'x@x.example', 'x.example', 'pending', $2, $2, $2)`,
      [unsent, NOW],
    );
    await scene.database.query(
      `UPDATE notification SET state = 'mailed', mail_id = (SELECT id FROM outgoing_mail) WHERE account_id = $1`,
      [unsent],
    );
    await owed(pending, [await alerted(pending)]);
    // Her weekly mail is days away: she follows the call and must not wait for it.
    await owed(later, [await alerted(later, { frequency: 'weekly' })], ecuador('2027-03-08T07:00'));

    await note(await change('amount', 'important'));
    expect((await changeNotices()).map(({ accountId }) => accountId)).toEqual([later]);
  });

  it('is nobody who only began to follow afterwards, or was told afterwards', async () => {
    const id = await change('amount', 'important');
    scene.clock.moveTo(ecuador('2027-03-02T12:00'));
    const [follower, reader] = [await scene.person(), await scene.person()];
    await scene.follow(follower, call.id);
    await owed(reader, [await alerted(reader)]);
    await scene.mail();

    expect(await note(id)).toBe(0);
  });

  it('is nobody whose alert is off, whose mail never left, or whose account is disabled', async () => {
    scene.clock.moveTo(ecuador('2027-03-01T11:00'));
    const [off, lost, gone] = [await scene.person(), await scene.person(), await scene.person()];
    await owed(off, [await alerted(off, { active: false })]);
    await owed(gone, [await alerted(gone)]);
    await scene.mail();
    await owed(lost, [await alerted(lost)]);
    await scene.mail();
    await scene.database.query(`UPDATE outgoing_mail SET state = 'failed' WHERE account_id = $1`, [lost]);
    await scene.database.query('UPDATE account SET disabled_at = now() WHERE id = $1', [gone]);
    scene.clock.moveTo(NOW);

    expect(await note(await change('brought_forward', 'immediate'))).toBe(0);
  });

  it('is nobody when the call is over and nothing is urgent', async () => {
    await scene.follow(await scene.person(), call.id, { since: ecuador('2027-03-01T10:00') });
    scene.clock.moveTo(ecuador('2027-07-01T10:00'));

    expect(await note(await change('amount', 'important'))).toBe(0);
  });
});
