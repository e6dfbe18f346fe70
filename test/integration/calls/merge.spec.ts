import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Call, Calls, mergedCallSlug } from '@chasqui/calls';
import { historyOf } from '@chasqui/curation';
import { FixedClock } from '@chasqui/kernel';
import { migrate } from '@chasqui/persistence';
import { loadReferenceData } from '@chasqui/reference-data';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { startProcess, untilIdle } from '../../support/app.js';
import { addOfficer, callInput, donorNamed } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const ROSA = 'rosa@esmeraldas.example';
const TEO = 'teo@manabi.example';

let server: TestDatabase;
let app: INestApplicationContext;
let database: DataSource;
let calls: Calls;
let donorId: string;

beforeAll(async () => {
  server = await freshDatabase();
  await migrate(server.url);
  const clock = new FixedClock(new Date('2026-03-02T15:00:00Z'));
  app = await startProcess({ databaseUrl: server.url, clock });
  database = app.get(DataSource);
  await loadReferenceData(database.manager);
  calls = app.get(Calls);
  donorId = await donorNamed(database);
  await addOfficer(app, ROSA, '08', { minScore: 0 });
});

afterAll(async () => {
  await app.close();
  await server.drop();
});

const create = (title: string, changes: Parameters<typeof callInput>[1] = {}) =>
  calls.create(callInput(donorId, { title, ...changes }), null);
const stored = (id: string) => database.manager.findOneByOrFail(Call, { id });

/** Who was told of a call, and how that ended. */
const told = async (callId: string) => {
  const rows = await database.query<{ email: string; state: string; key: string }[]>(
    `SELECT a.email, n.state, n.event_key AS key FROM notification n JOIN account a ON a.id = n.account_id
      WHERE n.call_id = $1 ORDER BY a.email`,
    [callId],
  );
  return rows.map(({ email, state, key }) => [email, state, key.endsWith(callId)]);
};

const publish = async (id: string) => {
  await calls.publish(id, null);
  await untilIdle(app);
};

const mails = async (title: string) => {
  const [row] = await database.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM mailbox_message WHERE subject LIKE $1 || '%'`,
    [title],
  );
  return row.count;
};

describe('a duplicate joined to the call that stays', () => {
  it('takes its notices along, so that nobody is told twice, and can be separated again', async () => {
    const duplicate = await create('La convocatoria repetida');
    const staying = await create('La convocatoria que se queda');
    await publish(duplicate.id);
    expect(await told(duplicate.id)).toEqual([[ROSA, 'mailed', true]]);
    await addOfficer(app, TEO, '13', { minScore: 0 });

    const merged = await calls.merge(duplicate.id, 2, staying.id, null);
    expect(merged).toMatchObject({ state: 'archived', mergedIntoId: staying.id, revision: 3 });
    expect(await told(staying.id)).toEqual([[ROSA, 'mailed', true]]);
    expect(await mergedCallSlug(database, duplicate.slug)).toBeNull();

    await publish(staying.id);
    // Rosa knew it already; Teo asked for notices after the duplicate went out.
    expect(await told(staying.id)).toEqual([
      [ROSA, 'mailed', true],
      [TEO, 'mailed', true],
    ]);
    expect([await mails('La convocatoria repetida'), await mails('La convocatoria que se queda')]).toEqual([
      1, 1,
    ]);
    expect(await mergedCallSlug(database, duplicate.slug)).toBe(staying.slug);

    const [entry] = (await historyOf(database, 'call', duplicate.id)).items;
    const alone = await calls.undo(duplicate.id, 3, entry!.id, null);
    expect(alone).toMatchObject({ state: 'in_review', mergedIntoId: null, publishedAt: null, revision: 4 });
    expect(await told(duplicate.id)).toEqual([[ROSA, 'mailed', true]]);
    expect(await told(staying.id)).toEqual([[TEO, 'mailed', true]]);
    await expect(calls.undo(duplicate.id, 4, entry!.id, null)).rejects.toMatchObject({
      code: 'call.cannot_undo',
    });
  });

  it('leaves alone the notices of whoever was told of both', async () => {
    const [duplicate, staying] = [await create('Avisada por un lado'), await create('Avisada por otro')];
    for (const { id } of [duplicate, staying]) await publish(id);
    const before = await told(duplicate.id);
    await calls.merge(duplicate.id, 2, staying.id, null);
    expect(await told(duplicate.id)).toEqual(before);
    expect((await told(staying.id)).filter(([email]) => email === ROSA)).toHaveLength(1);
  });

  it('takes its editions and earlier duplicates along', async () => {
    const first = await create('La primera edición');
    const duplicate = await create('La segunda, repetida', { previousEditionId: first.id });
    const staying = await create('La segunda que se queda', { previousEditionId: duplicate.id });
    const third = await create('La tercera edición', { previousEditionId: duplicate.id });
    const earlier = await create('Repetida de la repetida');
    await calls.merge(earlier.id, 1, duplicate.id, null);
    await calls.merge(duplicate.id, 1, staying.id, null);
    expect((await stored(third.id)).previousEditionId).toBe(staying.id);
    expect((await stored(earlier.id)).mergedIntoId).toBe(staying.id);
    // Its own duplicate stood as the edition before it: what came before that does now.
    expect((await stored(staying.id)).previousEditionId).toBe(first.id);
  });

  it('cannot be moved, joined again or be joined to', async () => {
    const [duplicate, staying, other] = [
      await create('Unida'),
      await create('Se queda'),
      await create('Tercera'),
    ];
    await calls.merge(duplicate.id, 1, staying.id, null);
    await expect(calls.reopen(duplicate.id, null)).rejects.toMatchObject({ code: 'call.merged' });
    await expect(calls.newEdition(duplicate.id, null)).rejects.toMatchObject({ code: 'call.merged' });
    await expect(calls.merge(duplicate.id, 2, other.id, null)).rejects.toMatchObject({ code: 'call.merged' });
    await expect(calls.merge(other.id, 1, duplicate.id, null)).rejects.toMatchObject({
      code: 'call.bad_merge',
    });
    await expect(calls.merge(other.id, 1, other.id, null)).rejects.toMatchObject({ code: 'call.bad_merge' });
    await expect(calls.merge(other.id, 7, staying.id, null)).rejects.toMatchObject({
      code: 'call.changed_meanwhile',
    });
  });

  it('two at once, crosswise: one of them wins', async () => {
    const [one, other] = [await create('Cruzada uno'), await create('Cruzada dos')];
    const results = await Promise.allSettled([
      calls.merge(one.id, 1, other.id, null),
      calls.merge(other.id, 1, one.id, null),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const merged = (await Promise.all([stored(one.id), stored(other.id)])).filter(
      (call) => call.mergedIntoId,
    );
    expect(merged).toHaveLength(1);
  });
});
