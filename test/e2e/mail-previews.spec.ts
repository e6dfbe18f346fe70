import { mailSamples } from '@chasqui/notifications';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';

const CARMEN = 'carmen.curadora@chasqui.example';
const OLGA = 'olga.oficial@esmeraldas.example';
const BASE = '/curaduria/correos';

describe('the page that shows every kind of mail', () => {
  let test: TestApp;
  let carmen: Visitor;

  beforeAll(async () => {
    test = await startTestApp();
    carmen = await test.as(CARMEN);
  });

  afterAll(() => test.close());

  it('lists them all with their subjects', async () => {
    const { page } = await carmen.get(BASE);
    const links = page('.card h2 a').toArray();

    expect(links.map((link) => page(link).attr('href'))).toEqual(
      mailSamples().map(({ key }) => `${BASE}/${key}`),
    );
    expect(page('.card p').first().text()).toContain('cierra el');
  });

  it.each(mailSamples().map(({ key }) => key))(
    'shows "%s" locked in, as text, and how big it is',
    async (key) => {
      const { status, page } = await carmen.get(`${BASE}/${key}`);
      expect(status).toBe(200);
      const frame = page('iframe.mail');
      expect(frame.attr('sandbox')).toBe('allow-popups');
      expect(frame.attr('src')).toBe(`${BASE}/${key}/html`);
      expect(page('.text-part').text()).toContain('Estimada/o María Ejemplo:');
      expect(page('dl.facts').text()).toMatch(/Tamaño con formato\d+,\d kB/);

      const mail = await carmen.get(`${BASE}/${key}/html`);
      expect(mail.headers.get('content-security-policy')).toBe(
        "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      );
      expect(mail.page('h2, h3').length).toBeGreaterThan(0);
    },
  );

  it('shows a mail as wide as a telephone does', async () => {
    const { page } = await carmen.get(`${BASE}/resumen?ancho=telefono`);

    expect(page('iframe.mail').hasClass('narrow')).toBe(true);
    expect(page('nav[aria-label="Ancho"] [aria-current]').text()).toBe('Teléfono');
    expect((await carmen.get(`${BASE}/resumen?ancho=x`)).page('iframe.narrow').length).toBe(0);
  });

  it('is for curators, and does not exist for what is no mail', async () => {
    expect((await carmen.get(`${BASE}/nada`)).status).toBe(404);
    expect((await carmen.get(`${BASE}/nada/html`)).status).toBe(404);
    for (const path of [BASE, `${BASE}/resumen`, `${BASE}/resumen/html`]) {
      expect((await (await test.as(OLGA)).get(path)).status).toBe(403);
      expect((await test.visitor().get(path)).status).toBe(303);
    }
  });
});
