import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { filledIn } from '../support/forms.js';
import { AlertScene, CARMEN, CESAR, OLGA } from './alerts.scene.js';

const READER = 'lectora@correo.example';

let test: TestApp;
let scene: AlertScene;
let olga: Visitor;
let cesar: Visitor;

beforeAll(async () => {
  test = await startTestApp();
  scene = new AlertScene(test);
  await scene.addReader(READER);
  [olga, cesar] = await Promise.all([test.as(OLGA), test.as(CESAR)]);
});

afterAll(() => test.close());

async function textOf(visitor: Visitor, path: string, selector = 'main'): Promise<string> {
  const { page } = await visitor.get(path);
  return page(selector).text().replaceAll(/\s+/g, ' ').trim();
}

describe('what a person receives', () => {
  it('is told in plain words, with the next delivery on top', async () => {
    await scene.addReader('otra@correo.example');
    await scene.search('otra@correo.example', 'q=riego', 'Riego', { notify: true, frequency: 'weekly' });
    await scene.search('otra@correo.example', 'q=agua', 'Agua', { notify: true, frequency: 'immediate' });
    await scene.search('otra@correo.example', 'q=salud', 'Salud', { notify: false, frequency: 'daily' });
    const text = await textOf(await test.as('otra@correo.example'), '/avisos');
    expect(text).toMatch(/Recibe 2 alertas; la próxima entrega es (el lunes|mañana|hoy).* a las 07:00\./);
    expect(text).toContain('Una vez por semana, los lunes a las 07:00');
    expect(text).toContain('La guarda usted, sin avisos');
    const gad = await textOf(olga, '/avisos');
    expect(gad).toContain('GAD Provincial de Esmeraldas');
    expect(gad).toContain('Desde 50 puntos de 100; todos los temas; sin créditos reembolsables');
  });

  it('can be seen by whoever is signed in, also without any role, and helps those who receive nothing', async () => {
    const reader = await test.as(READER);
    const text = await textOf(reader, '/avisos');
    expect(text).toContain('No recibe ningún aviso.');
    expect(text).toContain('Busque lo que le interesa');
    expect((await test.visitor().get('/avisos')).location).toBe('/ingresar?volver=%2Favisos');
    const { page } = await cesar.get('/avisos');
    expect(page('a[href="/gads/08/avisos"]').text()).toBe('Recibir estos avisos');
    expect((await test.as(CARMEN).then((carmen) => carmen.get('/avisos'))).status).toBe(200);
  });

  it('leads there from the menu of everybody', async () => {
    const reader = await test.as(READER);
    expect((await reader.get('/')).page('nav[aria-label=Principal] a[href="/avisos"]').text()).toBe(
      'Mis avisos',
    );
  });

  it('warns by link too when the mails of the address are held back', async () => {
    await test.database.query(
      `INSERT INTO suppressed_address (address, reason, detail, since) VALUES ($1, 'bounce', '550', now())`,
      [READER],
    );
    const url = `/preferencias/${await scene.preferencesOf(READER)}`;
    expect(await textOf(test.visitor(), url, '[role=alert]')).toContain('No le están llegando');
  });

  it('is paused, resumed and stopped with one button each, which can be undone', async () => {
    const { id } = await scene.search(OLGA, 'q=turismo', 'Turismo');
    const list = `/avisos/listas/sub:${id}`;
    const paused = await olga.post(`${list}/pausar`, { dias: '30' });
    expect([paused.status, paused.location]).toEqual([303, `/avisos?hecho=pausada&lista=sub%3A${id}`]);
    expect(await textOf(olga, paused.location, '[role=status]')).toMatch(/^En pausa hasta el .*«Turismo»/);
    const resumed = await olga.post(`${list}/reanudar`);
    expect(await textOf(olga, resumed.location, '[role=status]')).toBe(
      'Recibe otra vez su búsqueda «Turismo».',
    );
    const stopped = await olga.post(`${list}/parar`);
    const { page } = await olga.get(stopped.location);
    expect(page('[role=status]').text()).toBe('Listo: ya no le enviaremos su búsqueda «Turismo».');
    await olga.post(page('.done form').attr('action')!);
    expect((await scene.consents(OLGA))[0]).toEqual({ purpose: 'search', given: true, way: 'form' });
  });

  it('says nothing that is not so, whatever the address says', async () => {
    const { id } = await scene.search(OLGA, 'q=agua', 'Agua');
    for (const query of [
      `hecho=parada&lista=sub:${id}`,
      'hecho=parada&lista=xyz',
      'hecho=otra',
      'lista=all',
    ]) {
      expect([query, await textOf(olga, `/avisos?${query}`, '[role=status]')]).toEqual([query, '']);
    }
  });

  it('does not tell of a call that is not public', async () => {
    const [call] = await test.database.query<[{ id: string; title: string }]>(
      `SELECT id, title FROM call WHERE state <> 'published' LIMIT 1`,
    );
    const answer = await olga.get(`/avisos?hecho=parada&lista=follow:${call.id}`);
    expect(answer.text).not.toContain(call.title);
  });

  it('belongs to its person: the alerts of others do not exist', async () => {
    const { id } = await scene.search(OLGA, 'q=ambiente', 'Ambiente de Olga');
    const byLink = `/preferencias/${await scene.preferencesOf(CESAR)}`;
    const before = await scene.stored();
    for (const base of ['/avisos', byLink]) {
      for (const path of [
        `${base}/alertas/${id}`,
        ...(base === '/avisos' ? [`${base}/busquedas/${id}`] : []),
      ]) {
        expect([path, (await cesar.get(path)).status]).toEqual([path, 404]);
        expect([path, (await cesar.post(path, { nombre: 'Mía', pausedUntil: '' })).status]).toEqual([
          path,
          404,
        ]);
      }
      for (const action of ['parar', 'pausar', 'reanudar']) {
        const path = `${base}/listas/sub:${id}/${action}`;
        expect([path, (await cesar.post(path, { dias: '7' })).status]).toEqual([path, 404]);
      }
      expect((await cesar.get(base)).text).not.toContain('Ambiente de Olga');
    }
    expect((await cesar.post(`${byLink}/alertas/${id}/borrar`)).status).toBe(404);
    expect(await scene.stored()).toEqual(before);
  });

  it('refuses forms that another site sends', async () => {
    const foreign = { origin: 'https://otro.example', 'sec-fetch-site': 'cross-site' };
    const { id } = await scene.search(OLGA, 'q=salud', 'Salud');
    const before = await scene.stored();
    for (const path of [
      `/avisos/listas/sub:${id}/parar`,
      '/avisos/entrega',
      `/avisos/busquedas/${id}/borrar`,
    ]) {
      expect([path, (await olga.post(path, {}, foreign)).status]).toEqual([path, 403]);
    }
    expect(await scene.stored()).toEqual(before);
  });
});

describe('when it arrives', () => {
  it('is chosen once for all alerts, with a consent of its own for the bulletin', async () => {
    const form = filledIn((await olga.get('/avisos/entrega')).page, 'form.panel');
    expect(form).toEqual({
      hour: '7',
      weekday: '1',
      zone: 'America/Guayaquil',
      reminders: 'si',
      changes: 'si',
      ladder: '60, 30, 15, 7, 3, 1',
      pausedUntil: '',
    });
    const change = { ...form, hour: '18', weekday: '5', ladder: '30 10 2', bulletin: 'si' };
    expect((await olga.post('/avisos/entrega', change)).location).toBe('/avisos/entrega?hecho=guardado');
    const { page } = await olga.get('/avisos/entrega?hecho=guardado');
    expect(page('[role=status]').text()).toBe('Guardado.');
    expect(filledIn(page, 'form.panel')).toEqual({ ...change, ladder: '30, 10, 2' });
    expect((await scene.consents(OLGA))[0]).toEqual({ purpose: 'bulletin', given: true, way: 'form' });
    expect(await textOf(olga, '/avisos')).toContain('Una vez por semana, los viernes a las 18:00');
  });

  it('explains beside the field what cannot be, and keeps what was typed', async () => {
    const form = filledIn((await olga.get('/avisos/entrega')).page, 'form.panel');
    const wrong = { ...form, ladder: 'treinta', pausedUntil: '2020-01-01' };
    const { status, page } = await olga.post('/avisos/entrega', wrong);
    expect(status).toBe(422);
    expect(page('#ladder').attr('aria-invalid')).toBe('true');
    expect(filledIn(page, 'form.panel')).toEqual(wrong);
  });
});

describe('one alert', () => {
  it('is given another name, frequency and pause, also by link', async () => {
    const { id } = await scene.search(OLGA, 'q=residuos', 'Residuos');
    for (const path of [
      `/avisos/busquedas/${id}`,
      `/preferencias/${await scene.preferencesOf(OLGA)}/alertas/${id}`,
    ]) {
      const form = filledIn((await olga.get(path)).page, 'form.panel');
      expect(form).toMatchObject({ active: 'si', pausedUntil: '' });
      const answer = await olga.post(path, {
        ...form,
        nombre: `Residuos ${path.length}`,
        frequency: 'weekly',
      });
      expect([path, answer.status]).toEqual([path, 303]);
      expect(await textOf(olga, answer.location)).toContain(`Residuos ${path.length}`);
      // A box that is not ticked is absent.
      const refused = await olga.post(path, { nombre: '', frequency: 'daily', pausedUntil: '' });
      expect([refused.status, refused.page('[role=alert]').text()]).toEqual([
        422,
        expect.stringContaining('Póngale un nombre'),
      ]);
      expect(refused.page('#active').attr('checked')).toBeUndefined();
    }
  });

  it('of a GAD has its score, topics and pause; a council member switches hers on too', async () => {
    const { page } = await cesar.get('/gads/08/avisos');
    expect(page('#active').attr('checked')).toBeUndefined();
    const form = { active: 'si', minScore: '70', frequency: 'daily', themes: ['turismo', 'agua-potable'] };
    expect((await cesar.post('/gads/08/avisos', form)).location).toBe('/gads/08/avisos?guardado=si');
    const text = await textOf(cesar, '/avisos');
    expect(text).toContain('Desde 70 puntos de 100; Agua potable, Turismo; sin créditos reembolsables');
    expect((await cesar.post('/gads/08/avisos', { ...form, minScore: '700' })).status).toBe(422);
    expect((await cesar.post('/gads/08/avisos', { ...form, themes: 'inventado' })).status).toBe(422);
  });
});

describe('by link', () => {
  it('all alerts are seen and changed, and nothing else: no address, no history, no export', async () => {
    const base = `/preferencias/${await scene.preferencesOf(OLGA)}`;
    const { page, text, headers } = await test.visitor().get(base);
    expect(page('h1').text()).toBe('Mis avisos');
    expect(text).not.toContain(OLGA);
    expect(page('a[href^="/avisos/historial"], a[href^="/avisos/exportar"]')).toHaveLength(0);
    expect(headers.get('cache-control')).toBe('no-store');
    const links = page('main a[href^="/"]')
      .map((_, each) => page(each).attr('href'))
      .get();
    const own = links.filter(
      (href) => !href.startsWith(base) && !/^\/(buscar|convocatorias|gads)/.test(href),
    );
    expect(own).toEqual([]);

    const anybody = test.visitor();
    const form = filledIn((await anybody.get(`${base}/entrega`)).page, 'form.panel');
    const saved = await anybody.post(`${base}/entrega`, { ...form, hour: '9' });
    expect([saved.status, saved.location]).toEqual([303, `${base}/entrega?hecho=guardado`]);
    const stopped = await anybody.post(`${base}/listas/changes/parar`);
    expect(await textOf(anybody, stopped.location, '[role=status]')).toContain('Listo');
    expect((await scene.consents(OLGA))[0]).toEqual({ purpose: 'changes', given: false, way: 'mail_link' });
  });
});
