import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { opportunitiesAnswer, opportunityAnswer, searchAnswer } from '@chasqui/open-data';
import type { z } from 'zod';
import { type Answer, startTestApp, type TestApp } from '../support/http.js';
import { openDataScene, type Scene, year } from './open-data.scene.js';

let test: TestApp;
let scene: Scene;

beforeAll(async () => {
  test = await startTestApp();
  scene = await openDataScene(test);
}, 60_000);

afterAll(() => test.close());

const get = (path: string) => test.visitor().get(path);

async function published(): Promise<string[]> {
  const rows = await test.database.query<{ id: string }[]>(
    `SELECT id FROM call WHERE state = 'published' AND merged_into_id IS NULL`,
  );
  return rows.map(({ id }) => id);
}

describe('the CommonGrants protocol', () => {
  type Found = z.output<typeof searchAnswer>;
  const path = '/common-grants/opportunities';
  const search = (body: unknown): Promise<Answer> => test.visitor().json('POST', `${path}/search`, body);

  async function found(body: unknown): Promise<Found> {
    const answer = await search(body);
    expect([JSON.stringify(body), answer.status]).toEqual([JSON.stringify(body), 200]);
    return searchAnswer.strict().parse(answer.data);
  }

  it('lists every public call, page by page, those that changed last first', async () => {
    const seen: string[] = [];
    let pages = 1;
    for (let page = 1; page <= pages; page += 1) {
      const list = opportunitiesAnswer.strict().parse((await get(`${path}?page=${page}&pageSize=5`)).data);
      seen.push(...list.items.map(({ id }) => id));
      pages = list.paginationInfo.totalPages;
      expect(list.paginationInfo).toMatchObject({ page, pageSize: 5 });
    }
    expect(pages).toBeGreaterThan(1);
    expect(seen.toSorted()).toEqual((await published()).toSorted());
    const { items } = opportunitiesAnswer.parse((await get(path)).data);
    const changed = items.map(({ lastModifiedAt }) => lastModifiedAt);
    expect(changed).toEqual(changed.toSorted().toReversed());
  });

  it('gives one with its dates, their zones, amounts and applicants', async () => {
    const { data } = opportunityAnswer.strict().parse((await get(`${path}/${scene.call.id}`)).data);
    expect(data).toMatchObject({
      status: { value: 'open' },
      funding: {
        totalAmountAvailable: { amount: '1000000.00', currency: 'EUR' },
        maxAwardAmount: { amount: '50000.00', currency: 'EUR' },
      },
      keyDates: {
        closeDate: { eventType: 'singleDate', date: `${year}-06-30`, time: '17:00:00' },
        otherDates: {
          questions: { date: `${year}-05-01`, time: '12:00:00' },
          questions2: { date: `${year}-05-15` },
        },
      },
      acceptedApplicantTypes: [
        { value: 'government_municipal' },
        { value: 'custom', customValue: 'gad_parroquial_rural' },
      ],
      customFields: {
        closeDateTimeZone: { name: 'closeDateTimeZone', fieldType: 'string', value: 'Europe/Madrid' },
        questionsTimeZone: { value: 'America/Lima' },
        questions2TimeZone: { value: 'America/Guayaquil' },
      },
    });
    for (const [id, status] of [
      [scene.draft.id, 404],
      ['00000000-0000-4000-8000-000000000000', 404],
      ['x', 422],
    ] as const) {
      const answer = await get(`${path}/${id}`);
      const { message, errors } = answer.data as { message: string; errors: unknown[] };
      expect([answer.status, message.length > 10, Array.isArray(errors)]).toEqual([status, true, true]);
    }
  });

  const day = (text: string) => `${year}-${text}`;
  const eur = (amount: string, currency = 'EUR') => ({ amount, currency });
  it.each<[string, unknown, boolean]>([
    ['open ones', { status: { operator: 'in', value: ['open'] } }, true],
    ['closed or forecasted ones', { status: { operator: 'in', value: ['closed', 'forecasted'] } }, false],
    ['all but open ones', { status: { operator: 'notIn', value: ['open'] } }, false],
    ['those of no status', { status: { operator: 'in', value: [] } }, false],
    [
      'a close on that day',
      { closeDateRange: { operator: 'between', value: { min: day('06-30'), max: day('06-30') } } },
      true,
    ],
    [
      'a close before',
      { closeDateRange: { operator: 'between', value: { min: day('06-01'), max: day('06-29') } } },
      false,
    ],
    [
      'a close outside',
      { closeDateRange: { operator: 'outside', value: { min: day('06-01'), max: day('06-29') } } },
      true,
    ],
    [
      'a close until an instant',
      { closeDateRange: { operator: 'between', value: { max: day('06-30T15:00:00Z') } } },
      true,
    ],
    [
      'a close until the instant before',
      { closeDateRange: { operator: 'between', value: { max: day('06-30T14:59:59Z') } } },
      false,
    ],
    [
      'an amount',
      { maxAwardAmountRange: { operator: 'between', value: { min: eur('50000'), max: eur('50000.00') } } },
      true,
    ],
    [
      'too much',
      { maxAwardAmountRange: { operator: 'between', value: { min: eur('50001'), max: eur('60000') } } },
      false,
    ],
    [
      'outside of less',
      { minAwardAmountRange: { operator: 'outside', value: { min: eur('1'), max: eur('2') } } },
      true,
    ],
    [
      'another currency',
      { maxAwardAmountRange: { operator: 'outside', value: { min: eur('1', 'USD'), max: eur('2', 'USD') } } },
      false,
    ],
    [
      'two currencies',
      { maxAwardAmountRange: { operator: 'between', value: { min: eur('1'), max: eur('99999', 'USD') } } },
      false,
    ],
    [
      'the whole budget',
      { totalFundingAvailableRange: { operator: 'between', value: { min: eur('999999.99') } } },
      true,
    ],
  ])('finds by %s', async (_name, filters, expected) => {
    const { items, filterInfo } = await found({ filters });
    expect(items.some(({ id }) => id === scene.call.id)).toBe(expected);
    expect(filterInfo).toEqual({ filters, errors: [] });
  });

  it('finds by words, sorts and pages', async () => {
    const { items } = await found({ search: 'riego juntas parroquiales' });
    expect(items.map(({ id }) => id)).toContain(scene.call.id);
    expect((await found({ search: 'zzzqqqxxx' })).paginationInfo).toMatchObject({
      totalItems: 0,
      totalPages: 0,
    });
    for (const sortOrder of ['asc', 'desc'] as const) {
      const sorting = { sortBy: 'funding.maxAwardAmount', sortOrder };
      const amounts = (await found({ sorting })).items.flatMap(
        ({ funding }) => funding?.maxAwardAmount?.amount ?? [],
      );
      const inOrder = amounts.map(Number).toSorted((a, b) => (sortOrder === 'asc' ? a - b : b - a));
      expect(amounts.map(Number)).toEqual(inOrder);
    }
    for (const sortBy of [
      'title',
      'createdAt',
      'status.value',
      'keyDates.closeDate',
      'funding.minAwardAmount',
    ]) {
      expect((await found({ sorting: { sortBy } })).sortInfo).toMatchObject({ sortBy, sortOrder: 'desc' });
    }
    const page = await found({ pagination: { page: 2, pageSize: 3 } });
    expect(page.items.length).toBe(3);
    expect((await found({ pagination: { pageSize: 5000 } })).paginationInfo.pageSize).toBe(100);
  });

  it('does what it can and says what it cannot', async () => {
    const answer = await found({
      filters: {
        customFilters: { causa: { operator: 'eq', value: 1 } },
        agency: { operator: 'eq', value: 'x' },
      },
      sorting: { sortBy: 'custom', customSortBy: 'x' },
    });
    expect(answer.filterInfo.errors).toEqual([
      'El filtro «agency» no se admite y no se tomó en cuenta.',
      'El filtro «causa» no se admite y no se tomó en cuenta.',
    ]);
    expect(answer.sortInfo).toMatchObject({
      sortBy: 'lastModifiedAt',
      errors: [expect.stringContaining('custom')],
    });
    expect(answer.items.length).toBe((await published()).length);
  });

  it.each<[unknown, string]>([
    [{ pagination: { page: 0 } }, 'pagination.page'],
    [{ pagination: { page: 'x' } }, 'pagination.page'],
    [{ filters: { status: { operator: 'in', value: ['abierta'] } } }, 'filters.status.value.0'],
    [{ filters: { closeDateRange: { operator: 'gt', value: {} } } }, 'filters.closeDateRange.operator'],
    [{ filters: { maxAwardAmountRange: { operator: 'between', value: { min: eur('-1') } } } }, 'min.amount'],
    [{ sorting: { sortBy: 'title', sortOrder: 'up' } }, 'sorting.sortOrder'],
    [[1], ''],
    [{ search: 7 }, 'search'],
  ])('refuses %j in Spanish', async (body, field) => {
    const answer = await search(body);
    const data = answer.data as {
      status: number;
      message: string;
      errors: { field: string; message: string }[];
    };
    expect([answer.status, data.status, data.message]).toEqual([422, 422, 'Revise los valores señalados.']);
    expect(data.errors[0]!.field).toContain(field);
    expect(data.errors[0]!.message).not.toMatch(/invalid|expected|received/i);
  });

  it('refuses wrong pages', async () => {
    for (const query of ['page=0', 'page=x', 'pageSize=-1', 'page=1.5']) {
      expect([query, (await get(`${path}?${query}`)).status]).toEqual([query, 422]);
    }
  });
});
