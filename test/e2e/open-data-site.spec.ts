import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import { parse } from 'csv-parse/sync';
import { startTestApp, type TestApp } from '../support/http.js';
import { openDataScene, type Scene } from './open-data.scene.js';

let test: TestApp;
let scene: Scene;

beforeAll(async () => {
  test = await startTestApp();
  scene = await openDataScene(test);
}, 60_000);

afterAll(() => test.close());

const get = (path: string) => test.visitor().get(path);

describe('for search engines', () => {
  it('the sitemap lists pages that answer, and when they changed', async () => {
    const index = load((await get('/sitemap.xml')).text, { xml: true });
    const parts = index('sitemap > loc')
      .toArray()
      .map((each) => index(each).text());
    expect(parts.length).toBeGreaterThan(7);
    const addresses: string[] = [];
    for (const part of parts) {
      expect(part.startsWith(`${test.url}/sitemap/`)).toBe(true);
      const answer = await get(part.replace(test.url, ''));
      expect([part, answer.status]).toEqual([part, 200]);
      const xml = load(answer.text, { xml: true });
      const own = xml('url > loc')
        .toArray()
        .map((each) => xml(each).text());
      // Nobody dates the GADs nor the fixed pages.
      expect(xml('url > lastmod').length).toBe(/gads|paginas/.test(part) ? 0 : own.length);
      addresses.push(...own);
    }
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses).toContain(`${test.url}/convocatorias/${scene.call.slug}`);
    expect(addresses.join()).not.toContain(scene.draft.slug);
    // Every kind of page, and of the many of a kind some.
    const kindOf = (each: string) => each.replace(test.url, '').split('/')[1]!;
    const kinds = new Set(addresses.map(kindOf));
    for (const kind of kinds) {
      const some = addresses.filter((each) => kindOf(each) === kind);
      for (const each of [...some.slice(0, 4), some.at(-1)!]) {
        expect([each, (await get(each.replace(test.url, ''))).status]).toEqual([each, 200]);
      }
    }
  }, 60_000);

  it('robots are told what is private and where the sitemap is', async () => {
    const answer = await get('/robots.txt');
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    for (const line of ['Disallow: /curaduria', 'Allow: /', `Sitemap: ${test.url}/sitemap.xml`]) {
      expect(answer.text.split('\n')).toContain(line);
    }
  });

  it('a call describes itself, and hostile text cannot leave the description', async () => {
    const { page, text } = await get(`/convocatorias/${scene.call.slug}`);
    const scripts = page('script:not([src])');
    expect(scripts.toArray().map(({ attribs }) => attribs['type'])).toEqual(['application/ld+json']);
    expect(text).not.toContain('<script>alert(1)');
    const [grant, crumbs] = JSON.parse(scripts.text()) as Record<string, unknown>[];
    expect(grant).toMatchObject({
      '@type': 'MonetaryGrant',
      name: scene.call.title,
      funder: { '@type': 'GovernmentOrganization' },
      amount: { currency: 'EUR', minValue: '10000.00', maxValue: '50000.00' },
    });
    expect(crumbs).toMatchObject({ '@type': 'BreadcrumbList' });
  });

  it('the page of the data links files that exist', async () => {
    const { page, status, text } = await get('/datos');
    expect([status, text.length < 100_000]).toEqual([200, true]);
    const catalogue = JSON.parse(page('script[type="application/ld+json"]').text()) as { dataset: unknown[] };
    expect(catalogue.dataset.length).toBe(8);
    const links = page('main a')
      .toArray()
      .map(({ attribs }) => attribs['href']!);
    expect(links.length).toBeGreaterThan(30);
    for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200]);
    const example = links.find((link) => link.includes('cooperantes.csv?'))!;
    const rows = parse((await get(example)).text, { delimiter: ';', bom: true });
    expect(rows.length).toBeGreaterThan(1);
  }, 60_000);
});
