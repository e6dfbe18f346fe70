import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  fakeFetcher,
  gather,
  loopbackFetcher,
  recordedJson,
  reordered,
} from '../../../../../test/support/collecting.js';
import { type FaultServer, faults, startFaultServer } from '../../../../../test/support/fault-server.js';
import { jsonAdapter } from './json.adapter.js';

const API = 'https://api.banco.example/v2/notices';
type Notice = Record<string, unknown> & { id: string };
type Answer = Record<string, unknown> & { procnotices: Notice[] };
const notices = await recordedJson<Answer>('json/notices.json');

const definition = {
  url: `${API}?format=json`,
  list: 'procnotices',
  key: 'id',
  title: 'bid_description',
  link: { template: 'https://proyectos.banco.example/avisos/{id}' },
  fields: [
    { path: 'noticedate', hint: 'published', dates: 'dmy' },
    { path: 'deadline', field: 'deadline' },
    { path: 'award.ceiling', field: 'amountMax' },
    { path: 'award.floor', field: 'amountMin' },
    { path: 'award.currency', field: 'currency' },
    { path: 'country_codes[]', field: 'countries' },
    { path: 'summary', hint: 'summary' },
    { path: 'themes[]', hint: 'themes' },
  ],
  documents: { list: 'files[]', url: 'href', title: 'name' },
  error: { path: 'errorcode', good: [0], message: 'msg' },
  defaults: { zone: 'America/Guayaquil' },
};

const collect = (answer: unknown, changes: object = {}, context = {}) =>
  gather(
    jsonAdapter,
    { ...definition, ...changes },
    fakeFetcher(() => JSON.stringify(answer)),
    context,
  );

async function textOf(answer: unknown, at = 0, changes: object = {}) {
  const { items } = await collect(answer, changes);
  return jsonAdapter.read(jsonAdapter.check({ ...definition, ...changes }), items[at]!);
}

describe('an API read by a mapping', () => {
  it('gives its records by their code', async () => {
    const { items } = await collect(notices);
    expect(items.map(({ key, url }) => [key, url])).toEqual([
      ['OP00457469', 'https://proyectos.banco.example/avisos/OP00457469'],
      ['OP00457470', 'https://proyectos.banco.example/avisos/OP00457470'],
    ]);
  });

  it('reads facts as such and the rest as words', async () => {
    const text = await textOf(notices);
    expect(text.known.map(({ field, value, words, part }) => [field, value, words, part])).toEqual([
      [
        'deadline',
        { kind: 'exact', local: '2026-11-30T17:00', zone: 'America/Guayaquil', text: null },
        '2026-11-30T22:00:00Z',
        'deadline',
      ],
      ['amountMax', '250000.00', '250000', 'award.ceiling'],
      ['currency', 'USD', 'usd', 'award.currency'],
      ['countries', ['EC', 'PE'], 'EC; PE', 'country_codes[]'],
    ]);
    expect(text.parts.map(({ name, hint, source }) => [name, hint, source.text])).toEqual([
      ['bid_description', 'title', 'Fortalecimiento de gobiernos locales'],
      ['noticedate', 'published', '05-Oct-2026'],
      ['summary', 'summary', 'Asistencia técnica a municipios.\nHasta 80 %.'],
      ['themes[]', 'themes', 'agua\ngobernanza'],
    ]);
    expect(text.publishedOn).toBe('2026-10-05');
    expect(text.documents).toContainEqual({
      title: 'Términos de referencia',
      url: 'https://proyectos.banco.example/files/tdr.pdf',
    });
  });

  it('says nothing of what flickers to null', async () => {
    const text = await textOf(notices, 1);
    expect(text.known).toEqual([]);
    expect(text.parts.map(({ name }) => name)).toEqual(['bid_description', 'noticedate']);
  });

  it('keeps a fact that cannot be read as words', async () => {
    const [first] = notices.procnotices;
    const text = await textOf({
      ...notices,
      procnotices: [{ ...first, deadline: 'Diez días desde la publicación' }],
    });
    expect(text.known.map(({ field }) => field)).not.toContain('deadline');
    expect(text.parts).toContainEqual(expect.objectContaining({ name: 'deadline', hint: 'deadline' }));
  });

  it('gives the same bytes when lists and keys come in another order', async () => {
    const bytes = async (answer: unknown) => {
      const { items } = await collect(answer);
      return items
        .toSorted((a, b) => a.key.localeCompare(b.key))
        .map(({ parts }) => parts[0]!.body.toString());
    };
    expect(await bytes(reordered(notices))).toEqual(await bytes(notices));
  });

  it('takes a map as well as a list', async () => {
    const map = { procnotices: Object.fromEntries(notices.procnotices.map((each) => [each.id, each])) };
    const { items } = await collect(map, { key: null, link: null });
    expect(items.map(({ key }) => key)).toEqual(['OP00457469', 'OP00457470']);
  });

  it('cannot be led to another site by what a record holds', async () => {
    const trick = { ...notices.procnotices[0]!, id: '../../@malo.example/?x=' };
    const { items } = await collect({ procnotices: [trick] });
    expect(new URL(items[0]!.url).origin).toBe('https://proyectos.banco.example');
  });

  it('asks page by page in the address or in the body, until all came', async () => {
    const rows = Array.from({ length: 5 }, (_, at) => ({ id: `n-${at}`, bid_description: `Aviso ${at}` }));
    const paged = fakeFetcher(({ url, body }) => {
      const skip = Number(body ? JSON.parse(String(body)).page.skip : new URL(url).searchParams.get('os'));
      return JSON.stringify({ total: 5, procnotices: rows.slice(skip, skip + 2) });
    });
    const number = { kind: 'number', first: 0, step: 2, total: 'total' };
    const inQuery = { ...definition, pagination: { ...number, name: 'os' } };
    expect((await gather(jsonAdapter, inQuery, paged)).items).toHaveLength(5);
    expect(paged.requests.map(({ url }) => new URL(url).searchParams.get('os'))).toEqual(['0', '2', '4']);
    const inBody = {
      ...definition,
      method: 'POST',
      body: { query: 'agua', page: { size: 2 } },
      pagination: { ...number, in: 'body', name: 'page.skip' },
    };
    const { items, pages } = await gather(jsonAdapter, inBody, paged);
    expect(items).toHaveLength(5);
    expect(JSON.parse(String(paged.requests.at(-1)!.body))).toEqual({
      query: 'agua',
      page: { size: 2, skip: 4 },
    });
    const rest = await gather(jsonAdapter, inBody, paged, { cursor: pages[1]!.cursor });
    expect(rest.items.map(({ key }) => key)).toEqual(['n-4']);
  });

  it('follows the address of the next page within its site', async () => {
    const page = (next: string | null) => ({ ...notices, next });
    const answers = [
      page('/v2/notices?from=2'),
      { next: 'https://malo.example/', procnotices: [{ id: 'z', bid_description: 'Z' }] },
    ];
    const fetcher = fakeFetcher(() => JSON.stringify(answers.shift()));
    const config = { ...definition, pagination: { kind: 'next', path: 'next' } };
    const { items, warnings } = await gather(jsonAdapter, config, fetcher);
    expect(items).toHaveLength(3);
    expect(warnings[0]).toContain('malo.example');
  });
});

describe('an API that misbehaves', () => {
  const number = { kind: 'number', name: 'page', total: 'total' };
  const filter = { path: 'project_ctry_name', values: ['Ecuador'] };

  it.each<[string, unknown, object, string]>([
    ['an error inside a good answer', { errorcode: 7, msg: 'Clave vencida' }, {}, 'error_inside'],
    ['an error without words', { errorcode: 'E' }, {}, 'error_inside'],
    ['another shape', { errorcode: 0, results: [] }, {}, 'layout'],
    ['a list that is null', { procnotices: null }, {}, 'layout'],
    ['records of another shape', { procnotices: [{ name: 'x' }] }, {}, 'layout'],
    ['silence', { total: 12, procnotices: [] }, { pagination: number }, 'no_items'],
    ['the same page again and again', notices, { pagination: number }, 'filter_ignored'],
    [
      'records that were not asked for',
      { procnotices: [{ id: 'x', bid_description: 'X', project_ctry_name: 'India' }] },
      { filter },
      'filter_ignored',
    ],
    [
      'records that hide the filter',
      { procnotices: [{ id: 'x', bid_description: 'X' }] },
      { filter },
      'filter_ignored',
    ],
  ])('%s is a fault', async (_, answer, changes, code) => {
    await expect(collect(answer, changes)).rejects.toMatchObject({ name: 'SourceFault', code });
  });

  it('is told with its own words', async () => {
    await expect(collect({ errorcode: 7, msg: 'Clave vencida' })).rejects.toThrow(/Clave vencida/);
  });

  it('is not refused when the filter was minded', async () => {
    expect((await collect(notices, { filter })).items).toHaveLength(2);
  });

  it('loses only the records without title, and says so', async () => {
    const { items, warnings } = await collect({ procnotices: [...notices.procnotices, { id: 'x' }] });
    expect(items).toHaveLength(2);
    expect(warnings).toEqual([expect.stringContaining('1 registros no tienen')]);
  });

  it('is refused when it nests without end', async () => {
    const deep = `{"procnotices":[{"id":"1","bid_description":"x","y":${'['.repeat(5000)}${']'.repeat(5000)}}]}`;
    const reading = gather(
      jsonAdapter,
      definition,
      fakeFetcher(() => deep),
    );
    await expect(reading).rejects.toMatchObject({ code: 'layout' });
  });
});

describe('an API over the network', () => {
  let server: FaultServer;
  beforeAll(async () => {
    server = await startFaultServer();
  });
  afterAll(() => server.close());

  it.each([
    ['html', faults.htmlErrorPage(), { code: 'not_expected_type' }],
    ['maintenance', faults.errorInside200(), { code: 'error_inside' }],
    ['cut-json', { body: JSON.stringify(notices).slice(0, 300) }, { code: 'truncated' }],
    ['cut', faults.truncated(JSON.stringify(notices), 100), { fault: 'truncated' }],
    ['throttled', faults.throttled('9'), { fault: 'throttled' }],
    ['wheel', faults.redirect('/wheel'), { fault: 'too_many_redirects' }],
  ])('%s is a fault', async (path, answer, fault) => {
    const fetcher = loopbackFetcher();
    server.on(`/${path}`, answer);
    const config = { ...definition, url: `${server.url}/${path}`, error: { path: 'codigo' } };
    await expect(gather(jsonAdapter, config, fetcher)).rejects.toMatchObject(fault);
    await fetcher.close();
  });
});

describe('the definition of an API', () => {
  it('is refused with a Spanish message per field', () => {
    const wrong = {
      ...definition,
      list: 'a..b',
      title: '',
      link: { template: 'https://x.org/{' },
      body: { a: 1 },
      fields: [{ path: 'x', field: 'plazo' }],
      pagination: { kind: 'number', name: 'página uno' },
    };
    const fields = expect.arrayContaining(
      ['list', 'title', 'link.template', 'fields.0.field', 'pagination.name'].map((field) =>
        expect.objectContaining({ field }),
      ),
    );
    expect(() => jsonAdapter.check(wrong)).toThrow(
      expect.objectContaining({ code: 'source.invalid', fields }),
    );
    expect(() => jsonAdapter.check({ ...definition, body: { a: 1 } })).toThrow(
      expect.objectContaining({ fields: [{ field: 'body', message: expect.stringContaining('Solo POST') }] }),
    );
  });
});
