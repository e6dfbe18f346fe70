import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { fakeFetcher, gather, recordedAnswer } from '../../../../../test/support/collecting.js';
import { matchesPattern } from './address-pattern.js';
import { sitemapAdapter } from './sitemap.adapter.js';

const SITE = 'https://cooperacion.example';
const [index, pages, calls, call] = await Promise.all([
  recordedAnswer('sitemap/index.xml'),
  recordedAnswer('sitemap/pages.xml'),
  recordedAnswer('sitemap/calls.xml'),
  recordedAnswer('html/call.html'),
]);

const definition = {
  sitemapUrls: [`${SITE}/sitemap.xml`],
  include: ['/llamados/*'],
  exclude: ['/llamados/archivo/*'],
  detail: { documents: { read: false } },
};

function site(maps: Readonly<Record<string, string | Buffer>> = {}) {
  const known: Readonly<Record<string, string | Buffer>> = {
    '/sitemap.xml': index,
    '/paginas.xml': pages,
    '/llamados.xml.gz': gzipSync(calls),
    ...maps,
  };
  return fakeFetcher(({ url }) => {
    const map = known[url.replace(SITE, '')];
    return map === undefined
      ? { body: Buffer.from(call), mediaType: 'text/html' }
      : { body: Buffer.from(map), mediaType: 'application/xml' };
  });
}

const asked = (fetcher: ReturnType<typeof site>) => fetcher.requests.map(({ url }) => url.replace(SITE, ''));

describe('a sitemap', () => {
  it('leads through its index and packed maps to the pages of calls, the newest first', async () => {
    const fetcher = site();
    const { items, pages: read } = await gather(sitemapAdapter, definition, fetcher);
    expect(items.map(({ url }) => url.replace(SITE, ''))).toEqual([
      '/llamados/bosques',
      '/llamados/agua',
      '/llamados/turismo?a=1&b=2',
    ]);
    expect(read).toMatchObject([{ found: 3 }]);
    expect(asked(fetcher)).not.toContain('https://otro-sitio.example/mapa.xml');
    expect(items[0]!.title).toBe('Fondo de Agua y Saneamiento 2026');
  });

  it('names calls by the heading of their pages', async () => {
    const config = sitemapAdapter.check(definition);
    const { items } = await gather(sitemapAdapter, definition, site());
    const text = await sitemapAdapter.read(config, items[0]!);
    expect(text.parts[0]).toMatchObject({
      name: 'página: título',
      hint: 'title',
      source: { text: 'Fondo de Agua y Saneamiento 2026' },
    });
    expect(text.publishedOn).toBe('2026-03-02');
  });

  it('asks again only for pages whose date changed or that have none', async () => {
    const kept = new Map<string, { etag: string | null; lastModified: string | null }>();
    const memory = {
      validatorsOf: (url: string) => Promise.resolve(kept.get(url)),
      keepValidators: (url: string, validators: { etag: string | null; lastModified: string | null }) => {
        kept.set(url, validators);
        return Promise.resolve();
      },
    };
    await gather(sitemapAdapter, definition, site(), memory);
    const second = site({ '/paginas.xml': pages.replace('2026-02-01T10', '2026-02-02T10') });
    const { items } = await gather(sitemapAdapter, definition, second, memory);
    expect(asked(second).slice(3)).toEqual(['/llamados/agua', '/llamados/turismo?a=1&b=2']);
    expect(items.map(({ unchanged }) => unchanged)).toEqual([true, false, false]);
    const distrustful = site();
    await gather(sitemapAdapter, { ...definition, trustLastmod: false }, distrustful, memory);
    expect(asked(distrustful)).toHaveLength(6);
  });

  it('says how many pages it left out', async () => {
    const { items, warnings } = await gather(sitemapAdapter, { ...definition, maxAddresses: 2 }, site());
    expect(items).toHaveLength(2);
    expect(warnings).toEqual([
      expect.stringContaining('tiene 3 páginas que encajan; se leyeron las 2 más nuevas'),
    ]);
  });

  it.each([
    ['a web page', '<!doctype html><html></html>', 'not_expected_type'],
    ['cut', calls.slice(0, 200), 'truncated'],
    ['badly packed', gzipSync(calls).subarray(0, 60), 'truncated'],
    ['a bomb', gzipSync(Buffer.alloc(30 * 1024 * 1024, ' ')), 'layout'],
    ['without calls', pages.replaceAll('/llamados/', '/noticias/'), 'no_items'],
    ['of another kind', '<?xml version="1.0"?><rss></rss>', 'truncated'],
  ])('that is %s is a fault', async (_, map, code) => {
    await expect(gather(sitemapAdapter, definition, site({ '/sitemap.xml': map }))).rejects.toMatchObject({
      code,
    });
  });

  it('expands nothing that its document type declares', async () => {
    const bomb = calls
      .replace('<urlset', '<!DOCTYPE urlset [<!ENTITY a "llamados/x">]><urlset')
      .replace('llamados/bosques', 'noticias/bosques')
      .replace('llamados/turismo', '&a;');
    const reading = gather(sitemapAdapter, definition, site({ '/sitemap.xml': bomb }));
    await expect(reading).rejects.toMatchObject({ code: 'no_items' });
  });
});

describe('a pattern of addresses', () => {
  it.each([
    ['/convocatorias/*', 'https://x.org/convocatorias/agua/2026', true],
    ['/convocatorias/*', 'https://x.org/es/convocatorias/agua', false],
    ['/*/convocatoria-*-2026', 'https://x.org/es/convocatoria-de-agua-2026', true],
    ['/?id=*', 'https://x.org/?id=7', true],
    ['https://x.org/a*', 'https://x.org/abc', true],
    ['https://x.org/a*', 'https://y.org/abc', false],
    ['/a', 'https://x.org/a', true],
    ['/a', 'https://x.org/ab', false],
    ['/a**b', 'https://x.org/axxb', true],
  ])('%s and %s: %s', (pattern, address, matches) => {
    expect(matchesPattern(pattern, address)).toBe(matches);
  });

  // Trying every way of dividing the address among the stars would outlive any test run.
  it('comes to an end even where there are countless ways to fail', () => {
    expect(matchesPattern(`/${'a*'.repeat(90)}b`, `https://x.org/${'a'.repeat(1900)}`)).toBe(false);
  });

  it('must say something', () => {
    const refusal = expect.objectContaining({ code: 'source.invalid' });
    for (const include of [['/*'], ['*'], [], ['convocatorias']]) {
      expect(() => sitemapAdapter.check({ ...definition, include })).toThrow(refusal);
    }
  });
});
