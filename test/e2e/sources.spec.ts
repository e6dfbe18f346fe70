import { Sources } from '@chasqui/sources';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filledIn } from '../support/forms.js';
import { type Answer, eventually, startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { CALLS, type FixtureSite, startFixtureSite } from './sources.scene.js';

const CARMEN = 'carmen.curadora@chasqui.example';
const OLGA = 'olga.oficial@esmeraldas.example';
const FORM = 'form:has(button[value=guardar])';
/** Sites are read one page at a time, with pauses. */
const PATIENCE_MS = 90_000;
const NEW = '/curaduria/fuentes/nueva';

describe('the sources of calls', () => {
  let test: TestApp;
  let site: FixtureSite;
  let carmen: Visitor;

  beforeAll(async () => {
    site = await startFixtureSite();
    test = await startTestApp({ FETCH_LOOPBACK: 'true' });
    carmen = await test.as(CARMEN);
  });

  afterAll(async () => {
    await test.close();
    await site.close();
  });

  const row = async <Row>(sql: string, ...values: unknown[]) =>
    (await test.database.query<Row[]>(sql, values))[0]!;

  /** Presses a button of the form as it stands on a page, with some fields changed. */
  const press = (answer: Answer, what: string, changes: Record<string, string> = {}, at = NEW) =>
    carmen.post(at, { ...filledIn(answer.page, FORM), ...changes, hacer: what });

  const proposed = async (): Promise<Answer> => {
    const found = await carmen.post(`${NEW}/analizar`, { address: site.list });
    expect([found.status, found.page('.errors').text()]).toEqual([200, '']);
    return carmen.post(NEW, filledIn(found.page, 'form:has(input[value=proponer])'));
  };

  it(
    'are found, tried before they are saved, saved and read',
    async () => {
      const start = await carmen.get(NEW);
      expect(start.page('form input[type=text]').length).toBe(1);
      const form = await proposed();
      expect(form.page('textarea[name="config.listUrls"]').text()).toBe(site.list);
      const tried = await press(form, 'probar', { name: 'Agencia de prueba' });
      expect([tried.status, tried.page('.errors').text()]).toEqual([200, '']);
      const preview = tried.page('.preview');
      expect(preview.find('ol li').length).toBe(CALLS.length);
      expect(preview.text()).toContain(CALLS[0]!.title);
      expect(preview.find('.readings').text()).toContain('15 de marzo de 2031');
      expect(
        await row('SELECT count(*)::int AS n FROM source WHERE name_es = $1', 'Agencia de prueba'),
      ).toEqual({
        n: 0,
      });
      // What was typed is still there, and the preview is remembered.
      expect(tried.page('#name').val()).toBe('Agencia de prueba');
      const saved = await press(tried, 'guardar');
      expect([saved.status, saved.location]).toEqual([
        303,
        '/curaduria/fuentes/agencia-de-prueba?hecho=creada',
      ]);
      const sheet = await carmen.get(saved.location);
      expect(sheet.page('main').text()).toContain('Nunca probada contra la fuente real');
      const reading = await carmen.post('/curaduria/fuentes/agencia-de-prueba/leer');
      expect(reading.location).toMatch(/^\/curaduria\/fuentes\/agencia-de-prueba\/lecturas\/[0-9a-f-]{36}$/);
      const done = await eventually('the source is read', async () => {
        const { page } = await carmen.get(reading.location);
        return page('#progreso').attr('data-busy') === 'no' && page;
      });
      expect(done('#progreso').text()).toContain('4 convocatorias: 4 nuevas');
      const items = await carmen.get('/curaduria/fuentes/agencia-de-prueba/convocatorias');
      expect(items.page('.card').length).toBe(4);
      const list = await carmen.get('/curaduria/fuentes?estado=ok');
      expect(list.page('.card h2').text()).toContain('Agencia de prueba');
      expect(
        (await carmen.get('/curaduria/fuentes/agencia-de-prueba')).page('.trend table tbody tr').length,
      ).toBe(1);
    },
    PATIENCE_MS,
  );

  it(
    'are saved without a preview too, and told so',
    async () => {
      const form = await proposed();
      const saved = await press(form, 'guardar', { name: 'Sin probar' });
      expect(saved.location).toBe('/curaduria/fuentes/sin-probar?hecho=sin-probar');
      const { page } = await carmen.get(saved.location);
      expect(page('.done').text()).toContain('sin una vista previa lograda');
    },
    PATIENCE_MS,
  );

  it('say what is wrong at the field and keep what was typed', async () => {
    const form = await carmen.get(`${NEW}?tipo=html`);
    const typed = {
      name: 'Mal',
      homeUrl: 'ftp://x',
      'config.listUrls': 'https://x.example/\r\nno es una dirección',
      'config.item.selector': 'a[',
      donorId: 'nadie se llama así',
    };
    for (const what of ['guardar', 'probar']) {
      const refused = await press(form, what, typed);
      expect(refused.status).toBe(422);
      expect(refused.page('#adapter').attr('open')).toBeDefined();
      for (const [name, value] of Object.entries(typed)) {
        const field = refused.page(`[name="${name}"]`);
        expect([name, (field.is('textarea') ? field.text() : field.val()) as string]).toEqual([
          name,
          value.replaceAll('\r', ''),
        ]);
      }
      const linked = refused.page('.errors a').toArray();
      expect(linked.length).toBeGreaterThan(0);
      for (const link of linked) {
        const id = refused.page(link).attr('href')!.slice(1);
        expect([id, refused.page(`[id="${id}"]`).length]).toEqual([id, 1]);
      }
    }
  });

  it(
    'a site that fails is told in words, and nothing is lost',
    async () => {
      const form = await proposed();
      site.on('/convocatorias', { status: 500, body: 'Error' });
      const tried = await press(form, 'probar', { name: 'Con falla' });
      site.show(CALLS);
      expect(tried.status).toBe(200);
      expect(tried.page('.preview .errors').text()).toContain('El sitio de la fuente tiene una falla');
      expect(tried.page('#name').val()).toBe('Con falla');
      const nothing = await carmen.post(`${NEW}/analizar`, { address: `${site.url}/no-existe` });
      expect([nothing.status, nothing.page('#address').val()]).toEqual([422, `${site.url}/no-existe`]);
      expect((await carmen.post(`${NEW}/analizar`, { address: '' })).status).toBe(422);
    },
    PATIENCE_MS,
  );

  describe('one that is there', () => {
    const url = '/curaduria/fuentes/aecid';
    const edit = `${url}/editar`;

    it('opened and saved is read as before, and saved again changes nothing', async () => {
      for (const { slug } of await test.database.query<{ slug: string }[]>('SELECT slug FROM source')) {
        const at = `/curaduria/fuentes/${slug}/editar`;
        const version = 'SELECT definition_version AS version FROM source WHERE slug = $1';
        const before = await row(version, slug);
        await press(await carmen.get(at), 'guardar', {}, at);
        expect([slug, await row(version, slug)]).toEqual([slug, before]);
        const again = await press(await carmen.get(at), 'guardar', {}, at);
        expect(again.location).toBe(`/curaduria/fuentes/${slug}?hecho=igual`);
      }
    });

    it('is not overwritten by who saw an older one; what was typed stays', async () => {
      const [first, second] = [await carmen.get(edit), await carmen.get(edit)];
      expect((await press(first, 'guardar', { notes: 'La primera' }, edit)).location).toBe(
        `${url}?hecho=guardada`,
      );
      const refused = await press(second, 'guardar', { notes: 'La segunda' }, edit);
      expect(refused.status).toBe(409);
      expect(refused.page('#diferencias').parent().text()).toContain('La primera');
      expect(refused.page('#notes').text()).toBe('La segunda');
      expect((await press(refused, 'guardar', {}, edit)).location).toBe(`${url}?hecho=guardada`);
    });

    it('has every way of reading it kept, and an earlier one restored', async () => {
      const form = await carmen.get(edit);
      const before = form.page('[name="config.item.selector"]').val() as string;
      await press(form, 'guardar', { 'config.item.selector': 'article.nueva' }, edit);
      const history = await carmen.get(`${url}/definiciones`);
      expect(history.page('.card').first().text()).toContain('article.nueva');
      const back = filledIn(history.page, `form[action$="/definiciones"]`);
      expect((await carmen.post(`${url}/definiciones`, back)).location).toBe(`${url}?hecho=restaurada`);
      expect((await carmen.get(edit)).page('[name="config.item.selector"]').val()).toBe(before);
      expect((await carmen.post(`${url}/definiciones`, back)).status).toBe(409);
      expect((await carmen.post(`${url}/definiciones`, { ...back, version: '99' })).status).toBeGreaterThan(
        399,
      );
    });

    it('tells of guesses until a person has compared them', async () => {
      expect((await carmen.get(url)).page('main').text()).toContain('Selectores supuestos');
      const form = await carmen.get(edit);
      await press(form, 'guardar', { comprobado: 'si' }, edit);
      expect((await carmen.get(url)).page('main').text()).not.toContain('Selectores supuestos');
    });

    it('is switched on and off, trusted and no longer', async () => {
      const input = {
        name: 'Con interruptores',
        homeUrl: site.url,
        everyMinutes: 1440,
        adapter: 'feed' as const,
      };
      const config = { feedUrls: [`${site.url}/canal`] };
      const { id, slug } = await test.app.get(Sources).create({ ...input, config }, null);
      const own = `/curaduria/fuentes/${slug}`;
      for (const [action, done, column, value] of [
        ['activar', 'activada', 'enabled', true],
        ['desactivar', 'desactivada', 'enabled', false],
        ['confiar', 'de-confianza', 'trusted', true],
        ['no-confiar', 'sin-confianza', 'trusted', false],
      ] as const) {
        const answer = await carmen.post(`${own}/${action}`);
        expect(answer.location).toBe(`${own}?hecho=${done}`);
        expect((await carmen.get(answer.location)).page('.done').length).toBe(1);
        expect(await row(`SELECT ${column} AS is FROM source WHERE id = $1`, id)).toEqual({ is: value });
      }
    });

    it('that is filled by hand is not read by itself', async () => {
      const input = { name: 'Hoja', homeUrl: site.url, everyMinutes: 1440, adapter: 'spreadsheet' as const };
      const { slug } = await test.app.get(Sources).create({ ...input, config: {} }, null);
      for (const action of ['leer', 'activar']) {
        const refused = await carmen.post(`/curaduria/fuentes/${slug}/${action}`);
        expect([refused.status, refused.page('.errors').text()]).toEqual([
          409,
          expect.stringMatching(/no se lee sola/),
        ]);
      }
    });

    it('does not exist where there is nothing', async () => {
      const id = '0b6f6f0e-3c1b-4a6e-9a51-1f0f6c9a7d10';
      const none = ['', '/editar', '/lecturas', '/convocatorias', '/definiciones'].map(
        (page) => `/curaduria/fuentes/no-hay${page}`,
      );
      for (const path of [...none, `${url}/lecturas/${id}`, `${url}/lecturas/x`]) {
        const { status } = await carmen.get(path);
        expect([path, status === 404 || status === 400]).toEqual([path, true]);
      }
      expect((await carmen.post('/curaduria/fuentes/no-hay/leer')).status).toBe(404);
    });
  });

  it('are for curators', async () => {
    const olga = await test.as(OLGA);
    for (const path of ['', '/nueva', '/pegar', '/aecid', '/aecid/editar', '/aecid/lecturas']) {
      expect([path, (await olga.get(`/curaduria/fuentes${path}`)).status]).toEqual([path, 403]);
    }
    for (const path of [
      '/nueva',
      '/nueva/analizar',
      '/pegar',
      '/aecid/leer',
      '/aecid/confiar',
      '/aecid/editar',
    ]) {
      expect([path, (await olga.post(`/curaduria/fuentes${path}`)).status]).toEqual([path, 403]);
    }
  });
});
