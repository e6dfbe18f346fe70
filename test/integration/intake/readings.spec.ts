import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXTRACTOR_VERSION, type FieldReading } from '@chasqui/extraction';
import { CallFieldOrigin, Finding, ItemMemory, Reading, RereadOld } from '@chasqui/intake';
import { JobQueues } from '@chasqui/jobs';
import type { SourceItem } from '@chasqui/sources';
import { CURATOR, IntakeScene, TOLD } from './scene.js';

let scene: IntakeScene;

beforeAll(async () => {
  scene = await IntakeScene.open();
});
afterAll(() => scene.close());

const readings = (captureId: string) => scene.database.manager.findBy(Reading, { captureId });

/** Everything that a reading may write. */
async function written(item: SourceItem): Promise<unknown> {
  const { manager } = scene.database;
  return {
    memory: await manager.findBy(ItemMemory, { itemId: item.id }),
    findings: await manager.find(Finding, { where: { itemId: item.id }, order: { id: 'ASC' } }),
    calls: await scene.callsTotal(),
    events: await scene.announcements(),
  };
}

describe('a capture', () => {
  it('that was read changes nothing when it is read again, also by two workers at once', async () => {
    const item = await scene.item(await scene.source(), 'una-vez');
    const captureId = await scene.capture(item, TOLD);
    await Promise.all([scene.read(captureId), scene.read(captureId), scene.read(captureId)]);
    const before = await written(item);
    scene.wait();
    await scene.read(captureId);
    expect(await written(item)).toEqual(before);
    expect(await readings(captureId)).toHaveLength(1);
  });

  it('of a trusted source is published once, however many workers read it', async () => {
    const item = await scene.item(await scene.source({ trusted: true }), 'una-publicacion');
    const told = { ...TOLD, titulo: 'Ferias ciudadanas y turismo fluvial en puertos pequeños' };
    const captureId = await scene.capture(item, told);
    await Promise.all([scene.read(captureId), scene.read(captureId)]);
    const call = await scene.callOf(item);
    expect(await scene.announced('call.published', call.id)).toBe(1);
  });

  it.each([
    ['reading', 'Orquestas juveniles y turismo cultural'],
    ['item_memory', 'Cacao fino de aroma, con rutas de visita'],
    ['finding', 'Observatorios de aves marinas'],
    ['call_field_origin', 'Termas públicas y turismo de salud'],
    ['outbox_event', 'Ferrocarril patrimonial: turismo en estaciones'],
  ])(
    'whose reading dies while it writes %s leaves nothing behind, and is read afterwards',
    async (table, titulo) => {
      const isPublished = table === 'call_field_origin' || table === 'outbox_event';
      const item = await scene.item(await scene.source({ trusted: isPublished }), `muere-${table}`);
      const captureId = await scene.capture(item, { ...TOLD, titulo });
      const before = await written(item);
      await scene.database.query(`
        CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the process dies'; END $$;
        CREATE TRIGGER dies BEFORE INSERT ON ${table} EXECUTE FUNCTION dies();`);
      await expect(scene.read(captureId)).rejects.toThrow('the process dies');
      await scene.database.query(`DROP TRIGGER dies ON ${table}; DROP FUNCTION dies();`);
      expect([await written(item), await readings(captureId)]).toEqual([before, []]);
      await scene.read(captureId);
      expect((await scene.memory(item)).callId !== null).toBe(isPublished);
      expect(await scene.openFindings(item)).toHaveLength(isPublished ? 0 : 1);
    },
  );

  it('that a newer one overtook is kept as read and leaves everything as it is', async () => {
    const item = await scene.item(await scene.source(), 'adelantada');
    const older = await scene.capture(item, { ...TOLD, monto: 10_000 });
    await scene.says(item, TOLD);
    const before = await written(item);
    await scene.read(older);
    expect(await written(item)).toEqual(before);
    expect(await readings(older)).toHaveLength(1);
  });

  it('with characters that no database keeps is read all the same', async () => {
    const item = await scene.item(await scene.source(), 'rara');
    await scene.says(item, { ...TOLD, titulo: 'Título con \u0000 y \ud800 en medio, de turismo' });
    expect((await scene.open(item)).title).toContain('en medio');
  });
});

describe('a raised extractor', () => {
  /** What an older extractor had read otherwise, of a call that a curator accepted. */
  async function readOtherwise(value: string) {
    const accepted = await scene.published();
    const { item, callId } = accepted;
    const memory = await scene.memory(item);
    const reading = await scene.database.manager.findOneByOrFail(Reading, { id: memory.readingId });
    const fields = reading.fields.map((each): FieldReading =>
      each.field === 'amountMax' ? { ...each, value, words: value } : each,
    );
    const older = { extractorVersion: EXTRACTOR_VERSION - 1 };
    await scene.database.query('UPDATE reading SET fields = $2, extractor_version = $3 WHERE id = $1', [
      reading.id,
      JSON.stringify(fields),
      older.extractorVersion,
    ]);
    const remembered = { ...memory.fields, amountMax: { value, words: value, known: true, missing: 0 } };
    await scene.database.query('UPDATE item_memory SET fields = $2 WHERE item_id = $1', [
      item.id,
      JSON.stringify(remembered),
    ]);
    await scene.database.query(
      `UPDATE call_field_origin SET from_reading = $2, words = $3 WHERE call_id = $1 AND field = 'amountMax'`,
      [callId, JSON.stringify(value), value],
    );
    await scene.database.query('UPDATE call SET amount_max = $2 WHERE id = $1', [callId, value]);
    return { ...accepted, captureId: reading.captureId };
  }

  it('has old captures read anew, a batch at a time, and proposes what it reads otherwise', async () => {
    const { item, captureId, callId } = await readOtherwise('40000.00');
    const waiting = async () => (await scene.app.get(JobQueues).counts()).intake.waiting;
    const before = await waiting();
    const reread = scene.app.get(RereadOld);
    await reread.execute({ after: null });
    await reread.execute({ after: null });
    expect(await waiting()).toBe(before + 1);

    await scene.read(captureId);
    expect((await scene.open(item)).fields).toEqual([
      expect.objectContaining({ field: 'amountMax', value: '50000.00', current: '40000.00' }),
    ]);
    expect(await scene.stored(callId)).toMatchObject({ amountMax: '40000.00' });
    expect(await readings(captureId)).toHaveLength(2);
  });

  it('changes nothing of what a person set, and nothing by itself', async () => {
    const { item, captureId, callId } = await readOtherwise('40000.00');
    await scene.database.query('UPDATE source SET trusted = true WHERE id = $1', [item.sourceId]);
    const person = { setBy: 'person', confirmedBy: CURATOR } as const;
    await scene.database.manager.update(CallFieldOrigin, { callId, field: 'amountMax' }, person);
    await scene.read(captureId);
    expect(await scene.openFindings(item)).toEqual([]);
    expect(await scene.stored(callId)).toMatchObject({ amountMax: '40000.00' });
  });
});
