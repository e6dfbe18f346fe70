import { describe, expect, it } from '@jest/globals';
import { type FetchAnswer, FetchError } from '@chasqui/fetching';
import { fakeFetcher, recordedAnswer } from '../../../../test/support/collecting.js';
import { BLOG_LIST, blogPages, type Pages, proposedFor } from '../../../../test/support/proposing.js';
import { BoundedFetcher } from './bounded-fetcher.js';
import { proposeDefinition } from './propose-definition.js';

const blog = await blogPages();
const list = await recordedAnswer('detect/wordpress-cards.html');
const grants = await recordedAnswer('common-grants/list.json');

describe('a known catalogue', () => {
  it.each([
    [
      'https://www.infosubvenciones.es/bdnstrans/GE/es/convocatorias?descripcion=cooperaci%C3%B3n',
      'bdns',
      { words: 'cooperación' },
    ],
    ['https://www.pap.hacienda.gob.es/bdnstrans/GE/es/convocatorias', 'bdns', {}],
    [
      'https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/calls-for-proposals?keywords=andes',
      'sedia',
      { words: 'andes' },
    ],
    ['https://www.grants.gov/search-grants?keyword=Ecuador', 'grants_gov', { words: 'Ecuador' }],
    [
      'https://catalogo.example/api/common-grants/opportunities?page=1',
      'common_grants',
      { apiUrl: 'https://catalogo.example/api/common-grants' },
    ],
  ])('%s is read by its own adapter even when it does not answer', async (address, adapter, config) => {
    const { best } = await proposedFor(address, {});
    expect(best).toMatchObject({ adapter, config, why: expect.stringContaining('Ahora no se pudo leer') });
  });

  it('of the open protocol is known by its records, wherever it is', async () => {
    const address = 'https://otro.example/v1/opportunities';
    const fetcher = fakeFetcher(() => grants);
    const { candidates } = await proposeDefinition(address, fetcher);
    expect(candidates[0]).toMatchObject({
      adapter: 'common_grants',
      config: { apiUrl: 'https://otro.example/v1' },
    });
    expect(candidates[0]!.sample.length).toBeGreaterThan(0);
  });
});

describe('an address that gives nothing', () => {
  const page = (body: string, title = 'Inicio') =>
    `<html><head><title>${title}</title></head><body>${body}</body></html>`;

  it.each<[string, string, Pages, RegExp]>([
    ['is no address', 'no es nada', {}, /espacio|dirección/],
    ['is missing', 'https://x.example/a', {}, /no existe.*copie la dirección de la lista/],
    [
      'robots may not read',
      'https://x.example/a',
      { 'https://x.example/a': new FetchError('refused_by_robots', 'El sitio no lo permite.') },
      /Pegue las convocatorias una a una/,
    ],
    [
      'is a page of errors',
      'https://x.example/a',
      { 'https://x.example/a': page('x', 'Página no encontrada') },
      /página de error/,
    ],
    [
      'went to the front page',
      'https://x.example/a',
      {
        'https://x.example/a': {
          finalUrl: 'https://x.example/',
          redirected: true,
          body: Buffer.from(page('x')),
          mediaType: 'text/html',
        },
      },
      /envía a su portada/,
    ],
    [
      'is built in the browser',
      'https://x.example/a',
      { 'https://x.example/a': page('<div id="app"></div><script>1</script>') },
      /la arma un programa en el navegador/,
    ],
    [
      'asks for a password',
      'https://x.example/a',
      { 'https://x.example/a': page('<form><input type="password"></form>') },
      /pide una clave/,
    ],
    [
      'has no list',
      'https://x.example/a',
      { 'https://x.example/a': page(`<p>${'Somos una agencia. '.repeat(60)}</p>`) },
      /no se encontró una lista/,
    ],
    [
      'is a sheet',
      'https://x.example/a.xlsx',
      { 'https://x.example/a.xlsx': { body: Buffer.from('PK\0\0'), mediaType: 'application/octet-stream' } },
      /hoja de cálculo/,
    ],
    [
      'is empty',
      'https://x.example/a',
      { 'https://x.example/a': { body: Buffer.alloc(0) } },
      /sin contenido/,
    ],
    ['is a cut answer', 'https://x.example/a', { 'https://x.example/a': '{"a":[' }, /cortada/],
  ])('because it %s says what to do', async (_, address, pages, told) => {
    expect((await proposedFor(address, pages)).problem).toMatch(told);
  });
});

describe('a proposal', () => {
  it('asks the site six times at most', async () => {
    const feeds = Array.from(
      { length: 9 },
      (_, at) => `<link rel="alternate" type="application/atom+xml" href="/f${at}">`,
    ).join('');
    const pages = { ...blog, [BLOG_LIST]: list.replace('</head>', `${feeds}</head>`) };
    expect((await proposedFor(BLOG_LIST, pages)).fetcher.requests.length).toBeLessThanOrEqual(6);
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
