import { renderMailHtml } from '@chasqui/mail';
import { type MailSample, mailSamples } from '@chasqui/notifications';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { accessibilityViolations, openBrowser } from '../support/browser.js';

const PHONE = { width: 375, height: 812 };
const SCHEMES = ['light', 'dark'] as const;
const SITE = 'https://chasqui.example.gob.ec';
const PERSONAL = {
  name: 'María Fernanda Quiñónez Valencia',
  preferencesUrl: `${SITE}/preferencias/${'p'.repeat(90)}`,
  pauseUrl: `${SITE}/pausa/${'s'.repeat(90)}`,
  stopUrl: `${SITE}/baja/${'s'.repeat(90)}`,
  whyUrl: `${SITE}/por-que/${'w'.repeat(90)}`,
};
/** Smallest side of what a finger must hit, CSS pixels (WCAG 2.2, 2.5.8). */
const TARGET = 24;

describe('every kind of mail on a phone', () => {
  let browser: Browser;
  const contexts = new Map<(typeof SCHEMES)[number], BrowserContext>();

  beforeAll(async () => {
    browser = await openBrowser();
    for (const colorScheme of SCHEMES) {
      contexts.set(colorScheme, await browser.newContext({ viewport: PHONE, colorScheme, locale: 'es-EC' }));
    }
  });

  afterAll(() => browser.close());

  const cases = mailSamples().flatMap((sample) =>
    SCHEMES.map((scheme): [string, string, MailSample] => [sample.key, scheme, sample]),
  );

  it.each(cases)(
    '%s, %s: readable, without sideways scroll, and asks nobody for anything',
    async (_key, scheme, sample) => {
      const page = await contexts.get(scheme as (typeof SCHEMES)[number])!.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.setContent(renderMailHtml(sample.write(PERSONAL)));

      expect(
        await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        ),
      ).toBeLessThanOrEqual(0);
      expect(await accessibilityViolations(page)).toEqual([]);
      const links = await page.evaluate<{ text: string; href: string; width: number; height: number }[]>(
        `[...document.querySelectorAll('a')].map((link) => {
        const { width, height } = link.getBoundingClientRect();
        return { text: link.textContent.trim(), href: link.getAttribute('href'), width, height };
      })`,
      );
      expect(links.filter(({ text, href }) => !text || !/^https:\/\/\S+$/.test(href))).toEqual([]);
      expect(links.filter(({ width, height }) => Math.min(width, height) < TARGET)).toEqual([]);
      expect(links.filter(({ width }) => width > PHONE.width)).toEqual([]);
      const [ground, ink] = await page.evaluate<[string, string]>(
        `['background-color', 'color'].map((name) => getComputedStyle(document.body).getPropertyValue(name))`,
      );
      expect(brightness(ground) > brightness(ink)).toBe(scheme === 'light');
      expect(asked).toEqual([]);
      await page.close();
    },
  );
});

/** Of "rgb(15, 23, 27)", 0 to 765. */
function brightness(colour: string): number {
  return (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
}
