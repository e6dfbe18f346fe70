import { describe, expect, it } from '@jest/globals';
import { recordedAnswer } from '../../../../test/support/collecting.js';
import { proposedFor } from '../../../../test/support/proposing.js';

const calls = await recordedAnswer('sitemap/calls.xml');

describe('the map of a site', () => {
  const address = 'https://x.example/sitemap.xml';
  const map = (...paths: string[]) =>
    `<?xml version="1.0"?><urlset>${paths.map((path) => `<url><loc>https://x.example${path}</loc></url>`).join('')}</urlset>`;
  const index = (...paths: string[]) =>
    `<?xml version="1.0"?><sitemapindex>${paths.map((path) => `<sitemap><loc>https://x.example${path}</loc></sitemap>`).join('')}</sitemapindex>`;
  const folder = [
    '/es/convocatorias/',
    '/es/convocatorias/agua-2026',
    '/es/convocatorias/suelo',
    '/es/convocatorias/aire',
    '/es/noticias/a',
    '/es/noticias/b',
    '/es/noticias/c',
  ];

  it('is read by the folder of its calls', async () => {
    const { best } = await proposedFor(address, { [address]: map(...folder) });
    expect(best).toMatchObject({
      adapter: 'sitemap',
      config: { sitemapUrls: [address], include: ['/es/convocatorias/*'], exclude: ['/es/convocatorias/'] },
      sample: ['Agua 2026', 'Suelo', 'Aire'],
      why: expect.stringContaining('3 páginas'),
    });
  });

  it('is read by the names of pages where there is no folder', async () => {
    const { best } = await proposedFor(address, {
      [address]: map(
        '/2026/03/convocatoria-agua',
        '/2026/02/segunda-convocatoria-suelo',
        '/2026/01/convocatoria-aire',
        '/2026/01/visita',
      ),
    });
    expect(best).toMatchObject({ config: { include: ['/*convocatoria*'] } });
  });

  it('leads to further maps', async () => {
    const { best } = await proposedFor(address, {
      [address]: index('/pages.xml', '/convocatorias.xml'),
      'https://x.example/convocatorias.xml': map(...folder),
    });
    expect(best).toMatchObject({ config: { sitemapUrls: ['https://x.example/convocatorias.xml'] } });
  });

  it('is looked for when the page itself is empty', async () => {
    const { best } = await proposedFor('https://x.example/app', {
      'https://x.example/app': '<html><body><div id="root"></div><script src="/a.js"></script></body></html>',
      [address]: map(...folder),
    });
    expect(best).toMatchObject({ adapter: 'sitemap' });
  });

  it('without calls is told', async () => {
    expect((await proposedFor(address, { [address]: map('/a', '/b', '/c') })).problem).toContain(
      'no tiene páginas',
    );
    expect((await proposedFor(address, { [address]: calls })).candidates).toBeDefined();
  });
});
