import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { correctionStats, type Finding, originsOf } from '@chasqui/intake';
import { CURATOR, IntakeScene, OTHER_CURATOR, TOLD, type Told } from './scene.js';

let scene: IntakeScene;

beforeAll(async () => {
  scene = await IntakeScene.open();
});
afterAll(() => scene.close());

const refusal = (code: string, ...fields: string[]) =>
  expect.objectContaining({
    code,
    ...(fields.length > 0 && { fields: fields.map((field) => expect.objectContaining({ field })) }),
  });

async function waiting(key: string, told: Told = { ...TOLD, titulo: `Llamado ${key} para juntas de riego` }) {
  const item = await scene.item(await scene.source(), key);
  await scene.says(item, told);
  return { item, finding: await scene.open(item) };
}

describe('a curator at a new call', () => {
  it('sees the original with the words of every field marked, and what else the call needs suggested', async () => {
    const texto = 'Podrán postular gobiernos municipales. Cofinanciación mínima: 20 %.';
    const { finding } = await waiting('original', { ...TOLD, texto });
    const view = await scene.desk.get(finding.id);
    expect(view.original.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['titulo', 'resumen', 'texto']),
    );
    for (const { text, spans } of view.original) {
      for (const { field, start, end } of spans) {
        const { words } = finding.fields.find((each) => each.field === field)!;
        expect(text.slice(start, end)).toBe(words);
      }
    }
    expect(view.original.flatMap(({ spans }) => spans.map(({ field }) => field))).toEqual(
      expect.arrayContaining(['title', 'summary', 'cofinancingPercent']),
    );
    expect(view.suggestions).toMatchObject({
      donorId: scene.donorId,
      financialForm: 'grant',
      themes: expect.arrayContaining(['turismo']),
    });
    expect(view.url).toBe('https://fuente.example/llamados/original');
  });

  it('creates and publishes it: origins, decisions, verification and trace in one go', async () => {
    const { item, finding } = await waiting('publicar');
    const call = await scene.accept(finding, {
      otherwise: { amountMax: { verdict: 'corrected', input: { amountMax: '45000' } } },
    });
    expect(await scene.stored(call!.id)).toMatchObject({
      state: 'published',
      title: finding.title,
      amountMax: '45000.00',
      verifiedOn: expect.any(String),
    });
    expect(await scene.announced('call.published', call!.id)).toBe(1);
    expect((await scene.memory(item)).callId).toBe(call!.id);
    const origins = await scene.origins(call!.id);
    expect(origins.get('title')).toMatchObject({
      setBy: 'source',
      confirmedBy: CURATOR,
      words: finding.title,
    });
    expect(origins.get('amountMax')).toMatchObject({
      setBy: 'person',
      policy: 'ask',
      fromReading: '50000.00',
    });
    const [shown] = await originsOf(scene.database, call!.id);
    expect(shown).toMatchObject({ field: 'title', sourceName: expect.stringMatching(/^Fuente/) });
    const [trace] = await scene.traces(finding.id);
    expect(trace).toMatchObject({
      action: 'finding.decided',
      actorId: CURATOR,
      after: { state: 'accepted', callId: call!.id, next: 'publish', fields: { amountMax: 'corrected' } },
    });
  });

  it('is told field by field what the rules of calls refuse, and nothing changes', async () => {
    const { item, finding } = await waiting('incompleta');
    const calls = await scene.callsTotal();
    const attempt = (call: object) => scene.accept(finding, { call });
    await expect(attempt({ themes: [] })).rejects.toEqual(refusal('call.incomplete', 'themes'));
    await expect(attempt({ themes: ['astrologia'] })).rejects.toEqual(refusal('call.invalid', 'themes'));
    await expect(scene.accept(finding, { otherwise: { title: { verdict: 'rejected' } } })).rejects.toEqual(
      refusal('call.invalid', 'title'),
    );
    expect(await scene.callsTotal()).toBe(calls);
    expect(await scene.open(item)).toEqual(finding);
    expect(await scene.traces(finding.id)).toEqual([]);
    expect((await scene.memory(item)).callId).toBeNull();
  });

  it('is told when a value cannot be kept as it is', async () => {
    const { finding } = await waiting('region', {
      ...TOLD,
      titulo: 'Llamado de la región',
      paises: 'Tierra Media',
    });
    await expect(scene.accept(finding)).rejects.toEqual(refusal('call.invalid', 'countries'));
  });

  it('who looked at an older version is told, and loses nothing', async () => {
    const { item, finding } = await waiting('dos-curadores');
    await scene.says(item, { ...TOLD, titulo: finding.title, monto: 60_000 });
    await expect(scene.accept(finding)).rejects.toEqual(refusal('finding.changed_meanwhile'));
    const current = await scene.open(item);
    const both = await Promise.allSettled([
      scene.accept(current, {}, CURATOR),
      scene.accept(current, {}, OTHER_CURATOR),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [lost] = both.filter((each) => each.status === 'rejected');
    expect(lost?.reason).toEqual(refusal('finding.decided'));
    expect((await scene.traces(current.id)).length).toBe(1);
  });

  it('must say why she puts it aside', async () => {
    const { item, finding } = await waiting('sin-razon');
    await expect(scene.desk.reject(finding.id, 1, ' no... ', CURATOR)).rejects.toEqual(
      refusal('finding.reason', 'reason'),
    );
    await scene.desk.reject(finding.id, 1, 'Es solo para empresas.', CURATOR);
    expect(await scene.memory(item)).toMatchObject({ rejected: true, callId: null });
    expect((await scene.findings(item))[0]).toMatchObject({
      state: 'rejected',
      reason: 'Es solo para empresas.',
      decidedBy: CURATOR,
    });
  });
});

describe('joining an item to a call that is there', () => {
  const told: Told = {
    ...TOLD,
    titulo: 'Agua segura y saneamiento para comunidades dispersas',
    bases: [{ titulo: 'Bases', url: 'https://fuente.example/bases.pdf' }],
  };

  it('keeps what the call says, and proposes what it lacks', async () => {
    const call = await scene.byHand({
      title: 'Agua segura (entrada a mano)',
      opensOn: null,
      deadlineLocal: '2026-06-01T12:00',
    });
    const { item, finding } = await waiting('unida', told);
    scene.wait();
    await scene.desk.mergeInto(finding.id, finding.revision, call.id, CURATOR);
    expect(await scene.stored(call.id)).toEqual(call);
    expect((await scene.memory(item)).callId).toBe(call.id);
    const proposed = await scene.open(item);
    expect(proposed).toMatchObject({ kind: 'change', callId: call.id });
    expect(proposed.fields.map(({ field }) => field).toSorted()).toEqual(['documents', 'opensOn']);

    // The same again says nothing of what the call has from elsewhere, and keeps what is proposed.
    await scene.says(item, { ...told, texto: 'Nota.' });
    expect((await scene.open(item)).fields.map(({ field }) => field).toSorted()).toEqual([
      'documents',
      'opensOn',
    ]);
    await scene.accept(await scene.open(item));
    expect(await scene.stored(call.id)).toMatchObject({
      title: 'Agua segura (entrada a mano)',
      deadlineLocal: '2026-06-01T12:00',
      opensOn: '2026-02-01',
      documents: [{ title: 'Bases', url: 'https://fuente.example/bases.pdf' }],
    });
    // A later change of the source is proposed.
    await scene.says(item, { ...told, cierre: '2026-09-30T17:00' });
    expect((await scene.open(item)).fields).toEqual([
      expect.objectContaining({
        field: 'deadline',
        current: expect.objectContaining({ local: '2026-06-01T12:00' }),
      }),
    ]);
  });

  it('leads to the call that stays, also for an item whose call was merged', async () => {
    const stays = await scene.byHand({ title: 'La que queda de todas' });
    const merged = await scene.byHand({ title: 'La que se fue con la otra' });
    await scene.calls.merge(merged.id, merged.revision, stays.id, CURATOR);
    const { item, finding } = await waiting('a-la-que-queda', {
      ...TOLD,
      titulo: 'Cualquier otro título de antes',
    });
    const joined = await scene.desk.mergeInto(finding.id, finding.revision, merged.id, CURATOR);
    expect([joined.id, (await scene.memory(item)).callId]).toEqual([stays.id, stays.id]);

    const own = await scene.published();
    const target = await scene.byHand({ title: 'Otra que queda' });
    const call = await scene.stored(own.callId);
    await scene.calls.merge(call.id, call.revision, target.id, CURATOR);
    await scene.says(own.item, { ...own.told, cierre: '2026-08-08T08:00' });
    expect(await scene.open(own.item)).toMatchObject({ kind: 'change', callId: target.id });
  });

  it('is only for what is no call yet', async () => {
    const { item, told: said } = await scene.published();
    const target = await scene.byHand();
    await scene.says(item, { ...said, monto: 70_000 });
    const { id, revision } = await scene.open(item);
    await expect(scene.desk.mergeInto(id, revision, target.id, CURATOR)).rejects.toEqual(
      refusal('finding.not_new'),
    );
  });
});

describe('the queue', () => {
  it('holds everything once, page after page, the most urgent first, and knows its neighbours', async () => {
    const source = await scene.source();
    for (let each = 0; each < 33; each += 1) {
      const item = await scene.item(source, `cola-${each}`);
      await scene.says(item, {
        ...TOLD,
        titulo: `Llamado de la cola ${each}`,
        cierre: `2026-05-${10 + (each % 15)}T12:00`,
      });
    }
    const filter = { sourceId: source.id, kind: 'new' } as const;
    const first = await scene.desk.queue(filter);
    const second = await scene.desk.queue({ ...filter, after: first.next! });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([first.items.length, second.items.length, second.next, new Set(ids).size]).toEqual([
      30,
      3,
      null,
      33,
    ]);
    const closes = [...first.items, ...second.items].map(({ closesAt }) => closesAt!.getTime());
    expect(closes).toEqual(closes.toSorted((a, b) => a - b));
    expect(await scene.desk.counts(filter)).toEqual([
      { kind: 'new', severity: 'important', count: 33, oldest: expect.any(Date) },
    ]);
    const { previous, next } = await scene.desk.get(ids[5]!, filter);
    expect([previous, next]).toEqual([ids[4], ids[6]]);
    expect((await scene.desk.get(ids[0]!, filter)).previous).toBeNull();
    expect((await scene.desk.queue({ ...filter, after: 'no-es-una-clave' })).items[0]?.id).toBe(ids[0]);
  });
});

describe('statistics of corrections', () => {
  it('tell per source and field, and per rule, how much was taken as it was read', async () => {
    const source = await scene.source();
    const since = scene.wait();
    const decide = async (
      key: string,
      verdict: (finding: Finding) => Parameters<IntakeScene['accept']>[1],
    ) => {
      const item = await scene.item(source, key);
      await scene.says(item, { ...TOLD, titulo: `Estadística ${key}` });
      const finding = await scene.open(item);
      await scene.accept(finding, verdict(finding));
    };
    await decide('una', () => ({}));
    await decide('otra', () => ({
      otherwise: { amountMax: { verdict: 'corrected', input: { amountMax: '1' } } },
    }));
    await decide('tercera', () => ({ otherwise: { amountMax: { verdict: 'rejected' } } }));
    const { bySource, byRule } = await correctionStats(scene.database, since);
    expect(
      bySource.find(({ sourceId, field }) => sourceId === source.id && field === 'amountMax'),
    ).toMatchObject({
      proposed: 3,
      accepted: 1,
      corrected: 1,
      rejected: 1,
      share: 1 / 3,
    });
    expect(byRule.find(({ rule, field }) => rule === 'known' && field === 'deadline')).toMatchObject({
      share: 1,
    });
    expect((await correctionStats(scene.database, scene.wait())).bySource).toEqual([]);
  });
});
