import { describe, expect, it } from '@jest/globals';
import { recordedAnswer } from '../../../../test/support/collecting.js';
import { BLOG_LIST, blogPages, proposedFor } from '../../../../test/support/proposing.js';

const blog = await blogPages();
const rss = await recordedAnswer('feed/rss.xml');
const atom = await recordedAnswer('feed/atom.xml');
const jsonFeed = await recordedAnswer('feed/feed.json');

describe('a feed', () => {
  it.each([
    ['RSS', rss],
    ['Atom', atom],
    ['JSON Feed', jsonFeed],
  ])('of %s is read as one', async (_, body) => {
    const { best, candidates, fetcher } = await proposedFor('https://x.example/feed', {
      'https://x.example/feed': body,
    });
    expect(candidates).toHaveLength(1);
    expect(best).toMatchObject({
      adapter: 'feed',
      config: { feedUrls: ['https://x.example/feed'] },
      why: expect.stringMatching(/canal de novedades .* con \d+ entradas?/),
    });
    expect(best.sample.length).toBeGreaterThan(0);
    expect(fetcher.requests).toHaveLength(1);
  });

  it('that a page offers is taken when it has entries, that of comments never', async () => {
    const { candidates, fetcher } = await proposedFor(BLOG_LIST, blog);
    expect(candidates.find(({ adapter }) => adapter === 'feed')).toMatchObject({
      why: expect.stringContaining('canal RSS con 2 entradas'),
    });
    expect(fetcher.requests.some(({ url }) => url.includes('comments'))).toBe(false);
    const empty = {
      ...blog,
      'https://puente.example/feed/': '<rss version="2.0"><channel><title>x</title></channel></rss>',
    };
    expect((await proposedFor(BLOG_LIST, empty)).candidates.map(({ adapter }) => adapter)).not.toContain(
      'feed',
    );
  });

  it('without entries is told', async () => {
    const { problem } = await proposedFor('https://x.example/f', {
      'https://x.example/f':
        '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>',
    });
    expect(problem).toContain('no tiene ninguna entrada');
  });
});
