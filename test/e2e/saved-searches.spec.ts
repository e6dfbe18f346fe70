import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts } from '@chasqui/accounts';
import { SavedSearches, type Subscription } from '@chasqui/subscriptions';
import { filledIn } from '../support/forms.js';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';

const OLGA = 'olga.oficial@esmeraldas.example';
const CESAR = 'cesar.consejero@esmeraldas.example';

let server: TestApp;
let olga: Visitor;

beforeAll(async () => {
  server = await startTestApp();
  olga = await server.as(OLGA);
});

afterAll(() => server.close());

async function save(query: string, nombre = '', avisos = 'daily'): Promise<number> {
  return (await olga.post('/avisos/busquedas', { consulta: query, nombre, avisos })).status;
}

async function kept(label: string): Promise<Subscription | undefined> {
  const account = await server.app.get(Accounts).findByEmail(OLGA);
  const all = await server.app.get(SavedSearches).of(account!.id);
  return all.find((each) => each.label === label);
}

describe('Saving a search', () => {
  it('keeps it under its words with misspellings mended, and shows it with its link', async () => {
    const { status, location } = await olga.post('/avisos/busquedas', {
      consulta: 'q=turizmo+comunitario',
      avisos: 'weekly',
    });
    expect([status, location]).toEqual([303, '/avisos/busquedas?hecho=avisada']);

    const { page } = await olga.get(location);
    expect(page('[role=status]').text()).toContain('Le avisaremos por correo');
    expect(page('.cards h3 a').attr('href')).toBe('/buscar?q=turismo+comunitario');
    expect(page('.cards').text()).toContain('Una vez por semana');
  });

  it('is one form on the search page that asks outright, with nothing ticked; named by its filters', async () => {
    const { page } = await olga.get('/buscar?tema=riego-y-drenaje&provincia=08');
    const form = filledIn(page, 'form[action="/avisos/busquedas"]');
    expect(Object.keys(form)).toEqual(['consulta']);
    expect(page('form[action="/avisos/busquedas"] input[type=radio][required]')).toHaveLength(4);
    await olga.post('/avisos/busquedas', { ...form, avisos: 'no' });

    const saved = await olga.get('/avisos/busquedas');
    const names = saved
      .page('.cards h3 a')
      .map((_, each) => saved.page(each).text())
      .get();
    expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/^Riego.* · Esmeraldas$/)]));
  });

  it('without an answer keeps nothing and asks again; with a no it sends nothing', async () => {
    const { status, page } = await olga.post('/avisos/busquedas', { consulta: 'q=salud', nombre: 'Salud' });
    expect([status, page('[role=alert]').text()]).toEqual([
      422,
      expect.stringContaining('Diga si quiere recibir'),
    ]);
    expect(filledIn(page, 'form[action="/avisos/busquedas"]')).toEqual({
      consulta: 'q=salud',
      nombre: 'Salud',
    });
    expect(await kept('Salud')).toBeUndefined();

    const no = await olga.post('/avisos/busquedas', { consulta: 'q=salud', nombre: 'Salud', avisos: 'no' });
    expect(no.location).toBe('/avisos/busquedas?hecho=guardada');
    expect((await kept('Salud'))?.active).toBe(false);
    const [row] = await server.database.query<[{ count: string }]>(
      'SELECT count(*) FROM consent WHERE subscription_id = $1',
      [(await kept('Salud'))!.id],
    );
    expect(row.count).toBe('0');
  });

  it('is changed, switched off and deleted', async () => {
    await save('q=riego', 'Riego');
    const { id } = (await kept('Riego'))!;
    const url = `/avisos/busquedas/${id}`;
    const { active: _, ...form } = filledIn((await olga.get(url)).page, 'form.panel');
    expect((await olga.post(url, { ...form, nombre: 'Riego y drenaje' })).status).toBe(303);
    expect((await kept('Riego y drenaje'))?.active).toBe(false);
    expect((await olga.post(`${url}/borrar`)).location).toBe('/avisos?hecho=borrada');
    expect(await kept('Riego y drenaje')).toBeUndefined();
  });

  it('says what is missing when nothing is looked for, and keeps what was entered when a name is too long', async () => {
    const empty = await olga.post('/avisos/busquedas', { consulta: '', avisos: 'daily' });
    expect(empty.status).toBe(422);
    expect(empty.page('[role=alert]').text()).toContain('Escriba palabras o elija un filtro');

    const long = await olga.post('/avisos/busquedas', {
      consulta: 'q=agua',
      nombre: 'x'.repeat(200),
      avisos: 'weekly',
    });
    expect(long.status).toBe(422);
    expect(filledIn(long.page, 'form[action="/avisos/busquedas"]')).toEqual({
      consulta: 'q=agua',
      nombre: 'x'.repeat(200),
      avisos: 'weekly',
    });
  });

  it('is for signed-in people, each with their own: nobody reaches the search of another', async () => {
    const anonymous = await server
      .visitor()
      .post('/avisos/busquedas', { consulta: 'q=agua', avisos: 'daily' });
    expect([302, 303, 401]).toContain(anonymous.status);
    await save('q=agua', 'Agua de Olga');
    const url = `/avisos/busquedas/${(await kept('Agua de Olga'))!.id}`;
    const cesar = await server.as(CESAR);

    expect((await cesar.get('/avisos/busquedas')).text).not.toContain('Agua de Olga');
    expect((await cesar.get(url)).status).toBe(404);
    expect((await cesar.post(url, { nombre: 'Mía' })).status).toBe(404);
    expect((await cesar.post(`${url}/borrar`)).status).toBe(404);
  });

  it('by people without an account leads to a subscription with the same search', async () => {
    const { page } = await server.visitor().get('/buscar?q=riego&tipo=call');
    const link = page('a:contains("Recibir avisos por correo")').attr('href')!;
    const { pathname, searchParams } = new URL(link, server.url);
    expect([pathname, searchParams.get('consulta')]).toEqual(['/suscribirse', 'q=riego&tipo=call']);
  });
});
