import { RECORD_TYPES } from '@chasqui/open-data';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessibilityViolations, openBrowser } from '../support/browser.js';
import { startTestApp, type TestApp } from '../support/http.js';

const CARMEN = 'carmen.curadora@chasqui.example';
const NARROW = { width: 320, height: 640 };
const DESK = { width: 1280, height: 900 };

describe('the curators’ pages of the catalogue in a browser', () => {
  let test: TestApp;
  let browser: Browser;
  let plain: BrowserContext;
  let context: BrowserContext;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    [test, browser] = await Promise.all([startTestApp(), openBrowser()]);
    const { session } = await test.as(CARMEN);
    const cookies = [{ name: 'chasqui_session', value: session, url: test.url }];
    context = await browser.newContext({ baseURL: test.url, locale: 'es-EC' });
    plain = await browser.newContext({ baseURL: test.url, locale: 'es-EC', javaScriptEnabled: false });
    for (const each of [context, plain]) await each.addCookies(cookies);
    for (const type of RECORD_TYPES) {
      const { tableName } = test.database.getMetadata(type.entity);
      const [row] = await test.database.query<[{ id: string }]>(
        `SELECT id FROM ${tableName} r ORDER BY length(to_jsonb(r)::text) DESC LIMIT 1`,
      );
      ids[type.path] = row.id;
    }
  });

  afterAll(async () => {
    await browser.close();
    await test.close();
  });

  it('are filled in, grown by a row, saved, undone and joined without JavaScript', async () => {
    const page = await plain.newPage();
    await page.setViewportSize(NARROW);
    await page.goto('/curaduria/redes/nueva');
    const fill = (label: string | RegExp, text: string) => page.getByLabel(label).first().fill(text);
    await fill('Nombre (obligatorio)', 'Red de prueba');
    await fill('Descripción (obligatorio)', 'Une a ciudades.');
    await page.getByLabel('Ámbito (obligatorio)').selectOption({ index: 1 });
    await page.getByLabel('Actividad (obligatorio)').selectOption({ label: 'Activa' });
    await page.getByText('Elegir', { exact: true }).first().click();
    await page.getByLabel('Turismo', { exact: true }).check();
    await fill('Nombre de la fuente (obligatorio)', 'Guía');
    await fill('Página, línea o sección (obligatorio)', 'p. 1');
    await page.getByRole('button', { name: 'Añadir otra fila: fuente' }).click();
    expect(await page.getByLabel('Nombre de la fuente (obligatorio)').count()).toBe(2);
    await fill('Fecha de lectura de la fuente (obligatorio)', '2026-05-01');
    await page.getByLabel('Confianza (obligatorio)').selectOption('alta');
    await page.getByLabel('Nombre (obligatorio)', { exact: true }).press('Enter');
    expect(await page.getByRole('status').textContent()).toContain('Guardado.');
    const url = new URL(page.url()).pathname;

    await fill('Siglas', 'RPR');
    await page.getByRole('button', { name: 'Guardar' }).last().click();
    await page.getByRole('link', { name: 'Historial' }).click();
    await page.getByRole('button', { name: /Deshacer este cambio/ }).click();
    expect(await page.getByRole('status').textContent()).toContain('El cambio se deshizo.');
    await page.goto(url);
    expect(await page.getByLabel('Siglas').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Lo comparé con su fuente hoy' }).click();
    expect(await page.getByText('Verificada el').count()).toBe(1);

    await page.getByRole('link', { name: 'Unir con otra' }).click();
    await page.getByLabel('Nombre o siglas de la ficha que se queda').fill('mercociudades');
    await page.getByRole('button', { name: 'Buscar' }).click();
    await page.getByRole('link', { name: /Comparar las dos: Mercociudades/ }).click();
    await page.getByRole('button', { name: 'Unir las dos fichas' }).click();
    expect(await page.locator('.notice').textContent()).toContain('se unió a Mercociudades');
    await page.close();
  });

  it.each([
    ...RECORD_TYPES.flatMap(({ path }) => [[`/curaduria/${path}`], [`/curaduria/${path}/:id`]]),
    ['/curaduria'],
    ['/curaduria/cooperantes/nueva'],
    ['/curaduria/cooperantes/duplicados'],
    ['/curaduria/cooperantes/:id/unir?q=agencia'],
    ['/curaduria/redes/:id/historial'],
    ['/curaduria/verificar'],
  ])('%s is accessible and fits every screen', async (path) => {
    expect(await faults(path.replace(':id', ids[path.split('/')[2]!]!))).toEqual([]);
  });

  it('two records side by side, and a form with faults, are accessible and fit every screen', async () => {
    const [one, other] = await test.database.query<{ id: string }[]>(
      'SELECT id FROM donor ORDER BY slug LIMIT 2',
    );
    expect(await faults(`/curaduria/cooperantes/${one!.id}/unir?con=${other!.id}`)).toEqual([]);
    const afterErrors = await faults('/curaduria/cooperantes/nueva', async (page) => {
      await page.getByRole('button', { name: 'Guardar' }).first().click();
      await page.getByRole('link', { name: 'Falta: fuentes.' }).click();
      expect(await page.locator('[id=sources]').evaluate((element) => element.matches(':target'))).toBe(true);
    });
    expect(afterErrors).toEqual([]);
  });

  /** What sticks out of the window or is not accessible, on a phone and on a desk. */
  async function faults(path: string, act?: (page: Page) => Promise<void>): Promise<string[]> {
    const found: string[] = [];
    const page = await context.newPage();
    await page.setViewportSize(NARROW);
    expect((await page.goto(path))?.status()).toBe(200);
    await act?.(page);
    // Lists that open on demand are as wide as what is in them.
    await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);
    for (const size of [NARROW, DESK]) {
      await page.setViewportSize(size);
      const wide = await page.evaluate<string[]>(`(() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        return [...document.querySelectorAll('body *')]
          .filter((element) => element.getBoundingClientRect().right > width + 1)
          .map((element) => element.outerHTML.slice(0, 120));
      })()`);
      found.push(...wide, ...(await accessibilityViolations(page)));
    }
    await page.close();
    return found;
  }
});
