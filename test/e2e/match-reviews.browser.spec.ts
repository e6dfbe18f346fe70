import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessibilityViolations, openBrowser } from '../support/browser.js';
import { CARMEN, GAD, type MatchPeople, OLGA, startWithMatches } from './match.scene.js';

const PHONE = { width: 390, height: 844 };
const NARROW = { width: 320, height: 640 };
const DESK = { width: 1280, height: 900 };
const base = `/gads/${GAD}/coincidencias`;

describe('an officer with a phone and no scripts', () => {
  let people: MatchPeople;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [people, browser] = await Promise.all([startWithMatches(), openBrowser()]);
    page = await (await signedIn(OLGA)).newPage();
    // The checker runs in the page; the page's own scripts do not.
    await page.route(/\.js/, (route) => route.abort());
    await page.setViewportSize(PHONE);
  });

  afterAll(async () => {
    await browser?.close();
    await people?.test.close();
  });

  it('goes from the list to a comparison', async () => {
    await page.goto(base);
    await looksRight();
    const [first, second] = people.listed.map(({ title }) => title) as [string, string];
    await page.getByRole('link', { name: `Comparar con otra: ${first}`, exact: true }).click();
    await looksRight();
    const choice = page.getByLabel('Segunda convocatoria');
    await choice.selectOption({ value: people.listed[1]!.slug });
    await page.getByRole('button', { name: 'Comparar' }).click();
    await looksRight();
    const table = page.getByRole('table', { name: /dato por dato/ });
    // Stacked on a phone, it still is a table for those who do not see it.
    const [one, other] = await Promise.all(
      [0, 1].map((at) => table.getByRole('row').nth(1).getByRole('cell').nth(at).boundingBox()),
    );
    expect(other!.y).toBeGreaterThanOrEqual(one!.y + one!.height);
    await page.setViewportSize(DESK);
    const [left, right] = await Promise.all(
      [0, 1].map((at) => table.getByRole('row').nth(1).getByRole('cell').nth(at).boundingBox()),
    );
    expect(right!.x).toBeGreaterThan(left!.x);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await table.getByRole('columnheader', { name: second }).count()).toBe(1);
    await table.getByRole('link', { name: first }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(first);
  });

  it('says what she thinks of it; what is missing is told first', async () => {
    await page.getByRole('button', { name: 'Guardar mi opinión' }).click();
    await looksRight();
    await page.getByRole('link', { name: /Elija «Sí nos sirve»/ }).click();
    expect(new URL(page.url()).hash).toBe('#verdict');
    await page.getByRole('radio', { name: 'Sí nos sirve' }).check();
    await page.getByLabel('Por qué', { exact: true }).fill('Es la meta 4 de nuestro plan.');
    await page.getByRole('button', { name: 'Guardar mi opinión' }).click();
    await looksRight();
    expect(await page.getByRole('status').textContent()).toContain('se guardó');
    expect(await page.getByText('1 persona: sí nos sirve').count()).toBe(1);
  });

  it('leaves it aside with a reason and brings it back from the ones left aside', async () => {
    const { title } = people.listed[0]!;
    await page.getByText('No nos interesa').click();
    await page.getByLabel('Motivo (opcional)').fill('Este año no tenemos contraparte.');
    await looksRight();
    await page.getByRole('button', { name: 'Descartar' }).click();
    await looksRight();
    expect(await page.getByRole('status').textContent()).toContain(`Descartada: ${title}`);
    expect(await page.locator('.card').getByRole('link', { name: title, exact: true }).count()).toBe(0);
    await page.getByRole('link', { name: 'Descartadas (1)' }).click();
    await looksRight();
    expect(await page.getByText('Este año no tenemos contraparte.').count()).toBe(1);
    await page.getByRole('button', { name: `Restaurar: ${title}` }).click();
    await looksRight();
    expect(await page.getByRole('status').textContent()).toContain('Restaurada');
    await page.getByRole('link', { name: 'Puede participar' }).click();
    const card = page.locator('.card').first();
    expect(await card.getByRole('link', { name: title, exact: true }).count()).toBe(1);
    expect(await card.getByText('1 persona: sí nos sirve').count()).toBe(1);
  });

  it('undoes with one click what she left aside with one', async () => {
    const { title } = people.listed[1]!;
    await page.getByRole('button', { name: `No nos interesa: ${title}` }).click();
    await page.getByRole('button', { name: `Deshacer: ${title}` }).click();
    expect(await page.getByRole('status').textContent()).toContain('Restaurada');
    expect(await page.locator('.card').getByRole('link', { name: title, exact: true }).count()).toBe(1);
  });

  it.each([
    ['what shuts the GAD out', () => `${base}/${people.shutOut.slug}`, OLGA],
    ['the ones it cannot take part in', () => `${base}?ver=no-pueden`, OLGA],
    ['its province', () => `${base}/${people.listed[0]!.slug}/provincia`, OLGA],
    [
      'any province',
      () => `/curaduria/convocatorias/${people.listed[0]!.slug}/provincias?provincia=13`,
      CARMEN,
    ],
    ['the precision of the formula', () => '/curaduria/precision', CARMEN],
    ['the formula', () => '/curaduria/formula', CARMEN],
  ])('reads %s', async (_name, path, email) => {
    const own = await (await signedIn(email)).newPage();
    const response = await own.goto(path());
    expect(response?.status()).toBe(200);
    for (const size of [NARROW, PHONE, DESK]) {
      await own.setViewportSize(size);
      expect(await overflow(own)).toEqual([]);
    }
    expect(await accessibilityViolations(own)).toEqual([]);
    expect(await own.getByRole('heading', { level: 1 }).count()).toBe(1);
    await own.context().close();
  });

  async function signedIn(email: string): Promise<BrowserContext> {
    const { test } = people;
    const context = await browser.newContext({ baseURL: test.url, locale: 'es-EC' });
    const { session } = await test.as(email);
    await context.addCookies([{ name: 'chasqui_session', value: session, url: test.url }]);
    return context;
  }

  /** The page is accessible and does not scroll sideways, as it stands. */
  async function looksRight(): Promise<void> {
    // A click leads on before the style of the next page has come.
    await page.waitForLoadState();
    expect(await overflow(page)).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
  }
});

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
