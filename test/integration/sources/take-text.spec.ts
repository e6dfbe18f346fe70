import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '@chasqui/audit';
import { adapterOf, Source } from '@chasqui/sources';
import { faults } from '../../support/fault-server.js';
import { page, SourceScene } from './scene.js';

let scene: SourceScene;

beforeAll(async () => {
  scene = await SourceScene.open();
});

afterAll(() => scene.close());

beforeEach(() => scene.clear());

const PERSON = '11111111-1111-4111-8111-111111111111';
const TEXT = 'Fondo de agua 2026\n\nPueden postular los GAD cantonales. Plazo: 30 de junio de 2026.';
const sheet = (...rows: string[]) => ({
  kind: 'file' as const,
  fileName: 'convocatorias.csv',
  bytes: Buffer.from(['Título;Cierre;Enlace', ...rows].join('\n')),
});
const keepings = ({ items }: Awaited<ReturnType<typeof scene.take.execute>>) =>
  items.map(({ title, keeping }) => [title, keeping]);

/** What the adapter of its source reads of the newest capture. */
async function readBack(): Promise<string> {
  const { id } = (await scene.captures()).at(-1)!;
  const { definition, item, parts } = await scene.store.load(id);
  const adapter = adapterOf(definition.adapter);
  const { key, url } = item;
  const text = await adapter.read(adapter.check(definition.config), { key, url, parts });
  return text.parts.map(({ source }) => source.text).join('\n');
}

describe('Handing over calls', () => {
  it('takes a pasted text the way that all calls go', async () => {
    const taken = await scene.take.execute(null, { kind: 'text', text: TEXT }, PERSON);

    expect(keepings(taken)).toEqual([['Fondo de agua 2026', 'added']]);
    const [capture] = await scene.captures();
    expect(capture).toMatchObject({ runId: null, definitionVersion: 1 });
    expect(await scene.events('source.item_captured')).toEqual([{ captureId: capture!.id }]);
    expect(await readBack()).toContain('Pueden postular los GAD cantonales');
    expect(await scene.source(taken.sourceId)).toMatchObject({
      slug: 'a-mano',
      enabled: false,
      health: 'ok',
    });
    const [trace] = await scene.database.manager.findBy(AuditEntry, { action: 'source.items_handed_over' });
    expect(trace).toMatchObject({
      actorId: PERSON,
      entityId: taken.sourceId,
      after: { kind: 'text', added: 1 },
    });
  });

  it('changes nothing the second time', async () => {
    await scene.take.execute(null, { kind: 'text', text: TEXT }, null);
    const again = await scene.take.execute(null, { kind: 'text', text: `${TEXT}\n` }, null);
    expect(keepings(again)).toEqual([['Fondo de agua 2026', 'same']]);
    expect(await scene.captures()).toHaveLength(1);
  });

  it('makes the source for it once, also at the same moment', async () => {
    const texts = ['uno', 'dos', 'tres'].map((word) => `${TEXT} Llamado ${word}.`);
    await Promise.all(texts.map((text) => scene.take.execute(null, { kind: 'text', text }, null)));
    expect(await scene.database.manager.count(Source)).toBe(1);
    expect(await scene.items()).toHaveLength(3);
  });

  it('takes the page behind an address', async () => {
    scene.server.on('/llamado', {
      body: page('<h1>Vías rurales</h1><p>Plazo: 30 de junio de 2026</p>'),
    });
    const given = { kind: 'address' as const, address: ` ${scene.server.url}/llamado?utm_source=boletin ` };

    expect(keepings(await scene.take.execute(null, given, PERSON))).toEqual([['Vías rurales', 'added']]);

    expect(await readBack()).toContain('30 de junio de 2026');
    scene.server.on('/llamado', { body: page('<h1>Vías rurales</h1><p>Plazo: 15 de julio de 2026</p>') });
    expect(keepings(await scene.take.execute(null, given, PERSON))).toEqual([['Vías rurales', 'changed']]);
  });

  it('says why an address cannot be read', async () => {
    scene.server.on('/llamado', faults.htmlErrorPage(404));
    const at = (address: string) => scene.take.execute(null, { kind: 'address', address }, null);
    await expect(at(`${scene.server.url}/llamado`)).rejects.toMatchObject({
      code: 'source.unreadable',
      fields: [{ field: 'address', message: expect.stringContaining('404') }],
    });
    await expect(at('mañana')).rejects.toMatchObject({ code: 'source.invalid' });
    await expect(at('http://10.0.0.1/')).rejects.toMatchObject({ code: 'source.unreadable' });
    await expect(scene.take.execute(null, { kind: 'text', text: 'Hola' }, null)).rejects.toMatchObject({
      code: 'source.text',
    });
    expect(await scene.items()).toEqual([]);
  });

  it('takes every row of a sheet, and says which it left out', async () => {
    const given = sheet(
      'Agua;30/06/2026;https://cooperacion.example/agua',
      ';;',
      ';1/1/2026;',
      'Vías;15/07/2026;no es nada',
    );
    const taken = await scene.take.execute(null, given, PERSON);

    expect(keepings(taken)).toEqual([
      ['Agua', 'added'],
      ['Vías', 'added'],
    ]);
    expect(taken.warnings).toHaveLength(2);
    expect(await scene.source(taken.sourceId)).toMatchObject({ slug: 'a-mano-hojas' });
    const later = sheet('Agua;31/07/2026;https://cooperacion.example/agua', 'Riego;;');
    expect(keepings(await scene.take.execute(null, later, PERSON))).toEqual([
      ['Agua', 'changed'],
      ['Riego', 'added'],
    ]);
    // A new sheet says nothing of what was in the one before.
    expect((await scene.items()).every(({ missing }) => missing === 0)).toBe(true);
  });

  it('takes the PDF of a call', async () => {
    const bytes = Buffer.from('%PDF-1.4 no se lee aquí');
    const given = { kind: 'file' as const, fileName: 'C:\\bases\\Fondo de agua.pdf', bytes };
    expect(keepings(await scene.take.execute(null, given, null))).toEqual([['Fondo de agua', 'added']]);
    const [capture] = await scene.captures();
    expect((await scene.store.load(capture!.id)).parts[0]!.body.equals(bytes)).toBe(true);
  });

  it('gives a call to the source of its donor, which then meets it in its list', async () => {
    const detail = { documents: { read: false } };
    const source = await scene.add(scene.input({ detail }));
    const body = page('<p>Plazo: 30 de junio de 2026</p>', 'Llamado agua');
    scene.server.on('/agua', { body });
    const given = { kind: 'address' as const, address: `${scene.server.url}/agua` };
    expect((await scene.take.execute(source.id, given, PERSON)).sourceId).toBe(source.id);
    expect(await readBack()).toContain('30 de junio de 2026');

    // Not in the list, and never was: whoever handed it over knows better.
    scene.list('/lista', 'vias');
    scene.server.on('/vias', { body });
    await scene.read(source);
    expect(await scene.events('source.item_missing')).toEqual([]);

    scene.list('/lista', 'agua', 'vias');
    expect(await scene.read(source)).toMatchObject({ found: 2, added: 0 });
    scene.list('/lista', 'vias');
    expect(await scene.read(source)).toMatchObject({ vanished: 1 });
  });

  it('refuses what the chosen source could not read later', async () => {
    const source = await scene.add();
    const give = (given: Parameters<typeof scene.take.execute>[1]) =>
      scene.take.execute(source.id, given, null);
    for (const given of [
      { kind: 'text' as const, text: TEXT },
      sheet('Agua;;'),
      { kind: 'address' as const, address: 'https://x.example/a' },
    ]) {
      await expect(give(given)).rejects.toMatchObject({ code: 'source.wrong_kind' });
    }
    await expect(scene.take.execute(PERSON, { kind: 'text', text: TEXT }, null)).rejects.toMatchObject({
      kind: 'not_found',
    });
  });

  it('goes into a sheet source by its own mapping', async () => {
    const mapping = { title: 'Qué', columns: [{ heading: 'Cuándo', field: 'deadline', dates: 'dmy' }] };
    const source = await scene.add({ adapter: 'spreadsheet', config: { mapping } });
    const bytes = Buffer.from('Qué;Cuándo\nAgua;30/06/2026');
    const taken = await scene.take.execute(source.id, { kind: 'file', fileName: 'a.csv', bytes }, null);
    expect(keepings(taken)).toEqual([['Agua', 'added']]);
  });
});

describe('Captures', () => {
  it('are given back byte by byte, or not at all', async () => {
    await scene.take.execute(null, { kind: 'text', text: TEXT }, null);
    const [capture] = await scene.captures();
    expect((await scene.store.load(capture!.id)).parts[0]!.body.toString()).toBe(TEXT);
    await scene.database.query('UPDATE raw_payload SET body = $1', [gzipSync(TEXT.replace('30', '31'))]);
    await expect(scene.store.load(capture!.id)).rejects.toThrow('altered');
    await scene.database.query('DELETE FROM raw_payload');
    await expect(scene.store.load(capture!.id)).rejects.toThrow('missing');
    await expect(scene.store.load(PERSON)).rejects.toMatchObject({ kind: 'not_found' });
  });
});
