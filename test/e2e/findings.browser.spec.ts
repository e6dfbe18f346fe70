import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessibilityViolations, openBrowser } from '../support/browser.js';
import { startTestApp, type TestApp } from '../support/http.js';
import { APRIL, CARMEN, DESK, FindingScene, HOSTILE, RIVERS } from './findings.scene.js';

const PHONE = { width: 375, height: 800 };
const WIDE = { width: 1280, height: 900 };

describe('the desk of what sources bring in a browser', () => {
  let test: TestApp;
  let browser: Browser;
  let context: BrowserContext;
  let plain: BrowserContext;
  let scene: FindingScene;

  beforeAll(async () => {
    [test, browser] = await Promise.all([startTestApp(), openBrowser()]);
    scene = await FindingScene.open(test);
    const { session } = await test.as(CARMEN);
    const cookies = [{ name: 'chasqui_session', value: session, url: test.url }];
    const options = { baseURL: test.url, locale: 'es-EC' };
    context = await browser.newContext(options);
    plain = await browser.newContext({ ...options, javaScriptEnabled: false });
    for (const each of [context, plain]) await each.addCookies(cookies);
  });

  afterAll(async () => {
    await browser.close();
    await test.close();
  });

  beforeEach(async () => {
    await test.database.query(`UPDATE finding SET state = 'superseded' WHERE state = 'open'`);
  });

  const open = async (path: string, size = WIDE, who = context): Promise<Page> => {
    const page = await who.newPage();
    await page.setViewportSize(size);
    await page.goto(path);
    return page;
  };
  const stateOf = async (id: string) => (await scene.stored(id)).state;
  const chosen = (page: Page) =>
    page.evaluate<string[]>(
      `[...new Set([...document.querySelectorAll('#decision input[type=radio]:checked')].map(({ value }) => value))]`,
    );
  const focused = (page: Page) => page.evaluate<string>('document.activeElement.id');

  it('stands side by side on a wide screen and stacked on a phone, with a way down', async () => {
    const id = await scene.brings(RIVERS);
    const page = await open(`${DESK}/${id}`);
    const top = async (selector: string) => (await page.locator(selector).boundingBox())!.y;
    expect(Math.abs((await top('.original')) - (await top('#datos')))).toBeLessThan(2);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await top('#datos')).toBeGreaterThan(await top('.original'));
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(PHONE.width);
    await page.getByRole('link', { name: 'Ir a los datos' }).first().click();
    expect(await page.evaluate<string>('location.hash')).toBe('#datos');
    const small = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('main button, .choice label, .tabs a')]
      .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 24)
      .map((each) => each.outerHTML.slice(0, 100))`);
    expect(small).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.close();
  });

  it('a field shows its words, and its words lead to the field', async () => {
    const id = await scene.brings(RIVERS);
    const page = await open(`${DESK}/${id}`);
    await page.getByLabel('Cierra (fecha y hora)').focus();
    expect(await page.locator('mark.active').textContent()).toContain('15 de marzo de 2031');
    await page.locator('mark#palabras-amountMax a').click();
    expect(await focused(page)).toBe('amountMax');
    expect(await page.locator('mark.active').textContent()).toContain('USD 50.000');
    await page.keyboard.type('9');
    const correct = page.locator('input[name="eleccion.amountMax"][value=corregir]');
    expect(await correct.isChecked()).toBe(true);
    await page.close();
  });

  it('is worked through by keyboard alone', async () => {
    const item = await scene.item();
    await scene.says(item, RIVERS);
    const { id } = await scene.finding(item, 'new');
    await scene.brings({ ...RIVERS, title: 'Fondo de lagunas' });
    const page = await open(DESK);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = await page.evaluate<string>('document.activeElement.href');
    await page.keyboard.press('k');
    const first = await page.evaluate<string>('document.activeElement.href');
    expect(first).not.toBe(second);
    await page.keyboard.press('Enter');
    await page.waitForURL(first);
    await page.keyboard.press('j');
    await page.waitForURL(second);
    await page.keyboard.press('k');
    await page.waitForURL(first);
    await page.keyboard.press('r');
    expect(await focused(page)).toBe('motivo');
    // While somebody writes, letters are letters.
    await page.keyboard.type('jap');
    expect(await page.locator('#motivo').inputValue()).toBe('jap');
    await page.locator('#motivo').fill('');
    await page.locator('h1').click();
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('q');
    await page.goto(`${DESK}/${id}`);
    expect(await chosen(page)).toEqual(['aceptar']);
    await page.keyboard.press('Control+a');
    expect(await page.locator('#dicho').textContent()).toBe('');
    await page.keyboard.press('a');
    expect(await page.locator('#dicho').textContent()).toContain('aceptados');
    expect(await page.locator('.dato:not(:has(:checked))').count()).toBe(0);
    await page.keyboard.press('p');
    await page.waitForURL(/hecho=publicada/);
    expect(await stateOf(id)).toBe('accepted');
    await page.close();
  });

  it('its shortcuts are told and can be switched off for good', async () => {
    const id = await scene.brings(RIVERS);
    const page = await open(`${DESK}/${id}`);
    await page.getByText('Atajos de teclado').click();
    expect(await page.locator('#atajos kbd').allTextContents()).toEqual(['j', 'k', 'a', 'p', 'r', '/']);
    await page.getByLabel('Usar los atajos en este navegador').uncheck();
    await page.reload();
    await page.keyboard.press('a');
    await page.keyboard.press('r');
    expect(await page.locator('#dicho').textContent()).toBe('');
    expect(await focused(page)).not.toBe('motivo');
    await page.getByText('Atajos de teclado').click();
    await page.getByLabel('Usar los atajos en este navegador').check();
    await page.close();
  });

  it('everything works without JavaScript', async () => {
    const item = await scene.item();
    await scene.says(item, RIVERS);
    const { id } = await scene.finding(item, 'new');
    const page = await open(DESK, PHONE, plain);
    await page.getByRole('link', { name: RIVERS.title }).click();
    expect(await page.getByText('Atajos de teclado').isVisible()).toBe(false);
    await page.locator('#dato-deadline').getByRole('link', { name: 'Ver en el texto' }).click();
    expect(await page.locator('mark:target').textContent()).toContain('15 de marzo de 2031');
    await page.locator('mark#palabras-deadline a').click();
    await page.getByLabel('Monto máximo por proyecto').fill('60.000');
    await page.getByRole('button', { name: 'Guardar y publicar' }).last().click();
    expect(await page.getByRole('alert').textContent()).toContain('falta decidir');
    for (const each of await page.locator('.choice.wrong').all()) {
      await each.getByLabel('Aceptar').check();
    }
    expect(await page.getByLabel('Monto máximo por proyecto').inputValue()).toBe('60.000');
    await page.getByRole('button', { name: 'Guardar y publicar' }).last().click();
    expect(await page.getByRole('status').first().textContent()).toContain('Publicada');
    await scene.says(item, { ...RIVERS, close: APRIL });
    const change = await scene.finding(item, 'change');
    await page.goto(`${DESK}/${change.id}`);
    await page.getByRole('button', { name: 'Aceptar cambios' }).last().click();
    expect(await stateOf(change.id)).toBe('accepted');
    expect(await stateOf(id)).toBe('accepted');
    await page.close();
  });

  it('asks before what was written is left behind', async () => {
    const id = await scene.brings(RIVERS);
    await scene.brings({ ...RIVERS, title: 'Fondo de lagunas' });
    const page = await open(`${DESK}/${id}`);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.getByLabel('Monto máximo por proyecto').fill('60.000');
    await page.locator('a[rel=next], a[rel=prev]').first().click({ noWaitAfter: true });
    await page.waitForTimeout(300);
    expect(asked).toEqual(['beforeunload']);
    expect(page.url()).toContain(id);
    await page.close({ runBeforeUnload: false });
  });

  it('nothing of what a stranger wrote runs', async () => {
    const id = await scene.brings(HOSTILE);
    const page = await open(DESK);
    for (const path of [DESK, `${DESK}/${id}`, `${DESK}/${id}/texto?parte=1`, `${DESK}/${id}/unir`]) {
      await page.goto(path);
      expect([path, await page.evaluate<unknown>('window.robado ?? null')]).toEqual([path, null]);
    }
    await page.goto(`${DESK}/${id}`);
    expect(await page.locator('.source-text').first().textContent()).toContain('<script>');
    await page.close();
  });
});
