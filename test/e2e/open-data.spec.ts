import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Donor } from '@chasqui/donors';
import { openType, OPEN_TYPES, recordSchema } from '@chasqui/open-data';
import { readSpreadsheet } from '@chasqui/spreadsheets';
import { parse } from 'csv-parse/sync';
import { startTestApp, type TestApp } from '../support/http.js';
import { openDataScene, type Scene, SECRETS } from './open-data.scene.js';

interface Item extends Readonly<Record<string, unknown>> {
  readonly slug?: string;
  readonly code?: string;
}
/** A GAD has its code, everything else an address. */
const keyOf = ({ slug, code }: Item): string => slug ?? code!;
interface List {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly total: number;
}

let test: TestApp;
let scene: Scene;

beforeAll(async () => {
  test = await startTestApp();
  scene = await openDataScene(test);
}, 60_000);

afterAll(() => test.close());

const get = (path: string, headers: Record<string, string> = {}) => test.visitor().get(path, headers);

async function list(path: string): Promise<List> {
  const answer = await get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.data as List;
}

async function problem(path: string, status: number): Promise<{ detail: string; errors: unknown[] }> {
  const answer = await get(path);
  expect([path, answer.status]).toEqual([path, status]);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  return answer.data as { detail: string; errors: unknown[] };
}

/** The file as a spreadsheet program sees it. */
async function csv(path: string): Promise<Record<string, string>[]> {
  const answer = await get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return parse(answer.text, { columns: true, delimiter: ';', bom: true });
}

async function xlsx(path: string): Promise<readonly (readonly string[])[]> {
  const answer = await fetch(test.url + path);
  expect(answer.status).toBe(200);
  const [sheet] = await readSpreadsheet(Buffer.from(await answer.arrayBuffer()), 'x.xlsx');
  return sheet!.rows;
}

describe('the catalogue for programs', () => {
  it.each(OPEN_TYPES.filter(({ key }) => key !== 'call').map((type) => [type.api, type] as const))(
    '%s come page by page, each once, in their described shape',
    async (api, type) => {
      const seen: string[] = [];
      const schema = recordSchema(type).strict();
      let after = '';
      let total = -1;
      do {
        const page = await list(`/api/v1/${api}?limit=100${after && `&after=${encodeURIComponent(after)}`}`);
        for (const item of page.items) schema.parse(item);
        seen.push(...page.items.map(keyOf));
        after = page.next ?? '';
        total = page.total;
      } while (after);
      expect([seen.length, new Set(seen).size]).toEqual([total, total]);
      expect(total).toBeGreaterThan(1);
      const one = await get(`/api/v1/${api}/${seen[0]!}`);
      expect(one.status).toBe(200);
      schema.parse(one.data);
    },
  );

  it('gives facts with their source, codes, addresses and who belongs to what', async () => {
    const donor = (await get('/api/v1/donors/aecid')).data as Item;
    expect(donor).toMatchObject({
      slug: 'aecid',
      url: `${test.url}/cooperantes/aecid`,
      kind: 'cooperation_agency',
      sources: expect.arrayContaining([expect.objectContaining({ title: expect.any(String) })]),
      readOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      verifiedOn: null,
      contacts: [
        { kind: 'url', value: 'https://publico.example', label: 'Sede', state: 'verified', year: 2026 },
      ],
    });
    const fund = (await list('/api/v1/funds?limit=1')).items[0]!;
    expect(fund['donor']).toEqual({ slug: expect.any(String), name: expect.any(String) });
    expect(fund).not.toHaveProperty('donorId');
    expect((await get('/api/v1/gads/0801')).data).toMatchObject({
      code: '0801',
      name: expect.stringContaining('Esmeraldas'),
      unitEs: 'Unidad de cooperación',
      population: 200_000,
    });
    const networks = (await list('/api/v1/networks?limit=200')).items;
    const members = networks.flatMap((network) => network['members'] as { gad: { code: string } }[]);
    expect(members.length).toBeGreaterThan(0);
    expect(members[0]!.gad).toEqual({ code: expect.stringMatching(/^\d{2,6}$/), name: expect.any(String) });
  });

  it('narrows by name, without accents, and by the last change', async () => {
    const found = await list('/api/v1/donors?q=JAPON');
    expect(found.total).toBeGreaterThan(0);
    for (const item of found.items) expect(JSON.stringify(item)).toMatch(/jap[oó]n/i);
    const slugs = (page: List) => page.items.map(({ slug }) => slug);
    expect(slugs(await list('/api/v1/donors?q=%25'))).toEqual([]);
    const { updatedAt } = (await get('/api/v1/donors/aecid')).data as { updatedAt: string };
    expect(slugs(await list(`/api/v1/donors?updatedSince=${updatedAt}`))).toEqual(['aecid']);
    expect((await list('/api/v1/donors?updatedSince=2030-01-01')).total).toBe(0);
  });

  it('leads from a merged record to the one that stayed', async () => {
    const rows = await test.database.manager.find(Donor, { order: { slug: 'DESC' }, take: 3 });
    const [first, second, last] = rows as [Donor, Donor, Donor];
    await test.database.manager.update(Donor, first.id, { mergedIntoId: second.id });
    await test.database.manager.update(Donor, second.id, { mergedIntoId: last.id });
    const answer = await get(`/api/v1/donors/${first.slug}`);
    expect([answer.status, answer.location]).toEqual([307, `/api/v1/donors/${last.slug}`]);
    expect((await list('/api/v1/donors?limit=200')).items.map(({ slug }) => slug)).not.toContain(first.slug);
    await test.database.manager.update(Donor, [first.id, second.id], { mergedIntoId: null });
  });

  it.each([
    ['/api/v1/donors?limit=0', 'Escriba un número de 1 a 200'],
    ['/api/v1/donors?limit=abc', 'Escriba un número de 1 a 200'],
    ['/api/v1/donors?limit=1&limit=2', 'Escriba un número'],
    ['/api/v1/funds?updatedSince=ayer', 'Escriba la fecha como'],
    ['/api/v1/funds?updatedSince=2026-02-30', 'Escriba la fecha como'],
    ['/api/v1/gads?updatedSince=2026-01-01', 'no se sabe cuándo cambió'],
    [`/api/v1/networks?q=${'x'.repeat(101)}`, '100 caracteres'],
    ['/datos/fondos.csv?updatedSince=x', 'Escriba la fecha como'],
    ['/datos/convocatorias.csv?tema=%3Cb%3E', 'No se entiende'],
    ['/datos/convocatorias.atom?nivel=imperial', 'No se entiende'],
    ['/datos/convocatorias.atom?pagina=x', 'primera página'],
    ['/datos/cierres.ics?cierre=nunca', 'No se entiende'],
  ])('%s is refused in Spanish', async (path, told) => {
    expect(JSON.stringify(await problem(path, 422))).toContain(told);
  });

  it('refuses the NUL character and what does not exist', async () => {
    await problem('/api/v1/donors?q=%00', 400);
    await problem('/datos/cooperantes.csv?q=a%00', 400);
    expect((await problem('/api/v1/donors/no-existe', 404)).detail).toContain('No hay ninguna ficha');
    await problem('/api/v1/gads/99', 404);
    await problem('/datos/planetas.csv', 404);
    // Somebody who follows a link gets a page, not a document for programs.
    const page = await get('/datos/convocatorias.csv?tema=%3Cb%3E', { accept: 'text/html' });
    expect([page.status, page.headers.get('content-type')]).toEqual([422, 'text/html; charset=utf-8']);
  });

  it('hides what is not published, also behind a reference', async () => {
    const rounds = (await list('/api/v1/rounds?limit=200')).items;
    expect(rounds.filter((round) => round['call'] !== null)).toEqual([]);
    const [hidden] = await test.database.query<[{ slug: string }]>(
      'SELECT slug FROM offer WHERE NOT published',
    );
    expect((await get(`/api/v1/offers/${hidden.slug}`)).status).toBe(404);
  });
});

describe('the files', () => {
  it.each(OPEN_TYPES.map((type) => [type.file, type] as const))(
    '%s: CSV, Excel and JSON hold the same records under Spanish titles',
    async (file, type) => {
      const table = await csv(`/datos/${file}.csv`);
      const [titles, ...rows] = await xlsx(`/datos/${file}.xlsx`);
      const json = (await get(`/datos/${file}.json`)).data as { type: string; items: Item[] };
      const codes = json.items.map(keyOf);
      expect(json.type).toBe(type.key);
      expect(codes.length).toBeGreaterThan(1);
      expect(table.map((row) => row['Código'])).toEqual(codes);
      expect(rows.map(([code]) => code)).toEqual(codes);
      expect(titles).toEqual(Object.keys(table[0]!));
      expect(new Set(titles).size).toBe(titles!.length);
      for (const item of json.items) recordSchema(type).strict().parse(item);
    },
    60_000,
  );

  it('hold names for people and nothing that a spreadsheet would run', async () => {
    const row = (await csv('/datos/cooperantes.csv')).find((each) => each['Código'] === 'aecid')!;
    expect(row).toMatchObject({
      Tipo: 'Agencia de cooperación',
      Siglas: "'=AECID()",
      'Qué hace': '\'@SUM(1;2)\nSegunda línea; con "comillas"',
      'Página en Chasqui': `${test.url}/cooperantes/aecid`,
    });
    const fund = (await csv('/datos/fondos.csv'))[0]!;
    expect(fund['Cooperante']).toMatch(/[a-z]{3}/);
    const bytes = await fetch(`${test.url}/datos/cooperantes.xlsx`).then((each) => each.text());
    expect(bytes).not.toContain('<f>');
    const cells = (await xlsx('/datos/cooperantes.xlsx')).find(([code]) => code === 'aecid');
    expect(cells).toContain('=AECID()');
  });

  it('of calls follow the search and say what they say', async () => {
    const all = await csv('/datos/convocatorias.csv');
    const some = await csv('/datos/convocatorias.csv?tema=riego-y-drenaje');
    const row = some.find((each) => each['Código'] === scene.call.slug)!;
    expect(some.length).toBeLessThan(all.length);
    expect(row).toMatchObject({
      Título: expect.stringContaining('\'=HYPERLINK("http://malo.example")'),
      Cooperante: expect.stringContaining('Española'),
      Temas: expect.stringMatching(/riego/i),
      'Monto máximo por proyecto': '50000',
      Estado: 'abierta',
    });
    expect(some.every((each) => /riego/i.test(each['Temas']!))).toBe(true);
    expect(await csv('/datos/convocatorias.csv?q=zzzzqqq&tema=pesca-y-acuicultura')).toEqual([]);
    expect((await csv('/datos/cooperantes.csv?q=AECID()')).map((each) => each['Código'])).toEqual(['aecid']);
  });

  it('have safe names and types', async () => {
    const answer = await get('/datos/cooperantes.csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="chasqui-cooperantes-\d{4}-\d{2}-\d{2}\.csv"$/,
    );
    expect((await get('/datos/redes.xlsx')).headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    const bytes = await fetch(`${test.url}/datos/redes.csv`).then((each) => each.arrayBuffer());
    expect([...new Uint8Array(bytes.slice(0, 3))]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('all in one JSON: every type with every record', async () => {
    const all = (await get('/datos/catalogo.json')).data as Record<string, Item[]>;
    for (const { api, file } of OPEN_TYPES) {
      const { items } = (await get(`/datos/${file}.json`)).data as { items: Item[] };
      expect(all[api]).toEqual(items);
    }
  });

  it('are not sent again to who has them, until something in them changes', async () => {
    for (const path of [
      '/datos/fondos.csv',
      '/datos/fondos.xlsx',
      '/datos/catalogo.json',
      '/api/v1/donors',
    ]) {
      const etag = (await get(path)).headers.get('etag')!;
      const again = await get(path, { 'if-none-match': `"otra", ${etag}` });
      expect([path, again.status, again.text]).toEqual([path, 304, '']);
      expect(again.headers.get('etag')).toBe(etag);
    }
    const before = (await get('/datos/fondos.csv')).headers.get('etag')!;
    expect((await get('/datos/fondos.csv?q=agua')).headers.get('etag')).not.toBe(before);
    // A fund shows the name of its donor.
    const { manager } = test.database;
    await manager.update(Donor, scene.donorId, {
      nameEs: 'Agencia Española (nombre nuevo)',
      updatedAt: new Date(),
    });
    expect((await get('/datos/fondos.csv', { 'if-none-match': before })).status).toBe(200);
  });
});

it('no answer holds personal data, notes or drafts', async () => {
  const paths = [
    ...OPEN_TYPES.flatMap(({ file }) => [`/datos/${file}.csv`, `/datos/${file}.json`]),
    ...OPEN_TYPES.map(({ api }) => `/api/v1/${api}?limit=100`),
    '/api/v1/donors/aecid',
    '/api/v1/networks/mercociudades',
    '/api/v1/gads/0801',
    `/api/v1/calls/${scene.call.slug}`,
    '/datos/catalogo.json',
    '/datos/convocatorias.atom',
    '/datos/cierres.ics',
    '/common-grants/opportunities',
    `/common-grants/opportunities/${scene.call.id}`,
    '/sitemap/convocatorias.xml',
  ];
  for (const path of paths) {
    const answer = await get(path);
    const told = SECRETS.filter((secret) => answer.text.includes(secret));
    expect([path, answer.status, told]).toEqual([path, 200, []]);
  }
  for (const { file } of OPEN_TYPES) {
    const cells = JSON.stringify(await xlsx(`/datos/${file}.xlsx`));
    expect(SECRETS.filter((secret) => cells.includes(secret))).toEqual([]);
  }
  expect(openType('donor').fields.length).toBeGreaterThan(20);
}, 60_000);
