import { historyOf, likelyDuplicates, recordsOf } from '@chasqui/curation';
import { type Donor, donorRecord, type Fund, fundRecord } from '@chasqui/donors';
import { commissionRecord, roundRecord } from '@chasqui/commissions';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { donorInput, inputOf, openScene, type Scene } from './scene.js';

describe('two records that are one', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await openScene();
  });

  afterAll(() => scene.close());

  const donor = (name: string, changes = {}) =>
    scene.records.create(donorRecord, donorInput(name, changes), scene.actorId);
  const fund = (name: string, donorId: string): Promise<Fund> =>
    scene.records.create(
      fundRecord,
      inputOf(fundRecord, { ...donorInput(name), donorId, kind: 'competitive_fund' }),
      scene.actorId,
    );
  const get = (id: string) => scene.records.get(donorRecord, id);
  const ownerOf = async ({ id }: Fund) => (await scene.records.get(fundRecord, id)).donorId;
  const merge = (from: Donor, into: { id: string }) =>
    scene.records.merge(donorRecord, from.id, from.revision, into.id, scene.actorId);
  const entries = async ({ id }: Donor) => (await historyOf(scene.database, 'donor', id)).items;
  const undoLast = async (id: string) => {
    const record = await get(id);
    const [last] = await entries(record);
    return scene.records.undo(donorRecord, id, record.revision, last!.id, scene.actorId);
  };
  const searchOwner = async ({ id }: Fund) => {
    const [row] = await scene.database.query<[{ subtitle: string }]>(
      `SELECT subtitle FROM search_entry WHERE kind = 'fund' AND record_id = $1`,
      [id],
    );
    return row.subtitle;
  };

  it('become one: what hung on the duplicate hangs on the other, which takes its names; and apart again', async () => {
    const stays = await donor('Agencia que se queda', { aliases: ['La de siempre'] });
    const leaves = await donor('Agencia repetida', { acronym: 'AR', aliases: ['Vieja', 'La de siempre'] });
    const [own, moved] = await Promise.all([fund('Fondo propio', stays.id), fund('Fondo ajeno', leaves.id)]);

    const merged = await merge(leaves, stays);
    expect(merged.mergedIntoId).toBe(stays.id);
    expect([await ownerOf(own), await ownerOf(moved)]).toEqual([stays.id, stays.id]);
    expect(await searchOwner(moved)).toBe('Agencia que se queda');
    const names = ['La de siempre', 'Agencia repetida', 'AR', 'Vieja'];
    expect(await get(stays.id)).toMatchObject({ aliases: names, revision: 2 });
    expect((await entries(leaves))[0]).toMatchObject({
      action: 'donor.merged',
      before: { mergedIntoId: null },
      after: { moved: { 'fund.donor_id': [moved.id], aliases: ['Agencia repetida', 'AR', 'Vieja'] } },
    });
    const listed = await recordsOf(scene.database, donorRecord, { words: 'Agencia rep' });
    expect(listed.items.map(({ id }) => id)).toEqual([stays.id]);

    await undoLast(leaves.id);
    expect([await ownerOf(own), await ownerOf(moved)]).toEqual([stays.id, leaves.id]);
    expect(await searchOwner(moved)).toBe('Agencia repetida');
    expect(await get(stays.id)).toMatchObject({ aliases: ['La de siempre'], revision: 3 });
    expect((await get(leaves.id)).mergedIntoId).toBeNull();

    // Undoing the undoing merges again, all of it.
    await undoLast(leaves.id);
    expect([await ownerOf(own), await ownerOf(moved)]).toEqual([stays.id, stays.id]);
    expect((await get(stays.id)).aliases).toEqual(names);
    await undoLast(leaves.id);
    expect([await ownerOf(own), await ownerOf(moved)]).toEqual([stays.id, leaves.id]);
  });

  it('come apart without taking what was given to the other one meanwhile', async () => {
    const [stays, leaves, third] = [
      await donor('Queda dos'),
      await donor('Sale dos'),
      await donor('Tercera'),
    ];
    const [kept, given] = [await fund('Fondo que vuelve', leaves.id), await fund('Fondo cedido', leaves.id)];
    await merge(leaves, stays);
    const current = await scene.records.get(fundRecord, given.id);
    const input = inputOf(fundRecord, current, { donorId: third.id });
    await scene.records.update(fundRecord, given.id, current.revision, input, scene.actorId);
    await undoLast(leaves.id);
    expect([await ownerOf(kept), await ownerOf(given)]).toEqual([leaves.id, third.id]);
  });

  it('stay together through a further merge, and come apart one by one', async () => {
    const [a, b, c] = [await donor('Cadena a'), await donor('Cadena b'), await donor('Cadena c')];
    const moved = await fund('Fondo de la cadena', a.id);
    await merge(a, b);
    await merge(await get(b.id), c);
    expect(await ownerOf(moved)).toBe(c.id);
    expect((await get(a.id)).mergedIntoId).toBe(c.id);
    await undoLast(b.id);
    expect((await get(a.id)).mergedIntoId).toBe(b.id);
    expect(await ownerOf(moved)).toBe(b.id);
    await undoLast(a.id);
    expect(await ownerOf(moved)).toBe(a.id);
  });

  it('are refused where it makes no sense', async () => {
    const [a, b, c] = [await donor('Sentido a'), await donor('Sentido b'), await donor('Sentido c')];
    await expect(merge(a, a)).rejects.toMatchObject({ code: 'record.bad_merge' });
    await expect(merge(a, { id: '11111111-1111-1111-1111-111111111111' })).rejects.toMatchObject({
      kind: 'not_found',
    });
    const merged = await merge(a, b);
    await expect(merge(merged, c)).rejects.toMatchObject({ code: 'record.bad_merge' });
    await expect(merge(c, a)).rejects.toMatchObject({ code: 'record.bad_merge' });
    await expect(merge(a, c)).rejects.toMatchObject({ code: 'record.changed_meanwhile' });
    const frozen = { code: 'record.merged' };
    const { id, revision } = merged;
    const input = donorInput('Sentido a otra vez');
    await expect(scene.records.update(donorRecord, id, revision, input, null)).rejects.toMatchObject(frozen);
    await expect(scene.records.verify(donorRecord, id, revision, null)).rejects.toMatchObject(frozen);
  });

  it('merged into each other at the same moment: one merge, one refusal, no deadlock', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await donor(`Cruce a ${round}`), await donor(`Cruce b ${round}`)];
      const results = await Promise.allSettled([merge(a, b), merge(b, a)]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const refused = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
      expect(refused.reason).toMatchObject({ kind: 'conflict' });
      const merged = [await get(a.id), await get(b.id)].filter(({ mergedIntoId }) => mergedIntoId);
      expect(merged).toHaveLength(1);
    }
  });

  it('nothing new hangs on a duplicate, whoever comes first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await donor(`Carrera a ${round}`), await donor(`Carrera b ${round}`)];
      const [made] = await Promise.all([fund(`Fondo en carrera ${round}`, a.id), merge(a, b)]);
      expect(await ownerOf(made)).toBe(b.id);
    }
  });

  it('an old value of a reference comes back as the record that stands today', async () => {
    const [old, other, stays] = [await donor('Antigua'), await donor('Intermedia'), await donor('La de hoy')];
    const made = await fund('Fondo con historia', old.id);
    const input = inputOf(fundRecord, made, { donorId: other.id });
    const changed = await scene.records.update(fundRecord, made.id, made.revision, input, scene.actorId);
    await merge(old, stays);
    const [entry] = (await historyOf(scene.database, 'fund', made.id)).items;
    await scene.records.undo(fundRecord, made.id, changed.revision, entry!.id, scene.actorId);
    expect(await ownerOf(made)).toBe(stays.id);
  });

  describe('look alike', () => {
    it('by acronym, by another name or by spelling', async () => {
      const acronym = [
        await donor('Kooperation mit niemand', { acronym: 'KQXW' }),
        await donor('Totalmente distinta', { acronym: 'kqxw' }),
      ];
      const alias = [
        await donor('Zapatería Vecinal'),
        await donor('Otra cosa', { aliases: ['zapateria vecinal'] }),
      ];
      const name = [await donor('Instituto Xuloña de Fomento'), await donor('Instituto Xulona del Fomento')];
      for (const [reason, pair] of Object.entries({ acronym, alias, name })) {
        const { items } = await likelyDuplicates(scene.database, donorRecord, { id: pair[0]!.id });
        const found = items.find(({ oneId, otherId }) =>
          [oneId, otherId].every((id) => pair.some((each) => each.id === id)),
        );
        expect(found?.reason).toBe(reason);
      }
      await merge(name[0]!, name[1]!);
      const after = await likelyDuplicates(scene.database, donorRecord, { id: name[1]!.id });
      expect(after.items).toEqual([]);
    });

    it('the most alike first, as many as asked for, with how many there are', async () => {
      const all = await likelyDuplicates(scene.database, donorRecord, { limit: 1000 });
      const some = await likelyDuplicates(scene.database, donorRecord, { limit: 2 });
      expect(all.total).toBe(all.items.length);
      expect(some).toEqual({ items: all.items.slice(0, 2), total: all.total });
    });

    it('rounds only within one commission', async () => {
      const { items } = await recordsOf(scene.database, commissionRecord, { limit: 2 });
      const round = (commissionId: string) =>
        scene.records.create(
          roundRecord,
          inputOf(roundRecord, {
            ...donorInput('x'),
            commissionId,
            labelEs: 'VIII Reunión',
            stage: 'notified',
            direction: 'both',
          }),
          scene.actorId,
        );
      const [one, other] = [await round(items[0]!.id), await round(items[1]!.id)];
      expect((await likelyDuplicates(scene.database, roundRecord, { id: one.id })).total).toBe(0);
      const twin = await round(items[1]!.id);
      const { items: pairs } = await likelyDuplicates(scene.database, roundRecord, { id: twin.id });
      expect(pairs.map(({ oneId, otherId }) => [oneId, otherId].toSorted())).toEqual([
        [other.id, twin.id].toSorted(),
      ]);
    });
  });
});
