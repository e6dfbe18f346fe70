import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PoliteFetcher } from '@chasqui/fetching';
import {
  bytesOf,
  fakeFetcher,
  gather,
  loopbackFetcher,
  recordedJson,
  reordered,
} from '../../../../../test/support/collecting.js';
import { type FaultServer, faults, startFaultServer } from '../../../../../test/support/fault-server.js';
import { commonGrantsAdapter } from './common-grants.adapter.js';

type Json = Record<string, unknown>;
interface List extends Json {
  readonly items: readonly Json[];
}

const JSON_TYPE = { 'content-type': 'application/json' };
const API = { apiUrl: 'https://funder.example/common-grants/' };
const config = commonGrantsAdapter.check(API);
const list = await recordedJson<List>('common-grants/list.json');

function source(page: unknown = list) {
  return fakeFetcher(() => JSON.stringify(page));
}

function withFirst(changes: Json): Json {
  const [first, ...others] = list.items;
  return { ...list, items: [{ ...first, ...changes }, ...others] };
}

async function readAll(page: unknown = list) {
  const { items } = await gather(commonGrantsAdapter, API, source(page));
  return Promise.all(items.map((item) => commonGrantsAdapter.read(config, item)));
}

function knownOf(text: Awaited<ReturnType<typeof readAll>>[number] | undefined) {
  return Object.fromEntries((text?.known ?? []).map(({ field, value }) => [field, value]));
}

describe('reading a CommonGrants catalogue', () => {
  it('needs its address', () => {
    expect(() => commonGrantsAdapter.check({ zone: 'Marte/Olimpo' })).toThrow(
      expect.objectContaining({
        fields: expect.arrayContaining([
          expect.objectContaining({ field: 'apiUrl' }),
          expect.objectContaining({ field: 'zone', message: expect.stringContaining('zona horaria') }),
        ]),
      }),
    );
  });

  it('searches by state, or takes the whole list', async () => {
    const fetcher = source();
    await gather(commonGrantsAdapter, { ...API, words: 'agua' }, fetcher);
    await gather(commonGrantsAdapter, { ...API, statuses: [] }, fetcher);
    const [search, whole] = fetcher.requests;
    expect(search).toMatchObject({
      url: 'https://funder.example/common-grants/opportunities/search',
      method: 'POST',
    });
    expect(JSON.parse(String(search!.body))).toEqual({
      search: 'agua',
      filters: { status: { operator: 'in', value: ['forecasted', 'open'] } },
      pagination: { page: 1, pageSize: 100 },
    });
    expect(whole!.url).toBe('https://funder.example/common-grants/opportunities?page=1&pageSize=100');
    expect(whole!.method).toBeUndefined();
  });

  it('turns pages as far as the catalogue says, and resumes', async () => {
    const fetcher = fakeFetcher(({ body }) => {
      const { pagination } = JSON.parse(String(body)) as { pagination: { page: number } };
      const items = [list.items[pagination.page - 1]];
      return JSON.stringify({
        status: 200,
        items,
        paginationInfo: { page: pagination.page, totalItems: 2, totalPages: 2 },
      });
    });
    const whole = await gather(commonGrantsAdapter, API, fetcher);
    expect(whole.items.map(({ title }) => title)).toEqual(['Small cities climate fund', 'Rolling fund']);
    const rest = await gather(commonGrantsAdapter, API, fetcher, { cursor: whole.pages[0]!.cursor });
    expect(rest.items.map(({ title }) => title)).toEqual(['Rolling fund']);
  });

  it('knows a call by its id and sends people to its original page', async () => {
    const { items } = await gather(commonGrantsAdapter, API, source());
    expect(items.map(({ key, url }) => [key, url])).toEqual([
      ['7d9f0f0e-3b0f-4f43-9d3c-1f1f6b1a2b3c', 'https://funder.example/small-cities'],
      [
        '0a6a3ad1-9a52-4c9c-8a70-1f1f6b1a2b3d',
        'https://funder.example/common-grants/opportunities/0a6a3ad1-9a52-4c9c-8a70-1f1f6b1a2b3d',
      ],
    ]);
    const again = await gather(commonGrantsAdapter, API, source(reordered(list)));
    const same = again.items.find(({ key }) => key === items[0]!.key);
    expect(bytesOf(same, 'registro')).toBe(bytesOf(items[0], 'registro'));
  });

  it('leaves out the demonstrations of another Chasqui', async () => {
    const demo = { isDemo: { name: 'isDemo', fieldType: 'boolean', value: true } };
    const { items, warnings } = await gather(
      commonGrantsAdapter,
      API,
      source(withFirst({ customFields: demo })),
    );
    expect(items.map(({ title }) => title)).toEqual(['Rolling fund']);
    expect(warnings).toEqual([expect.stringContaining('demostración')]);
  });

  it('finds nothing without alarm when there is nothing', async () => {
    const none = {
      ...list,
      items: [],
      paginationInfo: { page: 1, pageSize: 100, totalItems: 0, totalPages: 0 },
    };
    expect((await gather(commonGrantsAdapter, API, source(none))).pages).toEqual([
      { type: 'page', found: 0, cursor: { page: 2 } },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['filter_ignored', withFirst({ status: { value: 'closed' } }), '«closed»'],
    ['filter_ignored', { ...list, paginationInfo: { page: 4 } }, 'página 1'],
    ['no_items', { ...list, items: [], paginationInfo: { page: 1, totalItems: 8 } }, '8'],
    ['layout', { status: 200, message: 'Success' }, 'items'],
    ['error_inside', { status: 400, message: 'Bad filter', errors: [] }, 'Bad filter'],
    ['layout', { ...list, items: [{ id: 'x' }] }, 'title'],
  ])('%s: says so instead of finding nothing', async (code, page, words) => {
    await expect(gather(commonGrantsAdapter, API, source(page))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  it('tells a record without title as failed', async () => {
    const { items, failed } = await gather(commonGrantsAdapter, API, source(withFirst({ title: '' })));
    expect([items.length, failed.length]).toEqual([1, 1]);
  });
});

describe('what a CommonGrants record says of a call', () => {
  it('becomes known values and hinted parts', async () => {
    const [fund] = await readAll();
    expect(knownOf(fund)).toEqual({
      title: 'Small cities climate fund',
      summary: 'Supports climate action in small cities.',
      sourceStatus: 'open',
      opensOn: '2026-01-15',
      deadline: { kind: 'exact', local: '2026-12-31T17:00', zone: 'America/Lima', text: null },
      totalBudget: '1000000.00',
      amountMin: '10000.00',
      amountMax: '50000.50',
      currency: 'USD',
      applicantTypes: ['GAD parroquial rural', 'government municipal'],
    });
    const parts = Object.fromEntries(
      fund!.parts.map(({ name, source: { text }, hint }) => [name, [hint, text]]),
    );
    expect(parts).toMatchObject({
      description: ['summary', 'Supports climate action in small cities.'],
      'funding.details': ['amount', 'Applicants add 20 % of the cost.'],
      'keyDates.infoSessions': [null, 'Info sessions: Every other Tuesday'],
      'keyDates.performancePeriod': [null, 'Period of performance: 2027-01-01 2027-12-31'],
    });
  });

  it('leaves a close in prose to be read', async () => {
    const [, rolling] = await readAll();
    expect(knownOf(rolling)).toMatchObject({ sourceStatus: 'upcoming' });
    expect(knownOf(rolling)).not.toHaveProperty('deadline');
    expect(rolling!.parts.find(({ name }) => name === 'keyDates.closeDate')).toMatchObject({
      hint: 'deadline',
      source: { text: 'Read on the last Friday of each month' },
    });
  });

  it('takes a period as opening and close, the day without time as its end', async () => {
    const closeDate = {
      name: 'Period',
      eventType: 'dateRange',
      startDate: '2026-02-01',
      endDate: '2026-03-01',
    };
    const [fund] = await readAll(withFirst({ keyDates: { closeDate }, customFields: {} }));
    expect(knownOf(fund)).toMatchObject({
      opensOn: '2026-02-01',
      deadline: { kind: 'exact', local: '2026-03-01T23:59', zone: null },
    });
  });

  it('does not mix currencies', async () => {
    const funding = {
      totalAmountAvailable: { amount: '100', currency: 'EUR' },
      maxAwardAmount: { amount: '5', currency: 'USD' },
    };
    const [fund] = await readAll(withFirst({ funding }));
    expect(knownOf(fund)).toMatchObject({ totalBudget: '100.00', currency: 'EUR' });
    expect(knownOf(fund)).not.toHaveProperty('amountMax');
  });
});

describe('a CommonGrants catalogue over a connection that fails', () => {
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
  const run = () => gather(commonGrantsAdapter, { apiUrl: `${server.url}/common-grants` }, fetcher);

  it('reads the recorded answers', async () => {
    server.on('/common-grants/opportunities/search', { headers: JSON_TYPE, body: JSON.stringify(list) });
    expect((await run()).items).toHaveLength(2);
  });

  it.each<[string, Parameters<FaultServer['on']>[1], Json]>([
    ['an error page', faults.htmlErrorPage(), { code: 'not_expected_type' }],
    ['an error inside', faults.errorInside200({ status: 500, message: 'Down' }), { code: 'error_inside' }],
    [
      'half of the data',
      { headers: JSON_TYPE, body: JSON.stringify(list).slice(0, 300) },
      { code: 'truncated' },
    ],
    ['too many requests', faults.throttled('9'), { fault: 'throttled', details: { retryAfterMs: 9_000 } }],
  ])('is no empty list: %s', async (_name, answer, fault) => {
    server.on('/common-grants/opportunities/search', answer);
    await expect(run()).rejects.toMatchObject(fault);
  });
});
