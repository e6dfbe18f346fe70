import { describe, expect, it } from '@jest/globals';
import type { FetchRequest } from '@chasqui/fetching';
import { fakeFetcher, gather } from '../../../../test/support/collecting.js';
import { htmlAdapter } from '../adapters/html/html.adapter.js';
import { sitemapAdapter } from '../adapters/sitemap/sitemap.adapter.js';
import { isWhole, tellsOfCut } from './reading-scope.js';

const SITE = 'https://www.cooperacion.example';

/** Web pages by path. */
function site(pages: Readonly<Record<string, string>>) {
  return fakeFetcher(({ url }: FetchRequest) => {
    const body = Buffer.from(pages[url.replace(SITE, '')] ?? '');
    return { body, mediaType: 'text/html' };
  });
}

const row = (path: string) => `<li><a href="${path}">Llamado ${path}</a></li>`;
const page = (...parts: string[]) => `<!doctype html><html><body>${parts.join('')}</body></html>`;
const definition = {
  listUrls: [`${SITE}/lista`],
  item: { selector: 'li' },
  link: { selector: 'a' },
  title: { selector: 'a' },
};
const next = { kind: 'next', link: { selector: 'b' } };

async function warningsOf(config: object, pages: Readonly<Record<string, string>>): Promise<string[]> {
  return (await gather(htmlAdapter, { ...definition, ...config }, site(pages))).warnings;
}

describe('a list that was not read to its end', () => {
  it.each<[string, object, string]>([
    ['because there are more pages than allowed', { pagination: { ...next, maxPages: 1 } }, '/lista?p=2'],
    ['because it goes round in a circle', { pagination: next }, '/lista'],
    ['because it goes on elsewhere', { pagination: next }, 'https://otro.example/lista'],
  ])('%s, is known by its warning', async (_, config, href) => {
    const list = page(row('/a'), `<b><a href="${href}">Siguiente</a></b>`);
    const warnings = await warningsOf(config, { '/lista': list });
    expect(warnings).toHaveLength(1);
    expect(warnings.filter(tellsOfCut)).toEqual(warnings);
  });

  it('because the number of the page is not minded, is known by its warning', async () => {
    const list = page(row('/a'));
    const pagination = { kind: 'page', name: 'p' };
    const warnings = await warningsOf({ pagination }, { '/lista?p=1': list, '/lista?p=2': list });
    expect(warnings).toHaveLength(1);
    expect(warnings.every(tellsOfCut)).toBe(true);
  });

  it('because a map has more pages than are read, is known by its warning', async () => {
    const entry = (path: string) => `<url><loc>${SITE}${path}</loc></url>`;
    const map = `<?xml version="1.0"?><urlset>${entry('/llamado/1')}${entry('/llamado/2')}</urlset>`;
    const fetcher = fakeFetcher(({ url }) =>
      url.endsWith('.xml')
        ? { body: Buffer.from(map), mediaType: 'application/xml' }
        : { body: Buffer.from(page('<h1>Becas</h1>')), mediaType: 'text/html' },
    );
    const config = { sitemapUrls: [`${SITE}/mapa.xml`], include: [`${SITE}/llamado/*`], maxAddresses: 1 };
    const { warnings } = await gather(sitemapAdapter, config, fetcher);
    expect(warnings.filter(tellsOfCut)).toHaveLength(1);
  });
});

describe('a reading', () => {
  const quiet = { failed: 0, warnings: [] };

  it('is whole when its list was read to its end and every item of it', () => {
    expect(isWhole('html', quiet)).toBe(true);
    expect(
      isWhole('sedia', { ...quiet, warnings: ['El documento «Bases» no es un PDF y no se leyó: https://x'] }),
    ).toBe(true);
  });

  it('with an item that failed is not', () => {
    expect(isWhole('html', { ...quiet, failed: 1 })).toBe(false);
  });

  it('of the newest entries or of a window of time never is', () => {
    expect(isWhole('feed', quiet)).toBe(false);
    expect(isWhole('bdns', quiet)).toBe(false);
  });

  it('is whole although the list leads to pages elsewhere, which stand in it all the same', async () => {
    const warnings = await warningsOf({ detail: {} }, { '/lista': page(row('https://socio.example/a')) });
    expect(warnings).toHaveLength(1);
    expect(isWhole('html', { failed: 0, warnings })).toBe(true);
  });
});
