import { describe, expect, it } from '@jest/globals';
import { FetchError, type FetchAnswer } from '@chasqui/fetching';
import fc from 'fast-check';
import { fakeFetcher, gather, recordedAnswer } from '../../../../test/support/collecting.js';
import { adapterOf } from '../adapters/index.js';
import { BoundedFetcher } from './bounded-fetcher.js';
import { proposeDefinition } from './propose-definition.js';

type Page = string | Partial<FetchAnswer> | Error;

/** Answers by address; what is missing gives 404. */
function site(pages: Readonly<Record<string, Page>>) {
  return fakeFetcher(({ url }) => {
    const found = pages[url];
    if (found === undefined) return new FetchError('http', 'La página no existe (404).', { status: 404, url });
    return typeof found === 'string' ? { body: Buffer.from(found), mediaType: typeOf(found) } : found;
  });
}

function typeOf(body: string): string {
  if (/^\s*[[{]/.test(body)) return 'application/json';
  return /<(?:rss|feed|urlset|sitemapindex)/.test(body.slice(0, 300)) ? 'text/xml' : 'text/html';
}

const [cards, cardsCall, table, tableCall, rss, atom, jsonFeed, notices, grants, calls] = await Promise.all(
  [
    'detect/wordpress-cards.html',
    'detect/wordpress-call.html',
    'detect/drupal-table.html',
    'detect/drupal-call.html',
    'feed/rss.xml',
    'feed/atom.xml',
    'feed/feed.json',
    'json/notices.json',
    'common-grants/list.json',
    'sitemap/calls.xml',
  ].map(recordedAnswer),
);

const LIST = 'https://puente.example/convocatorias/';
const blog = {
  [LIST]: cards!,
  'https://puente.example/fondo-agua-rural-2026/': cardsCall!,
  'https://puente.example/iniciativas-de-mujeres/': cardsCall!.replaceAll('Fondo de agua rural 2026 para juntas parroquiales', 'Iniciativas de mujeres en gobiernos locales'),
  'https://puente.example/feed/': rss!,
};

/** Every candidate has to be a definition that its adapter keeps as it is. */
async function proposed(address: string, pages: Readonly<Record<string, Page>>) {
  const fetcher = site(pages);
  const proposal = await proposeDefinition(address, fetcher);
  for (const { adapter, config, why, sample, score } of proposal.candidates) {
    expect(JSON.parse(JSON.stringify(adapterOf(adapter).check(config)))).toEqual(JSON.parse(JSON.stringify(config)));
    expect(why).toMatch(/^[A-ZÁÉ].*\.$/);
    expect(sample.length).toBeLessThanOrEqual(5);
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(1);
  }
  expect(proposal.candidates.map(({ score }) => score)).toEqual(proposal.candidates.map(({ score }) => score).toSorted((a, b) => b - a));
  expect(proposal.problem === null).toBe(proposal.candidates.length > 0);
  expect(fetcher.requests.length).toBeLessThanOrEqual(6);
  return { ...proposal, best: proposal.candidates[0]!, fetcher };
}

describe('a page with a list', () => {
  it('is read as a list, with what its calls have in common', async () => {
    const { best, candidates } = await proposed(LIST, blog);
    expect(best).toMatchObject({
      adapter: 'html',
      why: expect.stringContaining('4 entradas con enlace propio que parecen convocatorias'),
      sample: expect.arrayContaining(['Fondo de agua rural 2026 para juntas parroquiales']),
      config: {
        listUrls: [LIST],
        defaults: { language: 'es' },
        detail: {
          content: { selector: 'main', guess: false },
          fields: expect.arrayContaining([
            expect.objectContaining({ hint: 'title', selector: 'h1' }),
            expect.objectContaining({ hint: 'deadline', selector: 'p:contains("Plazo de presentación:")', guess: false }),
            expect.objectContaining({ hint: 'amount', selector: 'p:contains("Monto:")' }),
            expect.objectContaining({ hint: 'applicants' }),
          ]),
        },
      },
    });
    expect(candidates.map(({ adapter }) => adapter)).toContain('feed');
  });

  it('brings what it promised when its definition is read', async () => {
    const { best } = await proposed(LIST, blog);
    const { items, failed } = await gather(adapterOf('html'), best.config, site(blog), { maxItems: 2 });
    expect(items.map(({ title }) => title)).toEqual(best.sample.slice(0, 2));
    expect(failed).toEqual([]);
    const text = await adapterOf('html').read(best.config, items[0]!);
    expect(text.parts.find(({ name }) => name === 'página: plazo')?.source.text).toContain('30 de abril de 2026');
    expect(text.documents).toEqual([expect.objectContaining({ title: 'Bases del fondo' })]);
  });

  it('takes named facts and documents of the pages of calls, but no other periods', async () => {
    const address = 'https://agencia.example/es/ayudas';
    const { best } = await proposed(address, { [address]: table!, [`${address}/cooperacion-2026`]: tableCall! });
    const { detail } = best.config as { detail: { fields: { hint: string; selector: string }[]; documents: object } };
    expect(detail.fields.find(({ hint }) => hint === 'deadline')?.selector).toBe('dt:contains("Plazo de presentación") + dd');
    expect(detail.fields.find(({ hint }) => hint === 'amount')?.selector).toBe('dt:contains("Importe") + dd');
    expect(detail.documents).toMatchObject({ links: { selector: '.field--name-field-documentos a[href]', guess: false } });
  });

  it('is proposed though the pages of its calls cannot be read', async () => {
    const { best } = await proposed(LIST, { [LIST]: cards! });
    expect(best).toMatchObject({ adapter: 'html', config: { detail: { content: null } } });
  });
});

describe('a feed', () => {
  it.each([
    ['RSS', rss!],
    ['Atom', atom!],
    ['JSON Feed', jsonFeed!],
  ])('of %s is read as one', async (_, body) => {
    const { best, candidates, fetcher } = await proposed('https://x.example/feed', { 'https://x.example/feed': body });
    expect(candidates).toHaveLength(1);
    expect(best).toMatchObject({ adapter: 'feed', config: { feedUrls: ['https://x.example/feed'] }, why: expect.stringMatching(/canal de novedades .* con \d+ entradas?/) });
    expect(best.sample.length).toBeGreaterThan(0);
    expect(fetcher.requests).toHaveLength(1);
  });

  it('that a page offers is taken when it has entries, that of comments never', async () => {
    const { candidates, fetcher } = await proposed(LIST, blog);
    expect(candidates.find(({ adapter }) => adapter === 'feed')).toMatchObject({ why: expect.stringContaining('canal RSS con 2 entradas') });
    expect(fetcher.requests.some(({ url }) => url.includes('comments'))).toBe(false);
    const empty = { ...blog, 'https://puente.example/feed/': '<rss version="2.0"><channel><title>x</title></channel></rss>' };
    expect((await proposed(LIST, empty)).candidates.map(({ adapter }) => adapter)).not.toContain('feed');
  });

  it('without entries is told', async () => {
    const { problem } = await proposed('https://x.example/f', { 'https://x.example/f': '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>' });
    expect(problem).toContain('no tiene ninguna entrada');
  });
});

describe('data', () => {
  it('are mapped by the names of their fields', async () => {
    const address = 'https://api.banco.example/v2/llamados?pagina=2&limite=20';
    const body = JSON.stringify({
      estado: 'ok',
      datos: {
        total: 41,
        paises: [{ id: 1, nombre: 'Ecuador' }, { id: 2, nombre: 'Perú' }],
        llamados: [
          { id: 7, titulo: 'Fondo de ciudades intermedias', fechaFin: '2026-05-31', fechaInicio: '2026-03-01', enlace: 'https://banco.example/l/7', montoMaximo: 250000, moneda: 'USD', entidad: { nombre: 'Banco' }, temas: ['agua'], archivos: [{ nombre: 'Bases', url: 'https://banco.example/b.pdf' }] },
          { id: 9, titulo: 'Cuencas compartidas', fechaFin: '2026-06-30', fechaInicio: '2026-03-11', enlace: 'https://banco.example/l/9', montoMaximo: 90000, moneda: 'USD', entidad: { nombre: 'Banco' }, temas: [], archivos: [] },
        ],
      },
    });
    const { best } = await proposed(address, { [address]: body });
    expect(best).toMatchObject({
      adapter: 'json',
      why: expect.stringContaining('2 registros en «datos.llamados», con su fecha de cierre'),
      sample: ['Fondo de ciudades intermedias', 'Cuencas compartidas'],
      config: {
        list: 'datos.llamados',
        key: 'id',
        title: 'titulo',
        link: { path: 'enlace' },
        fields: expect.arrayContaining([
          expect.objectContaining({ path: 'fechaFin', field: 'deadline', dates: 'iso' }),
          expect.objectContaining({ path: 'fechaInicio', field: 'opensOn' }),
          expect.objectContaining({ path: 'montoMaximo', field: 'amountMax' }),
          expect.objectContaining({ path: 'moneda', field: 'currency' }),
          expect.objectContaining({ path: 'temas[]', hint: 'themes' }),
        ]),
        documents: { list: 'archivos[]', url: 'url', title: 'nombre' },
        pagination: { kind: 'number', name: 'pagina', first: 1, total: 'datos.total' },
      },
    });
  });

  it.each<[string, unknown, object]>([
    ['a list alone, days before months', [{ title: 'Grant for rural bridges', closeDate: '31/05/2026', url: '/g/1' }, { title: 'Grant for wells', closeDate: '03/06/2026', url: '/g/2' }], { list: '', title: 'title', fields: [{ path: 'closeDate', field: 'deadline', dates: 'dmy' }] }],
    ['a blog', [{ id: 1, date: '2026-03-02T09:00:00', link: 'https://x.example/a', title: { rendered: 'Convocatoria de agua' }, excerpt: { rendered: '<p>x</p>' } }, { id: 2, date: '2026-03-01T09:00:00', link: 'https://x.example/b', title: { rendered: 'Convocatoria de suelo' }, excerpt: { rendered: '<p>x</p>' } }], { title: 'title.rendered', key: 'id', link: { path: 'link' } }],
    ['a map by code', { total: 2, procnotices: { a1: { id: 'a1', bid_title: 'Plan de movilidad', submission_deadline_date: '2026-05-01' }, a2: { id: 'a2', bid_title: 'Plan de residuos', submission_deadline_date: '2026-05-02' } } }, { list: 'procnotices', title: 'bid_title' }],
    ['pages that lead on', { next: '/d?cursor=2', results: [{ name: 'Call for mountain roads', deadline: 1780185600 }, { name: 'Call for harbours', deadline: 1780272000 }] }, { list: 'results', pagination: { kind: 'next', path: 'next' }, fields: [{ path: 'deadline', field: 'deadline', dates: 'epoch_s' }] }],
  ])('in the form of %s', async (_, value, config) => {
    const address = 'https://x.example/d';
    const { best } = await proposed(address, { [address]: JSON.stringify(value) });
    const { fields, ...rest } = config as { fields?: object[] };
    expect(best).toMatchObject({ adapter: 'json', config: rest });
    for (const field of fields ?? []) expect((best.config as { fields: object[] }).fields).toContainEqual(expect.objectContaining(field));
  });

  it('of a recorded answer are found', async () => {
    const address = 'https://api.banco.example/v2/notices?format=json';
    expect((await proposed(address, { [address]: notices! })).best).toMatchObject({ adapter: 'json', config: { list: 'procnotices', key: 'id' } });
  });

  it('without a list are told', async () => {
    const { problem } = await proposed('https://x.example/d', { 'https://x.example/d': '{"a":{"b":[1,2]}}' });
    expect(problem).toContain('no hay una lista de registros con título');
  });

  it('of any form never end in an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (value) => {
        const body = JSON.stringify({ lista: value, title: value });
        await expect(proposeDefinition('https://x.example/d', site({ 'https://x.example/d': body }))).resolves.toBeDefined();
      }),
      { numRuns: 150 },
    );
  });
});

describe('a known catalogue', () => {
  it.each([
    ['https://www.infosubvenciones.es/bdnstrans/GE/es/convocatorias?descripcion=cooperaci%C3%B3n', 'bdns', { words: 'cooperación' }],
    ['https://www.pap.hacienda.gob.es/bdnstrans/GE/es/convocatorias', 'bdns', {}],
    ['https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/calls-for-proposals?keywords=andes', 'sedia', { words: 'andes' }],
    ['https://www.grants.gov/search-grants?keyword=Ecuador', 'grants_gov', { words: 'Ecuador' }],
    ['https://catalogo.example/api/common-grants/opportunities?page=1', 'common_grants', { apiUrl: 'https://catalogo.example/api/common-grants' }],
  ])('%s is read by its own adapter even when it does not answer', async (address, adapter, config) => {
    const { best } = await proposed(address, {});
    expect(best).toMatchObject({ adapter, config, why: expect.stringContaining('Ahora no se pudo leer') });
  });

  it('of the open protocol is known by its records, wherever it is', async () => {
    const address = 'https://otro.example/v1/opportunities';
    const fetcher = fakeFetcher(() => grants!);
    const { candidates } = await proposeDefinition(address, fetcher);
    expect(candidates[0]).toMatchObject({ adapter: 'common_grants', config: { apiUrl: 'https://otro.example/v1' } });
    expect(candidates[0]!.sample.length).toBeGreaterThan(0);
  });
});

describe('the map of a site', () => {
  const address = 'https://x.example/sitemap.xml';
  const map = (...paths: string[]) => `<?xml version="1.0"?><urlset>${paths.map((path) => `<url><loc>https://x.example${path}</loc></url>`).join('')}</urlset>`;
  const index = (...paths: string[]) => `<?xml version="1.0"?><sitemapindex>${paths.map((path) => `<sitemap><loc>https://x.example${path}</loc></sitemap>`).join('')}</sitemapindex>`;
  const folder = ['/es/convocatorias/', '/es/convocatorias/agua-2026', '/es/convocatorias/suelo', '/es/convocatorias/aire', '/es/noticias/a', '/es/noticias/b', '/es/noticias/c'];

  it('is read by the folder of its calls', async () => {
    const { best } = await proposed(address, { [address]: map(...folder) });
    expect(best).toMatchObject({
      adapter: 'sitemap',
      config: { sitemapUrls: [address], include: ['/es/convocatorias/*'], exclude: ['/es/convocatorias/'] },
      sample: ['Agua 2026', 'Suelo', 'Aire'],
      why: expect.stringContaining('3 páginas'),
    });
  });

  it('is read by the names of pages where there is no folder', async () => {
    const { best } = await proposed(address, { [address]: map('/2026/03/convocatoria-agua', '/2026/02/segunda-convocatoria-suelo', '/2026/01/convocatoria-aire', '/2026/01/visita') });
    expect(best).toMatchObject({ config: { include: ['/*convocatoria*'] } });
  });

  it('leads to further maps', async () => {
    const { best } = await proposed(address, { [address]: index('/pages.xml', '/convocatorias.xml'), 'https://x.example/convocatorias.xml': map(...folder) });
    expect(best).toMatchObject({ config: { sitemapUrls: ['https://x.example/convocatorias.xml'] } });
  });

  it('is looked for when the page itself is empty', async () => {
    const { best } = await proposed('https://x.example/app', { 'https://x.example/app': '<html><body><div id="root"></div><script src="/a.js"></script></body></html>', [address]: map(...folder) });
    expect(best).toMatchObject({ adapter: 'sitemap' });
  });

  it('without calls is told', async () => {
    expect((await proposed(address, { [address]: map('/a', '/b', '/c') })).problem).toContain('no tiene páginas');
    expect((await proposed(address, { [address]: calls! })).candidates).toBeDefined();
  });
});

describe('a single call', () => {
  it('is read as it stands', async () => {
    const address = 'https://puente.example/fondo-agua-rural-2026/';
    const { best } = await proposed(address, blog);
    expect(best).toMatchObject({ adapter: 'pasted', config: { address }, sample: ['Fondo de agua rural 2026 para juntas parroquiales'] });
  });

  it('may be a PDF', async () => {
    const address = 'https://x.example/bases%20agua.pdf';
    const { best } = await proposed(address, { [address]: { body: Buffer.from('%PDF-1.4 …'), mediaType: 'application/pdf' } });
    expect(best).toMatchObject({ adapter: 'pasted', config: { address }, sample: ['bases agua.pdf'] });
  });
});

describe('an address that gives nothing', () => {
  const page = (body: string, title = 'Inicio') => `<html><head><title>${title}</title></head><body>${body}</body></html>`;

  it.each<[string, string, Record<string, Page>, RegExp]>([
    ['is no address', 'no es nada', {}, /espacio|dirección/],
    ['is missing', 'https://x.example/a', {}, /no existe.*copie la dirección de la lista/],
    ['robots may not read', 'https://x.example/a', { 'https://x.example/a': new FetchError('refused_by_robots', 'El sitio no lo permite.') }, /Pegue las convocatorias una a una/],
    ['is a page of errors', 'https://x.example/a', { 'https://x.example/a': page('x', 'Página no encontrada') }, /página de error/],
    ['went to the front page', 'https://x.example/a', { 'https://x.example/a': { finalUrl: 'https://x.example/', redirected: true, body: Buffer.from(page('x')), mediaType: 'text/html' } }, /envía a su portada/],
    ['is built in the browser', 'https://x.example/a', { 'https://x.example/a': page('<div id="app"></div><script>1</script>') }, /la arma un programa en el navegador/],
    ['asks for a password', 'https://x.example/a', { 'https://x.example/a': page('<form><input type="password"></form>') }, /pide una clave/],
    ['has no list', 'https://x.example/a', { 'https://x.example/a': page(`<p>${'Somos una agencia. '.repeat(60)}</p>`) }, /no se encontró una lista/],
    ['is a sheet', 'https://x.example/a.xlsx', { 'https://x.example/a.xlsx': { body: Buffer.from('PK\0\0'), mediaType: 'application/octet-stream' } }, /hoja de cálculo/],
    ['is empty', 'https://x.example/a', { 'https://x.example/a': { body: Buffer.alloc(0) } }, /sin contenido/],
    ['is a cut answer', 'https://x.example/a', { 'https://x.example/a': '{"a":[' }, /cortada/],
  ])('because it %s says what to do', async (_, address, pages, told) => {
    expect((await proposed(address, pages)).problem).toMatch(told);
  });
});

describe('a proposal', () => {
  it('asks the site six times at most', async () => {
    const feeds = Array.from({ length: 9 }, (_, at) => `<link rel="alternate" type="application/atom+xml" href="/f${at}">`).join('');
    const pages = { ...blog, [LIST]: cards!.replace('</head>', `${feeds}</head>`) };
    expect((await proposed(LIST, pages)).fetcher.requests.length).toBeLessThanOrEqual(6);
  });

  it('ends in time though the site never answers', async () => {
    const silent = { fetch: () => new Promise<FetchAnswer>(() => undefined) };
    const bounded = new BoundedFetcher(silent, undefined, 30);
    await expect(bounded.fetch({ url: 'https://x.example/' })).rejects.toMatchObject({ fault: 'timeout' });
    expect(bounded.requestsLeft).toBe(0);
  });

  it('is given up with its caller', async () => {
    const silent = { fetch: () => new Promise<FetchAnswer>(() => undefined) };
    const reason = new Error('La persona se fue.');
    const signal = AbortSignal.abort(reason);
    await expect(proposeDefinition('https://x.example/', silent, signal)).rejects.toBe(reason);
  });
});
