import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallDate, refreshCallDates } from '@chasqui/calls';
import { CalendarScene, NOW } from './calendars.scene.js';

let scene: CalendarScene;

beforeAll(async () => {
  scene = await CalendarScene.open();
});

afterAll(() => scene.close());

const dates = (callId: string) =>
  scene.database.manager.find(CallDate, { where: { callId }, order: { startsAt: 'ASC' } });
const shape = async (callId: string) =>
  (await dates(callId)).map(({ role, place, startsAt, sequence, cancelledAt }) => [
    `${role}-${place}`,
    startsAt.toISOString(),
    sequence,
    cancelledAt ? 'off' : 'on',
  ]);
const questions = (local: string) => ({
  role: 'questions' as const,
  local,
  zone: 'America/Lima',
  text: null,
});

describe('the dates of a call', () => {
  it('are there from its publication on, in the order of time', async () => {
    const call = await scene.calls.create(
      scene.input({ otherDeadlines: [questions('2026-05-15T12:00'), questions('2026-05-01T12:00')] }),
      null,
    );
    expect(await dates(call.id)).toEqual([]);
    await scene.calls.publish(call.id, null);
    expect(await shape(call.id)).toEqual([
      ['questions-1', '2026-05-01T17:00:00.000Z', 2, 'on'],
      ['questions-2', '2026-05-15T17:00:00.000Z', 2, 'on'],
      ['close-1', '2026-06-30T15:00:00.000Z', 2, 'on'],
    ]);
    expect((await dates(call.id))[2]).toMatchObject({
      zone: 'Europe/Madrid',
      zoneAssumed: false,
      title: call.title,
      updatedAt: NOW,
    });
  });

  it('are left alone by what calendars do not show, and grow with what they do', async () => {
    const call = await scene.published();
    const save = (changes: Parameters<CalendarScene['input']>[0]) =>
      scene.database.manager
        .query<[{ revision: number }]>('SELECT revision FROM call WHERE id = $1', [call.id])
        .then(([{ revision }]) => scene.calls.update(call.id, revision, scene.input(changes), null));
    const before = await dates(call.id);
    await save({ summary: 'Apoya el riego y la conservación de fuentes de agua.', sdgs: [6] });
    await scene.calls.verify(call.id, 3, null);
    expect(await dates(call.id)).toEqual(before);

    scene.pass(1);
    await save({ title: 'Otro título' });
    expect((await dates(call.id))[0]).toMatchObject({
      sequence: 4,
      title: 'Otro título',
      updatedAt: scene.now,
    });

    await save({ title: 'Otro título', deadlineLocal: '2026-07-31T17:00' });
    expect(await shape(call.id)).toEqual([['close-1', '2026-07-31T15:00:00.000Z', 5, 'on']]);
    await save({
      title: 'Otro título',
      deadlineLocal: '2026-07-31T17:00',
      deadlineText: 'Hasta el 31 de julio',
    });
    expect((await dates(call.id))[0]).toMatchObject({ sequence: 6, words: 'Hasta el 31 de julio' });
  });

  it('stay as cancelled when they go, and come back', async () => {
    const call = await scene.published({ otherDeadlines: [questions('2026-05-01T12:00')] });
    const [removed] = await dates(call.id);
    scene.pass(1);
    await scene.calls.update(call.id, 2, scene.input({ otherDeadlines: [] }), null);
    expect((await dates(call.id))[0]).toMatchObject({
      role: removed!.role,
      startsAt: removed!.startsAt,
      sequence: 3,
      cancelledAt: scene.now,
      updatedAt: scene.now,
    });
    await scene.calls.update(
      call.id,
      3,
      scene.input({ otherDeadlines: [questions('2026-05-02T12:00')] }),
      null,
    );
    expect((await shape(call.id))[0]).toEqual(['questions-1', '2026-05-02T17:00:00.000Z', 4, 'on']);
  });

  it.each(['unpublish', 'archive'] as const)(
    'are cancelled by %s; what is written then stays inside',
    async (move) => {
      const call = await scene.published();
      await scene.calls[move](call.id, null);
      await scene.calls.update(
        call.id,
        3,
        scene.input({ title: 'Secreto', deadlineLocal: '2026-08-01T10:00' }),
        null,
      );
      const [date] = await dates(call.id);
      expect(date).toMatchObject({ title: call.title, sequence: 3 });
      expect(await shape(call.id)).toEqual([['close-1', '2026-06-30T15:00:00.000Z', 3, 'off']]);
      if (move === 'archive') await scene.calls.reopen(call.id, null);
      await scene.calls.publish(call.id, null);
      const [back] = await dates(call.id);
      expect(back).toMatchObject({ title: 'Secreto', cancelledAt: null });
      expect(back!.sequence).toBeGreaterThan(3);
    },
  );

  it('of a duplicate are cancelled by a merge, and lead on to the call that stays', async () => {
    const [double, stays] = [await scene.published(), await scene.published()];
    await scene.calls.merge(double.id, double.revision, stays.id, null);
    expect((await shape(double.id))[0]![3]).toBe('off');
    expect((await shape(stays.id))[0]![3]).toBe('on');
    const [event] = await scene.publicEvents([double.id]);
    expect(event).toMatchObject({ status: 'CANCELLED', url: expect.stringContaining(double.slug) });
  });

  it('are all made anew for a whole catalogue, and nothing changes where nothing did', async () => {
    const { manager } = scene.database;
    const all = () => manager.find(CallDate, { order: { callId: 'ASC', role: 'ASC', place: 'ASC' } });
    const before = await all();
    await refreshCallDates(manager, 'all');
    expect(await all()).toEqual(before);

    await manager.query('DELETE FROM call_date WHERE cancelled_at IS NULL');
    await refreshCallDates(manager, 'all');
    const place = ({ callId, role, place: number, startsAt }: CallDate) => [callId, role, number, startsAt];
    expect((await all()).map(place)).toEqual(before.map(place));
  });

  it('are written with the change or not at all', async () => {
    const call = await scene.published();
    const before = await dates(call.id);
    const broken = scene.database.transaction(async (manager) => {
      await manager.query(`UPDATE call SET title = 'Otro' WHERE id = $1`, [call.id]);
      await refreshCallDates(manager, [call.id]);
      throw new Error('roto');
    });
    await expect(broken).rejects.toThrow('roto');
    expect(await dates(call.id)).toEqual(before);
  });
});
