import { type CuratedRecord, historyOf, type HistoryEntry } from '@chasqui/curation';
import { type Donor, donorRecord, fundRecord } from '@chasqui/donors';
import { DomainError } from '@chasqui/kernel';
import { networkRecord } from '@chasqui/networks';
import { loadReferenceData } from '@chasqui/reference-data';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { donorInput, inputOf, openScene, type Scene } from './scene.js';

const CONTACT = {
  kind: 'email',
  value: 'a@b.ec',
  label: null,
  state: 'verified',
  year: null,
  personal: false,
};

describe('a record that curators keep', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await openScene();
  });

  afterAll(() => scene.close());

  const create = (name: string, changes = {}) =>
    scene.records.create(donorRecord, donorInput(name, changes), scene.actorId);
  const update = (donor: Donor, changes: Readonly<Record<string, unknown>>, revision = donor.revision) =>
    scene.records.update(
      donorRecord,
      donor.id,
      revision,
      inputOf(donorRecord, donor, changes),
      scene.actorId,
    );
  const history = async (record: CuratedRecord, key = 'donor'): Promise<readonly HistoryEntry[]> =>
    (await historyOf(scene.database, key, record.id)).items;
  const undo = (donor: Donor, entry: HistoryEntry | undefined) =>
    scene.records.undo(donorRecord, donor.id, donor.revision, entry!.id, scene.actorId);

  it('is entered with an address of its own, whole or not at all', async () => {
    const donor = await create('Agencia de Prueba', { aliases: ['AP', 'Otra'], contacts: [CONTACT] });
    expect(donor).toMatchObject({
      slug: 'agencia-de-prueba',
      revision: 1,
      curated: true,
      verifiedOn: null,
      mergedIntoId: null,
      aliases: ['AP', 'Otra'],
      contacts: [CONTACT],
    });
    const again = await Promise.all([create('Agencia de Prueba'), create('Agencia de Prueba')]);
    expect(again.map(({ slug }) => slug).toSorted()).toEqual(['agencia-de-prueba-2', 'agencia-de-prueba-3']);
    const [created] = await history(donor);
    expect(created).toMatchObject({ action: 'donor.created', actorName: 'Carmen Curadora', before: null });
    await expect(create('', { amountMin: '5', amountMax: 'x' })).rejects.toMatchObject({
      code: 'record.invalid',
      fields: [
        { field: 'nameEs', message: 'Falta: nombre.' },
        { field: 'amountMax', message: expect.stringContaining('No se entiende el monto «x».') },
      ],
    });
    await expect(create('Sin moneda', { amountMin: '5' })).rejects.toMatchObject({
      fields: [{ field: 'currency', message: 'Indique la moneda del monto.' }],
    });
  });

  it('keeps of a change what differs, with before and after; saving the same again is no change', async () => {
    const donor = await create('Agencia que cambia', { contacts: [CONTACT], aliases: ['Uno'] });
    const same = await update(donor, {});
    expect(same.revision).toBe(1);
    const changed = await update(donor, { nameEs: 'Agencia cambiada', aliases: 'Uno\r\nDos' });
    expect(changed).toMatchObject({ revision: 2, nameEs: 'Agencia cambiada', slug: 'agencia-que-cambia' });
    const entries = await history(donor);
    expect(entries.map(({ action }) => action)).toEqual(['donor.updated', 'donor.created']);
    expect(entries[0]).toMatchObject({
      at: scene.clock.now(),
      before: { nameEs: 'Agencia que cambia', aliases: ['Uno'] },
      after: { nameEs: 'Agencia cambiada', aliases: ['Uno', 'Dos'] },
    });
    expect(Object.keys(entries[0]!.after!)).toHaveLength(2);
  });

  it('is changed by one of two who saw the same revision; the other is told', async () => {
    const donor = await create('Agencia con dos curadoras');
    const results = await Promise.allSettled([
      update(donor, { noteEs: 'De la primera.' }),
      update(donor, { noteEs: 'De la segunda.' }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toBeInstanceOf(DomainError);
    expect(refused.reason).toMatchObject({ kind: 'conflict', code: 'record.changed_meanwhile' });
    expect((await scene.records.get(donorRecord, donor.id)).revision).toBe(2);
    expect(await history(donor)).toHaveLength(2);
  });

  it('goes back and forth: undoing is a change, and can be undone', async () => {
    const donor = await create('Primero', { contacts: [CONTACT], amountMin: '5', currency: 'USD' });
    const changed = await update(donor, { nameEs: 'Segundo', contacts: [], amountMin: '' });
    const undone = await undo(changed, (await history(donor))[0]);
    expect(undone).toMatchObject({
      nameEs: 'Primero',
      contacts: [CONTACT],
      amountMin: '5.00',
      revision: 3,
    });
    const redone = await undo(undone, (await history(donor))[0]);
    expect(redone).toMatchObject({ nameEs: 'Segundo', contacts: [], amountMin: null, revision: 4 });
    // Once more, the same: nothing to change, nothing to trace.
    const entries = await history(donor);
    expect((await undo(redone, entries[1])).revision).toBe(4);
    expect(entries.map(({ action }) => action)).toEqual([
      'donor.undone',
      'donor.undone',
      'donor.updated',
      'donor.created',
    ]);
  });

  it('refuses to undo what cannot be: its creation, a stranger’s entry, values that no longer fit', async () => {
    const donor = await create('Agencia con montos', { amountMin: '10', amountMax: '20', currency: 'USD' });
    const other = await create('Otra agencia con montos');
    const [creation] = await history(donor);
    await expect(undo(donor, creation)).rejects.toMatchObject({ code: 'record.cannot_undo' });
    await expect(undo(other, creation)).rejects.toMatchObject({ kind: 'not_found' });
    for (const id of ['0', '9'.repeat(30), `1' OR '1'='1`]) {
      await expect(undo(donor, { ...creation!, id })).rejects.toMatchObject({ kind: 'not_found' });
    }
    const lower = await update(donor, { amountMin: '1' });
    const [change] = await history(donor);
    const both = await update(lower, { amountMax: '5' });
    await expect(undo(both, change)).rejects.toMatchObject({
      code: 'record.cannot_undo',
      message: expect.stringContaining('El monto mayor es menor que el otro.'),
    });
    await expect(undo(donor, change)).rejects.toMatchObject({ code: 'record.changed_meanwhile' });
  });

  it('is compared with its source on the day of Ecuador, which makes it nobody’s own', async () => {
    const [row] = await scene.database.manager.find(donorRecord.entity, {
      where: { curated: false },
      take: 1,
    });
    const verify = (record: Donor) =>
      scene.records.verify(donorRecord, record.id, record.revision, scene.actorId);
    const verified = await verify(row!);
    expect(verified).toMatchObject({ verifiedOn: '2026-06-01', curated: false, revision: row!.revision + 1 });
    expect((await verify(verified)).revision).toBe(verified.revision);
    await expect(verify(row!)).rejects.toMatchObject({ code: 'record.changed_meanwhile' });
    const [entry] = await history(row!);
    expect(entry).toMatchObject({ action: 'donor.verified', after: { verifiedOn: '2026-06-01' } });
    expect((await undo(verified, entry)).verifiedOn).toBe(row!.verifiedOn);
  });

  it('stays as the curator left it when the reference files are loaded again', async () => {
    const [row, other] = await scene.database.manager.find(donorRecord.entity, {
      where: { curated: false },
      order: { slug: 'ASC' },
      take: 2,
    });
    const changed = await update(row!, { noteEs: 'Así lo dejó la curadora.', aliases: 'Nuevo nombre' });
    await scene.database.query(`UPDATE donor SET note_es = 'Así estaba el archivo de ayer.' WHERE id = $1`, [
      other!.id,
    ]);
    await loadReferenceData(scene.database.manager);
    const kept = await scene.records.get(donorRecord, row!.id);
    expect(kept).toMatchObject({
      noteEs: 'Así lo dejó la curadora.',
      aliases: ['Nuevo nombre'],
      revision: changed.revision,
    });
    expect((await scene.records.get(donorRecord, other!.id)).noteEs).toBe(other!.noteEs);
  });

  it('points to other records by id or by name, and never to one that does not exist', async () => {
    const owner = await create('Dueña del Fondo Ñandú', { acronym: 'DFÑ' });
    await create('Casi igual al Fondo Ñandú');
    const fund = (donorId: string) =>
      scene.records.create(
        fundRecord,
        inputOf(fundRecord, {
          nameEs: 'Fondo que apunta',
          donorId,
          kind: 'competitive_fund',
          noteEs: 'Nota.',
          sources: [{ title: 'Guía', place: 'p. 1', url: null }],
          readOn: '2026-05-01',
          confidence: 'alta',
        }),
        scene.actorId,
      );
    for (const said of [owner.id, 'dueña del fondo ñandú', 'DUENA DEL FONDO NANDU', 'dfñ']) {
      expect((await fund(said)).donorId).toBe(owner.id);
    }
    const refusal = (message: string) => ({ fields: [{ field: 'donorId', message }] });
    await expect(fund('Dueña de Fondo Nandu')).rejects.toMatchObject(
      refusal(expect.stringContaining('¿Quiso decir: Dueña del Fondo Ñandú') as unknown as string),
    );
    await expect(fund('11111111-1111-1111-1111-111111111111')).rejects.toMatchObject(
      refusal('Ese registro ya no existe. Elija otro de la lista.'),
    );
    await expect(fund('')).rejects.toMatchObject(refusal('Falta: cooperante.'));
    await create('Dueña del Fondo Ñandú');
    await expect(fund('Dueña del Fondo Ñandú')).rejects.toMatchObject(
      refusal(
        expect.stringContaining('Dueña del Fondo Ñandú · duena-del-fondo-nandu-2') as unknown as string,
      ),
    );
    expect((await fund('Dueña del Fondo Ñandú · duena-del-fondo-nandu')).donorId).toBe(owner.id);
  });

  it('of a kind without curators’ names in it does not exist under another', async () => {
    const donor = await create('Solo cooperante');
    await expect(scene.records.get(networkRecord, donor.id)).rejects.toMatchObject({
      kind: 'not_found',
      message: 'Esa red no existe.',
    });
  });
});
