import { renderMailHtml, renderMailText } from '@chasqui/mail';
import { describe, expect, it } from '@jest/globals';
import { PERSONAL } from './mails.fixture.js';
import { mailSamples } from './samples.js';

describe.each(mailSamples().map((sample) => [sample.key, sample] as const))(
  'the mail "%s"',
  (_key, sample) => {
    const content = sample.write(PERSONAL);
    const text = renderMailText(content);
    const html = renderMailHtml(content);

    it('says why it came and leads to the ways to see, change, pause and stop it', () => {
      const [why, ...ways] = content.footer;
      expect(why!.text).toMatch(/^Recibe este correo porque \S.*[^.]\.$/);
      expect(ways.map(({ url }) => url)).toEqual([
        PERSONAL.whyUrl,
        PERSONAL.preferencesUrl,
        PERSONAL.pauseUrl,
        PERSONAL.stopUrl,
      ]);
      for (const { url } of ways) {
        expect(text).toContain(url);
        expect(html).toContain(`href="${url!}"`);
      }
    });

    it('is complete as text: every heading, fact and link of the HTML part', () => {
      const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url!.replaceAll('&amp;', '&'));
      expect(links.length).toBeGreaterThanOrEqual(4);
      for (const url of links) expect(text).toContain(url);
      expect(text).not.toMatch(/<[a-z]+|undefined|null|NaN|\[object/);
    });

    it('loads nothing and runs nothing', () => {
      expect(html).not.toMatch(/<(script|link|img|iframe|object|form|base)\b|@import|url\(|\son\w+=/i);
    });

    it('has a subject of one line, and is small', () => {
      expect(content.subject).toMatch(/^[^\r\n]{10,250}$/);
      expect(Buffer.byteLength(html)).toBeLessThan(60_000);
    });
  },
);

it('every sample has an address of its own', () => {
  const keys = mailSamples().map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(key).toMatch(/^[a-z-]+$/);
});
