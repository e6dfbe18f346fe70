import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Call, type CallInput, Calls, editionsOf } from '@chasqui/calls';
import { historyOf } from '@chasqui/curation';
import { FixedClock } from '@chasqui/kernel';
import { migrate } from '@chasqui/persistence';
import { loadReferenceData } from '@chasqui/reference-data';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { startProcess } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOW = new Date('2026-03-02T15:00:00Z');

let server: TestDatabase;
let app: INestApplicationContext;
let database: DataSource;
let calls: Calls;
let clock: FixedClock;
let donorId: string;

beforeAll(async () => {
  server = await freshDatabase();
  await migrate(server.url);
  clock = new FixedClock(NOW);
  app = await startProcess({ databaseUrl: server.url, clock, work: false });
  database = app.get(DataSource);
  await loadReferenceData(database.manager);
  calls = app.get(Calls);
  donorId = await donorNamed(database);
});

afterAll(async () => {
  await app.close();
  await server.drop();
});

const create = (changes: Partial<CallInput> = {}) => calls.create(callInput(donorId, changes), null);
const stored = (id: string) => database.manager.findOneByOrFail(Call, { id });
const history = async (id: string) => (await historyOf(database, 'call', id)).items;
const announced = async (id: string) => {
  const [row] = await database.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM outbox_event WHERE type = 'call.published' AND payload->>'callId' = $1`,
    [id],
  );
  return row.count;
};

describe('changing a call', () => {
  it('traces only what changed, and saving the same again is no change', async () => {
    const call = await create();
    const input = callInput(donorId, { title: 'Otro título de la convocatoria' });
    const changed = await calls.update(call.id, 1, input, null);
    expect(changed.revision).toBe(2);
    const [entry] = await history(call.id);
    expect([entry!.before, entry!.after]).toEqual([{ title: call.title }, { title: input.title }]);

    const again = await calls.update(call.id, 2, input, null);
    expect(again.revision).toBe(2);
    expect(await history(call.id)).toHaveLength(2);
  });

  it.each<[string, Partial<CallInput>, string]>([
    ['a topic', { themes: ['turismo', 'astrologia'] }, 'themes'],
    ['a CRS sector', { crsSectors: ['99999'] }, 'crsSectors'],
    ['an agenda', { agendas: ['agenda-1830'] }, 'agendas'],
    ['a mechanism', { mechanism: 'trueque' }, 'mechanism'],
    ['a donor', { donorId: '00000000-0000-4000-8000-000000000000' }, 'donorId'],
    ['a fund', { fundId: '00000000-0000-4000-8000-000000000000' }, 'fundId'],
    ['an edition', { previousEditionId: '00000000-0000-4000-8000-000000000000' }, 'previousEditionId'],
  ])('to %s that does not exist is refused at its field', async (_name, change, field) => {
    const refused = expect.objectContaining({
      code: 'call.invalid',
      fields: [expect.objectContaining({ field })],
    });
    await expect(create(change)).rejects.toEqual(refused);
  });

  it('cannot make a call the edition before itself, not even in a roundabout way', async () => {
    const first = await create();
    const second = await create({ previousEditionId: first.id });
    const third = await create({ previousEditionId: second.id });
    for (const previousEditionId of [first.id, third.id]) {
      const change = calls.update(first.id, 1, callInput(donorId, { previousEditionId }), null);
      await expect(change).rejects.toMatchObject({ code: 'call.invalid' });
    }
    await expect(
      calls.update(third.id, 1, callInput(donorId, { previousEditionId: first.id }), null),
    ).resolves.toMatchObject({ revision: 2 });
  });
});

describe('undoing a change', () => {
  it('puts back what it replaced and leaves what came later', async () => {
    const call = await create({ deadlineZone: null, summary: 'La primera descripción de la convocatoria.' });
    await calls.update(
      call.id,
      1,
      callInput(donorId, { deadlineZone: 'Europe/Madrid', summary: call.summary, amountMax: '60 mil' }),
      null,
    );
    const [change] = await history(call.id);
    await calls.update(
      call.id,
      2,
      callInput(donorId, {
        deadlineZone: 'Europe/Madrid',
        summary: 'La segunda descripción, más larga.',
        amountMax: '60 mil',
      }),
      null,
    );

    const undone = await calls.undo(call.id, 3, change!.id, null);

    expect(undone).toMatchObject({
      revision: 4,
      amountMax: '50000.00',
      deadlineZone: 'America/Guayaquil',
      deadlineZoneAssumed: true,
      closesAt: new Date('2026-06-30T22:00:00Z'),
      summary: 'La segunda descripción, más larga.',
    });
    expect(await stored(call.id)).toMatchObject({ amountMax: '50000.00', revision: 4 });
    const [undoing] = await history(call.id);
    expect(undoing!.action).toBe('call.undone');
    // Undoing the undoing.
    expect(await calls.undo(call.id, 4, undoing!.id, null)).toMatchObject({
      amountMax: '60000.00',
      deadlineZone: 'Europe/Madrid',
    });
  });

  it('announces a published call again, so that its matches follow', async () => {
    const call = await create();
    await calls.publish(call.id, null);
    await calls.update(call.id, 2, callInput(donorId, { gadRole: 'partner' }), null);
    const [change] = await history(call.id);
    expect(await announced(call.id)).toBe(2);
    await calls.undo(call.id, 3, change!.id, null);
    expect(await announced(call.id)).toBe(3);
  });

  it('is refused where it does not fit what came later, with the reason', async () => {
    const call = await create({ amountMin: '', amountMax: '50 mil' });
    await calls.update(call.id, 1, callInput(donorId, { amountMin: '', amountMax: '90 mil' }), null);
    const [raised] = await history(call.id);
    await calls.update(call.id, 2, callInput(donorId, { amountMin: '80 mil', amountMax: '90 mil' }), null);
    await expect(calls.undo(call.id, 3, raised!.id, null)).rejects.toMatchObject({
      code: 'call.cannot_undo',
      message: expect.stringContaining('El monto máximo es menor que el mínimo.'),
    });
  });

  it('is refused for what created or moved a call, for other calls and for old versions', async () => {
    const call = await create();
    const other = await create();
    await calls.reject(call.id, null);
    const [moved, created] = await history(call.id);
    for (const entry of [moved, created]) {
      await expect(calls.undo(call.id, 2, entry!.id, null)).rejects.toMatchObject({
        code: 'call.cannot_undo',
      });
    }
    await expect(calls.undo(other.id, 1, created!.id, null)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(calls.undo(call.id, 1, created!.id, null)).rejects.toMatchObject({
      code: 'call.changed_meanwhile',
    });
  });

  it('understands the trace of earlier versions, which held the whole form', async () => {
    const call = await create({ title: 'El título de antes' });
    await calls.update(call.id, 1, callInput(donorId, { title: 'El título de después' }), null);
    await database.query(
      `UPDATE audit_entry SET before = before || '{"language": "es", "amountMax": "50000.00"}',
                              after = after || '{"language": "es", "amountMax": "50000.00"}'
        WHERE entity_id = $1 AND action = 'call.updated'`,
      [call.id],
    );
    const input = callInput(donorId, { title: 'El título de después', language: 'pt', amountMax: '60 mil' });
    await calls.update(call.id, 2, input, null);
    const entry = (await history(call.id))[1]!;
    expect(await calls.undo(call.id, 3, entry.id, null)).toMatchObject({
      title: 'El título de antes',
      language: 'pt',
      amountMax: '60000.00',
    });
  });
});

describe('comparing a call with its source', () => {
  it('notes the day of Ecuador without a new version, and can be undone', async () => {
    clock.moveTo(new Date('2026-03-03T03:00:00Z'));
    const call = await create();
    await calls.publish(call.id, null);
    expect(await calls.verify(call.id, 2, null)).toMatchObject({ verifiedOn: '2026-03-02', revision: 2 });
    expect(await announced(call.id)).toBe(1);
    await expect(calls.verify(call.id, 1, null)).rejects.toMatchObject({ code: 'call.changed_meanwhile' });
    const [entry] = await history(call.id);
    expect(entry!.action).toBe('call.verified');
    await calls.undo(call.id, 2, entry!.id, null);
    expect(await stored(call.id)).toMatchObject({ verifiedOn: null, revision: 2 });
    clock.moveTo(NOW);
  });
});

describe('the next edition', () => {
  it('copies the facts, not the dates, and waits in review', async () => {
    const fund = await database.query<[{ id: string }]>(`SELECT id FROM fund ORDER BY slug LIMIT 1`);
    const call = await create({
      fundId: fund[0].id,
      edition: 'Quinta',
      otherDeadlines: [{ role: 'cut_off', local: '2026-05-01T12:00' }],
      documents: [{ title: 'Bases', url: 'https://cooperante.example/bases' }],
      notes: 'Solo de esta edición.',
    });
    const next = await calls.newEdition(call.id, null);
    expect(await stored(next.id)).toMatchObject({
      title: call.title,
      fundId: call.fundId,
      themes: call.themes,
      amountMax: call.amountMax,
      previousEditionId: call.id,
      state: 'in_review',
      revision: 1,
      deadlineKind: 'unpublished',
      closesAt: null,
      opensOn: null,
      edition: null,
      otherDeadlines: [],
      documents: [],
      notes: expect.not.stringContaining('Solo de esta edición'),
    });
  });

  it('and the ones before are told of each other, also across the archive', async () => {
    const first = await create({ deadlineLocal: '2026-04-30T17:00' });
    const second = await create({ deadlineLocal: '2026-05-31T17:00', previousEditionId: first.id });
    const third = await create({ deadlineLocal: '2026-06-30T17:00', previousEditionId: second.id });
    const secret = await create({ previousEditionId: third.id });
    for (const { id } of [first, second, third]) await calls.publish(id, null);
    await calls.archive(second.id, null);

    const of = async (id: string) => {
      const { earlier, later } = await editionsOf(database, await stored(id));
      return [earlier.map((each) => each.id), later.map((each) => each.id)];
    };
    expect(await of(first.id)).toEqual([[], [second.id, third.id]]);
    expect(await of(second.id)).toEqual([[first.id], [third.id]]);
    expect(await of(third.id)).toEqual([[second.id, first.id], []]);
    expect(JSON.stringify(await editionsOf(database, await stored(first.id)))).not.toContain(secret.id);
  });

  it('of a fund counts as an edition of the others of the fund', async () => {
    const [, fund] = await database.query<{ id: string }[]>(`SELECT id FROM fund ORDER BY slug LIMIT 2`);
    const early = await create({ fundId: fund!.id, deadlineLocal: '2026-04-30T17:00' });
    const late = await create({ fundId: fund!.id, deadlineLocal: '2026-09-30T17:00' });
    for (const { id } of [early, late]) await calls.publish(id, null);
    expect(await editionsOf(database, await stored(early.id))).toMatchObject({
      earlier: [],
      later: [{ id: late.id }],
    });
    expect(await editionsOf(database, await stored(late.id))).toMatchObject({
      earlier: [{ id: early.id }],
      later: [],
    });
  });
});
