import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessibilityViolations, openBrowser } from '../support/browser.js';
import { startTestApp, type TestApp } from '../support/http.js';
import { ADMIN, UNREACHED } from './deliveries.scene.js';
import { CARMEN, fillPages, OLGA, properNames } from './pages.scene.js';

const NARROW = { width: 320, height: 640 };
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
const MAX_PAGE_BYTES = 100_000;
/** Words of programs and of English that no Spanish page says. */
const FOREIGN =
  /\b(the|and|with|for|from|Submit|Loading|Undefined|undefined|null|NaN|Invalid|Object)\b|\[object/;

/** The English call of the sample mails. */
const SAMPLE_TITLE = 'Small grants for coastal resilience and nature-based solutions in local governments';

describe('every kind of page', () => {
  let test: TestApp;
  let browser: Browser;
  let ids: Readonly<Record<string, string>>;
  let names: ReadonlySet<string>;
  const contexts = new Map<string | null, BrowserContext>();

  beforeAll(async () => {
    [test, browser] = await Promise.all([startTestApp(), openBrowser()]);
    ids = await fillPages(test);
    names = await properNames(test);
    for (const person of [null, CARMEN, OLGA, ADMIN, UNREACHED]) {
      const context = await browser.newContext({ baseURL: test.url, locale: 'es-EC' });
      const session = person && (await test.as(person)).session;
      if (session) await context.addCookies([{ name: 'chasqui_session', value: session, url: test.url }]);
      contexts.set(person, context);
    }
  });

  afterAll(async () => {
    await browser.close();
    await test.close();
  });

  const pages: [name: string, path: string, person: string | null, status?: number][] = [
    ['the start page', '/', null],
    ['the open calls', '/convocatorias', null],
    ['a search that finds nothing', '/convocatorias?q=zzzz', null],
    ['a call', '/convocatorias/:slug', null],
    ['a call in another language', '/convocatorias/:foreign', null],
    ['a call with several dates, documents and editions', '/convocatorias/:dated', null],
    ['the way into the catalogue', '/catalogo', null],
    ['the donors', '/cooperantes', null],
    ['a donor', '/cooperantes/giz', null],
    ['the funds', '/fondos', null],
    ['a fund', '/fondos/:fund', null],
    ['the open data', '/datos', null],
    ['the sign-in form', '/ingresar', null],
    ['a sign-in link', '/ingresar/enlace/no-importa-cual', null],
    ['the curators’ desk', '/curaduria', CARMEN],
    ['the published calls of the desk', '/curaduria?estado=published', CARMEN],
    ['an empty list of the desk', '/curaduria?estado=rejected', CARMEN],
    ['the empty form of a call', '/curaduria/convocatorias/nueva', CARMEN],
    ['the form of a published call', '/curaduria/convocatorias/:call', CARMEN],
    ['the GADs that a call suits', '/curaduria/convocatorias/:call/coincidencias', CARMEN],
    ['the history of a call', '/curaduria/convocatorias/:foreignCall/historial', CARMEN],
    ['calls that may be the same', '/curaduria/convocatorias/:foreignCall/unir', CARMEN],
    ['two calls side by side', '/curaduria/convocatorias/:foreignCall/unir?con=:call', CARMEN],
    ['the question before a call is taken down', '/curaduria/convocatorias/:foreignCall/retirar', CARMEN],
    ['what to compare with its source', '/curaduria/verificar', CARMEN],
    ['the history of a record', '/curaduria/cooperantes/:donor/historial', CARMEN],
    ['two records side by side', '/curaduria/cooperantes/:donor/unir?con=:otherDonor', CARMEN],
    ['what sources brought', '/curaduria/novedades', CARMEN],
    ['nothing that waits', '/curaduria/novedades?tipo=vanished', CARMEN],
    ['a new call beside its original', '/curaduria/novedades/:finding', CARMEN],
    ['a call that was published by itself', '/curaduria/novedades/:sample', CARMEN],
    ['all that a source said', '/curaduria/novedades/:finding/texto?parte=1', CARMEN],
    ['a call to join what a source brought to', '/curaduria/novedades/:finding/unir?q=riego', CARMEN],
    ['what a source brought beside a call', '/curaduria/novedades/:finding/unir?con=:sampled', CARMEN],
    ['the corrections', '/curaduria/novedades/estadisticas', CARMEN],
    ['the broken links', '/curaduria/enlaces', CARMEN],
    ['where the facts of a call come from', '/curaduria/convocatorias/:sampled/origenes', CARMEN],
    ['the sources', '/curaduria/fuentes', CARMEN],
    ['the address of a new source', '/curaduria/fuentes/nueva', CARMEN],
    ['the empty form of a source', '/curaduria/fuentes/nueva?tipo=html', CARMEN],
    ['the form of an API', '/curaduria/fuentes/nueva?tipo=json', CARMEN],
    ['the sheet of a source', '/curaduria/fuentes/aecid', CARMEN],
    ['the form of a source', '/curaduria/fuentes/aecid/editar', CARMEN],
    ['the readings of a source', '/curaduria/fuentes/aecid/lecturas', CARMEN],
    ['a reading', '/curaduria/fuentes/aecid/lecturas/:run', CARMEN],
    ['what a source brought', '/curaduria/fuentes/aecid/convocatorias', CARMEN],
    ['the ways of reading a source', '/curaduria/fuentes/aecid/definiciones', CARMEN],
    ['a call to paste', '/curaduria/fuentes/pegar', CARMEN],
    ['a sheet to upload', '/curaduria/fuentes/subir', CARMEN],
    ['the progress of the jobs', '/trabajos', CARMEN],
    ['the mailbox', '/buzon', null],
    ['a mail', '/buzon/:mail', null],
    ['the matches of a GAD', '/gads/08/coincidencias', OLGA],
    ['what a GAD cannot take part in', '/gads/08/coincidencias?ver=no-pueden', OLGA],
    ['a match', '/gads/08/coincidencias/:slug', OLGA],
    ['what shuts a GAD out', '/gads/08/coincidencias/:dated', OLGA],
    ['the calls left aside', '/gads/08/coincidencias/descartadas', OLGA],
    ['two calls side by side for a GAD', '/gads/08/comparar?a=:best&b=:foreign', OLGA],
    ['two calls to choose', '/gads/08/comparar', OLGA],
    ['a call over a province', '/gads/08/coincidencias/:best/provincia', OLGA],
    ['a call over any province', '/curaduria/convocatorias/:best/provincias?provincia=13', CARMEN],
    ['the precision of the formula', '/curaduria/precision', CARMEN],
    ['the formula', '/curaduria/formula', CARMEN],
    ['the kinds of mail', '/curaduria/correos', CARMEN],
    ['a mail to look at', '/curaduria/correos/resumen?ancho=telefono', CARMEN],
    ['the deliveries', '/curaduria/entregas', CARMEN],
    ['mails that could not be sent', '/curaduria/entregas?estado=failed', ADMIN],
    ['a mail that could not be sent', '/curaduria/entregas/:failedMail', ADMIN],
    ['no deliveries', '/curaduria/entregas?correo=nadie', CARMEN],
    ['the addresses with trouble', '/curaduria/direcciones', ADMIN],
    ['a page of somebody whom no mail reaches', '/convocatorias', UNREACHED],
    ['a match in another language', '/gads/08/coincidencias/:foreign', OLGA],
    ['the notices', '/gads/08/avisos', OLGA],
    ['the saved searches', '/avisos/busquedas', OLGA],
    ['no saved searches', '/avisos/busquedas', CARMEN],
    ['the secret calendars', '/avisos/calendarios', OLGA],
    ['no secret calendars', '/avisos/calendarios', CARMEN],
    ['the question before a calendar ends', '/avisos/calendarios/revocar/:calendar', OLGA],
    ['how to use a calendar', '/avisos/calendarios/ayuda', null],
    ['all that a person receives', '/avisos', OLGA],
    ['nothing that a person receives', '/avisos', CARMEN],
    ['when it arrives', '/avisos/entrega', OLGA],
    ['a saved search', '/avisos/busquedas/:search', OLGA],
    ['one alert', '/avisos/alertas/:alert', OLGA],
    ['the history of notices', '/avisos/historial', OLGA],
    ['no history of notices', '/avisos/historial', CARMEN],
    ['what is stored of alerts', '/avisos/exportar', OLGA],
    ['a followed call', '/avisos/seguimiento/:call', OLGA],
    ['a call that is not followed', '/avisos/seguimiento/:foreignCall', OLGA],
    ['a search to keep', '/buscar?q=riego', OLGA],
    ['the preferences of a mail', '/preferencias/:token', null],
    ['when it arrives, by link', '/preferencias/:token/entrega', null],
    ['a saved search by link', '/preferencias/:token/alertas/:search', null],
    ['the end of the notices', '/baja/:stop', null],
    ['the pause of the notices', '/pausa/:stop', null],
    ['why a mail was sent', '/por-que/:why', null],
    ['a link that does not hold', '/preferencias/no-es-un-enlace', null, 404],
    ['the form for alerts by mail', '/suscribirse?consulta=q%3Driego', null],
    ['the form for the bulletin', '/suscribirse', null],
    ['the question before alerts by mail', '/confirmar/:confirm', null],
    ['a confirmation that came too late', '/confirmar/:late', null, 410],
    ['the posts of a GAD', '/gads/08/puestos', OLGA],
    ['the form of a new post', '/gads/08/puestos/nuevo', OLGA],
    ['the form of a post', '/gads/08/puestos/:post', OLGA],
    ['whom to give a post', '/gads/08/puestos/:post/entregar', OLGA],
    ['the question before a post is given', '/gads/08/puestos/:post/entregar?a=:next', OLGA],
    ['the question before everything is given', '/gads/08/puestos/personas/:holder/entregar?a=:next', OLGA],
    ['a page that does not exist', '/no-existe', null, 404],
    ['a page for others', '/curaduria', OLGA, 403],
  ];

  it.each(pages)(
    '%s is accessible, fits every screen and speaks Spanish',
    async (_name, path, person, status = 200) => {
      const page = await contexts.get(person)!.newPage();
      const complaints = listen(page, status);
      await page.setViewportSize(NARROW);
      const response = await page.goto(path.replace(/:(\w+)/g, (_, name: string) => ids[name]!));
      expect(response?.status()).toBe(status);
      expect((await response!.body()).length).toBeLessThan(MAX_PAGE_BYTES);
      expect(await overflow(page)).toEqual([]);
      for (const size of [PHONE, DESK]) {
        await page.setViewportSize(size);
        expect(await accessibilityViolations(page)).toEqual([]);
      }
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.title()).toMatch(/ · Chasqui$/);
      expect(await misnamed(page)).toEqual([]);
      expect(await foreignTexts(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  // The other browser suites look at the layout of these.
  it.each([
    ['/buscar?q=agua', null],
    ['/comisiones', null],
    ['/comisiones/:commission', null],
    ['/redes', null],
    ['/redes/mercociudades', null],
    ['/ofertas', null],
    ['/ofertas/:offer', null],
    ['/gads', null],
    ['/gads/08', OLGA],
    ['/gads/08/pdot', OLGA],
    ['/gads/08/pdot/importar', OLGA],
    ['/gads/08/pdot/equivalencias', OLGA],
    ['/gads/08/perfil', OLGA],
    ['/gads/08/ofertas/nueva', OLGA],
    ['/gads/08/comisiones', OLGA],
    ['/gads/08/redes', OLGA],
    ['/gads/08/redes/membresias/nueva', OLGA],
    ['/gads/08/redes/evaluaciones/nueva?red=mercociudades', OLGA],
    ['/curaduria/cooperantes', CARMEN],
    ['/curaduria/cooperantes/nueva', CARMEN],
    ['/curaduria/cooperantes/duplicados', CARMEN],
    ['/curaduria/cooperantes/:donor', CARMEN],
    ['/curaduria/rondas/:round/convocatoria', CARMEN],
    ['/curaduria/rondas/:round/propuestas', CARMEN],
  ] as const)('%s speaks Spanish and names things by what is written on them', async (path, person) => {
    const page = await contexts.get(person)!.newPage();
    const response = await page.goto(path.replace(/:(\w+)/g, (_, name: string) => ids[name]!));
    expect([response?.status(), await page.title()]).toEqual([200, expect.stringMatching(/ · Chasqui$/)]);
    expect(await foreignTexts(page)).toEqual([]);
    expect(await misnamed(page)).toEqual([]);
    await page.close();
  });

  it('a form with errors is accessible and leads from the summary to the field', async () => {
    const page = await contexts.get(CARMEN)!.newPage();
    const complaints = listen(page, 422);
    await page.setViewportSize(PHONE);
    await page.goto('/curaduria/convocatorias/nueva');
    await page.getByLabel('Monto máximo por proyecto').fill('doce');
    await page.getByRole('button', { name: 'Guardar' }).first().click();
    expect(await overflow(page)).toEqual([]);
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      expect(await accessibilityViolations(page)).toEqual([]);
    }
    expect(await foreignTexts(page)).toEqual([]);
    await page.getByRole('link', { name: /No se entiende el monto/ }).click();
    const field = page.locator('#amountMax');
    expect(await field.evaluate((element) => element.matches(':target') || element.matches(':focus'))).toBe(
      true,
    );
    expect(await page.getByRole('textbox', { name: 'Monto máximo por proyecto' }).inputValue()).toBe('doce');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('the mail by itself is accessible and fits a phone', async () => {
    const page = await contexts.get(null)!.newPage();
    await page.setViewportSize(PHONE);
    const response = await page.goto(`/buzon/${ids['mail']}/html`);
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(await overflow(page)).toEqual([]);
    // The mail's own policy forbids every script, also that of the checker: it is checked in a page without one.
    const html = await response!.text();
    await page.goto('about:blank');
    await page.setContent(html);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(MAX_PAGE_BYTES);
    expect(await page.locator('ol > li').count()).toBe(10);
    expect(await page.locator('script, link, img[src^="http"]').count()).toBe(0);
    expect(await foreignTexts(page)).toEqual([]);
    await page.close();
  });

  it('the keyboard reaches the content first and shows where it is', async () => {
    const page = await contexts.get(null)!.newPage();
    await page.goto('/convocatorias');
    await page.keyboard.press('Tab');
    const skip = page.locator('a.skip:focus');
    expect(await skip.textContent()).toContain('Saltar al contenido');
    expect(await skip.evaluate((link) => link.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#contenido');
    await page.close();
  });

  /** What is not Spanish and does not say so. */
  async function foreignTexts(page: Page): Promise<string[]> {
    const texts = await spanishTexts(page);
    // The text part of a mail cannot mark the language of a title.
    const bare = texts.map((text) => text.replaceAll(SAMPLE_TITLE, ''));
    return bare.filter((text) => FOREIGN.test(text) && !names.has(text.trim()));
  }
});

/** Collects what the browser complains about, except the answer that the test asks for. */
function listen(page: Page, status: number): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isAsked = status >= 400 && message.text().includes(`status of ${status}`);
    if (['error', 'warning'].includes(message.type()) && !isAsked) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

/** What sticks out of the window to the right; empty when the page does not scroll sideways. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  })()`);
}

/** Buttons and links whose name for assistive programs lacks what is written on them (WCAG 2.5.3). */
function misnamed(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const plain = (text) => text.replace(/\\s+/g, ' ').trim().toLowerCase();
    const shown = (element) => {
      const copy = element.cloneNode(true);
      // Signs that only decorate are no part of the label.
      for (const sign of copy.querySelectorAll('[aria-hidden="true"]')) sign.remove();
      return plain(copy.textContent);
    };
    return [...document.querySelectorAll('a[aria-label], button[aria-label]')]
      .filter((element) => !plain(element.ariaLabel).includes(shown(element)))
      .map((element) => element.outerHTML.slice(0, 200));
  })()`);
}

/** The texts that are shown and not marked as being in another language. */
function spanishTexts(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const isSpanish = element.closest('[lang]').lang === 'es';
      if (isSpanish && element.checkVisibility()) texts.push(walker.currentNode.data);
    }
    return texts;
  })()`);
}
