import { expect } from '@jest/globals';
import { type FetchAnswer, FetchError } from '@chasqui/fetching';
import { adapterOf, proposeDefinition } from '@chasqui/sources';
import { type FakeFetcher, fakeFetcher, recordedAnswer } from './collecting.js';

export type Page = string | Partial<FetchAnswer> | Error;
export type Pages = Readonly<Record<string, Page>>;

/** A site without a network: answers by address; what is missing gives 404. */
export function siteOf(pages: Pages): FakeFetcher {
  return fakeFetcher(({ url }) => {
    const found = pages[url];
    if (found === undefined)
      return new FetchError('http', 'La página no existe (404).', { status: 404, url });
    return typeof found === 'string' ? { body: Buffer.from(found), mediaType: typeOf(found) } : found;
  });
}

function typeOf(body: string): string {
  if (/^\s*[[{]/.test(body)) return 'application/json';
  return /<(?:rss|feed|urlset|sitemapindex)/.test(body.slice(0, 300)) ? 'text/xml' : 'text/html';
}

export const BLOG_LIST = 'https://puente.example/convocatorias/';

/** The blog of a foundation: a list of calls, the pages of two of them, its feed. */
export async function blogPages(): Promise<Pages> {
  const [list, call, feed] = await Promise.all(
    ['detect/wordpress-cards.html', 'detect/wordpress-call.html', 'feed/rss.xml'].map(recordedAnswer),
  );
  const [title, other] = [
    'Fondo de agua rural 2026 para juntas parroquiales',
    'Iniciativas de mujeres en gobiernos locales',
  ];
  return {
    [BLOG_LIST]: list!,
    'https://puente.example/fondo-agua-rural-2026/': call!,
    'https://puente.example/iniciativas-de-mujeres/': call!.replaceAll(title, other),
    'https://puente.example/feed/': feed!,
  };
}

/** Proposes, and checks what holds for every proposal: definitions that their adapters keep, best first, few requests. */
export async function proposedFor(address: string, pages: Pages) {
  const fetcher = siteOf(pages);
  const proposal = await proposeDefinition(address, fetcher);
  for (const { adapter, config, why, sample, score } of proposal.candidates) {
    expect(plain(adapterOf(adapter).check(config))).toEqual(plain(config));
    expect(why).toMatch(/^\p{Lu}.*\.$/u);
    expect(sample.length).toBeLessThanOrEqual(5);
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(1);
  }
  const scores = proposal.candidates.map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(proposal.problem === null).toBe(proposal.candidates.length > 0);
  expect(fetcher.requests.length).toBeLessThanOrEqual(6);
  return { ...proposal, best: proposal.candidates[0]!, fetcher };
}

function plain(config: unknown): unknown {
  return JSON.parse(JSON.stringify(config));
}
