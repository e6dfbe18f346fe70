import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts } from '@chasqui/accounts';
import { readSpreadsheet } from '@chasqui/spreadsheets';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { xlsxOf } from '../support/sheets.js';

const GAD = '08';
const BASE = `/gads/${GAD}/pdot`;
const MATRIX = [
  ['PDOT de prueba'],
  ['Cód.', 'Eje', 'Objetivo estratégico', 'Meta', 'Programa', 'Presupuesto', 'ODS'],
  [
    '1',
    'Social',
    'Vivir mejor',
    'Ampliar las redes de agua potable',
    'Agua segura',
    '12,3 millones',
    'ODS 6',
  ],
  ['2', '', 'Vivir mejor', 'Construir canales de riego', '', 300000, '2; 13'],
  [
    '3',
    'Económico',
    '',
    'Promover el turismo comunitario',
    '',
    '',
    'Trabajo decente y crecimiento económico',
  ],
];

let test: TestApp;
let officer: Visitor;
let curator: Visitor;
let councillor: Visitor;
let stranger: Visitor;

beforeAll(async () => {
  test = await startTestApp();
  const person = { name: 'Persona de prueba', password: null };
  const memberships = [{ role: 'officer' as const, gadCode: '09' }];
  await test.app
    .get(Accounts)
    .register(test.database.manager, { ...person, email: 'oficial@guayas.example', memberships }, null);
  officer = await test.as('olga.oficial@esmeraldas.example');
  curator = await test.as('carmen.curadora@chasqui.example');
  councillor = await test.as('cesar.consejero@esmeraldas.example');
  stranger = await test.as('oficial@guayas.example');
});

afterAll(() => test.close());

const bytes = (rows: (string | number)[][] = MATRIX) => ({ name: 'Matriz PDOT.xlsx', bytes: xlsxOf(rows) });

/** Uploads and maps as proposed. @returns the address of the import */
async function prepare(visitor: Visitor, rows?: (string | number)[][]): Promise<string> {
  const uploaded = await visitor.upload(`${BASE}/importar`, bytes(rows));
  expect([uploaded.status, uploaded.location]).toEqual([303, expect.stringContaining(`${BASE}/importar/`)]);
  const step2 = await visitor.get(uploaded.location);
  const form: Record<string, string> = {};
  step2.page('form[method=post] select, form[method=post] input[type=hidden]').each((_, element) => {
    const field = step2.page(element);
    const name = field.attr('name');
    if (name)
      form[name] = String(
        field.is('select') ? (field.find('option[selected]').attr('value') ?? '') : field.val(),
      );
  });
  const mapped = await visitor.post(uploaded.location, form);
  expect([mapped.status, mapped.location]).toEqual([303, `${uploaded.location}/revisar`]);
  return uploaded.location;
}

async function current(): Promise<{ label: string; version: number; priorities: number }> {
  const [row] = await test.database.query<[{ label: string; version: number; priorities: number }]>(
    `SELECT label, version, (SELECT count(*)::int FROM priority WHERE plan_id = p.id) AS priorities
       FROM development_plan p WHERE gad_code = $1 AND current`,
    [GAD],
  );
  return row;
}

describe('loading the PDOT of a GAD from a spreadsheet', () => {
  it('goes from the file to the current plan in four steps', async () => {
    const before = await current();
    const address = await prepare(officer);
    const review = await officer.get(`${address}/revisar`);
    const text = review.page('main').text();
    expect(text).toContain('Ampliar las redes de agua potable');
    expect(text).toContain('USD 12.300.000');
    expect(text).toContain('En 1 fila el componente estaba vacío');
    expect(text).toContain('sugerido');
    expect(text).toContain('Se guardarán 3 prioridades');
    expect(await current()).toEqual(before);

    const saved = await officer.post(`${address}/confirmar`, {
      label: 'PDOT 2024-2028',
      validFrom: '2024-01-01',
      validUntil: '2028-12-31',
      adoptedByEs: 'Ordenanza 12-2024',
      sourceUrl: 'https://gad.example/pdot.pdf',
      themes: 'todos',
    });
    expect([saved.status, saved.location]).toEqual([303, `${BASE}?guardado=plan`]);
    expect(await current()).toEqual({ label: 'PDOT 2024-2028', version: before.version + 1, priorities: 3 });

    const page = await officer.get(saved.location);
    const shown = page.page('main').text();
    for (const words of [
      'Ordenanza 12-2024',
      'desde el 1 ene 2024',
      'Vivir mejor',
      'Agua segura',
      'USD 300.000',
      'Agua potable',
    ]) {
      expect(shown).toContain(words);
    }
    expect(page.page('table.bars caption').text()).toBe('Presupuesto por componente');
    const [entry] = await test.database.query<[{ action: string; after: { priorities: number } }]>(
      `SELECT action, after FROM audit_entry WHERE entity = 'development_plan' ORDER BY id DESC LIMIT 1`,
    );
    expect(entry).toMatchObject({
      action: 'plan.adopted',
      after: { priorities: 3, file: 'Matriz PDOT.xlsx' },
    });
  });

  it('leaves out the row of totals and says so', async () => {
    const address = await prepare(officer, [...MATRIX, ['TOTAL', '', '', '', '', 12600000, '']]);
    const review = await officer.get(`${address}/revisar`);
    expect(review.page('.errors')).toHaveLength(0);
    expect(review.page('section[aria-labelledby=decidido]').text()).toContain('Se omitió 1 fila de totales.');
    expect(review.page('main').text()).toContain('Se guardarán 3 prioridades');
  });

  it('confirmed twice is one plan', async () => {
    const address = await prepare(officer, [['Meta'], ['Una sola prioridad']]);
    const form = { label: 'PDOT dos veces' };
    const answers = await Promise.all([
      officer.post(`${address}/confirmar`, form),
      officer.post(`${address}/confirmar`, form),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const [{ count }] = await test.database.query<[{ count: number }]>(
      `SELECT count(*)::int FROM development_plan WHERE label = 'PDOT dos veces'`,
    );
    expect(count).toBe(1);
    expect((await officer.get(`${address}/revisar`)).text).toContain('Esta carga ya se confirmó');
  });

  it('tells every fault of every row and stores nothing', async () => {
    const before = await current();
    const address = await prepare(officer, [
      ['Eje', 'Meta', 'Presupuesto', 'ODS'],
      ['Social', 'Uno', '12.3.4', '6'],
      ['Social', '', '', '18'],
    ]);
    const review = await officer.get(`${address}/revisar`);
    const faults = review
      .page('.errors li')
      .toArray()
      .map((item) => review.page(item).text());
    expect(faults).toEqual([
      'Fila 2, columna Presupuesto: no se entiende el monto «12.3.4». Escríbalo en cifras, por ejemplo 12300000 o 12,3 millones.',
      'Fila 3, columna Meta: falta el texto de la prioridad.',
      'Fila 3, columna ODS: el ODS «18» no existe: van del 1 al 17.',
    ]);
    expect(review.page('button').text()).not.toContain('Guardar como plan vigente');
    const forced = await officer.post(`${address}/confirmar`, { label: 'A la fuerza' });
    expect(forced.status).toBe(422);
    expect(await current()).toEqual(before);
    const file = await officer.get(`${address}/fallas.csv`);
    expect(file.text.split('\r\n').filter(Boolean)).toHaveLength(4);
  });

  it('asks again for what the person did not say of the plan, and keeps what she said', async () => {
    const address = await prepare(officer);
    const answer = await officer.post(`${address}/confirmar`, {
      label: ' ',
      validFrom: '2028-01-01',
      validUntil: '2024-01-01',
      sourceUrl: 'javascript:alert(1)',
      adoptedByEs: 'Ordenanza 7',
    });
    expect(answer.status).toBe(422);
    expect(answer.page('.errors').text()).toContain(
      'El PDOT no se guardó: revise los datos del plan señalados.',
    );
    expect(answer.page('.errors').text()).not.toContain('filas');
    const links = answer
      .page('.errors a')
      .toArray()
      .map((link) => answer.page(link).attr('href'));
    expect(links).toEqual(['#label', '#validUntil', '#sourceUrl']);
    expect(answer.page('#adoptedByEs').val()).toBe('Ordenanza 7');
  });

  it.each([
    ['nothing chosen', { name: '', bytes: new Uint8Array() }, 'Elija primero el archivo'],
    ['an empty file', { name: 'a.xlsx', bytes: new Uint8Array() }, 'El archivo está vacío'],
    ['a web page', { name: 'a.xlsx', bytes: Buffer.from('<html><table>') }, 'página web'],
    ['6 MB', { name: 'a.csv', bytes: Buffer.alloc(6 * 1024 * 1024, 'a') }, 'pesa más de 5 MB'],
  ])('says what to do with %s', async (_what, file, message) => {
    const answer = await officer.upload(`${BASE}/importar`, file);
    expect(answer.status).toBe(422);
    expect(answer.page('.errors').text()).toContain(message);
    expect(answer.page('form[enctype="multipart/form-data"]')).toHaveLength(1);
  });

  it('takes a pasted table too', async () => {
    const answer = await officer.post(`${BASE}/importar`, { tabla: 'Eje\tMeta\nSocial\tAgua para todos\n' });
    expect(answer.status).toBe(303);
    const step2 = await officer.get(answer.location);
    expect(step2.page('select[name=text] option[selected]').text()).toBe('B: Meta');
    expect((await officer.post(`${BASE}/importar`, { tabla: '' })).status).toBe(422);
  });

  it('shows another sheet or another row of titles, and refuses a column used twice', async () => {
    const uploaded = await officer.upload(`${BASE}/importar`, bytes());
    const other = await officer.get(`${uploaded.location}?hoja=0&fila=3`);
    expect(other.page('input[name=fila]').first().val()).toBe('3');
    const answer = await officer.post(uploaded.location, { hoja: '0', fila: '2', text: '3', programme: '3' });
    expect(answer.status).toBe(422);
    expect(answer.page('.errors').text()).toContain('Esa columna ya se usa');
    const without = await officer.post(uploaded.location, { hoja: '0', fila: '2' });
    expect(without.page('.errors').text()).toContain('Elija la columna con el texto de cada prioridad.');
    expect((await officer.post(`${uploaded.location}/descartar`)).status).toBe(303);
    expect((await officer.get(uploaded.location)).status).toBe(404);
  });

  it('offers templates that it can read itself', async () => {
    for (const name of ['plantilla.xlsx', 'plantilla.csv']) {
      const response = await fetch(new URL(`${BASE}/${name}`, test.url), {
        headers: { cookie: `chasqui_session=${officer.session}` },
      });
      const [sheet] = await readSpreadsheet(new Uint8Array(await response.arrayBuffer()), name);
      expect(sheet!.rows[0]).toContain('Objetivo estratégico');
    }
  });

  it('stays light with thousands of faults', async () => {
    const rows = Array.from({ length: 1500 }, (_, index) => [
      'Social',
      index % 2 ? '' : `Meta ${index} `.repeat(20),
      '12.3.4',
    ]);
    const address = await prepare(officer, [['Eje', 'Meta', 'Presupuesto'], ...rows]);
    const review = await officer.get(`${address}/revisar`);
    expect(Buffer.byteLength(review.text)).toBeLessThan(100_000);
    expect(review.page('.errors').text()).toContain('Y 1950 más.');
  });
});

describe('the plan of another GAD', () => {
  const pages = ['', '/importar', '/equivalencias', '/plantilla.xlsx'];

  it('does not exist for people of other GADs', async () => {
    for (const page of pages) expect((await stranger.get(`${BASE}${page}`)).status).toBe(404);
    expect((await stranger.upload(`${BASE}/importar`, bytes())).status).toBe(404);
    expect((await test.visitor().get(BASE)).location).toContain('/ingresar');
  });

  it('is read and not changed by council members; curators may do both', async () => {
    const { location } = await officer.upload(`${BASE}/importar`, bytes());
    expect((await councillor.get(BASE)).status).toBe(200);
    expect((await councillor.get(BASE)).text).not.toContain(`${BASE}/importar`);
    for (const address of [`${BASE}/importar`, location, `${location}/revisar`]) {
      expect((await councillor.get(address)).status).toBe(403);
      expect((await curator.get(address)).status).toBe(200);
    }
    expect((await councillor.upload(`${BASE}/importar`, bytes())).status).toBe(403);
    expect((await councillor.post(`${location}/confirmar`, { label: 'x' })).status).toBe(403);
    expect((await councillor.post(`${BASE}/equivalencias`, { p1: '' })).status).toBe(403);
  });

  it('is not reached through the address of one’s own GAD', async () => {
    const { location } = await officer.upload(`${BASE}/importar`, bytes());
    const id = location.split('/').at(-1)!;
    const own = `/gads/09/pdot/importar/${id}`;
    for (const address of [own, `${own}/revisar`, `${own}/fallas.csv`]) {
      expect((await stranger.get(address)).status).toBe(404);
    }
    expect((await stranger.post(own, { hoja: '0', fila: '1', text: '0' })).status).toBe(404);
    expect((await stranger.post(`${own}/confirmar`, { label: 'x' })).status).toBe(404);
    expect((await stranger.post(`${own}/descartar`)).status).toBe(404);
    const [priority] = await test.database.query<[{ id: string }]>(
      `SELECT r.id FROM priority r JOIN development_plan p ON p.id = r.plan_id WHERE p.gad_code = $1 AND p.current LIMIT 1`,
      [GAD],
    );
    const foreign = `/gads/09/pdot/prioridades/${priority.id}`;
    expect((await stranger.get(foreign)).status).toBe(404);
    expect((await stranger.post(foreign, { text: 'x', component: 'y' })).status).toBe(404);
  });
});
