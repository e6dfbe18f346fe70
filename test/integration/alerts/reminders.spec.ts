import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallInput } from '@chasqui/calls';
import { currentTemplate } from '@chasqui/checklists';
import { stepNow } from '@chasqui/notifications';
import fc from 'fast-check';
import { AlertScene, ecuador } from './alert.scene.js';

const START = ecuador('2027-01-01T10:00');

let scene: AlertScene;

beforeAll(async () => {
  scene = await AlertScene.open(START);
});

beforeEach(() => scene.clear(START));

afterAll(() => scene.close());

const told = async (kind: 'deadline' | 'review' | 'step_due') =>
  (await scene.notices({ kind })).map(({ eventKey }) => eventKey.split('/').slice(2).join('/'));

describe('the reminders of all follows together', () => {
  it('are those that the rule gives for each of them', async () => {
    const call = await scene.publish({ deadlineLocal: '2027-06-30T17:00' });
    const time = fc.record({
      zone: fc.constantFrom('America/Guayaquil', 'Pacific/Galapagos', 'Europe/Madrid', 'Asia/Tokyo'),
      hour: fc.integer({ min: 4, max: 23 }),
    });
    const follow = fc.record({
      time,
      ladder: fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 6 }),
      since: fc.integer({ min: 0, max: 200 * 24 }),
    });
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const moment = fc.integer({ min: 0, max: 200 * 24 * 6 });
    const ten = 600_000;
    await fc.assert(
      fc.asyncProperty(
        fc.array(follow, { minLength: 3, maxLength: 8 }),
        minutes,
        moment,
        async (follows, minute, look) => {
          await scene.database.query('TRUNCATE account CASCADE');
          const closes = new Date(Date.parse('2027-06-30T00:00Z') + minute * 60_000);
          await scene.database.query('UPDATE call_date SET starts_at = $1', [closes]);
          const now = new Date(START.getTime() + look * ten);
          const expected: string[] = [];
          for (const { time: when, ladder, since } of follows) {
            const from = new Date(START.getTime() + since * 3_600_000);
            const person = await scene.person(when);
            await scene.follow(person, call.id, { ladder, since: from });
            const step = stepNow(closes, ladder, when, now);
            if (step && step.at >= from) expected.push(`${person} ${step.days}`);
          }
          await scene.remindAt(now);
          const notices = await scene.notices();
          expect(notices.map(({ accountId, step }) => `${accountId} ${step}`).toSorted()).toEqual(
            expected.toSorted(),
          );
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('calls without a date', () => {
  const kinds: readonly (readonly [string, Partial<CallInput>])[] = [
    ['permanent', { deadlineKind: 'permanent', deadlineLocal: null }],
    ['rolling', { deadlineKind: 'rolling', deadlineLocal: null }],
    ['unpublished', { deadlineKind: 'unpublished', deadlineLocal: null }],
    ['relative', { deadlineKind: 'relative', deadlineLocal: null, deadlineText: 'diez días' }],
    ['recurring', { deadlineKind: 'recurring', deadlineLocal: null }],
  ];

  it.each(kinds)('that are %s come up for review every so many days', async (_, deadline) => {
    const call = await scene.publish(deadline);
    await scene.follow(await scene.person(), call.id, { reviewEveryDays: 10 });

    expect(await scene.remindAt(ecuador('2027-01-11T06:59'))).toBe(0);
    expect(await scene.remindAt(ecuador('2027-01-11T07:00'))).toBe(1);
    expect(await scene.remindAt(ecuador('2027-01-20T23:00'))).toBe(0);
    expect(await scene.remindAt(ecuador('2027-01-21T07:00'))).toBe(1);
    // Of two that were missed, one.
    expect(await scene.remindAt(ecuador('2027-02-12T07:00'))).toBe(1);
    expect(await told('review')).toEqual(['2027-01-01/1', '2027-01-01/2', '2027-01-01/4']);
    const [notice] = await scene.notices();
    expect(notice).toMatchObject({ kind: 'review', reasons: ['sigue esta convocatoria'], facts: null });
  });

  it('do not come up while a date is ahead, nor with one that is past, nor when they are taken down', async () => {
    const dated = await scene.publish({ deadlineLocal: '2027-12-31T17:00' });
    const over = await scene.publish({ deadlineLocal: '2027-01-05T17:00' });
    const session = { role: 'info_session' as const, local: '2027-06-01T10:00' };
    const ahead = await scene.publish({
      deadlineKind: 'rolling',
      deadlineLocal: null,
      otherDeadlines: [session],
    });
    const gone = await scene.publish({ deadlineKind: 'rolling', deadlineLocal: null });
    const person = await scene.person();
    for (const { id } of [dated, over, ahead, gone]) await scene.follow(person, id, { ladder: [1] });
    await scene.calls.unpublish(gone.id, null);

    expect(await scene.remindAt(ecuador('2027-02-15T07:00'))).toBe(0);
    expect(await scene.remindAt(ecuador('2027-06-02T07:00'))).toBe(1);
    const [notice] = await scene.notices();
    expect(notice).toMatchObject({ kind: 'review', callId: ahead.id });
  });

  it('count anew when the follow begins anew', async () => {
    const call = await scene.publish({ deadlineKind: 'permanent', deadlineLocal: null });
    const person = await scene.person();
    await scene.follow(person, call.id);
    await scene.remindAt(ecuador('2027-01-31T07:00'));
    await scene.follow(person, call.id, { ladder: [5] });
    await scene.remindAt(ecuador('2027-03-01T07:00'));
    await scene.remindAt(ecuador('2027-03-02T07:00'));

    expect(await told('review')).toEqual(['2027-01-01/1', '2027-01-31/1']);
  });

  it('respect a pause and the switch', async () => {
    const call = await scene.publish({ deadlineKind: 'permanent', deadlineLocal: null });
    const paused = await scene.person({ pausedUntil: '2027-02-05' });
    await scene.follow(paused, call.id);
    await scene.follow(await scene.person({ reminders: false }), call.id);

    expect(await scene.remindAt(ecuador('2027-02-04T12:00'))).toBe(0);
    expect(await scene.remindAt(ecuador('2027-02-05T06:00'))).toBe(0);
    expect(await scene.remindAt(ecuador('2027-02-05T07:00'))).toBe(1);
  });
});

describe('the ten steps of a call that a GAD follows', () => {
  const CLOSE = '2027-06-30T17:00';

  it('are reminded of three days before each should be finished', async () => {
    const call = await scene.publish({ deadlineLocal: CLOSE });
    const officer = await scene.person({}, [{ role: 'officer', gadCode: '08' }]);
    await scene.follow(officer, call.id, { gadCode: '08', ladder: [1] });
    await scene.follow(await scene.person(), call.id, { ladder: [1] });
    const { steps } = await currentTemplate(scene.database.manager);

    for (let day = 1; day <= 180; day += 1) {
      const at = new Date(ecuador('2027-01-01T07:00').getTime() + day * 86_400_000);
      await scene.remindAt(at);
    }
    const notices = await scene.notices({ kind: 'step_due' });
    expect(new Set(notices.map(({ accountId }) => accountId))).toEqual(new Set([officer]));
    const keys = notices.map(({ facts }) => (facts as { stepKey: string }).stepKey);
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.every((key) => steps.some((step) => step.key === key))).toBe(true);
    for (const { createdAt, facts, gadCode } of notices) {
      const { finishBy } = facts as { finishBy: string };
      const reminder = new Date(ecuador(`${finishBy}T07:00`).getTime() - 3 * 86_400_000);
      expect(createdAt).toEqual(reminder);
      expect(gadCode).toBe('08');
    }
  });

  it('come once, not for what was past at the follow, and not without reminders', async () => {
    const call = await scene.publish({ deadlineLocal: CLOSE });
    const [late, silent] = [await scene.person(), await scene.person({ reminders: false })];
    for (const id of [late, silent]) {
      await scene.follow(id, call.id, { gadCode: '08', ladder: [1], since: ecuador('2027-06-20T10:00') });
    }
    for (let day = 20; day <= 30; day += 1) {
      await scene.remindAt(ecuador(`2027-06-${day}T07:00`));
      expect(await scene.remindAt(ecuador(`2027-06-${day}T07:00`))).toBe(0);
    }
    const notices = await scene.notices({ kind: 'step_due' });
    expect(notices.map(({ accountId }) => accountId)).not.toContain(silent);
    expect(notices.length).toBeGreaterThan(0);
    for (const { facts } of notices)
      expect((facts as { finishBy: string }).finishBy >= '2027-06-24').toBe(true);
  });

  it('are told to many people in one go', async () => {
    const call = await scene.publish({ deadlineLocal: '2027-03-31T17:00' });
    await scene.database.query(
      `INSERT INTO account (email, name, created_at)
       SELECT 'muchas' || n || '@avisos.example', 'Persona', $1 FROM generate_series(1, 3000) n`,
      [START],
    );
    await scene.database.query(
      `INSERT INTO follow (account_id, call_id, gad_code, ladder, since)
       SELECT id, $1, '08', '{60,30,7}', $2 FROM account`,
      [call.id, START],
    );
    await scene.remindAt(ecuador('2027-03-24T07:00'));
    expect(await scene.remindAt(ecuador('2027-03-24T07:10'))).toBe(0);
    const kinds = await scene.notices({ kind: 'deadline' });
    expect(kinds).toHaveLength(3000);
    expect(new Set(kinds.map(({ step }) => step))).toEqual(new Set(['7']));
  });
});
