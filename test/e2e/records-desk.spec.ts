import { RECORD_TYPES } from '@chasqui/open-data';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filledIn } from '../support/forms.js';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';

const CARMEN = 'carmen.curadora@chasqui.example';
const OLGA = 'olga.oficial@esmeraldas.example';
const FORM = 'form[method=post]:has(h2)';
const MAX_PAGE_BYTES = 100_000;
const FOREIGN = /(?<!\p{L})(the|and|with|undefined|null|NaN|Invalid|true|false)(?!\p{L})|\[object/u;

describe('the curators’ pages of the catalogue', () => {
  let test: TestApp;
  let carmen: Visitor;

  beforeAll(async () => {
    test = await startTestApp();
    carmen = await test.as(CARMEN);
  });

  afterAll(() => test.close());

  const row = async <Row>(sql: string, ...values: unknown[]) =>
    (await test.database.query<Row[]>(sql, values))[0]!;

  describe('every kind of record', () => {
    it.each(RECORD_TYPES.map((type) => [type.path, type] as const))('%s', async (path, type) => {
      const list = await carmen.get(`/curaduria/${path}`);
      expect(list.status).toBe(200);
      expect(list.page('nav [aria-current=page]').text()).toContain(type.many);
      expect(list.page('.card').length).toBeGreaterThan(1);
      const { tableName } = test.database.getMetadata(type.entity);
      const heaviest = await test.database.query<{ id: string }[]>(
        `SELECT id FROM ${tableName} r ORDER BY length(to_jsonb(r)::text) DESC LIMIT 3`,
      );
      for (const { id } of heaviest) {
        const url = `/curaduria/${path}/${id}`;
        const pages = [
          list,
          await carmen.get(url),
          await carmen.get(`${url}/historial`),
          await carmen.get(`${url}/unir`),
        ];
        for (const { status, text, page } of pages) {
          expect(status).toBe(200);
          expect(Buffer.byteLength(text)).toBeLessThan(MAX_PAGE_BYTES);
          const ids = page('[id]')
            .toArray()
            .map((element) => page(element).attr('id'));
          expect(new Set(ids).size).toBe(ids.length);
          const unlabelled = page(
            'form input:not([type=hidden]):not([type=checkbox]), form select, form textarea',
          )
            .toArray()
            .filter((element) => page(`label[for="${page(element).attr('id')}"]`).length !== 1);
          expect(unlabelled).toEqual([]);
        }
        // Opening a record and saving it changes nothing.
        const form = filledIn(pages[1]!.page, FORM);
        expect((await carmen.post(url, form)).location).toBe(`${url}?hecho=igual`);
      }
      expect((await carmen.get(`/curaduria/${path}/duplicados`)).status).toBe(200);
    });

    it.each(RECORD_TYPES.filter(({ ownedByGad }) => !ownedByGad).map(({ path }) => path))(
      '%s: an empty form says what is missing',
      async (path) => {
        const empty = await carmen.get(`/curaduria/${path}/nueva`);
        const { status, page } = await carmen.post(`/curaduria/${path}/nueva`, filledIn(empty.page, FORM));
        expect(status).toBe(422);
        // Proper names such as that of Save the Children stay as they are.
        page('option').remove();
        expect(page('main').text()).not.toMatch(FOREIGN);
        expect(page('.errors li').length).toBeGreaterThan(3);
      },
    );

    it('those of GADs are entered on their pages', async () => {
      const { status, page } = await carmen.get('/curaduria/ofertas/nueva');

      expect(status).toBe(404);
      expect(page('main').text()).toContain('en las páginas del GAD');
    });

    it('the list pages, filters and says how many', async () => {
      await test.database.query(
        `UPDATE donor SET name_es = 'Ruminahui dudosa', doubt_es = 'La guía se contradice.' WHERE slug = 'aecid'`,
      );
      const all = (await carmen.get('/curaduria/cooperantes')).page;
      const total = Number(/\d+/.exec(all('.count').text())![0]);
      let seen = 0;
      for (let url: string | undefined = '/curaduria/cooperantes'; url;) {
        const { page } = await carmen.get(url);
        seen += page('.card').length;
        url = page('a[rel=next]').attr('href');
      }
      expect(seen).toBe(total);
      const doubtful = (await carmen.get('/curaduria/cooperantes?q=rumiñahui&dudas=si')).page;
      expect(doubtful('.count').text()).toContain('1 ficha');
      expect(doubtful('.card .badge').text()).toContain('Con dudas');
      const since = (await carmen.get('/curaduria/cooperantes?sin=2000-01-01')).page;
      expect(since('.card').first().text()).toContain('Sin verificar');
      for (const bad of ['?sin=2025-02-31', '?sin=x', '?desde=x', '?dudas=si&desde=%22']) {
        expect((await carmen.get(`/curaduria/cooperantes${bad}`)).status).toBe(200);
      }
    });

    it('the desk leads to all of them', async () => {
      const { page } = await carmen.get('/curaduria');
      const links = page('nav[aria-label="Partes de la curaduría"] a').toArray();
      expect(links.map((link) => page(link).attr('href'))).toEqual([
        '/curaduria',
        '/curaduria/novedades',
        '/curaduria/fuentes',
        ...RECORD_TYPES.map(({ path }) => `/curaduria/${path}`),
        '/curaduria/verificar',
        '/curaduria/precision',
        '/curaduria/formula',
        '/curaduria/entregas',
        '/curaduria/direcciones',
        '/curaduria/correos',
      ]);
    });
  });

  describe('what has to be compared again', () => {
    it('is listed with its sources, ticked off where it stands, and counted', async () => {
      const { page } = await carmen.get('/curaduria/verificar?tipo=redes');
      const card = page('.card').first();
      expect(card.find('.plain li').length).toBeGreaterThan(0);
      const name = card.find('h2').text();
      const form = filledIn(page, '.card form[action$="/verificar"]');
      const action = card.find('form').attr('action')!;
      const done = await carmen.post(action, form);
      expect(done.location).toBe('/curaduria/verificar?tipo=redes&hecho=verificado');
      const after = (await carmen.get(done.location)).page;
      expect(after('.card h2').text()).not.toContain(name);
      expect(after('.freshness').text()).toContain('1 hace menos de 6 meses');
      const leaving = await carmen.post(action, {
        ...form,
        revision: '2',
        volver: '//evil.example/curaduria',
      });
      expect(leaving.location).toMatch(/^\/curaduria\/redes\//);
    });

    it('has the calls too, with the way to their form', async () => {
      const { page } = await carmen.get('/curaduria/verificar?tipo=convocatorias');
      expect(page('.card').length).toBeGreaterThan(0);
      expect(page('.card form').length).toBe(0);
      const href = page('.card a.button').attr('href')!;
      expect((await carmen.get(href)).status).toBe(200);
    });

    it('pages through everything once', async () => {
      const seen: string[] = [];
      for (let url: string | undefined = '/curaduria/verificar'; url;) {
        const answer = await carmen.get(url);
        expect(Buffer.byteLength(answer.text)).toBeLessThan(MAX_PAGE_BYTES);
        const { page } = answer;
        seen.push(
          ...page('.card h2 a')
            .toArray()
            .map((link) => page(link).attr('href')!),
        );
        url = page('a[rel=next]').attr('href');
      }
      expect(new Set(seen).size).toBe(seen.length);
      const { page } = await carmen.get('/curaduria/verificar');
      expect(page('.count').text()).toBe(`${seen.length} fichas`);
    });
  });

  it('with more donors than a list holds, a fund names its donor by writing it', async () => {
    const copies = `INSERT INTO donor (slug, name_es, acronym, aliases, kind, iati_type, themes, financial_forms, gad_roles,
                                       presence, note_es, sources, read_on, confidence)
      SELECT 'copia-' || n, 'Fundación número ' || n || ' para el desarrollo rural del país', 'F' || n, '{}', 'other', '60',
             '{}', '{}', '{}', 'unknown', 'x', '[]', '2026-01-01', 'baja' FROM generate_series($1::int, $2::int) AS n`;
    const fund = await row<{ id: string; donor_id: string }>(
      'SELECT id, donor_id FROM fund ORDER BY slug LIMIT 1',
    );
    const url = `/curaduria/fondos/${fund.id}`;
    await test.database.query(copies, [1, 300]);
    const some = await carmen.get(url);
    const { name_es: name } = await row<{ name_es: string }>(
      'SELECT name_es FROM donor WHERE id = $1',
      fund.donor_id,
    );
    expect(some.page('#donorId').val()).toBe(name);
    expect(some.page('#donorId-nombres option').length).toBeGreaterThan(400);
    await test.database.query(copies, [301, 1000]);
    for (const answer of [some, await carmen.get(url)]) {
      expect(Buffer.byteLength(answer.text)).toBeLessThan(MAX_PAGE_BYTES);
      expect(answer.page('input#donorId').length).toBe(1);
    }
    const form = filledIn((await carmen.get(url)).page, FORM);
    expect((await carmen.post(url, form)).location).toBe(`${url}?hecho=igual`);
    const refused = await carmen.post(url, { ...form, donorId: 'Fundacion numero 700' });
    expect(refused.status).toBe(422);
    expect(refused.page('#donorId-error').text()).toContain('¿Quiso decir: Fundación número 700');
    expect(refused.page('#donorId').val()).toBe('Fundacion numero 700');
    await carmen.post(url, { ...form, donorId: 'fundacion numero 700 para el desarrollo rural del pais' });
    expect(
      await row('SELECT d.acronym FROM fund f JOIN donor d ON d.id = f.donor_id WHERE f.id = $1', fund.id),
    ).toEqual({ acronym: 'F700' });
  });

  it('are for curators: officers are refused, strangers sent to sign in, admins let in', async () => {
    const { id } = await row<{ id: string }>('SELECT id FROM donor ORDER BY slug LIMIT 1');
    const url = `/curaduria/cooperantes/${id}`;
    const gets = [
      '/curaduria/cooperantes',
      '/curaduria/cooperantes/nueva',
      url,
      `${url}/historial`,
      `${url}/unir`,
    ].concat('/curaduria/cooperantes/duplicados', '/curaduria/verificar');
    const posts = ['/curaduria/cooperantes/nueva', url, `${url}/deshacer`, `${url}/unir`, `${url}/verificar`];
    const before = await row('SELECT to_jsonb(d) AS d FROM donor d WHERE id = $1', id);
    const olga = await test.as(OLGA);
    for (const path of gets) {
      expect([path, (await olga.get(path)).status]).toEqual([path, 403]);
      expect((await test.visitor().get(path)).location).toBe(`/ingresar?volver=${encodeURIComponent(path)}`);
    }
    for (const path of posts) {
      expect([path, (await olga.post(path, { revision: '1' })).status]).toEqual([path, 403]);
      expect((await test.visitor().post(path, { revision: '1' })).location).toBe('/ingresar');
    }
    expect(await row('SELECT to_jsonb(d) AS d FROM donor d WHERE id = $1', id)).toEqual(before);
    await test.database.query(
      `UPDATE membership SET role = 'admin' WHERE role = 'curator' AND account_id = (SELECT id FROM account WHERE email = $1)`,
      [CARMEN],
    );
    expect((await carmen.get(url)).status).toBe(200);
  });

  it('do not exist where there is nothing', async () => {
    const id = '0b6f6f0e-3c1b-4a6e-9a51-1f0f6c9a7d10';
    for (const path of [
      '/curaduria/nada',
      '/curaduria/nada/nueva',
      '/curaduria/convocatorias',
      '/curaduria/cooperantes/x',
      `/curaduria/cooperantes/${id}`,
      `/curaduria/cooperantes/${id}/historial`,
      '/curaduria/cooperantes/__proto__/historial',
    ]) {
      const answer = await carmen.get(path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    const { id: real } = await row<{ id: string }>('SELECT id FROM donor ORDER BY slug LIMIT 1');
    expect((await carmen.get(`/curaduria/cooperantes/${real}/unir?con=x`)).status).toBe(404);
    expect((await carmen.post(`/curaduria/cooperantes/${real}/unir`)).status).toBe(404);
    expect((await carmen.post(`/curaduria/cooperantes/${real}/deshacer`)).status).toBe(404);
  });
});
