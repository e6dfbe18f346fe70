import { readHtml } from '@chasqui/extraction';
import { type FetchAnswer, FetchError } from '@chasqui/fetching';
import { normalisedAddress, siteOf } from '../addresses.js';
import { entriesOf, type FeedEntry } from '../adapters/feed/entries.js';
import { feedAdapter } from '../adapters/feed/feed.adapter.js';
import { openFeed } from '../adapters/feed/open-feed.js';
import { resolveLink } from '../adapters/page/links.js';
import type { OpenPage } from '../adapters/page/open-page.js';
import { SourceFault } from '../adapters/types.js';
import type { BoundedFetcher } from './bounded-fetcher.js';
import { counted, type ProposedDefinition, sampleOf } from './proposal.js';
import { soundsLikeCalls, soundsLikeOther, wordsOf, wordsOfAddress } from './words/call-words.js';

const MOST_FEEDS = 2;
/** Entries shorter than this are the beginning of a page. */
const WHOLE_TEXT = 1_500;
const FEED_TYPE = /^application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)$/i;
const FEED_LINK = /(?:\/(?:feed|rss|atom)\/?|\.(?:rss|atom)|\/(?:rss|atom|feed|index)\.xml)$/i;
const OF_COMMENTS = /comment|comentario|commentaire|commenti/i;

interface OpenedFeed {
  readonly url: string;
  readonly entries: readonly FeedEntry[];
}

/** @returns null for what is no feed; it may have no entries */
export function feedAt(answer: FetchAnswer): OpenedFeed | null {
  try {
    const entries = [...entriesOf(openFeed({ ...answer, url: answer.finalUrl }, null))];
    return { url: answer.finalUrl, entries: entries.filter(({ title, summary }) => title ?? summary) };
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return null;
  }
}

/** A feed whose own address was pasted: whoever does that wants it. */
export function pastedFeed(feed: OpenedFeed): ProposedDefinition {
  const found = counted(feed.entries.length, 'entrada', 'entradas');
  const calls = shareOfCalls(feed);
  const doubt = calls < 0.3 ? ' Pocas parecen convocatorias: revíselas.' : '';
  return definitionOf(
    feed,
    `La dirección es un canal de novedades (RSS o Atom) con ${found}.${doubt}`,
    0.85 + 0.12 * calls,
  );
}

/**
 * The feeds that a page offers, fetched to see that they have entries.
 * @param listed pages that the list of the page leads to: a feed of the same ones is the list in another form
 */
export async function offeredFeeds(
  page: OpenPage,
  listed: readonly string[],
  fetcher: BoundedFetcher,
): Promise<ProposedDefinition[]> {
  const proposed: ProposedDefinition[] = [];
  for (const address of feedAddresses(page).slice(0, MOST_FEEDS)) {
    if (fetcher.requestsLeft === 0) break;
    const feed = await tryFeed(address, fetcher);
    if (!feed || feed.entries.length === 0) continue;
    const calls = shareOfCalls(feed);
    const same = shareListed(feed, listed);
    const found = counted(feed.entries.length, 'entrada', 'entradas');
    const what =
      calls >= 0.6
        ? ' que parecen convocatorias'
        : calls >= 0.2
          ? '; algunas parecen convocatorias'
          : '; casi ninguna parece una convocatoria';
    const score = 0.2 + 0.45 * calls + 0.25 * same;
    proposed.push(definitionOf(feed, `La página ofrece un canal RSS con ${found}${what}.`, score));
  }
  return proposed;
}

async function tryFeed(url: string, fetcher: BoundedFetcher): Promise<OpenedFeed | null> {
  try {
    return feedAt(await fetcher.fetch({ url }));
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return null;
  }
}

/** Those for calls first; those of comments are none. */
function feedAddresses({ $, base, url }: OpenPage): string[] {
  const told = $('link[rel~="alternate"][href]')
    .toArray()
    .filter(({ attribs }) => FEED_TYPE.test(attribs['type'] ?? ''));
  const linked = $('a[href]')
    .toArray()
    .slice(0, 4_000)
    .filter(({ attribs }) => FEED_LINK.test((attribs['href'] ?? '').replace(/[?#].*$/, '')));
  const own = new URL(url).pathname.replace(/\/$/, '');
  const found = (told.length > 0 ? told : linked).flatMap(({ attribs }) => {
    const address = resolveLink(attribs['href'], base);
    if (!address || OF_COMMENTS.test(`${attribs['title'] ?? ''} ${address}`)) return [];
    const words = `${wordsOf(attribs['title'] ?? '')} ${wordsOfAddress(address)}`;
    const isOfPage = own !== '' && new URL(address).pathname.startsWith(own);
    return [{ address, worth: (soundsLikeCalls(words) ? 2 : 0) + (isOfPage ? 1 : 0) }];
  });
  return [...new Set(found.toSorted((a, b) => b.worth - a.worth).map(({ address }) => address))];
}

function shareOfCalls({ entries }: OpenedFeed): number {
  const looked = entries.slice(0, 30);
  const calls = looked.filter(({ title, link, categories }) => {
    const words = `${wordsOf(title ?? '')} ${wordsOf(categories.join(' '))} ${link && URL.canParse(link) ? wordsOfAddress(link) : ''}`;
    return soundsLikeCalls(words) && !soundsLikeOther(words);
  });
  return calls.length / Math.max(1, looked.length);
}

function shareListed({ entries, url }: OpenedFeed, listed: readonly string[]): number {
  const known = new Set(listed.map((address) => normalisedAddress(address)));
  const links = entries.flatMap(({ link }) => resolveLink(link ?? undefined, url) ?? []);
  return links.filter((link) => known.has(normalisedAddress(link))).length / Math.max(1, links.length);
}

function definitionOf(feed: OpenedFeed, why: string, score: number): ProposedDefinition {
  const { entries, url } = feed;
  const texts = entries.map(({ content, summary }) => (content ?? summary ?? '').length);
  const isShort = texts.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length) < WHOLE_TEXT;
  const linked = entries.some(
    ({ link }) => siteOf(resolveLink(link ?? undefined, url) ?? '') === siteOf(url),
  );
  const config = feedAdapter.check({ feedUrls: [url], detail: isShort && linked ? {} : null });
  const titles = entries.map(({ title, summary }) =>
    readHtml(title ?? summary ?? '')
      .text.replace(/\s+/g, ' ')
      .trim(),
  );
  return {
    adapter: 'feed',
    config,
    why,
    sample: sampleOf(titles.filter(Boolean)),
    score: Math.min(1, score),
  };
}
