import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { faults } from '../../support/fault-server.js';
import { htmlConfig, page, SourceScene } from './scene.js';

let scene: SourceScene;

beforeAll(async () => {
  scene = await SourceScene.open();
});

afterAll(() => scene.close());

beforeEach(() => scene.clear());

const CALL =
  '<h1>Fondo de agua 2026</h1><p>Plazo de postulación: hasta el 30 de junio de 2026.</p><p>Monto máximo: USD 50.000.</p>';
const names = Array.from({ length: 14 }, (_, at) => `llamado-${at}`);
const rowsIn = async (...tables: string[]) => {
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`);
  const [row] = await scene.database.query<[{ count: number }]>(
    `SELECT (${counts.join(' + ')})::int AS count`,
  );
  return row.count;
};

describe('The preview of a source', () => {
  it('shows the list and one call as it would be read, and keeps nothing', async () => {
    const url = scene.list('/lista', ...names);
    for (const name of names) scene.server.on(`/${name}`, { body: page(CALL) });
    const config = { ...htmlConfig(url), detail: { documents: { read: false } } };

    const preview = await scene.preview.execute('html', config);

    expect(preview).toMatchObject({ found: 14, warnings: [], fault: null });
    expect(preview.items).toHaveLength(10);
    expect(preview.items[0]).toEqual({ title: 'Llamado llamado-0', url: `${scene.server.url}/llamado-0` });
    expect(preview.sample!.url).toBe(`${scene.server.url}/llamado-0`);
    const fields = Object.fromEntries(preview.sample!.fields.map((field) => [field.field, field]));
    expect(fields['deadline']).toMatchObject({
      value: { local: expect.stringContaining('2026-06-30') },
      words: expect.stringContaining('30 de junio de 2026'),
    });
    expect(preview.sample!.parts.map(({ name }) => name)).toContain('página');
    // The list once, one call, and the rules of the site: nothing is asked for that is not shown.
    const asked = scene.server.requests.map(({ path }) => path).filter((path) => path !== '/robots.txt');
    expect(asked).toEqual(['/lista', '/llamado-0']);
    const tables = [
      'source',
      'source_run',
      'source_item',
      'source_address',
      'capture',
      'raw_payload',
      'outbox_event',
    ];
    expect(await rowsIn(...tables)).toBe(0);
  });

  it('says what is wrong with the configuration before anything is asked', async () => {
    await expect(scene.preview.execute('html', { item: { selector: 'li[' } })).rejects.toMatchObject({
      code: 'source.invalid',
      fields: expect.arrayContaining([expect.objectContaining({ field: 'item.selector' })]),
    });
    expect(scene.server.requests).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['an error page that says all is well', faults.htmlErrorPage(), 'error_inside'],
    ['another layout', { body: page('<div>Hola</div>') }, 'no_items'],
    ['a failing server', faults.htmlErrorPage(500), 'unavailable'],
    ['a site that asks to wait', faults.throttled('120'), 'throttled'],
  ])('shows %s as what it is', async (_, answer, code) => {
    scene.server.on('/lista', answer);
    const preview = await scene.preview.execute('html', htmlConfig(`${scene.server.url}/lista`));
    expect(preview).toMatchObject({
      found: 0,
      items: [],
      sample: null,
      fault: { code, message: expect.any(String) },
    });
  });

  it('shows the list although the page of its first call cannot be read', async () => {
    const url = scene.list('/lista', 'agua', 'vias');
    scene.server.on('/agua', faults.htmlErrorPage());
    const preview = await scene.preview.execute('html', { ...htmlConfig(url), detail: {} });
    expect(preview).toMatchObject({ found: 2, sample: null, fault: { code: 'layout' } });
    expect(preview.items).toHaveLength(2);
  });

  it('refuses addresses inside the house', async () => {
    const preview = await scene.preview.execute(
      'html',
      htmlConfig('http://169.254.169.254/latest/meta-data'),
    );
    expect(preview.fault).toMatchObject({ code: 'refused_address' });
  });

  it('ends when its time is up and shows what came until then', async () => {
    scene.server.on('/lista', { body: page('<li><a href="/a">Llamado A</a></li>'), delayMs: 2000 });
    const config = htmlConfig(`${scene.server.url}/lista`);
    const nothing = await scene.preview.execute('html', config, 200);
    expect(nothing).toMatchObject({ items: [], fault: { code: 'timeout' } });

    scene.list('/rapida', 'agua');
    scene.server.on('/agua', { body: page(CALL), delayMs: 2000 });
    const some = await scene.preview.execute(
      'html',
      { ...htmlConfig(`${scene.server.url}/rapida`), detail: {} },
      700,
    );
    expect(some.items).toHaveLength(1);
  });

  it('says of a source that is filled by hand that there is nothing to see', async () => {
    expect((await scene.preview.execute('spreadsheet', {})).fault).toMatchObject({ code: 'no_items' });
    expect((await scene.preview.execute('pasted', {})).fault).toMatchObject({ code: 'no_items' });
  });

  it('looks at few calls where each takes a request', async () => {
    const entries = names.map((name) => `<url><loc>${scene.server.url}/${name}</loc></url>`);
    scene.server.on('/mapa.xml', {
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0"?><urlset>${entries.join('')}</urlset>`,
    });
    for (const name of names) scene.server.on(`/${name}`, { body: page(CALL, `Llamado ${name}`) });
    const config = {
      sitemapUrls: [`${scene.server.url}/mapa.xml`],
      include: [`${scene.server.url}/llamado-*`],
    };

    const preview = await scene.preview.execute('sitemap', config);

    expect(preview).toMatchObject({ found: 14, fault: null });
    expect(preview.items).toHaveLength(3);
    expect(preview.sample!.fields.length).toBeGreaterThan(0);
  });
});
