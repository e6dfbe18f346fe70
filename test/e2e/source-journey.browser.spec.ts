import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { type FaultServer, startFaultServer } from '../support/fault-server.js';
import { startTestApp, type TestApp, untilQuiet } from '../support/http.js';

const CALLS = {
  agua: 'Fondo de agua segura para gobiernos locales',
  turismo: 'Programa de turismo comunitario andino',
  residuos: 'Convocatoria de gestión de residuos sólidos',
} as const;

/** A site as foundations have them: a list, and a page for each call. */
class Site {
  closes = '15 de marzo de 2031';

  constructor(readonly server: FaultServer) {
    const html = (body: string) => ({
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<!doctype html><html lang="es"><title>Fundación</title><nav><a href="/">Inicio</a></nav>${body}</html>`,
    });
    server.on('/convocatorias', () => html(this.list()));
    for (const key of Object.keys(CALLS) as (keyof typeof CALLS)[])
      server.on(`/convocatorias/${key}`, () => html(this.call(key)));
  }

  get address(): string {
    return `${this.server.url}/convocatorias`;
  }

  private list(): string {
    const items = Object.entries(CALLS).map(
      ([key, title]) =>
        `<li class="convocatoria"><h2><a href="/convocatorias/${key}">${title}</a></h2><p>Abierta a gobiernos locales.</p></li>`,
    );
    return `<main><h1>Convocatorias abiertas</h1><ul>${items.join('')}</ul></main>`;
  }

  private call(key: keyof typeof CALLS): string {
    return `<main><h1>${CALLS[key]}</h1>
      <p>La Fundación Andina invita a los gobiernos locales del Ecuador a presentar proyectos de agua y saneamiento.</p>
      <p>El plazo de presentación de solicitudes termina el ${this.closes}, a las 17:00 (hora de Ecuador).</p>
      <p>El presupuesto total es de USD 2,5 millones, con un máximo de 250.000 dólares por proyecto.</p>
      <h2>Quiénes pueden participar</h2><ul><li>GAD municipales</li><li>GAD parroquiales rurales</li></ul></main>`;
  }
}

describe('a source from its address to a changed call, played by clicking', () => {
  let test: TestApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let site: Site;
  /** What the browser complained about. */
  let complaints: string[];

  beforeAll(async () => {
    const [app, chromium, server] = await Promise.all([
      startTestApp({ FETCH_LOOPBACK: 'true' }),
      openBrowser(),
      startFaultServer(),
    ]);
    [test, browser, site] = [app, chromium, new Site(server)];
    await untilQuiet(test.database);
  });

  beforeEach(async () => {
    complaints = [];
    context = await browser.newContext({ baseURL: test.url, locale: 'es-EC' });
    page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== test.url) complaints.push(`asks a stranger: ${request.url()}`);
    });
    await page.goto('/');
    await page.getByRole('button', { name: 'Ingresar como Carmen Paredes' }).click();
  });

  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  afterAll(async () => {
    await Promise.all([browser.close(), site.server.close()]);
    await test.close();
  });

  it('adds the source, tries it, saves it, reads it, publishes a call, and hears of its new deadline', async () => {
    await addTheSource();
    expect(await readNow()).toContain('3 convocatorias: 3 nuevas');
    expect(await announced()).toBe(0);

    await publishFromTheDesk();
    await untilQuiet(test.database);
    expect(await announced()).toBe(1);
    const call = await publicPage();
    expect(call).toContain('15 de marzo de 2031, 17:00');

    site.closes = '1 de marzo de 2031';
    expect(await readNow()).toContain('3 con cambios');
    expect(await publicPage()).toContain('15 de marzo de 2031, 17:00');
    await acceptTheChange();
    expect(await publicPage()).toContain('1 de marzo de 2031, 17:00');
    expect(await changes()).toContainEqual({
      kind: 'brought_forward',
      field: 'deadline',
      severity: 'immediate',
      actor: 'Carmen Paredes',
    });
    // The site is asked politely: two seconds between requests, four requests for each reading.
  }, 120_000);

  async function addTheSource(): Promise<void> {
    await page.goto('/curaduria/fuentes');
    await page.getByRole('link', { name: 'Añadir fuente' }).first().click();
    await page.getByLabel('Dirección de la página con las convocatorias').fill(site.address);
    await page.getByRole('button', { name: 'Analizar' }).click();
    await page.getByRole('button', { name: 'Leerla así' }).first().click();
    await page.getByLabel('Nombre de la fuente').fill('Fundación Andina');
    await page.getByRole('button', { name: 'Probar' }).first().click();
    const preview = await page.locator('main').innerText();
    expect(preview).toContain('Se encontraron 3 convocatorias.');
    for (const title of Object.values(CALLS)) expect(preview).toContain(title);
    expect(preview).toContain('15 de marzo de 2031, 17:00, hora de Ecuador');
    const [stored] = await test.database.query<[{ items: number }]>(
      'SELECT count(*)::int AS items FROM source_item',
    );
    expect(stored.items).toBe(0);
    await page.getByRole('button', { name: 'Guardar', exact: true }).first().click();
    await page.waitForURL('**/curaduria/fuentes/fundacion-andina?*');
    expect(await page.locator('main').innerText()).toContain('Nunca probada contra la fuente real');
  }

  /** What the page of the reading says when it is done. */
  async function readNow(): Promise<string> {
    await page.goto('/curaduria/fuentes/fundacion-andina');
    await page.getByRole('button', { name: 'Leer ahora' }).first().click();
    const done = page.getByText('Terminada');
    await done.waitFor({ timeout: 25_000 });
    await untilQuiet(test.database);
    return page.locator('main').innerText();
  }

  async function publishFromTheDesk(): Promise<void> {
    await page.goto('/curaduria/novedades');
    await page.getByRole('link', { name: CALLS.agua }).first().click();
    expect(await page.locator('mark').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('15 de marzo de 2031')]),
    );
    // What is read with doubts is not accepted beforehand: the curator looks at it.
    for (const group of await page.getByRole('group', { name: /^Qué hacer/ }).all()) {
      await group.getByLabel('Aceptar').check();
    }
    await page.getByLabel('Cooperante (obligatorio)').selectOption({ label: 'Cruz Roja' });
    await page.getByRole('button', { name: 'Guardar y publicar' }).first().click();
    expect(await page.getByRole('status').first().innerText()).not.toBe('');
  }

  async function acceptTheChange(): Promise<void> {
    await page.goto('/curaduria/novedades?tipo=change');
    await page.getByRole('link', { name: CALLS.agua }).first().click();
    const text = await page.locator('main').innerText();
    expect(text).toContain('15 de marzo de 2031');
    expect(text).toContain('1 de marzo de 2031');
    for (const group of await page.getByRole('group', { name: /^Qué hacer/ }).all()) {
      await group.getByLabel('Aceptar').check();
    }
    await page.getByRole('button', { name: 'Aceptar cambios' }).first().click();
    await untilQuiet(test.database);
  }

  async function publicPage(): Promise<string> {
    const [{ slug }] = await test.database.query<[{ slug: string }]>(
      'SELECT slug FROM call WHERE title = $1',
      [CALLS.agua],
    );
    await page.goto(`/convocatorias/${slug}`);
    return page.locator('main').innerText();
  }

  /** How many calls of the site have been announced. */
  async function announced(): Promise<number> {
    const [row] = await test.database.query<[{ calls: number }]>(
      `SELECT count(DISTINCT c.id)::int AS calls FROM call c
         JOIN outbox_event e ON e.type = 'call.published' AND e.payload ->> 'callId' = c.id::text
        WHERE c.title = ANY ($1)`,
      [Object.values(CALLS)],
    );
    return row.calls;
  }

  function changes(): Promise<object[]> {
    return test.database.query(
      `SELECT e.kind, e.field, e.severity, a.name AS actor FROM call_change_event e
         JOIN call c ON c.id = e.call_id LEFT JOIN account a ON a.id = e.actor_id WHERE c.title = $1`,
      [CALLS.agua],
    );
  }
});
