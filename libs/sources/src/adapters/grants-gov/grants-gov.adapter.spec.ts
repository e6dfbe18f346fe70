import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FetchError, type PoliteFetcher } from '@chasqui/fetching';
import {
  bytesOf,
  fakeFetcher,
  gather,
  loopbackFetcher,
  recordedJson,
  reordered,
} from '../../../../../test/support/collecting.js';
import { type FaultServer, faults, startFaultServer } from '../../../../../test/support/fault-server.js';
import { grantsGovAdapter } from './grants-gov.adapter.js';

interface Answer {
  readonly data: Record<string, unknown>;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const config = grantsGovAdapter.check({});
const search = await recordedJson<Answer & { data: { oppHits: Record<string, unknown>[] } }>(
  'grants-gov/search.json',
);
const details: Readonly<Record<string, Answer>> = {
  358901: await recordedJson<Answer>('grants-gov/detail-358901.json'),
  359777: await recordedJson<Answer>('grants-gov/detail-359777.json'),
};

function source(page: unknown = search, detail: (id: string) => unknown = (id) => details[id]) {
  return fakeFetcher(({ url, body }) => {
    if (url.endsWith('/search2')) return JSON.stringify(page);
    return JSON.stringify(
      detail(String((JSON.parse(String(body)) as { opportunityId: number }).opportunityId)),
    );
  });
}

function withData(changes: Record<string, unknown>): unknown {
  return { ...search, data: { ...search.data, ...changes } };
}

async function readAll(page?: unknown, detail?: (id: string) => unknown) {
  const { items } = await gather(grantsGovAdapter, {}, source(page, detail));
  return Promise.all(items.map((item) => grantsGovAdapter.read(config, item)));
}

function knownOf(text: Awaited<ReturnType<typeof readAll>>[number] | undefined) {
  return Object.fromEntries((text?.known ?? []).map(({ field, value }) => [field, value]));
}

describe('reading Grants.gov', () => {
  it('asks for those who are not bodies of the United States, then for each detail', async () => {
    const fetcher = source();
    const { items, pages } = await gather(grantsGovAdapter, {}, fetcher);
    expect(fetcher.requests.map(({ url, method }) => [url, method])).toEqual([
      ['https://api.grants.gov/v1/api/search2', 'POST'],
      ['https://api.grants.gov/v1/api/fetchOpportunity', 'POST'],
      ['https://api.grants.gov/v1/api/fetchOpportunity', 'POST'],
    ]);
    expect(JSON.parse(String(fetcher.requests[0]!.body))).toMatchObject({
      rows: 25,
      startRecordNum: 0,
      eligibilities: '25|99',
      oppStatuses: 'forecasted|posted',
    });
    expect(JSON.parse(String(fetcher.requests[1]!.body))).toEqual({ opportunityId: 358901 });
    expect(items.map(({ key, url }) => [key, url])).toEqual([
      ['358901', 'https://www.grants.gov/search-results-detail/358901'],
      ['359777', 'https://www.grants.gov/search-results-detail/359777'],
    ]);
    expect(pages).toEqual([{ type: 'page', found: 2, cursor: { start: 2 } }]);
  });

  it('turns pages by the number of the first record, and resumes', async () => {
    const [one, two] = search.data.oppHits;
    const fetcher = fakeFetcher(({ url, body }) => {
      const asked = JSON.parse(String(body)) as { startRecordNum: number; opportunityId: number };
      if (!url.endsWith('/search2')) return JSON.stringify(details[asked.opportunityId]);
      return JSON.stringify(withData({ oppHits: [asked.startRecordNum === 0 ? one : two] }));
    });
    const whole = await gather(grantsGovAdapter, {}, fetcher);
    expect(whole.items.map(({ key }) => key)).toEqual(['358901', '359777']);
    const rest = await gather(grantsGovAdapter, {}, fetcher, { cursor: whole.pages[0]!.cursor });
    expect(rest.items.map(({ key }) => key)).toEqual(['359777']);
  });

  it('finds nothing without alarm when there is nothing', async () => {
    const { items, pages } = await gather(
      grantsGovAdapter,
      {},
      source(withData({ hitCount: 0, oppHits: [] })),
    );
    expect([items, pages]).toEqual([[], [{ type: 'page', found: 0, cursor: { start: 0 } }]]);
  });

  it('keeps the same bytes when lists come in another order', async () => {
    const [first, second] = [
      await gather(grantsGovAdapter, {}, source()),
      await gather(
        grantsGovAdapter,
        {},
        source(search, (id) => reordered(details[id])),
      ),
    ];
    expect(bytesOf(second.items[0], 'detalle')).toBe(bytesOf(first.items[0], 'detalle'));
  });

  it.each<[string, unknown, string]>([
    ['error_inside', { errorcode: 5, msg: 'Invalid search', data: {} }, 'Invalid search'],
    ['layout', { errorcode: 0 }, 'data'],
    ['layout', withData({ oppHits: null }), 'oppHits'],
    ['layout', withData({ oppHits: [{ title: 'x' }] }), 'número'],
    ['no_items', withData({ hitCount: 31, oppHits: [] }), '31'],
    ['filter_ignored', withData({ oppHits: [{ id: '1', oppStatus: 'archived' }] }), 'archived'],
    ['filter_ignored', withData({ oppHits: [{ id: '1', agencyCode: 'HHS' }] }), 'HHS'],
  ])('%s: says so instead of finding nothing', async (code, page, words) => {
    await expect(gather(grantsGovAdapter, { agencies: ['DOS', 'DOI'] }, source(page))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  it('notices a filter of applicants that is ignored, and warns of single strangers', async () => {
    const stranger = (id: string) => ({
      errorcode: 0,
      data: { id: Number(id), synopsis: { applicantTypes: [{ id: '06', description: 'Universities' }] } },
    });
    const one = await gather(
      grantsGovAdapter,
      {},
      source(search, (id) => (id === '358901' ? stranger(id) : details[id])),
    );
    expect(one.warnings).toEqual([expect.stringContaining('358901')]);
    expect(one.items).toHaveLength(2);
    const oppHits = ['1', '2', '3', '4', '5', '6'].map((id) => ({ id, title: `Call ${id}` }));
    const many = gather(grantsGovAdapter, {}, source(withData({ oppHits, hitCount: 6 }), stranger));
    await expect(many).rejects.toMatchObject({ code: 'filter_ignored' });
  });

  it('tells an unread detail as failed, and hands on that the source wants to rest', async () => {
    const error = { errorcode: 1, msg: 'Not found' };
    const { items, failed } = await gather(
      grantsGovAdapter,
      {},
      source(search, (id) => (id === '358901' ? error : details[id])),
    );
    expect([items.length, failed.map(({ key }) => key)]).toEqual([1, ['358901']]);
    const tired = fakeFetcher(({ url }) =>
      url.endsWith('/search2')
        ? JSON.stringify(search)
        : new FetchError('throttled', 'Espere', { retryAfterMs: 5 }),
    );
    await expect(gather(grantsGovAdapter, {}, tired)).rejects.toMatchObject({ fault: 'throttled' });
  });
});

describe('what Grants.gov says of a call', () => {
  it('becomes known values, hinted parts and documents', async () => {
    const [posted] = await readAll();
    expect(knownOf(posted)).toEqual({
      title: 'Public Diplomacy Annual Program Statement Ecuador',
      language: 'en',
      applicantTypes: [
        'Nonprofits having a 501(c)(3) status',
        'Others (see text field entitled "Additional Information on Eligibility" for clarification)',
      ],
      sourceStatus: 'open',
      opensOn: '2026-03-02',
      deadline: {
        kind: 'exact',
        local: '2026-07-15T17:00',
        zone: 'America/New_York',
        text: 'Applications must be submitted no later than 5:00 p.m. Eastern Time.',
      },
      amountMax: '100000.00',
      totalBudget: '250000.00',
      currency: 'USD',
    });
    const parts = Object.fromEntries(
      posted!.parts.map(({ name, source: { text }, hint }) => [name, [hint, text]]),
    );
    expect(parts['synopsis.description']).toEqual([
      'summary',
      'Proposals that strengthen local governments.\nBudget period: 12 months.',
    ]);
    expect(parts['synopsis.responseDateDesc']?.[0]).toBe('deadline');
    expect(parts['synopsis.applicantEligibilityDesc']?.[1]).toContain('Local governments of Ecuador');
    expect(parts['synopsis.costSharing']?.[1]).toContain('required');
    expect(parts['synopsis.agencyContact']?.[1]).toContain('grants@mission.example');
    expect(posted!.documents).toEqual([
      { title: 'Full text', url: 'https://www.grants.gov/grantsws/rest/opportunity/att/download/354136' },
      { title: 'Program statement', url: 'https://ec.usembassy.gov/grants' },
    ]);
    expect(posted!.publishedOn).toBe('2026-03-02');
  });

  it('leaves the estimated close of a forecast to be read, without its meaningless midnight', async () => {
    const [, forecast] = await readAll();
    expect(knownOf(forecast)).toMatchObject({ sourceStatus: 'upcoming', opensOn: '2026-11-02' });
    expect(knownOf(forecast)).not.toHaveProperty('deadline');
    expect(knownOf(forecast)).not.toHaveProperty('amountMax');
    const estimate = forecast!.parts.find(({ name }) => name.endsWith('estApplicationResponseDate'));
    expect(estimate).toMatchObject({ hint: 'deadline', source: { text: 'Jan 15, 2027' } });
  });

  it('lacks only what flickered to null', async () => {
    const hits = search.data.oppHits.map((hit) => ({ ...hit, closeDate: null }));
    const silent = (id: string) => {
      const { data } = details[id]!;
      const synopsis = data['synopsis'] as Record<string, unknown> | undefined;
      return {
        errorcode: 0,
        data: { ...data, ...(synopsis && { synopsis: { ...synopsis, responseDateStr: null } }) },
      };
    };
    const [text] = await readAll(withData({ oppHits: hits }), silent);
    expect(knownOf(text)).not.toHaveProperty('deadline');
    expect(knownOf(text)).toHaveProperty('opensOn');
  });
});

describe('Grants.gov over a connection that fails', () => {
  let server: FaultServer;
  let fetcher: PoliteFetcher;

  beforeAll(async () => {
    server = await startFaultServer();
    fetcher = loopbackFetcher();
  });
  afterAll(async () => {
    await fetcher.close();
    await server.close();
  });
  const run = () => gather(grantsGovAdapter, { apiUrl: server.url }, fetcher);

  it('reads the recorded answers', async () => {
    server.on('/search2', { headers: JSON_TYPE, body: JSON.stringify(search) });
    server.on('/fetchOpportunity', ({ body }) => {
      const { opportunityId } = JSON.parse(body.toString()) as { opportunityId: number };
      return { headers: JSON_TYPE, body: JSON.stringify(details[opportunityId]) };
    });
    expect((await run()).items.map(({ key }) => key)).toEqual(['358901', '359777']);
  });

  it.each<[string, Parameters<FaultServer['on']>[1], Record<string, unknown>]>([
    ['an error page', faults.htmlErrorPage(), { code: 'not_expected_type' }],
    ['an error inside', faults.errorInside200({ errorcode: 9, msg: 'Down' }), { code: 'error_inside' }],
    [
      'half of the data',
      { headers: JSON_TYPE, body: JSON.stringify(search).slice(0, 300) },
      { code: 'truncated' },
    ],
    ['too many requests', faults.throttled('9'), { fault: 'throttled', details: { retryAfterMs: 9_000 } }],
  ])('is no empty list: %s', async (_name, answer, fault) => {
    server.on('/search2', answer);
    await expect(run()).rejects.toMatchObject(fault);
  });
});
