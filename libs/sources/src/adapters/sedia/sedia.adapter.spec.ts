import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PoliteFetcher } from '@chasqui/fetching';
import {
  bytesOf,
  fakeFetcher,
  gather,
  loopbackFetcher,
  recordedAnswer,
  recordedJson,
  reordered,
} from '../../../../../test/support/collecting.js';
import { type FaultServer, faults, startFaultServer } from '../../../../../test/support/fault-server.js';
import { budgetOf } from './sedia-budget.js';
import { brusselsTime, deadlinesOf } from './sedia-deadlines.js';
import { jsonForm } from './multipart.js';
import { sediaAdapter } from './sedia.adapter.js';

type Json = Record<string, unknown>;
interface Search extends Json {
  readonly results: readonly (Json & { readonly metadata: Json })[];
}

const JSON_TYPE = { 'content-type': 'application/json' };
const search = await recordedJson<Search>('sedia/search.json');
const empty = await recordedAnswer('sedia/empty.json');
const config = sediaAdapter.check({});

function source(page: unknown = search) {
  return fakeFetcher(() => JSON.stringify(page));
}

/** The recorded answer with other metadata in its first record. */
function withMetadata(changes: Json): Json {
  const [first, ...others] = search.results;
  return { ...search, results: [{ ...first, metadata: { ...first!.metadata, ...changes } }, ...others] };
}

async function readAll(page: unknown = search) {
  const { items } = await gather(sediaAdapter, {}, source(page));
  return Promise.all(items.map((item) => sediaAdapter.read(config, item)));
}

function knownOf(text: Awaited<ReturnType<typeof readAll>>[number] | undefined) {
  return Object.fromEntries((text?.known ?? []).map(({ field, value }) => [field, value]));
}

describe('the search of the EU portal', () => {
  it('is asked with files of JSON, because plain fields are refused', async () => {
    const fetcher = source(JSON.parse(empty));
    const wanted = { types: ['2'], statuses: ['31094502'], programmes: ['43108390'], pageSize: 20 };
    const { pages } = await gather(sediaAdapter, wanted, fetcher);
    const [{ url, method, headers, body }] = fetcher.requests as [(typeof fetcher.requests)[number]];
    expect(method).toBe('POST');
    expect(url).toBe(
      'https://api.tech.ec.europa.eu/search-api/prod/rest/search?apiKey=SEDIA&text=***&pageSize=20&pageNumber=1',
    );
    const boundary = /boundary=(\S+)$/.exec(headers!['content-type']!)![1]!;
    const form = await new Response(body as Buffer<ArrayBuffer>, { headers }).formData();
    expect([...form.keys()]).toEqual(['query', 'languages', 'sort']);
    const query = form.get('query') as File;
    expect(query.type).toBe('application/json');
    expect(JSON.parse(await query.text())).toEqual({
      bool: {
        must: [
          { terms: { type: ['2'] } },
          { terms: { status: ['31094502'] } },
          { term: { programmePeriod: '2021 - 2027' } },
          { terms: { frameworkProgramme: ['43108390'] } },
        ],
      },
    });
    expect(String(body)).not.toContain(`${boundary}${boundary}`);
    expect(pages).toEqual([{ type: 'page', found: 0, cursor: { page: 2 } }]);
  });

  it('gives the same bytes for the same question', () => {
    expect(jsonForm({ query: { a: 1 } })).toEqual(jsonForm({ query: { a: 1 } }));
  });

  it('brings each record with a key of its own and the page for people', async () => {
    const { items } = await gather(sediaAdapter, {}, source());
    const portal = 'https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities';
    expect(items.map(({ key, url, title }) => [key, url, title])).toEqual([
      [
        '1/HORIZON-CL6-2026-CIRC-01-2/9002',
        `${portal}/topic-details/HORIZON-CL6-2026-CIRC-01-2`,
        'Circular cities and regions',
      ],
      // It has the identifier of the grant that it stems from.
      [
        '8/HORIZON-CL6-2026-CIRC-01-2/48900001COMPETITIVE_CALLen',
        `${portal}/competitive-calls-cs/48900001`,
        'Open call for small cities',
      ],
      [
        '2/EuropeAid/176543/DD/ACT/EC/176543PROSPECTSen',
        `${portal}/prospect-details/176543PROSPECTSEN`,
        'Civil society and local authorities in Ecuador',
      ],
    ]);
  });

  it('turns pages until the announced number, and resumes', async () => {
    const [one, two, three] = search.results;
    const pages = [[one], [two], [three]];
    const fetcher = fakeFetcher(({ url }) => {
      const number = Number(new URL(url).searchParams.get('pageNumber'));
      return JSON.stringify({ totalResults: 3, results: pages[number - 1] });
    });
    expect((await gather(sediaAdapter, { pageSize: 1 }, fetcher)).items).toHaveLength(3);
    const resumed = await gather(sediaAdapter, { pageSize: 1 }, fetcher, { cursor: { page: 3 } });
    expect(resumed.items.map(({ title }) => title)).toEqual([
      'Civil society and local authorities in Ecuador',
    ]);
    const preview = await gather(sediaAdapter, {}, source(), { maxItems: 2 });
    expect([preview.items.length, preview.pages]).toEqual([
      2,
      [{ type: 'page', found: 3, cursor: { page: 1 } }],
    ]);
  });

  it('keeps the same bytes when lists come in another order and the rank changes', async () => {
    const again = reordered({ ...search, results: search.results.map((each) => ({ ...each, weight: 1 })) });
    const [first, second] = [
      await gather(sediaAdapter, {}, source()),
      await gather(sediaAdapter, {}, source(again)),
    ];
    const key = first.items[0]!.key;
    const same = second.items.find((item) => item.key === key);
    expect(bytesOf(same, 'registro')).toBe(bytesOf(first.items[0], 'registro'));
  });

  it.each<[string, unknown, string]>([
    ['filter_ignored', withMetadata({ status: ['31094503'] }), '«status»'],
    ['filter_ignored', withMetadata({ type: ['0'] }), '«type»'],
    ['filter_ignored', withMetadata({ programmePeriod: ['2014 - 2020'] }), '«programmePeriod»'],
    ['filter_ignored', { ...search, totalResults: 400 }, 'misma página'],
    ['no_items', { totalResults: 12, results: [] }, '12'],
    ['layout', { totalResults: 12 }, 'results'],
    ['layout', { results: [{ metadata: {} }] }, 'sin tipo'],
    ['error_inside', { message: 'Internal error', status: 500 }, 'Internal error'],
  ])('%s: says so instead of finding nothing', async (code, page, words) => {
    const wanted = { pageSize: 3 };
    await expect(gather(sediaAdapter, wanted, source(page))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });
});

describe('what the EU portal says of a call', () => {
  it('becomes known values and hinted parts', async () => {
    const [grant] = await readAll();
    expect(knownOf(grant)).toEqual({
      title: 'Circular cities and regions',
      language: 'en',
      opensOn: '2026-05-06',
      deadline: { kind: 'exact', local: '2026-09-17T17:00', zone: 'Europe/Brussels', text: 'two-stage' },
      otherDeadlines: [
        { role: 'second_stage', local: '2027-02-18T17:00', zone: 'Europe/Brussels', text: 'two-stage' },
      ],
      totalBudget: '20000000.50',
      amountMin: '4000000.00',
      amountMax: '5000000.00',
      currency: 'EUR',
      sourceStatus: 'open',
    });
    const parts = Object.fromEntries(
      grant!.parts.map(({ name, source: { text }, hint }) => [name, [hint, text]]),
    );
    expect(parts['descriptionByte']).toEqual([
      'summary',
      'Expected outcome: cities & regions test circular systems.\n- Local authorities lead.',
    ]);
    expect(parts['topicConditions']?.[0]).toBe('applicants');
    expect(parts['keywords']?.[0]).toBe('themes');
    expect(grant!.defaults).toEqual({ language: 'en', zone: 'Europe/Brussels', currency: 'EUR' });
  });

  it('reads a day without time, several cut-offs and the states', async () => {
    const [, cascade, tender] = (await readAll()).map(knownOf);
    expect(cascade).toMatchObject({
      deadline: { kind: 'exact', local: '2026-12-15T23:59' },
      sourceStatus: 'upcoming',
    });
    expect(cascade).not.toHaveProperty('totalBudget');
    expect(tender).toMatchObject({
      deadline: { kind: 'cut_offs', local: null },
      otherDeadlines: [
        { role: 'cut_off', local: '2026-09-01T12:00' },
        { role: 'cut_off', local: '2026-12-01T12:00' },
      ],
    });
  });

  it.each([
    ['2024-04-18T19:00:00.000+0200', '2024-04-18T19:00'],
    ['2024-01-18T16:00:00.000+0000', '2024-01-18T17:00'],
    ['2024-07-18T15:00:00Z', '2024-07-18T17:00'],
    ['2024-04-18T00:00:00.000+0000', '2024-04-18T23:59'],
    ['2024-04-18', '2024-04-18T23:59'],
    ['2024-02-30T00:00:00.000+0000', undefined],
    ['soon', undefined],
  ])('reads %s on the clocks of Brussels', (text, local) => {
    expect(brusselsTime(text)?.local).toBe(local);
  });

  it('shows two dates of a single stage as the contradiction that they are', () => {
    const { known, parts } = deadlinesOf(['2026-05-01', '2026-04-01', '2026-05-01'], 'single-stage');
    expect(known).toEqual([]);
    expect(parts).toEqual([
      {
        name: 'deadlineDate',
        source: { text: '2026-04-01 23:59\n2026-05-01 23:59', struck: [] },
        hint: 'deadline',
      },
    ]);
    expect(deadlinesOf([], 'two-stage')).toEqual({ known: [], parts: [] });
  });

  it('takes only its own lines of a budget, and none when they cannot be told', () => {
    const line = (action: string) => ({ action, budgetYearMap: { '2026': 100 } });
    const overview = (map: unknown) => JSON.stringify({ budgetTopicActionMap: map });
    const amounts = (text: string | null) =>
      Object.fromEntries(budgetOf(text, 'TOPIC-1', null).amounts.map(({ field, value }) => [field, value]));
    expect(
      amounts(overview({ 7: [line('TOPIC-1 - RIA'), line('TOPIC-1 - IA'), line('TOPIC-11 - IA')] })),
    ).toEqual({
      totalBudget: '200.00',
      currency: 'EUR',
    });
    expect(amounts(overview({ 7: [line('A')], 8: [line('B')] }))).toEqual({});
    expect(amounts('{"budgetTopicActionMap":')).toEqual({});
    expect(amounts(null)).toEqual({});
  });
});

describe('the EU portal over a connection that fails', () => {
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
  const run = () => gather(sediaAdapter, { apiUrl: `${server.url}/search` }, fetcher);

  it('sends a form that a server can take apart', async () => {
    server.on('/search', { headers: JSON_TYPE, body: JSON.stringify(search) });
    expect((await run()).items).toHaveLength(3);
    const { headers, body } = server.requests.at(-1)!;
    const type = { 'content-type': headers['content-type']! };
    const form = await new Response(body as Buffer<ArrayBuffer>, { headers: type }).formData();
    expect(JSON.parse(await (form.get('languages') as File).text())).toEqual(['en']);
  });

  it.each<[string, Parameters<FaultServer['on']>[1], Json]>([
    ['an error page', faults.htmlErrorPage(), { code: 'not_expected_type' }],
    [
      'half of the data',
      { headers: JSON_TYPE, body: JSON.stringify(search).slice(0, 500) },
      { code: 'truncated' },
    ],
    ['an error of the server', faults.htmlErrorPage(500), { fault: 'http' }],
    ['too many requests', faults.throttled('9'), { fault: 'throttled', details: { retryAfterMs: 9_000 } }],
  ])('is no empty list: %s', async (_name, answer, fault) => {
    server.on('/search', answer);
    await expect(run()).rejects.toMatchObject(fault);
  });
});
