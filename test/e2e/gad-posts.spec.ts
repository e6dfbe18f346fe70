import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts } from '@chasqui/accounts';
import PostalMime from 'postal-mime';
import { filledIn } from '../support/forms.js';
import { eventually, startTestApp, type TestApp, type Visitor } from '../support/http.js';

const OLGA = 'olga.oficial@esmeraldas.example';
const CESAR = 'cesar.consejero@esmeraldas.example';
const LIA = 'lia.enlace@esmeraldas.example';
const BASE = '/gads/08/puestos';

let server: TestApp;
let olga: Visitor;

beforeAll(async () => {
  server = await startTestApp();
  olga = await server.as(OLGA);
});

afterAll(() => server.close());

/** The card of a post: its text and where its links lead. */
async function post(name: string): Promise<{ text: string; link: (label: string) => string }> {
  const { page } = await olga.get(BASE);
  const card = page('.card').filter((_, each) => page(each).find('h3').text().startsWith(name));
  return {
    text: card.text(),
    link: (label) =>
      card.find(`a[aria-label^="${label}"]`).attr('href') ??
      card.find(`button[aria-label^="${label}"]`).closest('form').attr('action') ??
      '',
  };
}

async function mailTo(recipient: string): Promise<{ subject: string; text: string }> {
  const raw = await eventually(`a mail to ${recipient}`, async () => {
    const rows = await server.database.query<{ raw: Buffer }[]>(
      'SELECT raw FROM mailbox_message WHERE recipient = $1 ORDER BY id DESC',
      [recipient],
    );
    return rows[0]?.raw;
  });
  const { subject = '', text = '' } = await PostalMime.parse(raw);
  return { subject, text };
}

describe('the posts of a GAD', () => {
  it('are reached from the pages of the GAD, and show who has them', async () => {
    const { page } = await olga.get('/gads/08/redes');
    expect(page(`nav.tabs a[href="${BASE}"]`).text()).toBe('Puestos');
    const demo = await post('Punto focal de Ambiente');
    expect(demo.text).toContain('Olga Quiñónez');
    expect(demo.text).toContain('Gestión Ambiental');
  });

  it('a focal point is invited by mail, reads what her GAD has and changes nothing', async () => {
    const wrong = await olga.post(`${BASE}/personas`, { name: 'Lía Luna', email: 'lia' });
    expect([wrong.status, wrong.page('#name').attr('value')]).toEqual([422, 'Lía Luna']);
    const invited = await olga.post(`${BASE}/personas`, { name: 'Lía Luna', email: LIA });
    expect([invited.status, invited.location]).toEqual([303, `${BASE}?hecho=invitado`]);

    const { text } = await mailTo(LIA);
    const link = /\/ingresar\/enlace\/[\w-]+/.exec(text)![0];
    const lia = server.visitor();
    const signedIn = await lia.post(link);
    expect(signedIn.location).toBe('/gads/08/coincidencias');
    for (const path of ['/gads/08/coincidencias', '/gads/08/pdot', '/gads/08/redes', '/avisos']) {
      expect([path, (await lia.get(path)).status]).toEqual([path, 200]);
    }
    expect((await lia.get(BASE)).status).toBe(403);
    expect((await lia.post('/gads/08/perfil', { revision: '0' })).status).toBe(403);
    expect((await lia.get('/gads/09/coincidencias')).status).toBe(404);
  });

  it('a post is created with what was typed kept when something is missing', async () => {
    const blank = await olga.get(`${BASE}/nuevo`);
    const form = filledIn(blank.page, 'form[action$="/nuevo"]');
    const refused = await olga.post(`${BASE}/nuevo`, { ...form, name: 'Riego', themes: 'riego-y-drenaje' });
    expect([refused.status, refused.page('.wrong select').attr('name')]).toEqual([422, 'holderId']);
    expect(refused.page('input[name=themes][checked]').attr('value')).toBe('riego-y-drenaje');

    const lia = refused
      .page('select[name=holderId] option')
      .filter((_, option) => refused.page(option).text().includes(LIA))
      .attr('value')!;
    const again = filledIn(refused.page, 'form[action$="/nuevo"]');
    const created = await olga.post(`${BASE}/nuevo`, { ...again, holderId: lia });
    expect([created.status, created.location]).toEqual([303, `${BASE}?hecho=creado`]);
    expect((await post('Riego')).text).toContain('Lía Luna');
    const mail = await eventually('the mail about the post', async () => {
      const { subject, text } = await mailTo(LIA);
      return subject.includes('«Riego»') && text;
    });
    expect(mail).toMatch(/\/baja\/[\w-]+/);
  });

  it('a post is changed by its form, which keeps its holder', async () => {
    const edit = (await post('Riego')).link('Cambiar');
    const { page } = await olga.get(edit);
    const changed = await olga.post(edit, { ...filledIn(page, `form[action="${edit}"]`), minScore: '70' });
    expect(changed.location).toBe(`${BASE}?hecho=cambiado`);
    expect((await post('Riego')).text).toContain('70 de 100');
    const wrong = await olga.post(edit, { ...filledIn(page, `form[action="${edit}"]`), minScore: 'mucho' });
    expect([wrong.status, wrong.page('input[name=minScore]').attr('value')]).toEqual([422, 'mucho']);
  });

  it('says when its holder refused, and is handed over after showing what moves', async () => {
    const stop = /\/baja\/[\w-]+/.exec((await mailTo(LIA)).text)![0];
    await server.visitor().post(stop, { 'List-Unsubscribe': 'One-Click' });
    const riego = await post('Riego');
    expect(riego.text).toContain('nadie los recibe');

    const choose = await olga.get(riego.link('Entregar'));
    const cesar = choose
      .page('select[name=a] option')
      .filter((_, option) => choose.page(option).text().includes(CESAR))
      .attr('value')!;
    expect(choose.page('select[name=a]').text()).not.toContain(LIA);
    const confirm = await olga.get(`${riego.link('Entregar')}?a=${cesar}`);
    expect(confirm.page('main').text()).toContain('Todavía no cambió nada');
    expect((await post('Riego')).text).toContain('Lía Luna');
    const done = await olga.post(riego.link('Entregar'), filledIn(confirm.page, 'main form'));
    expect(done.location).toBe(`${BASE}?hecho=entregado`);
    expect((await post('Riego')).text).toContain('César Nazareno');
    expect((await post('Riego')).text).not.toContain('nadie los recibe');
  });

  it('everything of somebody who leaves is handed over at once', async () => {
    const { page } = await olga.get(BASE);
    const all = page('a[aria-label="Entregar todo lo de César Nazareno"]').attr('href')!;
    const choose = await olga.get(all);
    const me = choose
      .page('select[name=a] option')
      .filter((_, option) => choose.page(option).text().includes(OLGA))
      .attr('value')!;
    const confirm = await olga.get(`${all}?a=${me}`);
    expect(confirm.page('main').text()).toContain('El puesto «Riego» con sus avisos.');
    await olga.post(all, filledIn(confirm.page, 'main form'));
    expect((await post('Riego')).text).toContain('Olga Quiñónez');
    expect((await olga.get(all)).text).toContain('no hay qué entregar');
  });

  it('is removed with its notices', async () => {
    const done = await olga.post((await post('Riego')).link('Quitar'));
    expect(done.location).toBe(`${BASE}?hecho=quitado`);
    expect((await post('Riego')).text).toBe('');
  });

  it('belong to their GAD alone', async () => {
    const memberships = [{ role: 'officer', gadCode: '09' } as const];
    const person = { email: 'oficial@guayas.example', name: 'Gabriel', password: null, memberships };
    await server.app.get(Accounts).register(server.database.manager, person, null);
    const stranger = await server.as(person.email);
    const ours = (await post('Punto focal de Ambiente')).link('Cambiar');
    const id = ours.split('/').at(-1)!;
    for (const base of [BASE, '/gads/09/puestos']) {
      expect((await stranger.get(`${base}/${id}`)).status).toBe(404);
      expect((await stranger.get(`${base}/${id}/entregar`)).status).toBe(404);
      expect((await stranger.post(`${base}/${id}/quitar`)).status).toBe(404);
    }
    expect((await (await server.as(CESAR)).get(BASE)).status).toBe(403);
    expect((await post('Punto focal de Ambiente')).text).toContain('Olga Quiñónez');
  });
});
