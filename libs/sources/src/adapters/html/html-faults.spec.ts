import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PoliteFetcher } from '@chasqui/fetching';
import { gather, loopbackFetcher } from '../../../../../test/support/collecting.js';
import {
  type FaultServer,
  faults,
  type ServedAnswer,
  startFaultServer,
} from '../../../../../test/support/fault-server.js';
import { htmlAdapter } from './html.adapter.js';

let server: FaultServer;
let fetcher: PoliteFetcher;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(() => server.close());
beforeEach(() => {
  fetcher = loopbackFetcher();
});
afterEach(() => fetcher.close());

const page = (body: string, title = 'Convocatorias') =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const list = (...names: string[]) =>
  page(names.map((name) => `<li><a href="/${name}">Llamado de educación ${name}</a></li>`).join(''));

let lists = 0;

/** Reads a list of its own for every test; details are at /<name>. */
async function collect(answer: ServedAnswer, changes: object = {}, context = {}) {
  lists += 1;
  const path = `/lista-${lists}`;
  server.on(path, answer);
  const definition = {
    listUrls: [`${server.url}${path}`],
    item: { selector: 'li' },
    link: { selector: 'a' },
    title: { selector: 'a' },
  };
  return gather(htmlAdapter, { ...definition, ...changes }, fetcher, context);
}

const withDetail = { detail: { documents: { read: false } } };

describe('a list that is not what it should be', () => {
  it.each<[string, ServedAnswer, object]>([
    ['an error page that says all is well', faults.htmlErrorPage(), { code: 'error_inside' }],
    [
      'maintenance',
      { body: page('<p>Volvemos pronto</p>', 'Sitio en mantenimiento') },
      { code: 'error_inside' },
    ],
    ['JSON', faults.errorInside200(), { code: 'not_expected_type' }],
    ['a PDF', { body: '%PDF-1.7', headers: { 'content-type': 'text/html' } }, { code: 'not_expected_type' }],
    ['a feed', { body: '<?xml version="1.0"?><rss version="2.0"></rss>' }, { code: 'not_expected_type' }],
    ['nothing', { body: '' }, { code: 'truncated' }],
    ['another layout', { body: page('<div class="card">Becas</div>') }, { code: 'no_items' }],
    ['items without links', { body: page('<li>Becas</li><li>Agua</li>') }, { code: 'layout' }],
    ['items without titles', { body: page('<li><a href="/x"></a>Agua</li>') }, { code: 'layout' }],
    [
      'too many requests',
      faults.throttled('120'),
      { fault: 'throttled', details: expect.objectContaining({ retryAfterMs: 120_000 }) },
    ],
    ['a cut answer', faults.truncated(list('a'), 40), { fault: 'truncated' }],
    ['a missing page', { status: 404 }, { fault: 'http' }],
  ])('%s is a fault and never "no calls"', async (_, answer, fault) => {
    await expect(collect(answer)).rejects.toMatchObject(fault);
  });

  it('gives up on endless redirects', async () => {
    server.on('/rueda', faults.endlessRedirect('/rueda'));
    await expect(collect(faults.redirect('/rueda'))).rejects.toMatchObject({ fault: 'too_many_redirects' });
  });

  it('refuses a page that no selector can be let loose on', async () => {
    const deep = { body: page('<div>'.repeat(5000)) };
    await expect(collect(deep)).rejects.toMatchObject({ code: 'layout' });
    const wide = { body: page('<br>'.repeat(120_000)) };
    await expect(collect(wide)).rejects.toMatchObject({ code: 'layout' });
  });

  it('is believed when it says that there is no call', async () => {
    const answer = { body: page('<p>En este momento NO hay   convocatorias abiértas.</p>') };
    const { items, pages } = await collect(answer, { emptyText: 'no hay convocatorias abiertas' });
    expect(items).toEqual([]);
    expect(pages).toMatchObject([{ found: 0 }]);
  });

  it('is not believed when an error page says so', async () => {
    const answer = { body: page('<p>No hay convocatorias</p>', 'Error 500') };
    await expect(collect(answer, { emptyText: 'No hay convocatorias' })).rejects.toMatchObject({
      code: 'error_inside',
    });
  });

  it('is told when it brings fewer calls than expected, after they were handed on', async () => {
    const taken: string[] = [];
    const reading = async () => {
      server.on('/pocas', { body: list('a', 'b') });
      const config = htmlAdapter.check({
        listUrls: [`${server.url}/pocas`],
        item: { selector: 'li' },
        link: { selector: 'a' },
        title: { selector: 'a' },
        minItems: 3,
      });
      const context = {
        fetcher,
        now: new Date(),
        cursor: null,
        maxItems: 100,
        validatorsOf: () => Promise.resolve(undefined),
        keepValidators: () => Promise.resolve(),
      };
      for await (const told of htmlAdapter.collect(config, context))
        if (told.type === 'item') taken.push(told.item.key);
    };
    await expect(reading()).rejects.toMatchObject({
      code: 'no_items',
      message: expect.stringContaining('al menos 3'),
    });
    expect(taken).toHaveLength(2);
  });

  it('does not keep the other lists from being read', async () => {
    server.on('/buena', { body: list('a') });
    server.on('/mala', { body: page('<p>Otra cosa</p>') });
    const found: string[] = [];
    const config = { item: { selector: 'li' }, link: { selector: 'a' }, title: { selector: 'a' } };
    const urls = [`${server.url}/mala`, `${server.url}/buena`];
    const reading = gather(
      htmlAdapter,
      { ...config, listUrls: urls },
      {
        fetch: async (request, signal) => {
          found.push(request.url);
          return fetcher.fetch(request, signal);
        },
      },
    );
    await expect(reading).rejects.toMatchObject({ code: 'no_items' });
    expect(found).toEqual(urls);
  });

  it('is read in its true encoding when the server names a wrong one', async () => {
    const { items } = await collect(faults.wrongCharset(list('a')));
    expect(items[0]!.title).toBe('Llamado de educación a');
  });

  it('is read in the encoding of the definition', async () => {
    const body = Buffer.from(list('a').replace('educación', 'educaci\xa2n'), 'latin1');
    const { items } = await collect({ body }, { encoding: 'ibm866' });
    expect(items[0]!.title).toBe('Llamado de educaciвn a');
  });
});

describe('pages of calls that cannot be read', () => {
  it('are told as failed and the others go on', async () => {
    server.on('/bien', { body: page('<h1>Becas</h1>', 'Becas') });
    server.on('/error', faults.htmlErrorPage());
    server.on('/datos', faults.errorInside200());
    server.on('/portada', faults.redirect('/'));
    server.on('/', { body: page('Portada') });
    const { items, failed } = await collect(
      { body: list('bien', 'error', 'datos', 'portada', 'nada') },
      withDetail,
    );
    expect(items.map(({ url }) => url)).toEqual([`${server.url}/bien`]);
    expect(failed.map(({ message }) => message)).toEqual([
      expect.stringContaining('página de error: «Error»'),
      expect.stringContaining('Se esperaba una página web o un PDF y llegó datos JSON'),
      expect.stringContaining('envía a su portada'),
      expect.any(String),
    ]);
  });

  it('are a fault of the source when not one can be read', async () => {
    await expect(collect({ body: list('nada-1', 'nada-2') }, withDetail)).rejects.toMatchObject({
      code: 'layout',
      message: expect.stringContaining('Ninguna de las 2 páginas'),
    });
  });

  it('are given up after many in a row', async () => {
    const before = server.requests.length;
    const names = Array.from({ length: 30 }, (_, at) => `no-${at}`);
    await expect(collect({ body: list(...names) }, withDetail)).rejects.toMatchObject({ code: 'layout' });
    expect(server.requests.length - before).toBeLessThanOrEqual(12);
  });

  it('let a source that asks to wait have its way', async () => {
    server.on('/lento', faults.throttled('60'));
    await expect(collect({ body: list('lento') }, withDetail)).rejects.toMatchObject({ fault: 'throttled' });
  });

  it('are told when a part is missing that every call has, even without an error in the title', async () => {
    server.on('/vieja', { body: page('<h1>Becas</h1><p class="cierre">1 de mayo</p>', 'Becas') });
    server.on('/nueva', { body: page('<h1>Becas</h1><p class="fin">1 de mayo</p>', 'Becas') });
    const detail = { fields: [{ hint: 'deadline', selector: '.cierre', required: true }] };
    const { items, failed } = await collect({ body: list('vieja', 'nueva') }, { detail });
    expect(items).toHaveLength(1);
    expect(failed[0]!.message).toContain('no tiene «.cierre»');
  });

  it('are believed to be about maintenance when they have all that a call has', async () => {
    server.on('/vias', {
      body: page('<p class="cierre">1 de mayo</p>', 'En mantenimiento vial: fondo 2026'),
    });
    const detail = { fields: [{ hint: 'deadline', selector: '.cierre', required: true }] };
    expect((await collect({ body: list('vias') }, { detail })).items).toHaveLength(1);
  });

  it('are not asked for again while neither list nor page change', async () => {
    const kept = new Map<string, { etag: string | null; lastModified: string | null }>();
    const memory = {
      validatorsOf: (url: string) => Promise.resolve(kept.get(url)),
      keepValidators: (url: string, validators: { etag: string | null; lastModified: string | null }) => {
        kept.set(url, validators);
        return Promise.resolve();
      },
    };
    server.on('/fija', faults.tagged(page('<h1>Becas</h1>', 'Becas'), '"v1"'));
    const first = await collect({ body: list('fija') }, withDetail, memory);
    expect(first.items[0]).toMatchObject({ unchanged: false });
    const second = await collect({ body: list('fija') }, withDetail, memory);
    expect(second.items[0]).toMatchObject({ unchanged: true, parts: [], key: first.items[0]!.key });
    const renamed = await collect({ body: list('fija').replace('Llamado', 'Prórroga:') }, withDetail, memory);
    expect(renamed.items[0]!.parts.map(({ name }) => name)).toEqual(['lista', 'página']);
    const reread = await collect({ body: list('fija') }, { detail: { documents: { read: true } } }, memory);
    expect(reread.items[0]).toMatchObject({ unchanged: false });
  });
});
