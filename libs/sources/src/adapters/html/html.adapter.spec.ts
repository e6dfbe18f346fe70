import { describe, expect, it } from '@jest/globals';
import { FetchError, type FetchAnswer, type FetchRequest } from '@chasqui/fetching';
import { fakeFetcher, gather, recordedAnswer } from '../../../../../test/support/collecting.js';
import { htmlAdapter } from './html.adapter.js';

const SITE = 'https://www.cooperacion.example';
const [list1, list2, call] = await Promise.all([
  recordedAnswer('html/list-1.html'),
  recordedAnswer('html/list-2.html'),
  recordedAnswer('html/call.html'),
]);

const definition = {
  listUrls: [`${SITE}/es/convocatorias`],
  item: { selector: 'li.convocatoria', guess: false },
  link: { selector: 'h3 a', guess: false },
  title: { selector: 'h3', guess: false },
  fields: [{ hint: 'deadline', selector: '.plazo', guess: false }],
  pagination: { kind: 'next', link: { selector: 'a.siguiente' } },
};
const detail = {
  content: { selector: '#contenido' },
  fields: [{ hint: 'deadline', selector: '.cierre', required: true }],
};

type Answers = Readonly<Record<string, string | Partial<FetchAnswer> | Error>>;

/** Pages by path; what is missing gives 404. */
function site(pages: Answers) {
  return fakeFetcher(({ url }: FetchRequest) => {
    const found = pages[url.replace(SITE, '')];
    if (found instanceof Error) return found;
    if (found === undefined) return new FetchError('http', 'La página no existe (404).', { status: 404 });
    return typeof found === 'string' ? { body: Buffer.from(found), mediaType: 'text/html' } : found;
  });
}

const whole: Answers = {
  '/es/convocatorias': list1,
  '/es/convocatorias?pagina=2': list2,
  '/es/convocatorias/agua-2026?utm_source=portada': call,
  '/es/convocatorias/gestion-vial': call,
  '/es/convocatorias/turismo/': call,
};

const collect = (pages: Answers, changes = {}, context = {}) =>
  gather(htmlAdapter, { ...definition, ...changes }, site(pages), context);

const page = (body: string, title = 'Convocatorias') =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const entry = (name: string) =>
  `<li class="convocatoria"><h3><a href="/${name}">Llamado ${name}</a></h3></li>`;

describe('a list of calls on web pages', () => {
  it('gives every call of all pages once, by its normalised address', async () => {
    const { items, pages, warnings } = await collect(whole);
    expect(items.map(({ key, title }) => [key, title])).toEqual([
      [`${SITE}/es/convocatorias/agua-2026`, 'Fondo de Agua y Saneamiento 2026'],
      [`${SITE}/es/convocatorias/gestion-vial`, 'Mantenimiento vial rural con mano de obra local'],
      [`${SITE}/es/convocatorias/turismo`, 'Turismo comunitario en páramos'],
    ]);
    expect(pages.map(({ found }) => found)).toEqual([2, 1]);
    expect(warnings).toEqual([]);
  });

  it('reads the entry with its crossed-out date', async () => {
    const { items } = await collect(whole);
    const text = await htmlAdapter.read(htmlAdapter.check(definition), items[1]!);
    const deadline = text.parts.find(({ hint }) => hint === 'deadline')!;
    expect(deadline).toMatchObject({
      name: 'lista: plazo',
      source: { text: '15 de mayo de 2026 30 de junio de 2026' },
    });
    expect(deadline.source.struck).toEqual([{ start: 0, end: 18 }]);
    expect(text.parts.map(({ name }) => name)).toEqual(['lista: título', 'lista: plazo', 'lista']);
  });

  it('reads the page of a call: its fields, its content without menus, its documents', async () => {
    const config = htmlAdapter.check({ ...definition, detail: { ...detail, documents: { read: false } } });
    const { items } = await gather(htmlAdapter, config, site(whole));
    const text = await htmlAdapter.read(config, items[0]!);
    const content = text.parts.find(({ name }) => name === 'página')!;
    expect(content.source.text).toContain('Pueden postular gobiernos autónomos');
    expect(content.source.text).not.toContain('Tarifas');
    expect(text.parts.find(({ name }) => name === 'página: plazo')?.source.text).toContain('17:00');
    expect(text.documents).toEqual([
      { title: 'Bases de la convocatoria', url: `${SITE}/es/docs/Bases%20agua%202026.pdf` },
      { title: 'Formulario de postulación', url: `${SITE}/es/docs/formulario.docx` },
    ]);
    expect(text.publishedOn).toBe('2026-03-02');
  });

  it('keeps every entry apart when calls have no page of their own', async () => {
    const { items } = await collect(
      { '/es/convocatorias': list1 },
      { link: null, pagination: { kind: 'none' } },
    );
    expect(items.map(({ key }) => key)).toEqual([
      `${SITE}/es/convocatorias#fondo-de-agua-y-saneamiento-2026`,
      `${SITE}/es/convocatorias#mantenimiento-vial-rural-con-mano-de-obra-local`,
    ]);
  });

  it('reads rows of a table with their cells', async () => {
    const table = page(
      '<table><tr class="r"><td><a href="/a">Becas</a></td><td class="d">2026-05-01</td></tr></table>',
    );
    const rows = {
      ...definition,
      item: { selector: 'tr.r' },
      link: { selector: 'a' },
      title: { selector: 'a' },
      fields: [{ hint: 'deadline', selector: 'td.d' }],
      pagination: { kind: 'none' },
    };
    const { items } = await gather(htmlAdapter, rows, site({ '/es/convocatorias': table }));
    const { parts } = await htmlAdapter.read(htmlAdapter.check(rows), items[0]!);
    expect(parts.find(({ hint }) => hint === 'deadline')?.source.text).toBe('2026-05-01');
  });

  it('takes an item that is itself the link', async () => {
    const cards = page('<a class="card" href="uno"><b>Uno</b></a><a class="card" href="dos"><b>Dos</b></a>');
    const { items } = await collect(
      { '/es/convocatorias': cards },
      { item: { selector: 'a.card' }, link: { selector: 'a' }, title: { selector: 'b' } },
    );
    expect(items.map(({ url }) => url)).toEqual([`${SITE}/es/uno`, `${SITE}/es/dos`]);
  });

  it('counts pages by a parameter until one is empty, missing or the same', async () => {
    const pagination = { kind: 'page', name: 'p', first: 0, step: 1 };
    const pages = {
      '/es/convocatorias?p=0': page(entry('a') + entry('b')),
      '/es/convocatorias?p=1': page(entry('c')),
    };
    const upTo404 = await collect(pages, { pagination });
    expect(upTo404.items).toHaveLength(3);
    const upToEmpty = await collect(
      { ...pages, '/es/convocatorias?p=2': page('<p>Nada más</p>') },
      { pagination },
    );
    expect(upToEmpty.items).toHaveLength(3);
    const repeating = await collect({ ...pages, '/es/convocatorias?p=2': page(entry('c')) }, { pagination });
    expect(repeating.items).toHaveLength(3);
    expect(repeating.warnings).toEqual([]);
    const ignoring = {
      '/es/convocatorias?p=0': page(entry('a')),
      '/es/convocatorias?p=1': page(entry('a')),
    };
    expect((await collect(ignoring, { pagination })).warnings).toEqual([
      expect.stringMatching(/página 2 .*repite/),
    ]);
  });

  it('says when there were more pages than it may read', async () => {
    const { items, warnings } = await collect(whole, {
      pagination: { ...definition.pagination, maxPages: 1 },
    });
    expect(items).toHaveLength(2);
    expect(warnings).toEqual([expect.stringMatching(/hay más: suba el máximo/)]);
  });

  it('does not go round in circles nor to other sites for the next page', async () => {
    const circle = page(`${entry('a')}<a class="siguiente" href="/es/convocatorias">Siguiente</a>`);
    expect((await collect({ '/es/convocatorias': circle })).warnings[0]).toMatch(/una ya leída/);
    const away = page(`${entry('a')}<a class="siguiente" href="https://malo.example/">Siguiente</a>`);
    expect((await collect({ '/es/convocatorias': away })).warnings[0]).toMatch(/otro sitio, malo\.example/);
  });

  it('goes on where an interrupted run ended', async () => {
    const { pages } = await collect(whole);
    const fetcher = site(whole);
    const rest = await gather(htmlAdapter, definition, fetcher, { cursor: pages[0]!.cursor });
    expect(rest.items.map(({ title }) => title)).toEqual(['Turismo comunitario en páramos']);
    expect(fetcher.requests).toHaveLength(1);
    const done = await gather(htmlAdapter, definition, fetcher, { cursor: pages[1]!.cursor });
    expect(done.items).toEqual([]);
  });

  it('stops a preview after so many items', async () => {
    const fetcher = site(whole);
    const { items, pages } = await gather(htmlAdapter, { ...definition, detail }, fetcher, { maxItems: 1 });
    expect(items).toHaveLength(1);
    expect(pages).toEqual([expect.objectContaining({ found: 2 })]);
    expect(fetcher.requests.map(({ url }) => url.replace(SITE, ''))).toEqual([
      '/es/convocatorias',
      '/es/convocatorias/agua-2026?utm_source=portada',
      '/es/docs/Bases%20agua%202026.pdf',
    ]);
  });

  it('takes calls on strange sites from the list alone and says so once', async () => {
    const links = '<li class="convocatoria"><h3><a href="https://socio.example/1">Uno</a></h3></li>';
    const list = page(links + links.replaceAll('1', '2') + entry('a'));
    const { items, warnings } = await collect({ '/es/convocatorias': list, '/a': call }, { detail });
    expect(items.map(({ parts }) => parts.map(({ name }) => name))).toEqual([
      ['lista'],
      ['lista'],
      ['lista', 'página'],
    ]);
    expect(warnings.filter((message) => message.includes('socio.example'))).toHaveLength(1);
  });
});

describe('a definition of web pages', () => {
  const refusal = (config: unknown) => {
    try {
      htmlAdapter.check(config);
    } catch (error) {
      return error as { code: string; fields: { field: string; message: string }[] };
    }
    throw new Error('It was accepted');
  };

  it('is refused with a Spanish message per field', () => {
    const { code, fields } = refusal({
      ...definition,
      listUrls: ['no es nada'],
      item: { selector: 'li[' },
      title: { selector: 'h3', atribute: 'x' },
      pagination: { kind: 'scroll' },
      encoding: 'klingon',
      hosts: ['https://x.org'],
      detail: { fields: [{ hint: 'plazo', selector: 'a' }] },
    });
    expect(code).toBe('source.invalid');
    expect(fields.map(({ field }) => field)).toEqual([
      'listUrls.0',
      'item.selector',
      'title',
      'pagination.kind',
      'detail.fields.0.hint',
      'hosts.0',
      'encoding',
    ]);
    expect(fields.every(({ message }) => /[.:]/.test(message) && !/Invalid|expected/.test(message))).toBe(
      true,
    );
  });

  it('says what is missing', () => {
    expect(refusal({}).fields).toContainEqual({
      field: 'listUrls',
      message: 'Escriba al menos una dirección.',
    });
    expect(refusal(null).fields.map(({ field }) => field)).toEqual(['listUrls', 'item', 'link', 'title']);
  });
});
