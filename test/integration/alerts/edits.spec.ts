import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '@chasqui/audit';
import { Call, type CallInput, fieldsOf, inputOf } from '@chasqui/calls';
import { CallChangeEvent } from '@chasqui/intake';
import { AnnounceAgain } from '@chasqui/notifications';
import { AlertScene, ecuador } from './alert.scene.js';

const NOW = ecuador('2027-03-02T10:00');
const CURATOR = '11111111-2222-4333-8444-555555555555';

let scene: AlertScene;
let call: Call;
let person: string;

beforeAll(async () => {
  scene = await AlertScene.open(NOW);
});

beforeEach(async () => {
  await scene.clear(NOW);
  call = await scene.publish({ deadlineLocal: '2027-06-30T17:00' });
  person = await scene.person();
  await scene.follow(person, call.id);
  expect(await relay()).toEqual([]);
});

afterAll(() => scene.close());

const stored = () => scene.database.manager.findOneByOrFail(Call, { id: call.id });

async function edit(changes: Partial<CallInput>): Promise<Call> {
  const now = await stored();
  return scene.calls.update(call.id, now.revision, { ...inputOf(fieldsOf(now)), ...changes }, CURATOR);
}

/** The changes that the outbox brought: "extended important Persona". */
async function relay(): Promise<string[]> {
  const ids = await scene.relayChanges();
  const events = await scene.database.manager.find(CallChangeEvent, { order: { at: 'ASC', kind: 'ASC' } });
  return events.filter(({ id }) => ids.includes(id)).map(({ kind, severity }) => `${kind} ${severity}`);
}

const wait = (minutes: number) =>
  scene.clock.moveTo(new Date(scene.clock.now().getTime() + minutes * 60_000));

describe('a public call that a curator edits', () => {
  it('tells its followers at once of a nearer close', async () => {
    await edit({ deadlineLocal: '2027-05-31T17:00' });

    expect(await relay()).toEqual(['brought_forward immediate']);
    const [event] = await scene.database.manager.findBy(CallChangeEvent, { callId: call.id });
    expect(event).toMatchObject({ field: 'deadline', findingId: null, actorId: CURATOR, at: NOW });
    expect(event!.textEs).toBe(
      'El plazo se adelanta: del 30 de junio de 2027, 17:00 al 31 de mayo de 2027, 17:00 (hora de Ecuador)',
    );
    const [notice] = await scene.notices({ accountId: person });
    expect(notice).toMatchObject({ kind: 'call_change', urgent: true, dueAt: NOW });
  });

  it('tells nobody of what changes nothing for them', async () => {
    await edit({ title: `${call.title}.`, notes: 'Revisar en mayo.' });

    expect(await relay()).toEqual([]);
    expect(await scene.notices()).toEqual([]);
  });

  it('tells each edit by itself, whatever was edited after it', async () => {
    await edit({ deadlineLocal: '2027-07-31T17:00' });
    await edit({ amountMax: '90000' });
    await edit({ deadlineLocal: '2027-05-31T17:00' });

    expect((await relay()).toSorted()).toEqual([
      'amount important',
      'brought_forward immediate',
      'extended important',
    ]);
  });

  it('tells of an edit that is undone', async () => {
    await edit({ deadlineLocal: '2027-05-31T17:00' });
    await relay();
    wait(5);
    const [entry] = await scene.database.manager.find(AuditEntry, {
      where: { entityId: call.id, action: 'call.updated' },
    });
    await scene.calls.undo(call.id, (await stored()).revision, entry!.id, CURATOR);

    expect(await relay()).toEqual(['extended important']);
  });

  it('is compared once, however often the event comes', async () => {
    await edit({ amountMax: '90000' });
    await relay();
    await scene.database.query('UPDATE outbox_event SET relayed_at = NULL');

    expect(await scene.relayChanges()).toHaveLength(1);
    expect(await scene.database.manager.countBy(CallChangeEvent, { callId: call.id })).toBe(1);
    expect(await scene.notices({ kind: 'call_change' })).toHaveLength(1);
  });

  it('is looked at again for a day, in case its job was lost', async () => {
    await edit({ deadlineLocal: '2027-05-31T17:00' });
    // The relay handed it over, and the queue lost it.
    await scene.database.query('UPDATE outbox_event SET relayed_at = $1', [NOW]);
    await scene.get(AnnounceAgain).execute();
    expect(await relay()).toEqual([]);

    wait(60);
    await scene.get(AnnounceAgain).execute();
    expect(await relay()).toEqual(['brought_forward immediate']);

    wait(24 * 60);
    await scene.get(AnnounceAgain).execute();
    expect(await relay()).toEqual([]);
  });

  it('says nothing when the demo moves its own dates', async () => {
    await scene.database.manager.update(Call, call.id, { isDemo: true });
    const now = await stored();
    const input = { ...inputOf(fieldsOf(now)), deadlineLocal: '2027-05-31T17:00' };
    await scene.calls.update(call.id, now.revision, input, null);

    expect(await relay()).toEqual([]);
  });
});

describe('a public call that is taken down', () => {
  it('is told of an hour later, in words of its own', async () => {
    await scene.calls.archive(call.id, CURATOR);

    expect(await relay()).toEqual(['withdrawn important']);
    const [event] = await scene.database.manager.findBy(CallChangeEvent, { callId: call.id });
    expect(event!.textEs).toBe('Se retiró la convocatoria');
    const [notice] = await scene.notices();
    expect(notice!.dueAt).toEqual(ecuador('2027-03-02T11:00'));
  });

  it('and put back soon is told of only as far as it changed meanwhile', async () => {
    await scene.calls.unpublish(call.id, CURATOR);
    expect(await relay()).toEqual(['withdrawn important']);
    wait(10);
    await edit({ deadlineLocal: '2027-05-31T17:00' });
    expect(await relay()).toEqual([]);
    await scene.calls.publish(call.id, CURATOR);

    expect(await relay()).toEqual(['brought_forward immediate', 'reopened important']);
    const [withdrawn, changed] = await scene.notices();
    expect(withdrawn).toMatchObject({
      state: 'cancelled',
      obstacle: 'La convocatoria volvió a publicarse.',
    });
    expect(changed).toMatchObject({ state: 'pending', urgent: true });
  });

  it('and put back unchanged is told of only to those who heard that it was gone', async () => {
    const early = await scene.person();
    await scene.follow(early, call.id);
    await scene.calls.unpublish(call.id, CURATOR);
    await relay();
    wait(70);
    await scene.database.query(
      `UPDATE notification SET due_at = due_at + interval '1 day' WHERE account_id = $1`,
      [person],
    );
    await scene.mail();
    await scene.calls.publish(call.id, CURATOR);

    expect(await relay()).toEqual(['reopened important']);
    const states = (await scene.notices()).map(
      ({ accountId, state }) => `${accountId === early ? 'early' : 'late'} ${state}`,
    );
    expect(states.toSorted()).toEqual(['early mailed', 'early pending', 'late cancelled']);
  });

  it('when it is over, or because it is a duplicate, is no news', async () => {
    const other = await scene.publish({ deadlineLocal: '2027-06-30T17:00' });
    await scene.calls.merge(call.id, call.revision, other.id, CURATOR);
    expect(await relay()).toEqual([]);

    scene.clock.moveTo(ecuador('2027-07-02T10:00'));
    await scene.calls.archive(other.id, CURATOR);
    expect(await relay()).toEqual([]);
  });
});
