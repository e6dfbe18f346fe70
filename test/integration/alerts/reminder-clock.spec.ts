import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Call, type CallInput, fieldsOf, inputOf } from '@chasqui/calls';
import { addDays, localDate } from '@chasqui/kernel';
import { deliveryOn } from '@chasqui/notifications';
import { Follow } from '@chasqui/subscriptions';
import { AlertScene, ecuador, galapagos } from './alert.scene.js';

const ISLANDS = { zone: 'Pacific/Galapagos' };
/** 1 January 2027, a Friday: 10:00 in Ecuador. */
const START = ecuador('2027-01-01T10:00');

let scene: AlertScene;

beforeAll(async () => {
  scene = await AlertScene.open(START);
});

beforeEach(() => scene.clear(START));

afterAll(() => scene.close());

const closing = (local: string): Partial<CallInput> => ({ deadlineKind: 'exact', deadlineLocal: local });

/** A curator changes a call by hand. */
async function edit(call: Call, changes: Partial<CallInput>): Promise<Call> {
  const input = { ...inputOf(fieldsOf(call)), ...changes };
  return scene.calls.update(call.id, call.revision, input, null);
}

/**
 * Lets days pass, with a look at the hour of delivery of each; a second look in the same minute finds nothing. What
 * happens on a day happens at noon.
 * @returns the reminders in the order in which they came: "2027-03-01 30"
 */
async function live(
  until: string,
  events: Readonly<Record<string, () => Promise<unknown>>> = {},
  zone = 'America/Guayaquil',
): Promise<string[]> {
  let again = 0;
  for (let day = localDate(scene.clock.now()); day <= until; day = addDays(day, 1)) {
    const at = deliveryOn(day, { zone, hour: 7 });
    if (at >= scene.clock.now() && (await scene.remindAt(at)) > 0) again += await scene.remindAt(at);
    const happens = events[day];
    if (happens) scene.clock.moveTo(ecuador(`${day}T12:00`));
    await happens?.();
  }
  expect(again).toBe(0);
  return told();
}

async function told(accountId?: string): Promise<string[]> {
  const notices = await scene.notices({ kind: 'deadline', ...(accountId && { accountId }) });
  return notices.map(({ createdAt, step }) => `${localDate(createdAt)} ${step}`);
}

describe('six months of reminders', () => {
  it('bring each step once, at the hour of the person', async () => {
    const call = await scene.publish(closing('2027-05-31T17:00'));
    await scene.follow(await scene.person(), call.id);

    expect(await live('2027-06-30')).toEqual([
      '2027-04-01 60',
      '2027-05-01 30',
      '2027-05-16 15',
      '2027-05-24 7',
      '2027-05-28 3',
      '2027-05-30 1',
    ]);
    const [first] = await scene.notices();
    expect(first).toMatchObject({
      kind: 'deadline',
      eventKey: `deadline/${call.id}/close-1/2027-05-31/60`,
      callId: call.id,
      reasons: ['sigue esta convocatoria'],
      step: '60',
      urgent: false,
      state: 'pending',
      facts: { kind: 'deadline', role: 'close', place: 1, at: '2027-05-31T22:00:00.000Z' },
    });
    expect(first!.dueAt).toEqual(ecuador('2027-04-01T07:00'));
  });

  it('come at the hour of the islands to somebody who lives there', async () => {
    scene.clock.moveTo(ecuador('2027-02-20T10:00'));
    const call = await scene.publish(closing('2027-03-02T00:30'));
    const islander = await scene.person({}, [{ role: 'officer', gadCode: '20' }]);
    await scene.follow(islander, call.id, { ladder: [3, 1] });

    // There the close is on the evening of the first of March.
    expect(await live('2027-03-03', {}, ISLANDS.zone)).toEqual(['2027-02-26 3', '2027-02-28 1']);
    const notices = await scene.notices();
    expect(notices.map(({ createdAt }) => createdAt)).toEqual([
      galapagos('2027-02-26T07:00'),
      galapagos('2027-02-28T07:00'),
    ]);
  });

  it('move with a deadline that moves, from then on', async () => {
    const call = await scene.publish(closing('2027-03-31T17:00'));
    await scene.follow(await scene.person(), call.id);

    expect(
      await live('2027-05-03', {
        // On the day after the step of 15 days the close moves a month further.
        '2027-03-17': () => edit(call, closing('2027-04-30T17:00')),
      }),
    ).toEqual([
      '2027-01-30 60',
      '2027-03-01 30',
      '2027-03-16 15',
      // Thirty days before the new close lie ahead; sixty are past.
      '2027-03-31 30',
      '2027-04-15 15',
      '2027-04-23 7',
      '2027-04-27 3',
      '2027-04-29 1',
    ]);
  });

  it('skip what a shortened deadline leaves behind', async () => {
    const call = await scene.publish(closing('2027-04-30T17:00'));
    await scene.follow(await scene.person(), call.id);

    expect(await live('2027-05-03', { '2027-03-10': () => edit(call, closing('2027-03-20T17:00')) })).toEqual(
      ['2027-03-01 60', '2027-03-13 7', '2027-03-17 3', '2027-03-19 1'],
    );
  });

  it('are not sent again when only the hour of the close changes, nor skipped when only words change', async () => {
    scene.clock.moveTo(ecuador('2027-03-15T10:00'));
    const call = await scene.publish(closing('2027-03-31T17:00'));
    await scene.follow(await scene.person(), call.id, { ladder: [7, 1] });

    expect(
      await live('2027-04-03', {
        '2027-03-24': async () => {
          const changed = await edit(call, closing('2027-03-31T18:00'));
          await edit(changed, { title: 'Otro título de la misma convocatoria' });
        },
      }),
    ).toEqual(['2027-03-24 7', '2027-03-30 1']);
  });

  it('are not held back by the news of a change', async () => {
    scene.clock.moveTo(ecuador('2027-03-15T10:00'));
    const call = await scene.publish(closing('2027-03-31T17:00'));
    const person = await scene.person();
    await scene.follow(person, call.id, { ladder: [7, 3] });

    await live('2027-04-03', {
      '2027-03-21': async () => {
        await edit(call, { amountMax: '90000' });
        await scene.relayChanges();
        await scene.mail();
      },
    });
    const notices = await scene.notices({ accountId: person });
    expect(notices.map(({ kind, createdAt }) => `${localDate(createdAt)} ${kind}`)).toEqual([
      '2027-03-21 call_change',
      '2027-03-24 deadline',
      '2027-03-28 deadline',
    ]);
  });

  it('bring only the nearest step after a week in which nothing ran', async () => {
    scene.clock.moveTo(ecuador('2027-03-10T10:00'));
    const call = await scene.publish(closing('2027-03-31T17:00'));
    await scene.follow(await scene.person(), call.id, { ladder: [15, 10, 7, 3] });

    await live('2027-03-15');
    await scene.remindAt(ecuador('2027-03-25T02:00'));

    expect(await live('2027-04-03')).toEqual(['2027-03-25 7', '2027-03-28 3']);
  });

  it('have a ladder for each date of a call', async () => {
    scene.clock.moveTo(ecuador('2027-02-15T10:00'));
    const dates = [
      { role: 'questions' as const, local: '2027-03-01T12:00' },
      { role: 'expression_of_interest' as const, local: '2027-03-05T12:00' },
    ];
    const call = await scene.publish({ ...closing('2027-03-31T17:00'), otherDeadlines: dates });
    await scene.follow(await scene.person(), call.id, { ladder: [7, 1] });

    await live('2027-04-03');
    const notices = await scene.notices();
    expect(notices.map(({ facts, step }) => `${(facts as { role: string }).role} ${step}`)).toEqual([
      'questions 7',
      'expression_of_interest 7',
      'questions 1',
      'expression_of_interest 1',
      'close 7',
      'close 1',
    ]);
  });

  it('count the cut-offs of a call one by one', async () => {
    scene.clock.moveTo(ecuador('2027-02-10T10:00'));
    const dates = ['2027-02-15T12:00', '2027-05-15T12:00'].map((local) => ({
      role: 'cut_off' as const,
      local,
    }));
    const call = await scene.publish({
      deadlineKind: 'cut_offs',
      deadlineLocal: null,
      otherDeadlines: dates,
    });
    await scene.follow(await scene.person(), call.id, { ladder: [1] });

    await live('2027-05-20');
    expect((await scene.notices()).map(({ eventKey }) => eventKey.split('/').slice(2).join('/'))).toEqual([
      'cut_off-1/2027-02-15/1',
      'cut_off-2/2027-05-15/1',
    ]);
  });

  it('start with the follow, and anew with another ladder', async () => {
    scene.clock.moveTo(ecuador('2027-03-15T10:00'));
    const call = await scene.publish(closing('2027-03-31T17:00'));
    const person = await scene.person();

    expect(
      await live('2027-04-03', {
        '2027-03-20': () => scene.follow(person, call.id),
        '2027-03-25': () => scene.follow(person, call.id, { ladder: [20, 6, 5, 2] }),
      }),
    ).toEqual(['2027-03-24 7', '2027-03-26 5', '2027-03-29 2']);
  });

  it('end with the follow, with the call and with the account', async () => {
    scene.clock.moveTo(ecuador('2027-03-15T10:00'));
    const [open, gone] = [
      await scene.publish(closing('2027-03-31T17:00')),
      await scene.publish(closing('2027-03-31T17:00')),
    ];
    const [leaves, stays, disabled] = [await scene.person(), await scene.person(), await scene.person()];
    for (const person of [leaves, stays, disabled]) await scene.follow(person, open.id, { ladder: [7, 3] });
    await scene.follow(stays, gone.id, { ladder: [7, 3] });

    await live('2027-04-03', {
      '2027-03-25': async () => {
        await scene.database.manager.delete(Follow, { accountId: leaves });
        await scene.database.query('UPDATE account SET disabled_at = now() WHERE id = $1', [disabled]);
        await scene.calls.archive(gone.id, null);
      },
    });
    expect(await told(leaves)).toEqual(['2027-03-24 7']);
    expect(await told(disabled)).toEqual(['2027-03-24 7']);
    expect(await told(stays)).toEqual(['2027-03-24 7', '2027-03-24 7', '2027-03-28 3']);
  });

  it('wait for the end of a pause, and then bring only the nearest', async () => {
    scene.clock.moveTo(ecuador('2027-03-01T10:00'));
    const call = await scene.publish(closing('2027-03-31T17:00'));
    const [paused, silent] = [await scene.person(), await scene.person()];
    await scene.follow(paused, call.id, { ladder: [15, 10, 7, 3] });
    await scene.follow(silent, call.id, { ladder: [15, 10, 7, 3] });

    await live('2027-04-03', {
      '2027-03-10': async () => {
        await scene.settle(paused, { pausedUntil: '2027-03-26' });
        await scene.settle(silent, { reminders: false });
      },
    });
    expect(await told(paused)).toEqual(['2027-03-26 7', '2027-03-28 3']);
    expect(await told(silent)).toEqual([]);
  });

  it('know the ends of months and leap days', async () => {
    await scene.clear(ecuador('2028-01-01T10:00'));
    const call = await scene.publish(closing('2028-03-31T17:00'));
    await scene.follow(await scene.person(), call.id, { ladder: [60, 31, 30] });

    expect(await live('2028-03-31')).toEqual(['2028-01-31 60', '2028-02-29 31', '2028-03-01 30']);
  });

  it('come on the eve when the close is earlier than the hour', async () => {
    scene.clock.moveTo(ecuador('2027-03-20T10:00'));
    const call = await scene.publish(closing('2027-03-31T05:00'));
    await scene.follow(await scene.person(), call.id, { ladder: [3, 0] });

    expect(await live('2027-04-03')).toEqual(['2027-03-28 3', '2027-03-30 0']);
  });

  it('follow a person to another zone without repeating themselves', async () => {
    scene.clock.moveTo(ecuador('2027-03-15T10:00'));
    const call = await scene.publish(closing('2027-03-31T00:30'));
    const person = await scene.person();
    await scene.follow(person, call.id, { ladder: [7, 3] });

    const moves = { '2027-03-24': () => scene.settle(person, { zone: ISLANDS.zone }) };
    expect(await live('2027-04-03', moves, ISLANDS.zone)).toEqual(['2027-03-24 7', '2027-03-27 3']);
  });

  it('pass on with a call that is joined to another', async () => {
    scene.clock.moveTo(ecuador('2027-03-15T10:00'));
    const [duplicate, stays] = [
      await scene.publish(closing('2027-03-31T17:00')),
      await scene.publish(closing('2027-03-31T17:00')),
    ];
    const [one, both] = [await scene.person(), await scene.person()];
    await scene.follow(one, duplicate.id, { ladder: [7, 3] });
    await scene.follow(both, duplicate.id, { ladder: [7, 3] });
    await scene.follow(both, stays.id, { ladder: [7, 3] });

    await live('2027-04-03', {
      '2027-03-25': () => scene.calls.merge(duplicate.id, duplicate.revision, stays.id, null),
    });
    expect(await told(one)).toEqual(['2027-03-24 7', '2027-03-28 3']);
    expect(await told(both)).toEqual(['2027-03-24 7', '2027-03-24 7', '2027-03-28 3']);
  });
});
