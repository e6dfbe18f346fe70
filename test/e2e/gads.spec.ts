import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts } from '@chasqui/accounts';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';

const BASE = '/gads/08';

let test: TestApp;
let visitor: Visitor;
let officer: Visitor;
let curator: Visitor;
let councillor: Visitor;
let stranger: Visitor;

beforeAll(async () => {
  test = await startTestApp();
  const memberships = [{ role: 'officer' as const, gadCode: '09' }];
  const person = { email: 'oficial@guayas.example', name: 'Persona de prueba', password: null, memberships };
  await test.app.get(Accounts).register(test.database.manager, person, null);
  visitor = test.visitor();
  officer = await test.as('olga.oficial@esmeraldas.example');
  curator = await test.as('carmen.curadora@chasqui.example');
  councillor = await test.as('cesar.consejero@esmeraldas.example');
  stranger = await test.as('oficial@guayas.example');
});

afterAll(() => test.close());

async function count(table: string): Promise<number> {
  const [row] = await test.database.query<[{ count: number }]>(`SELECT count(*)::int FROM ${table}`);
  return row.count;
}

describe('the history of a profile', () => {
  it('tells who changed what, undoes it for the GAD and the curator, and for nobody else', async () => {
    const revision = async () =>
      (await officer.get(`${BASE}/perfil`)).page('input[name=revision]').attr('value')!;
    const save = async (unitEs: string) =>
      officer.post(`${BASE}/perfil`, { unitEs, 'capacities.answer': 'no', revision: await revision() });
    await save('Dirección de Cooperación');
    expect((await save('Dirección de Relaciones Externas')).status).toBe(303);

    const history = await officer.get(`${BASE}/perfil/historial`);
    const newest = history.page('.card').first();
    expect(newest.text()).toContain('Olga');
    expect(newest.text()).toContain('Dirección de Cooperación');
    expect(newest.text()).toContain('Dirección de Relaciones Externas');
    const undo = {
      entrada: newest.find('input[name=entrada]').attr('value')!,
      revision: newest.find('input[name=revision]').attr('value')!,
    };
    for (const [person, status] of [
      [stranger, 404],
      [councillor, 403],
    ] as const) {
      expect((await person.get(`${BASE}/perfil/historial`)).status).toBe(status);
      expect((await person.post(`${BASE}/perfil/deshacer`, undo)).status).toBe(status);
    }
    expect((await officer.post('/gads/08/perfil/deshacer', { ...undo, entrada: '999999' })).status).toBe(404);
    expect((await curator.post(`${BASE}/perfil/deshacer`, undo)).status).toBe(303);
    expect((await officer.get(`${BASE}/perfil`)).page('#unitEs').attr('value')).toBe(
      'Dirección de Cooperación',
    );
    expect((await officer.post(`${BASE}/perfil/deshacer`, undo)).status).toBe(409);
    await test.database.query(`DELETE FROM gad_profile WHERE gad_code = '08'`);
    await test.database.query(`DELETE FROM audit_entry WHERE entity = 'gad_profile'`);
  });
});

describe('the list of GADs', () => {
  it('holds all of the country, page by page, each once', async () => {
    const codes: string[] = [];
    for (let next: string | undefined = '/gads'; next;) {
      const { page, text } = await visitor.get(next);
      expect(Buffer.byteLength(text)).toBeLessThan(100_000);
      codes.push(
        ...page('.cards h2 a')
          .toArray()
          .map((link) => page(link).attr('href')!),
      );
      next = page('a[rel=next]').attr('href');
    }
    expect(codes).toHaveLength(1070);
    expect(new Set(codes).size).toBe(1070);
  });

  it.each([
    ['q=nabon', 'Nabón'],
    ['q=NABÓN&nivel=municipal', 'Nabón'],
    ['q=0104', 'Nabón'],
    ['provincia=20&nivel=provincial', 'Galápagos'],
    ['nivel=metropolitan', 'Quito'],
  ])('finds by %s', async (query, name) => {
    const { page } = await visitor.get(`/gads?${query}`);
    expect(page('.cards').text()).toContain(name);
  });

  it.each(['q=%25', "q='--", 'provincia=x&nivel=y&desde=zz', 'q=zzzz'])('bears %s', async (query) => {
    expect((await visitor.get(`/gads?${query}`)).status).toBe(200);
  });
});

describe('the public page of a GAD', () => {
  it('says what it is and what the law lets it do, to anybody', async () => {
    const { status, page, text } = await visitor.get('/gads/0104');
    expect(status).toBe(200);
    const shown = page('main').text();
    for (const words of ['Nabón', 'Azuay', 'Código DPA', 'MUN-01', 'COOTAD']) expect(shown).toContain(words);
    expect(page('nav.tabs')).toHaveLength(0);
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
    expect((await visitor.get('/gads/9999')).status).toBe(404);
  });

  it.each([
    ['/gads/1701', 'Distrito metropolitano'],
    ['/gads/20', 'Régimen especial de Galápagos'],
    ['/gads/2001', 'En la provincia de régimen especial de Galápagos'],
  ])('%s names its regime', async (path, words) => {
    expect((await visitor.get(path)).page('main').text()).toContain(words);
  });

  it('tells its own people how many open calls suit it, nobody else, and nobody the texts of the plan', async () => {
    expect((await officer.get(BASE)).page('main').text()).toMatch(/Hay \d+ convocatoria/);
    const [priority] = await test.database.query<[{ text: string }]>(
      `SELECT r.text FROM priority r JOIN development_plan p ON p.id = r.plan_id WHERE p.gad_code = '08' LIMIT 1`,
    );
    for (const other of [visitor, stranger]) {
      const shown = (await other.get(BASE)).page('main').text();
      expect(shown).not.toMatch(/Hay \d+ convocatoria/);
      expect(shown).not.toContain(priority.text);
      expect(shown).toContain('PDOT vigente');
    }
  });
});

describe('the profile of a GAD', () => {
  const PROFILE = {
    unitEs: 'Dirección de Cooperación',
    email: 'cooperacion@esmeraldas.example',
    population: '553900',
    populationSourceEs: 'INEC, Censo 2022',
    'legalBacking.0.title': 'Ordenanza de gestión de la cooperación',
    'legalBacking.0.rank': 'ordinance',
    'legalBacking.0.number': '012-2020',
    'competences.0.code': 'mun-01',
    'competences.0.kind': 'delegated',
    'competences.0.basisEs': 'Convenio 5',
    'territoryFlags.0.labelEs': 'Emergencia por el sismo',
    'territoryFlags.0.basisEs': 'Decreto 1001',
    'territoryFlags.0.from': '2025-04-25',
    'capacities.answer': 'yes',
    'capacities.evidenceEs': 'Orgánico funcional',
    'strategy.answer': 'no',
  };

  it('is written by the officer and shows on the public page, with a trace', async () => {
    const form = await officer.get(`${BASE}/perfil`);
    expect(form.status).toBe(200);
    expect(Buffer.byteLength(form.text)).toBeLessThan(100_000);
    const saved = await officer.post(`${BASE}/perfil`, { ...PROFILE, revision: '0' });
    expect([saved.status, saved.location]).toEqual([303, `${BASE}/perfil?guardado=si`]);
    const shown = (await visitor.get(BASE)).page('main').text();
    for (const words of [
      'Dirección de Cooperación',
      'cooperacion@esmeraldas.example',
      '553.900 habitantes (INEC, Censo 2022)',
      'Ordenanza 012-2020',
      'Delegada; Convenio 5',
      'Emergencia por el sismo',
      'desde el 25 abr 2025',
    ]) {
      expect(shown).toContain(words);
    }
    // How the GAD judges itself is for its own people.
    expect(shown).not.toContain('componentes completos');
    expect(shown).not.toContain('Orgánico funcional');
    expect((await officer.get(BASE)).page('main').text()).toContain('1 de 6 componentes completos');
    const [entry] = await test.database.query<[{ action: string; before: object | null }]>(
      `SELECT action, before FROM audit_entry WHERE entity = 'gad_profile' AND entity_id = '08'`,
    );
    expect(entry).toEqual({ action: 'gad_profile.created', before: null });
  });

  it('gives every row back, one more to fill in, and another when asked', async () => {
    const form = await officer.get(`${BASE}/perfil`);
    expect(form.page('[name="territoryFlags.0.labelEs"]').val()).toBe('Emergencia por el sismo');
    expect(form.page('[name="territoryFlags.1.labelEs"]').val()).toBe('');
    expect(form.page('[name="capacities.answer"] option[selected]').val()).toBe('yes');
    const more = await officer.post(`${BASE}/perfil`, {
      ...PROFILE,
      'territoryFlags.1.labelEs': 'Frontera',
      revision: '1',
      anadir: 'territoryFlags',
    });
    expect(more.page('[name="territoryFlags.1.labelEs"]').val()).toBe('Frontera');
    expect(more.page('[name="territoryFlags.2.labelEs"]')).toHaveLength(1);
    expect(more.page('[name=revision]').val()).toBe('1');
  });

  it('loses a row that is cleared, and saving the same again leaves no trace', async () => {
    const same = await officer.post(`${BASE}/perfil`, { ...PROFILE, revision: '1' });
    expect(same.status).toBe(303);
    const cleared = {
      ...PROFILE,
      'territoryFlags.0.labelEs': '',
      'territoryFlags.0.basisEs': '',
      'territoryFlags.0.from': '',
    };
    expect((await officer.post(`${BASE}/perfil`, { ...cleared, revision: '1' })).status).toBe(303);
    expect((await visitor.get(BASE)).text).not.toContain('Emergencia por el sismo');
    const rows = await test.database.query<{ action: string }[]>(
      `SELECT action FROM audit_entry WHERE entity = 'gad_profile' ORDER BY id`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['gad_profile.created', 'gad_profile.updated']);
  });

  it('is not written over somebody else, and shows again what was entered', async () => {
    const late = await curator.post(`${BASE}/perfil`, { ...PROFILE, unitEs: 'Otra unidad', revision: '1' });
    expect(late.status).toBe(409);
    expect(late.page('#unitEs').val()).toBe('Otra unidad');
    const wrong = await officer.post(`${BASE}/perfil`, { ...PROFILE, email: 'x', revision: '2' });
    expect([wrong.status, wrong.page('.errors a').attr('href')]).toEqual([422, '#email']);
  });

  it('is changed only by the officer of the GAD and curators', async () => {
    expect((await visitor.get(`${BASE}/perfil`)).location).toContain('/ingresar');
    expect((await stranger.get(`${BASE}/perfil`)).status).toBe(404);
    expect((await stranger.post(`${BASE}/perfil`, { revision: '2' })).status).toBe(404);
    expect((await councillor.get(`${BASE}/perfil`)).status).toBe(403);
    expect((await councillor.post(`${BASE}/perfil`, { revision: '2' })).status).toBe(403);
    expect((await curator.get(`${BASE}/perfil`)).status).toBe(200);
  });
});

describe('the offers of a GAD', () => {
  const OFFER = {
    titleEs: 'Riego comunitario <b>de Esmeraldas</b>',
    summaryEs: 'Enseña a organizar juntas de riego.',
    resultEs: '12 juntas en marcha.',
    year: '2023',
    themes: ['riego-y-drenaje'],
    sdgs: ['2', '6'],
    published: 'si',
  };

  async function stored(): Promise<{ id: string; slug: string; revision: number }> {
    const [row] = await test.database.query<[{ id: string; slug: string; revision: number }]>(
      `SELECT id, slug, revision FROM offer WHERE gad_code = '08' ORDER BY updated_at DESC LIMIT 1`,
    );
    return row;
  }

  it('are entered by the officer, have the GAD for source, and are found by anybody', async () => {
    const answer = await officer.post(`${BASE}/ofertas/nueva`, OFFER);
    expect([answer.status, answer.location]).toEqual([303, `${BASE}/ofertas?guardado=si`]);
    const { slug } = await stored();
    const page = await visitor.get(`/ofertas/${slug}`);
    const shown = page.page('main').text();
    for (const words of [
      'Riego comunitario <b>de Esmeraldas</b>',
      '12 juntas',
      'Riego y drenaje',
      'registro propio',
    ]) {
      expect(shown).toContain(words);
    }
    expect(page.text).not.toContain('<b>de Esmeraldas');
    expect((await visitor.get('/ofertas?tema=riego-y-drenaje')).text).toContain(`/ofertas/${slug}`);
    expect((await visitor.get(BASE)).text).toContain(`/ofertas/${slug}`);
    const [entry] = await test.database.query<[{ removed: boolean }]>(
      `SELECT removed FROM search_entry WHERE kind = 'offer' AND url = $1`,
      [`/ofertas/${slug}`],
    );
    expect(entry).toEqual({ removed: false });
  });

  it('of the same name get addresses of their own', async () => {
    await officer.post(`${BASE}/ofertas/nueva`, OFFER);
    expect((await stored()).slug).toMatch(/-2$/);
  });

  it('are corrected, not over somebody else, and taken from the public pages', async () => {
    const { id, slug } = await stored();
    const form = await officer.get(`${BASE}/ofertas/${id}`);
    expect(form.page('#titleEs').val()).toBe(OFFER.titleEs);
    const { published: _, ...draft } = OFFER;
    expect((await officer.post(`${BASE}/ofertas/${id}`, { ...draft, revision: '1' })).status).toBe(303);
    expect((await officer.post(`${BASE}/ofertas/${id}`, { ...OFFER, revision: '1' })).status).toBe(409);
    for (const other of [visitor, stranger]) expect((await other.get(`/ofertas/${slug}`)).status).toBe(404);
    for (const member of [officer, councillor, curator]) {
      expect((await member.get(`/ofertas/${slug}`)).text).toContain('Sin publicar');
    }
    expect((await visitor.get('/ofertas')).text).not.toContain(`"/ofertas/${slug}"`);
  });

  it('say what is missing', async () => {
    const before = await count('offer');
    const answer = await officer.post(`${BASE}/ofertas/nueva`, { titleEs: 'Solo un título' });
    expect(answer.status).toBe(422);
    expect(answer.page('.errors li')).toHaveLength(2);
    expect(answer.page('#titleEs').val()).toBe('Solo un título');
    expect(await count('offer')).toBe(before);
  });

  it('are written only by the officer of the GAD and curators', async () => {
    const { id, revision } = await stored();
    for (const path of ['', '/nueva', `/${id}`]) {
      expect((await stranger.get(`${BASE}/ofertas${path}`)).status).toBe(404);
    }
    expect((await stranger.post(`${BASE}/ofertas/nueva`, OFFER)).status).toBe(404);
    expect((await stranger.get(`/gads/09/ofertas/${id}`)).status).toBe(404);
    const change = { ...OFFER, revision: String(revision) };
    expect((await stranger.post(`/gads/09/ofertas/${id}`, change)).status).toBe(404);
    expect((await councillor.get(`${BASE}/ofertas`)).status).toBe(200);
    expect((await councillor.get(`${BASE}/ofertas`)).text).not.toContain(`${BASE}/ofertas/nueva`);
    expect((await councillor.post(`${BASE}/ofertas/nueva`, OFFER)).status).toBe(403);
    expect((await councillor.post(`${BASE}/ofertas/${id}`, change)).status).toBe(403);
    expect((await curator.get(`${BASE}/ofertas/${id}`)).status).toBe(200);
  });
});
