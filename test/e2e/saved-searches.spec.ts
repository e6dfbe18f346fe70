import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SavedSearches } from '@chasqui/subscriptions';
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

async function save(visitor: Visitor, query: string, nombre = ''): Promise<number> {
  return (await visitor.post('/avisos/busquedas', { consulta: query, nombre })).status;
}

describe('Saving a search', () => {
  it('keeps it under its words with misspellings mended, and shows it with its link', async () => {
    const { status, location } = await olga.post('/avisos/busquedas', { consulta: 'q=turizmo+comunitario' });
    expect([status, location]).toEqual([303, '/avisos/busquedas?hecho=guardada']);

    const { page } = await olga.get(location);
    expect(page('[role=status]').text()).toContain('Búsqueda guardada');
    expect(page('.cards h2 a').attr('href')).toBe('/buscar?q=turismo+comunitario');
  });

  it('is one click on the search page, and named by its filters when it has no words', async () => {
    const { page } = await olga.get('/buscar?tema=riego-y-drenaje&provincia=08');
    const form = page('form[action="/avisos/busquedas"]');
    await olga.post('/avisos/busquedas', { consulta: form.find('input[name=consulta]').attr('value')! });

    const saved = await olga.get('/avisos/busquedas');
    expect(saved.page('.cards h2').first().text()).toMatch(/^Riego.* · Esmeraldas$/);
  });

  it('is switched off and on, and deleted', async () => {
    await save(olga, 'q=riego', 'Riego');
    const find = async () => {
      const { page } = await olga.get('/avisos/busquedas');
      const card = page('.card').filter((_, each) => page(each).find('h2').text() === 'Riego');
      return { text: card.text(), action: card.find('form').first().attr('action') ?? '' };
    };

    await olga.post((await find()).action, { active: 'no' });
    expect((await find()).text).toContain('Sin avisos');
    await olga.post((await find()).action, { active: 'si' });
    expect((await find()).text).toContain('Le avisamos');
    await olga.post(`${(await find()).action}/borrar`);
    expect(await find()).toEqual({ text: '', action: '' });
  });

  it('says what is missing when nothing is looked for, and keeps what was entered when a name is too long', async () => {
    const empty = await olga.post('/avisos/busquedas', { consulta: '' });
    expect(empty.status).toBe(422);
    expect(empty.page('[role=alert]').text()).toContain('Escriba palabras o elija un filtro');

    const long = await olga.post('/avisos/busquedas', { consulta: 'q=agua', nombre: 'x'.repeat(200) });
    expect(long.status).toBe(422);
    expect(long.page('input[name=consulta]').attr('value')).toBe('q=agua');
    expect(long.page('input[name=nombre]').attr('value')).toHaveLength(200);
  });

  it('is for signed-in people, each with their own: nobody reaches the search of another', async () => {
    const anonymous = await server.visitor().post('/avisos/busquedas', { consulta: 'q=agua' });
    expect([302, 303, 401]).toContain(anonymous.status);
    await save(olga, 'q=agua', 'Agua de Olga');
    const { page } = await olga.get('/avisos/busquedas');
    const action = page('form[action^="/avisos/busquedas/"]').first().attr('action')!;
    const cesar = await server.as(CESAR);

    expect((await cesar.get('/avisos/busquedas')).text).not.toContain('Agua de Olga');
    expect((await cesar.post(action, { active: 'no' })).status).toBe(404);
    expect((await cesar.post(`${action}/borrar`)).status).toBe(404);
  });

  it('is stopped and changed with the link of its mail, without signing in', async () => {
    await save(olga, 'q=vialidad', 'Vialidad');
    const [row] = await server.database.query<[{ token: string; id: string; account: string }]>(
      `SELECT preferences_token AS token, id, account_id AS account FROM subscription WHERE label = 'Vialidad'`,
    );
    const anybody = server.visitor();
    const active = async () => {
      const kept = await server.app.get(SavedSearches).of(row.account);
      return kept.find(({ id }) => id === row.id)?.active;
    };

    const preferences = await anybody.get(`/preferencias/${row.token}`);
    expect(preferences.page('main').text()).toContain('Vialidad');
    expect((await anybody.get(`/preferencias/${row.token}/baja`)).text).toContain('búsqueda «Vialidad»');
    expect(await active()).toBe(true);
    await anybody.post(`/preferencias/${row.token}/baja`);
    expect(await active()).toBe(false);
    await anybody.post(`/preferencias/${row.token}`, { active: 'si' });
    expect(await active()).toBe(true);
  });
});
