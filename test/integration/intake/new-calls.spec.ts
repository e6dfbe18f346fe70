import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DrawSample, Finding } from '@chasqui/intake';
import { CURATOR, IntakeScene, TOLD } from './scene.js';

let scene: IntakeScene;

beforeAll(async () => {
  scene = await IntakeScene.open();
});
afterAll(() => scene.close());

const field = (finding: Finding, name: string) => finding.fields.find((each) => each.field === name);

describe('an item that nobody knows', () => {
  it('waits at the desk with every value traced to its words, and nothing is announced', async () => {
    const item = await scene.item(await scene.source(), 'nueva');
    const calls = await scene.callsTotal();
    await scene.says(item, TOLD);
    const finding = await scene.open(item);
    expect(finding).toMatchObject({ kind: 'new', title: TOLD.titulo, severity: 'important', revision: 1 });
    expect(finding.closesAt).toEqual(new Date('2026-06-30T15:00:00Z'));
    expect(field(finding, 'amountMax')).toMatchObject({ words: '50000', part: 'monto', current: null });
    expect(field(finding, 'deadline')?.value).toMatchObject({
      local: '2026-06-30T17:00',
      zone: 'Europe/Madrid',
    });
    expect(await scene.callsTotal()).toBe(calls);
    expect(await scene.announcements()).toBe(0);
  });

  it('is brought up to date where it waits, and the same again disturbs nobody', async () => {
    const item = await scene.item(await scene.source(), 'al-dia');
    await scene.says(item, TOLD);
    await scene.says(item, { ...TOLD, cierre: '2026-07-15T17:00' });
    const finding = await scene.open(item);
    expect(finding.revision).toBe(2);
    expect(field(finding, 'deadline')?.value).toMatchObject({ local: '2026-07-15T17:00' });
    // Other bytes that say the same.
    await scene.says(item, { cierre: '2026-07-15T17:00:00', ...TOLD, abre: TOLD.abre, texto: null });
    await scene.says(item, { ...TOLD, cierre: '2026-07-15T17:00' });
    expect((await scene.findings(item)).map(({ kind }) => kind)).toEqual(['new']);
  });

  it('keeps a value that its source forgets once, and loses one that it forgets twice', async () => {
    const item = await scene.item(await scene.source(), 'olvidadiza');
    await scene.says(item, TOLD);
    await scene.says(item, { ...TOLD, monto: null });
    expect(field(await scene.open(item), 'amountMax')?.value).toBe('50000.00');
    await scene.says(item, { ...TOLD, monto: null, texto: 'Otra vez.' });
    expect(field(await scene.open(item), 'amountMax')).toBeUndefined();
  });

  it('with two closing dates shows the earlier one with a warning', async () => {
    const item = await scene.item(await scene.source(), 'dos-cierres');
    const texto =
      'Plazo de presentación de solicitudes: 30 de junio de 2026. La convocatoria cierra el 15 de junio de 2026.';
    await scene.says(item, { ...TOLD, cierre: null, texto });
    const deadline = field(await scene.open(item), 'deadline');
    expect(deadline?.value).toMatchObject({ local: expect.stringContaining('2026-06-15') });
    expect(deadline?.conflict).toEqual(expect.any(String));
  });

  it('that closed already is no urgent news', async () => {
    const item = await scene.item(await scene.source(), 'cerrada');
    await scene.says(item, { ...TOLD, cierre: '2026-01-10T17:00', abre: '2025-12-01' });
    expect(await scene.open(item)).toMatchObject({ severity: 'minor', closesAt: null });
  });

  it('whose bytes cannot be read is told all the same', async () => {
    const item = await scene.item(await scene.source(), 'ilegible');
    const captureId = await scene.capture(item, TOLD);
    await scene.database.query(`UPDATE capture SET parts = '[]' WHERE id = $1`, [captureId]);
    await scene.database.query(`UPDATE source_definition SET config = '{}' WHERE source_id = $1`, [
      item.sourceId,
    ]);
    await scene.read(captureId);
    const finding = await scene.open(item);
    expect(finding.title).toBe('ilegible');
    expect(finding.fields[0]?.conflict).toMatch(/no se pudo leer/);
  });
});

describe('one call in two places', () => {
  it('is proposed for merging with the one that waits from another source', async () => {
    const told = { ...TOLD, titulo: 'Premio de gobernanza abierta de ciudades intermedias del Pacífico' };
    const first = await scene.item(await scene.source(), 'uno');
    await scene.says(first, told);
    const second = await scene.item(await scene.source(), 'dos', 'https://agregador.example/p/9');
    await scene.says(second, {
      ...told,
      resumen: 'Un premio para ciudades intermedias que abren su gobierno.',
    });
    const [duplicate] = (await scene.open(second)).duplicates;
    expect(duplicate).toMatchObject({ kind: 'finding', id: (await scene.open(first)).id });
    expect(duplicate?.reasons.length).toBeGreaterThan(0);
  });

  it('is recognised by its official number, whatever the language of its title', async () => {
    const call = await scene.byHand({
      title: 'Local authorities for climate action EuropeAid/161866/DD/ACT/CO',
    });
    const item = await scene.item(await scene.source({ donorId: null }), 'numero');
    await scene.says(item, {
      ...TOLD,
      titulo: 'Gobiernos locales y clima, EUROPEAID/161866/DD/ACT/CO',
      cierre: null,
    });
    expect((await scene.open(item)).duplicates[0]).toMatchObject({ kind: 'call', id: call.id });
  });

  it('is proposed for merging with a call entered by hand with the same address', async () => {
    const call = await scene.byHand({
      title: 'Becas de formación en catastro multifinalitario',
      sourceUrl: 'http://www.fuente.example/llamados/a-mano/',
    });
    await scene.calls.publish(call.id, CURATOR);
    const item = await scene.item(await scene.source({ trusted: true }), 'a-mano');
    await scene.says(item, { ...TOLD, titulo: 'Formación en catastro multifinalitario: becas' });
    expect((await scene.open(item)).duplicates).toEqual([
      expect.objectContaining({
        kind: 'call',
        id: call.id,
        reasons: expect.arrayContaining(['Tienen la misma dirección']),
      }),
    ]);
    expect((await scene.memory(item)).callId).toBeNull();
  });
});

describe('a rejected item', () => {
  it('stays silent, until its deadline moves to one that is still to come', async () => {
    const item = await scene.item(await scene.source(), 'rechazada');
    await scene.says(item, TOLD);
    const finding = await scene.open(item);
    await scene.desk.reject(finding.id, 1, 'No es para gobiernos locales.', CURATOR);
    await scene.says(item, { ...TOLD, monto: 80_000, texto: 'Nuevo texto.' });
    expect(await scene.openFindings(item)).toEqual([]);
    await scene.says(item, { ...TOLD, monto: 80_000, cierre: '2026-08-31T17:00' });
    expect(await scene.open(item)).toMatchObject({ kind: 'new', state: 'open' });
    expect((await scene.memory(item)).rejected).toBe(false);
  });

  it('comes back when a curator reopens it', async () => {
    const item = await scene.item(await scene.source(), 'reabierta');
    await scene.says(item, TOLD);
    const { id } = await scene.open(item);
    await scene.desk.reject(id, 1, 'Parece una repetida.', CURATOR);
    await scene.desk.reopen(id, 2, CURATOR);
    expect(await scene.open(item)).toMatchObject({ id, revision: 3, reason: null });
    const actions = (await scene.traces(id)).map(({ action }) => action);
    expect(actions).toEqual(['finding.rejected', 'finding.reopened']);
  });
});

describe('a trusted source', () => {
  const trusted = async (key: string, titulo: string) => {
    const item = await scene.item(await scene.source({ trusted: true }), key);
    return { item, told: { ...TOLD, titulo } };
  };

  it('has its complete call published at once, unverified, and the sample of the next day asks about it', async () => {
    const { item, told } = await trusted(
      'confiable',
      'Turismo rural y señalización de senderos en la Amazonía',
    );
    await scene.says(item, told);
    expect(await scene.findings(item)).toEqual([]);
    const call = await scene.callOf(item);
    expect(call).toMatchObject({ state: 'published', verifiedOn: null, title: told.titulo });
    expect(await scene.announced('call.published', call.id)).toBe(1);
    const origin = (await scene.origins(call.id)).get('deadline');
    expect(origin).toMatchObject({ setBy: 'source', confirmedBy: null, policy: 'auto', part: 'cierre' });

    const sample = scene.app.get(DrawSample);
    await sample.execute();
    expect(await scene.openFindings(item)).toEqual([]);
    scene.wait(24);
    await Promise.all([sample.execute(), sample.execute()]);
    await sample.execute();
    const finding = await scene.open(item);
    expect(finding).toMatchObject({ kind: 'sample', callId: call.id });

    await scene.accept(finding);
    expect(await scene.stored(call.id)).toMatchObject({ state: 'published', revision: call.revision });
    expect((await scene.stored(call.id)).verifiedOn).not.toBeNull();
    expect((await scene.origins(call.id)).get('deadline')?.confirmedBy).toBe(CURATOR);
    await sample.execute();
    expect(await scene.openFindings(item)).toEqual([]);
  });

  it('whose call was wrong has it corrected, or taken down', async () => {
    const { item, told } = await trusted('por-corregir', 'Semillas nativas y huertos escolares de altura');
    await scene.says(item, told);
    const other = await trusted('por-retirar', 'Archivo sonoro de lenguas originarias de la costa');
    await scene.says(other.item, other.told);
    scene.wait(24);
    await scene.app.get(DrawSample).execute();
    await scene.accept(await scene.open(item), {
      otherwise: { amountMax: { verdict: 'corrected', input: { amountMax: '40000' } } },
    });
    expect(await scene.callOf(item)).toMatchObject({ amountMax: '40000.00', state: 'published' });
    const finding = await scene.open(other.item);
    await scene.desk.reject(finding.id, finding.revision, 'No es una convocatoria.', CURATOR);
    expect(await scene.callOf(other.item)).toMatchObject({ state: 'rejected' });
  });

  it.each<[string, object]>([
    ['summary', { resumen: null }],
    ['deadline', { cierre: null }],
  ])('still waits for a person with a call without a %s', async (name, lacking) => {
    const { item, told } = await trusted(`sin-${name}`, `Restauración de páramos y humedales sin ${name}`);
    await scene.says(item, { ...told, ...lacking });
    expect(await scene.open(item)).toMatchObject({ kind: 'new' });
    expect((await scene.memory(item)).callId).toBeNull();
  });
});
