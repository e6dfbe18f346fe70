import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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
import { bdnsAdapter } from './bdns.adapter.js';
import { windowAt } from './bdns-search.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const WEEK = { lookbackDays: 5, words: 'cooperación' };
const config = bdnsAdapter.check({});

type Json = Record<string, unknown>;

const [search, empty] = await Promise.all([
  recordedJson<Json>('bdns/search.json'),
  recordedAnswer('bdns/empty.json'),
]);
const details = {
  '790767': await recordedJson<Json>('bdns/detail-790767.json'),
  '795710': await recordedJson<Json>('bdns/detail-795710.json'),
};

/** Answers searches with one page and details by their code. */
function source(
  page: unknown = search,
  detail: (code: string) => unknown = (code) => details[code as '790767'],
) {
  return fakeFetcher(({ url }) => {
    const { pathname, searchParams } = new URL(url);
    const isSearch = pathname.endsWith('/busqueda');
    return JSON.stringify(isSearch ? page : detail(searchParams.get('numConv') ?? ''));
  });
}

async function itemOf(detail: unknown) {
  const { items } = await gather(
    bdnsAdapter,
    WEEK,
    source(search, (code) => (code === '790767' ? detail : details['795710'])),
  );
  return items[0]!;
}

describe('the configuration for BDNS', () => {
  it('has a default for everything and explains itself in Spanish', () => {
    expect(config).toMatchObject({ wordsMode: 'all', lookbackDays: 120, administration: null });
    expect(() => bdnsAdapter.check({ lookbackDays: 0, apiUrl: 'file:///etc/passwd', region: 1 })).toThrow(
      expect.objectContaining({
        code: 'source.invalid',
        fields: expect.arrayContaining([
          { field: 'apiUrl', message: expect.stringContaining('https://') },
          { field: 'lookbackDays', message: 'El número más bajo es 1.' },
          { field: '', message: expect.stringContaining('«region»') },
        ]),
      }),
    );
  });
});

describe('reading BDNS', () => {
  it('asks in windows of at most seven days, the newest first', async () => {
    const fetcher = source(JSON.parse(empty));
    const { pages } = await gather(
      bdnsAdapter,
      { lookbackDays: 16, regions: ['12', 13], administration: 'L' },
      fetcher,
    );
    const asked = fetcher.requests.map(({ url }) => new URL(url).searchParams);
    expect(asked.map((query) => [query.get('fechaDesde'), query.get('fechaHasta')])).toEqual([
      ['12/10/2024', '18/10/2024'],
      ['05/10/2024', '11/10/2024'],
      ['03/10/2024', '04/10/2024'],
    ]);
    expect(asked[0]!.get('vpd')).toBe('GE');
    expect(asked[0]!.get('regiones')).toBe('12,13');
    expect(asked[0]!.get('tipoAdministracion')).toBe('L');
    expect(pages.map(({ found }) => found)).toEqual([0, 0, 0]);
  });

  it('goes on after the page where it was interrupted', async () => {
    const fetcher = source({ ...search, number: 3 });
    const cursor = { start: '2024-10-10', to: '2024-10-18', page: 3 };
    const { pages } = await gather(bdnsAdapter, WEEK, fetcher, { cursor, maxItems: 2 });
    expect(new URL(fetcher.requests[0]!.url).searchParams.get('page')).toBe('3');
    expect(pages).toEqual([{ type: 'page', found: 2, cursor }]);
    expect(windowAt({ start: '2024-10-10', to: '2024-10-09' })).toBeUndefined();
  });

  it('brings each call with its detail, and stops where a preview wants it to', async () => {
    const { items, pages } = await gather(bdnsAdapter, WEEK, source());
    expect(items.map(({ key, url, title }) => [key, url, title])).toEqual([
      [
        '790767',
        'https://www.infosubvenciones.es/bdnstrans/GE/es/convocatorias/790767',
        'Subvenciones a proyectos de cooperación al desarrollo y solidaridad internacional 2024',
      ],
      [
        '795710',
        expect.stringContaining('/795710'),
        'Ayudas de cooperación para el desarrollo, anualidad 2024',
      ],
    ]);
    expect(pages).toEqual([
      { type: 'page', found: 2, cursor: { start: '2024-10-14', to: '2024-10-13', page: 0 } },
    ]);
    expect((await gather(bdnsAdapter, WEEK, source(), { maxItems: 1 })).items).toHaveLength(1);
  });

  it('keeps the same bytes when nested lists come in another order', async () => {
    const detail = details['790767'];
    const [first, second] = [await itemOf(detail), await itemOf(reordered(detail))];
    expect(bytesOf(second, 'detalle')).toBe(bytesOf(first, 'detalle'));
    expect(await bdnsAdapter.read(config, second)).toEqual(await bdnsAdapter.read(config, first));
  });

  it.each<[string, unknown, string]>([
    [
      'filter_ignored',
      { ...search, content: [{ numeroConvocatoria: '1', fechaRecepcion: '2019-01-01' }] },
      'fecha',
    ],
    ['filter_ignored', { ...search, number: 7 }, 'página'],
    [
      'filter_ignored',
      {
        ...search,
        content: [1, 2, 3, 4, 5].map((code) => ({
          numeroConvocatoria: code,
          descripcion: 'Renovación de calderas',
        })),
      },
      '«cooperación»',
    ],
    ['layout', { ...search, content: undefined }, 'content'],
    ['layout', { ...search, content: [{ descripcion: 'x' }] }, 'numeroConvocatoria'],
    ['no_items', { ...search, content: [], totalElements: 40 }, '40'],
    ['error_inside', { codigo: 'ERR_VALIDACION', error: 'El rango no es válido' }, 'El rango no es válido'],
  ])('%s: says so instead of finding nothing', async (code, page, words) => {
    await expect(gather(bdnsAdapter, WEEK, source(page))).rejects.toMatchObject({
      name: 'SourceFault',
      code,
      message: expect.stringContaining(words),
    });
  });

  it('does not turn the same page for ever', async () => {
    const endless = fakeFetcher(({ url }) => {
      const page = Number(new URL(url).searchParams.get('page') ?? 0);
      const code = new URL(url).searchParams.get('numConv');
      return JSON.stringify(code ? details[code as '790767'] : { ...search, number: page, last: false });
    });
    await expect(gather(bdnsAdapter, WEEK, endless)).rejects.toMatchObject({ code: 'filter_ignored' });
  });

  it('waits when the register is being maintained', async () => {
    const closed = source({ codigo: 'ERR_MANTENIMIENTO_BBDD', error: 'Base de datos en mantenimiento' });
    await expect(gather(bdnsAdapter, WEEK, closed)).rejects.toMatchObject({
      fault: 'throttled',
      details: { retryAfterMs: 1_800_000 },
    });
  });

  it('tells one unread call as failed, and a source where none can be read as broken', async () => {
    const one = source(search, (code) =>
      code === '790767' ? { codigo: 'E', error: 'No' } : details['795710'],
    );
    const { items, failed } = await gather(bdnsAdapter, WEEK, one);
    expect(items.map(({ key }) => key)).toEqual(['795710']);
    expect(failed).toEqual([
      expect.objectContaining({ key: '790767', message: expect.stringContaining('E: No') }),
    ]);
    const none = source(search, () => ({ codigoBDNS: 'otra' }));
    await expect(gather(bdnsAdapter, WEEK, none)).rejects.toMatchObject({ code: 'layout' });
  });

  it('keeps the validators of a detail only after it was taken over, and says when nothing changed', async () => {
    const kept: string[] = [];
    const validators = { etag: '"1"', lastModified: null };
    const fetcher = fakeFetcher(({ url, validators: sent }) => {
      if (url.includes('/busqueda')) return JSON.stringify(search);
      const code = new URL(url).searchParams.get('numConv') as '790767';
      if (sent?.etag) return { status: 304, notModified: true, validators };
      return { body: Buffer.from(JSON.stringify(details[code])), validators };
    });
    const { items } = await gather(bdnsAdapter, WEEK, fetcher, {
      validatorsOf: (url) => Promise.resolve(url.includes('790767') ? validators : undefined),
      keepValidators: (url) => Promise.resolve(void kept.push(url)),
    });
    expect(items.map(({ unchanged, parts }) => [unchanged, parts.length])).toEqual([
      [true, 0],
      [false, 1],
    ]);
    expect(kept).toEqual([expect.stringContaining('numConv=795710')]);
  });
});

describe('BDNS over a connection that fails', () => {
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
  beforeEach(() => {
    server.on('/api/convocatorias/busqueda', { headers: JSON_TYPE, body: JSON.stringify(search) });
    server.on('/api/convocatorias', ({ query }) => ({
      headers: JSON_TYPE,
      body: JSON.stringify(details[query.get('numConv') as '790767']),
    }));
  });
  const run = () => gather(bdnsAdapter, { ...WEEK, apiUrl: `${server.url}/api` }, fetcher);

  it('reads the recorded answers', async () => {
    expect((await run()).items.map(({ key }) => key)).toEqual(['790767', '795710']);
  });

  it.each<[string, Parameters<FaultServer['on']>[1], Record<string, unknown>]>([
    ['an error page', faults.htmlErrorPage(), { code: 'not_expected_type' }],
    [
      'an error inside a good answer',
      faults.errorInside200({ codigo: 'ERR', error: 'No' }),
      { code: 'error_inside' },
    ],
    [
      'half of the data',
      { headers: JSON_TYPE, body: JSON.stringify(search).slice(0, 200) },
      { code: 'truncated' },
    ],
    ['a cut connection', faults.truncated(JSON.stringify(search), 100), { fault: 'truncated' }],
    ['nothing', { headers: JSON_TYPE, body: '' }, { code: 'truncated' }],
  ])('is no empty list: %s', async (_name, answer, fault) => {
    server.on('/api/convocatorias/busqueda', answer);
    await expect(run()).rejects.toMatchObject(fault);
  });

  it('hands on how long the register wants to be left alone', async () => {
    server.on('/api/convocatorias/busqueda', faults.throttled('7'));
    await expect(run()).rejects.toMatchObject({ fault: 'throttled', details: { retryAfterMs: 7_000 } });
  });
});
