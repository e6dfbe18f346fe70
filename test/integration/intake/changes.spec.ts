import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inputOf, fieldsOf } from '@chasqui/calls';
import { FieldPolicies, originsOf, type FindingField } from '@chasqui/intake';
import fc from 'fast-check';
import { CURATOR, IntakeScene, NOW, TOLD, type Told } from './scene.js';

let scene: IntakeScene;

beforeAll(async () => {
  scene = await IntakeScene.open();
});
afterAll(() => scene.close());

const kindsOf = ({ changes }: { changes: readonly { kind: string }[] }) => changes.map(({ kind }) => kind);
const isNamed = (name: string) => (each: FindingField) => each.field === name;

describe('a published call whose source changes', () => {
  it('has its extension proposed, and applied and told once a curator accepts it', async () => {
    const { item, callId, told } = await scene.published();
    const before = await scene.stored(callId);
    await scene.says(item, { ...told, cierre: '2026-07-31T17:00' });
    const finding = await scene.open(item);
    expect(finding).toMatchObject({ kind: 'change', callId, severity: 'important' });
    expect(kindsOf(finding)).toEqual(['extended']);
    expect(finding.fields[0]).toMatchObject({ field: 'deadline', current: { local: '2026-06-30T17:00' } });
    expect(await scene.stored(callId)).toEqual(before);
    expect(await scene.changes(callId)).toEqual([]);

    await scene.accept(finding);
    expect(await scene.stored(callId)).toMatchObject({
      deadlineLocal: '2026-07-31T17:00',
      amountMax: '50000.00',
    });
    const [change] = await scene.changes(callId);
    expect(change).toMatchObject({
      kind: 'extended',
      severity: 'important',
      before: { value: { local: '2026-06-30T17:00' } },
      after: { value: { local: '2026-07-31T17:00' } },
      actorId: CURATOR,
      findingId: finding.id,
    });
    expect(change?.textEs).toMatch(/31 de julio/);
    expect(await scene.announced('call.changed', callId)).toBe(1);
    expect((await scene.origins(callId)).get('deadline')).toMatchObject({
      setBy: 'source',
      confirmedBy: CURATOR,
    });
    // Said again, it is no news, and what she accepted is still the source's.
    await scene.says(item, { ...told, cierre: '2026-07-31T17:00', texto: 'Otra nota.' });
    expect(await scene.openFindings(item)).toEqual([]);
    expect((await scene.origins(callId)).get('deadline')?.setBy).toBe('source');
  });

  it('has an earlier close on top of the queue', async () => {
    const { item, told } = await scene.published();
    await scene.says(item, { ...told, cierre: '2026-04-15T17:00' });
    const finding = await scene.open(item);
    expect([kindsOf(finding), finding.severity]).toEqual([['brought_forward'], 'immediate']);
    const { items } = await scene.desk.queue({});
    expect(items[0]?.severity).toBe('immediate');
  });

  it('has several changes in one finding, which follows the source and closes when it goes back', async () => {
    const { item, told } = await scene.published();
    await scene.says(item, { ...told, cierre: '2026-07-31T17:00' });
    const { id } = await scene.open(item);
    await scene.says(item, { ...told, cierre: '2026-08-15T17:00', monto: 90_000 });
    const merged = await scene.open(item);
    expect([merged.id, merged.revision]).toEqual([id, 2]);
    expect(merged.fields.map(({ field }) => field).toSorted()).toEqual(['amountMax', 'deadline']);
    expect(merged.fields.find(isNamed('deadline'))).toMatchObject({
      value: { local: '2026-08-15T17:00' },
      current: { local: '2026-06-30T17:00' },
    });
    await scene.says(item, told);
    expect(await scene.openFindings(item)).toEqual([]);
    expect((await scene.findings(item, 'change')).map(({ state }) => state)).toEqual(['superseded']);
  });

  it('is not disturbed by values that flicker, and a person is asked when the deadline vanished twice', async () => {
    const { item, told, callId } = await scene.published();
    for (const cierre of [null, told.cierre, null, told.cierre]) {
      await scene.says(item, { ...told, cierre: cierre ?? null, monto: cierre ? 50_000 : null });
      expect(await scene.openFindings(item)).toEqual([]);
    }
    await scene.says(item, { ...told, cierre: null });
    expect(await scene.openFindings(item)).toEqual([]);
    await scene.says(item, { ...told, cierre: null, texto: 'Nada más.' });
    const finding = await scene.open(item);
    expect(finding.fields).toEqual([expect.objectContaining({ field: 'deadline', value: null })]);
    await scene.desk.reject(finding.id, 1, 'La página sigue diciendo la fecha.', CURATOR);
    await scene.says(item, { ...told, cierre: null, texto: 'Nada.' });
    expect(await scene.openFindings(item)).toEqual([]);
    expect(await scene.stored(callId)).toMatchObject({ deadlineLocal: '2026-06-30T17:00' });
  });

  it('is not disturbed by another way of writing the same', async () => {
    const { item, told } = await scene.published();
    await scene.says(item, { ...told, titulo: told.titulo!.toUpperCase(), cierre: '2026-06-30 17:00' });
    expect(await scene.openFindings(item)).toEqual([]);
  });

  it('that is cancelled is taken from the pages by a person, and people are told', async () => {
    const { item, told, callId } = await scene.published({ ...TOLD, estado: 'abierta' }, { trusted: true });
    await scene.says(item, { ...told, estado: 'Cancelada' });
    const finding = await scene.open(item);
    expect([kindsOf(finding), finding.severity]).toEqual([['cancelled'], 'immediate']);
    await scene.accept(finding, { next: 'archive' });
    expect(await scene.stored(callId)).toMatchObject({ state: 'archived' });
    expect(kindsOf({ changes: await scene.changes(callId) })).toEqual(['cancelled']);
  });

  it('keeps what a curator did not decide on open', async () => {
    const { item, told } = await scene.published();
    await scene.says(item, { ...told, cierre: '2026-07-31T17:00', monto: 90_000 });
    const finding = await scene.open(item);
    await scene.accept(finding, { fields: { deadline: { verdict: 'accepted' } } });
    const rest = await scene.open(item);
    expect([rest.id, rest.fields.map(({ field }) => field), kindsOf(rest)]).toEqual([
      finding.id,
      ['amountMax'],
      ['amount'],
    ]);
    await scene.says(item, { ...told, cierre: '2026-07-31T17:00', monto: 90_000, texto: 'Nota.' });
    expect((await scene.open(item)).revision).toBe(rest.revision);
  });
});

describe('what a person set', () => {
  it('is not proposed again as it was, only when the source says something else', async () => {
    const { item, told, callId } = await scene.published();
    await scene.says(item, { ...told, monto: 90_000 });
    const finding = await scene.open(item);
    const corrected = { verdict: 'corrected', input: { amountMax: '85.000,00' } } as const;
    await scene.accept(finding, { fields: { amountMax: corrected } });
    expect(await scene.stored(callId)).toMatchObject({ amountMax: '85000.00' });
    expect((await scene.changes(callId))[0]).toMatchObject({ kind: 'amount', after: { value: '85000.00' } });
    await scene.says(item, { ...told, monto: 90_000, texto: 'Nota.' });
    expect(await scene.openFindings(item)).toEqual([]);
    await scene.says(item, { ...told, monto: 95_000 });
    expect((await scene.open(item)).fields[0]).toMatchObject({
      field: 'amountMax',
      value: '95000.00',
      current: '85000.00',
    });
  });

  it('on the ordinary form of the call is protected too', async () => {
    const { item, told, callId } = await scene.published(TOLD, { trusted: true });
    await scene.app.get(FieldPolicies).setPolicy(callId, 'amountMax', 'auto', CURATOR);
    scene.wait();
    const call = await scene.stored(callId);
    await scene.calls.update(
      callId,
      call.revision,
      { ...inputOf(fieldsOf(call)), amountMax: '70000' },
      CURATOR,
    );
    expect(
      (await originsOf(scene.database, callId)).find(({ field }) => field === 'amountMax'),
    ).toMatchObject({
      setBy: 'person',
      policy: 'ask',
    });
    await scene.says(item, { ...told, monto: 90_000 });
    expect(await scene.stored(callId)).toMatchObject({ amountMax: '70000.00' });
    expect((await scene.open(item)).fields.map(({ field }) => field)).toEqual(['amountMax']);
  });

  it('is never overwritten, whatever its source says afterwards', async () => {
    const { item, callId, told } = await scene.published(TOLD, { trusted: true });
    const call = await scene.stored(callId);
    scene.wait();
    const mine = {
      title: 'Un título que eligió la curaduría',
      amountMax: '12345',
      deadlineLocal: '2026-05-05T05:05',
    };
    await scene.calls.update(callId, call.revision, { ...inputOf(fieldsOf(call)), ...mine }, CURATOR);
    const optional = <Value>(...values: Value[]) => fc.constantFrom<Value | null>(...values, null);
    const saying = fc.record<Told>({
      titulo: optional(
        told.titulo!,
        'Otro título de la misma convocatoria',
        'UN TÍTULO QUE ELIGIÓ LA CURADURÍA',
      ),
      resumen: fc.constantFrom(
        told.resumen!,
        'Otra descripción, más larga que la de antes, de la misma convocatoria.',
      ),
      cierre: optional('2026-06-30T17:00', '2026-04-01T12:00', '2026-09-09T09:00'),
      monto: optional(50_000, 12_345, 99_999),
      moneda: fc.constantFrom('EUR', 'USD'),
      estado: optional('abierta', 'cerrada', 'cancelada'),
      texto: optional('Se prorroga el plazo hasta el 30 de octubre de 2026.', 'Nada.'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(saying, { minLength: 1, maxLength: 4 }), async (sayings) => {
        for (const each of sayings) await scene.says(item, each);
        const { title, amountMax, deadlineLocal, deadlineZone } = await scene.stored(callId);
        expect({ title, amountMax, deadlineLocal, deadlineZone }).toEqual({
          ...mine,
          amountMax: '12345.00',
          deadlineZone: 'Europe/Madrid',
        });
        expect((await scene.openFindings(item)).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 12 },
    );
  });

  it('as frozen stays, and nothing of it is proposed', async () => {
    const { item, told, callId } = await scene.published();
    await scene.app.get(FieldPolicies).setPolicy(callId, 'deadline', 'frozen', CURATOR);
    await scene.says(item, { ...told, cierre: '2026-12-31T17:00' });
    expect(await scene.openFindings(item)).toEqual([]);
    expect(await scene.traces(callId)).toContainEqual(
      expect.objectContaining({
        action: 'call_field.policy_set',
        actorId: CURATOR,
        after: { field: 'deadline', policy: 'frozen' },
      }),
    );
  });
});

describe('a call of a trusted source', () => {
  it('follows the fields that its source gives as such, and people are told', async () => {
    const source = await scene.source({ trusted: true });
    const item = await scene.item(source, 'sigue');
    const told = { ...TOLD, titulo: 'Corredores biológicos y turismo de aves en bosques nublados' };
    await scene.says(item, told);
    const call = await scene.callOf(item);
    await scene.says(item, { ...told, cierre: '2026-07-31T17:00' });
    expect(await scene.openFindings(item)).toEqual([]);
    expect(await scene.callOf(item)).toMatchObject({
      deadlineLocal: '2026-07-31T17:00',
      revision: call.revision + 1,
    });
    expect(await scene.changes(call.id)).toEqual([
      expect.objectContaining({ kind: 'extended', actorId: null, findingId: null }),
    ]);
    expect(await scene.announced('call.changed', call.id)).toBe(1);
    // Wording waits for a person all the same.
    await scene.says(item, { ...told, cierre: '2026-07-31T17:00', titulo: 'Aves de los bosques nublados' });
    expect((await scene.open(item)).fields.map(({ field }) => field)).toEqual(['title']);
  });

  it('has what the rules of calls refuse proposed instead', async () => {
    const item = await scene.item(await scene.source({ trusted: true }), 'incoherente');
    const told = { ...TOLD, titulo: 'Riego parcelario y turismo gastronómico en valles secos' };
    await scene.says(item, told);
    await scene.says(item, { ...told, cierre: '2026-04-30T17:00', abre: '2026-05-15' });
    expect(await scene.callOf(item)).toMatchObject({
      deadlineLocal: '2026-06-30T17:00',
      opensOn: '2026-02-01',
    });
    expect((await scene.open(item)).fields.map(({ field }) => field).toSorted()).toEqual([
      'deadline',
      'opensOn',
    ]);
  });
});

describe('an item that its source no longer lists', () => {
  it('is asked about once after two readings, and no longer when it is back', async () => {
    const { item, callId } = await scene.published();
    await scene.misses(item);
    expect(await scene.openFindings(item)).toEqual([]);
    await scene.misses(item);
    await scene.misses(item);
    expect(await scene.open(item)).toMatchObject({ kind: 'vanished', callId, severity: 'important' });
    const [asked] = await scene.findings(item, 'vanished');
    const [row] = await scene.database.query<[{ captureId: string }]>(
      'SELECT capture_id AS "captureId" FROM reading WHERE id = $1',
      [asked!.readingId],
    );
    await scene.database.query('UPDATE source_item SET missing = 0 WHERE id = $1', [item.id]);
    await scene.read(row.captureId);
    expect(await scene.openFindings(item)).toEqual([]);
  });

  it('is not asked about again when a curator says that it goes on', async () => {
    const { item } = await scene.published();
    await scene.misses(item);
    await scene.misses(item);
    await scene.desk.reject((await scene.open(item)).id, 1, 'Sigue en la página.', CURATOR);
    await scene.misses(item);
    expect(await scene.openFindings(item)).toEqual([]);
  });

  it('is no news past its deadline', async () => {
    const { item } = await scene.published();
    scene.clock.moveTo(new Date('2026-07-05T00:00:00Z'));
    await scene.misses(item);
    await scene.misses(item);
    expect(await scene.openFindings(item)).toEqual([]);
    scene.clock.moveTo(NOW);
  });
});
