import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { accessibilityViolations, openBrowser } from '../support/browser.js';
import { startTestApp, type TestApp } from '../support/http.js';

const PHONE = { width: 320, height: 640 };

describe('the search page in a browser', () => {
  let test: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    [test, browser] = await Promise.all([startTestApp(), openBrowser()]);
  });

  afterAll(async () => {
    await browser.close();
    await test.close();
  });

  const open = async (path: string, javaScriptEnabled = true): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: test.url,
      locale: 'es-EC',
      viewport: PHONE,
      javaScriptEnabled,
    });
    const page = await context.newPage();
    await page.goto(path);
    return page;
  };

  it('shows results while one types, keeps the cursor in its place and the address up to date', async () => {
    const page = await open('/buscar?tipo=gad');
    const count = page.locator('#cuenta');
    const before = await count.textContent();
    await page.locator('#q').pressSequentially('cuenca', { delay: 20 });
    await page.waitForURL(/q=cuenca/);
    expect(await count.textContent()).not.toBe(before);
    expect(await page.locator('#resultados h3').first().textContent()).toContain('Cuenca');
    expect(await page.locator('#q').evaluate((input) => input === input.ownerDocument.activeElement)).toBe(
      true,
    );
    // The filter that was chosen before is still there.
    expect(page.url()).toContain('tipo=gad');
    await page.context().close();
  });

  it('replaces the counts with the results and leaves the panel open and the box in focus', async () => {
    const page = await open('/buscar?q=agua');
    const counts = () =>
      page.locator('#filtros fieldset').evaluateAll((groups) => groups.map((group) => group.textContent));
    await page.locator('#filtros summary').click();
    const before = await counts();
    await page.locator('input[name=tipo][value=gad]').check();
    await page.waitForURL(/tipo=gad/);
    const after = await counts();
    expect(after).not.toEqual(before);
    const box = page.locator('input[name=tipo][value=gad]');
    expect(await box.isVisible()).toBe(true);
    expect(await box.isChecked()).toBe(true);
    expect(await box.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true);
    // What loading the page anew would show.
    await page.reload();
    expect(await counts()).toEqual(after);
    await page.context().close();
  });

  it('does the same without JavaScript, with its button', async () => {
    const page = await open('/buscar', false);
    await page.locator('#q').fill('cuenca');
    await page.locator('#filtros summary').click();
    await page.locator('input[name=tipo][value=gad]').check();
    await page.locator('#filtros button').click();
    await page.waitForURL(/q=cuenca.*tipo=gad/);
    expect(await page.locator('#resultados h3').first().textContent()).toContain('Cuenca');
    await page.context().close();
  });

  it.each([
    '/buscar',
    '/buscar?q=agua&tipo=call&tema=agua-potable',
    '/buscar?q=zzxxqq',
    '/buscar?nivel=lunar&q=agau',
  ])('%s can be used by everybody on a small screen', async (path) => {
    const page = await open(path);
    await page.locator('#filtros summary').click();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      PHONE.width,
    );
    await page.context().close();
  });
});
