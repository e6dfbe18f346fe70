import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessibilityViolations, openBrowser } from '../support/browser.js';
import { startTestApp, type TestApp } from '../support/http.js';
import { xlsxOf } from '../support/sheets.js';

const OLGA = 'olga.oficial@esmeraldas.example';
const PDOT = '/gads/08/pdot';
const MAX_PAGE_BYTES = 100_000;
const SIZES = [
  { width: 320, height: 640 },
  { width: 1280, height: 900 },
];

describe('the pages of the GADs and their plans', () => {
  let test: TestApp;
  let browser: Browser;
  let context: BrowserContext;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    [test, browser] = await Promise.all([startTestApp(), openBrowser()]);
    const olga = await test.as(OLGA);
    for (const [name, rows] of [
      ['good', MATRIX],
      ['bad', [...MATRIX, ['Social', '', '12.3.4', '99']]],
    ] as const) {
      const { location } = await olga.upload(`${PDOT}/importar`, { name: 'plan.xlsx', bytes: xlsxOf(rows) });
      await olga.post(location, { hoja: '0', fila: '1', component: '0', text: '1', budget: '2', sdgs: '3' });
      ids[name] = location;
    }
    await olga.post(`${ids['good']}/confirmar`, { label: 'PDOT de prueba', themes: 'todos' });
    const { location: ready } = await olga.upload(`${PDOT}/importar`, {
      name: 'p.xlsx',
      bytes: xlsxOf(MATRIX),
    });
    await olga.post(ready, { hoja: '0', fila: '1', component: '0', text: '1', budget: '2' });
    ids['ready'] = ready;
    await olga.post('/gads/08/perfil', {
      revision: '0',
      unitEs: 'Dirección de Cooperación',
      'strategy.answer': 'partial',
      'strategy.evidenceEs': 'Plan de acción',
      'territoryFlags.0.labelEs': 'Emergencia',
      'territoryFlags.0.basisEs': 'Decreto 1',
    });
    const [row] = await test.database.query<[{ priority: string; offer: string }]>(
      `SELECT (SELECT r.id FROM priority r JOIN development_plan p ON p.id = r.plan_id AND p.current AND p.gad_code = '08' LIMIT 1) AS priority,
              (SELECT slug FROM offer WHERE published LIMIT 1) AS offer`,
    );
    Object.assign(ids, row);
    context = await browser.newContext({ baseURL: test.url, locale: 'es-EC' });
    await context.addCookies([{ name: 'chasqui_session', value: olga.session, url: test.url }]);
  });

  afterAll(async () => {
    await browser.close();
    await test.close();
  });

  it.each([
    '/gads',
    '/gads?q=quito',
    '/gads/08',
    '/gads/0104',
    '/gads/08/perfil',
    '/gads/08/ofertas',
    '/gads/08/ofertas/nueva',
    '/ofertas',
    '/ofertas/:offer',
    PDOT,
    `${PDOT}?version=1`,
    `${PDOT}/importar`,
    ':ready',
    ':ready/revisar',
    ':bad/revisar',
    `${PDOT}/equivalencias`,
    `${PDOT}/prioridades/:priority`,
  ])('%s is accessible, light and fits every screen', async (path) => {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    const response = await page.goto(path.replace(/:(\w+)/g, (_, name: string) => ids[name]!));
    expect(response?.status()).toBe(200);
    expect((await response!.body()).length).toBeLessThan(MAX_PAGE_BYTES);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      expect(await overflow(page)).toEqual([]);
      expect(await accessibilityViolations(page)).toEqual([]);
    }
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

const MATRIX = [
  ['Eje', 'Meta', 'Presupuesto', 'ODS'],
  ['Social', 'Ampliar las redes de agua potable de las parroquias rurales', '12,3 millones', '6'],
  ['Económico productivo', 'Promover el turismo comunitario', '300,000', '8; 12'],
];

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
