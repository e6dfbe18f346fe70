import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { AlertScene, CESAR, OLGA } from './alerts.scene.js';

const READER = 'lectora@correo.example';

let test: TestApp;
let scene: AlertScene;
let reader: Visitor;
let call: { id: string; title: string; slug: string };
let search: string;
let mail: string;

beforeAll(async () => {
  test = await startTestApp();
  scene = new AlertScene(test);
  await scene.addReader(READER);
  reader = await test.as(READER);
  [call] = await test.database.query<[typeof call]>(
    `SELECT id, title, slug FROM call WHERE state = 'published' AND language = 'es' ORDER BY slug LIMIT 1`,
  );
  ({ id: search } = await scene.search(READER, 'q=riego', '=Riego'));
  const about = { call_id: call.id };
  mail = await scene.mail(READER, [
    {
      ...about,
      event_key: 'call.published/1',
      subscription_ids: [search],
      reasons: ['su búsqueda «=Riego»'],
    },
    {
      ...about,
      kind: 'deadline',
      event_key: 'deadline/1',
      step: '7',
      reasons: ['sigue esta convocatoria'],
      facts: { kind: 'deadline', role: 'close', place: 1, at: '2031-08-31T22:00:00Z' },
    },
  ]);
  const later = new Date(Date.now() + 30 * 86_400_000).toISOString();
  await scene.notice(READER, { ...about, kind: 'call_change', due_at: later, urgent: true });
  await scene.notice(READER, { ...about, state: 'cancelled', obstacle: 'La convocatoria ya cerró.' });
});

afterAll(() => test.close());

describe('the history of notices', () => {
  it('tells what, why and how each stands, the latest first', async () => {
    const { page } = await reader.get('/avisos/historial');
    const cards = page('.card')
      .map((_, card) => page(card).text().replaceAll(/\s+/g, ' '))
      .get();
    expect(cards).toEqual([
      expect.stringContaining('Cancelado: la convocatoria ya cerró.'),
      expect.stringMatching(/Cambio en una convocatoria ?Urgente.*Espera: sale el /),
      expect.stringMatching(/Recordatorio de plazo.*7 días antes: cierre, 31 ago 2031.*Enviado hoy a las/),
      expect.stringMatching(/Convocatoria nueva.*Enviado.*Por qué: su búsqueda «=Riego»\./),
    ]);
    expect(page('.card h2 a').first().attr('href')).toBe(`/convocatorias/${call.slug}`);
  });

  it('can be filtered, and goes on page by page', async () => {
    const { page } = await reader.get('/avisos/historial?clase=deadline');
    expect(page('.card')).toHaveLength(1);
    expect(page('#clase option[selected]').attr('value')).toBe('deadline');
    expect((await reader.get('/avisos/historial?clase=bulletin')).page('main').text()).toContain(
      'No hay más avisos',
    );

    for (let number = 0; number < 40; number += 1)
      await scene.notice(CESAR, { reasons: [`razón ${number}`] });
    const cesar = await test.as(CESAR);
    const first = await cesar.get('/avisos/historial');
    const next = first.page('a[rel=next]').attr('href')!;
    const second = await cesar.get(next);
    expect([first.page('.card').length, second.page('.card').length]).toEqual([30, expect.any(Number)]);
    expect(first.page('.card').first().text()).toContain('razón 39');
    expect(second.page('.card').first().text()).toContain('razón 9');
    expect((await cesar.get('/avisos/historial?desde=mal&clase=nada')).page('.card')).toHaveLength(30);
  });

  it('is the person’s own', async () => {
    expect((await (await test.as(CESAR)).get('/avisos/historial')).text).not.toContain('=Riego');
  });
});

describe('why a mail was sent', () => {
  it('is told for everything in it: reasons, step, consent and how to stop each', async () => {
    const { page: history } = await reader.get('/avisos/historial?clase=deadline');
    const why = history('a[href^="/por-que/"]').attr('href')!;
    const { page, text } = await test.visitor().get(why);
    const cards = page('.card')
      .map((_, card) => page(card).text().replaceAll(/\s+/g, ' '))
      .get();
    expect(cards).toHaveLength(2);
    expect(cards[0]).toMatch(
      /su búsqueda «=Riego».*Usted lo aceptó el .*Quiero recibir por correo las convocatorias nuevas.*call\.published\/1/,
    );
    expect(cards[1]).toMatch(/7 días antes.*sigue esta convocatoria.*todos los recordatorios.*deadline\/1/);
    expect(text).not.toContain(READER);

    const stop = page('.card').first().find('a[href^="/baja/"]').attr('href')!;
    expect((await test.visitor().get(stop)).page('main').text()).toContain('su búsqueda «=Riego»');
  });

  it('shows everything of a long digest', async () => {
    const notices = Array.from({ length: 120 }, (_, number) => ({ reasons: [`razón ${number}`] }));
    const id = await scene.mail(OLGA, notices);
    const token = await scene.link('why', { accountId: await scene.id(OLGA), subject: id });
    expect((await test.visitor().get(`/por-que/${token}`)).page('.card')).toHaveLength(120);
  });

  it('is not told of the mails of others, nor of what is no mail', async () => {
    for (const subject of [mail, 'no-es-un-correo', '00000000-0000-4000-8000-000000000000']) {
      const token = await scene.link('why', { accountId: await scene.id(CESAR), subject });
      const { status, text } = await test.visitor().get(`/por-que/${token}`);
      expect([subject, status, text.includes('=Riego')]).toEqual([subject, 404, false]);
    }
  });
});

describe('the export', () => {
  it('is everything that is stored, as JSON', async () => {
    const { headers, data } = await reader.get('/avisos/exportar.json');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="chasqui-avisos-\d{4}-\d\d-\d\d\.json"$/,
    );
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(data).toMatchObject({
      format: 'chasqui-alerts',
      version: 1,
      person: { email: READER },
      alerts: [{ label: '=Riego' }],
      consents: [{ purpose: 'search', given: true }],
      notices: [{}, {}, {}, {}],
    });
  });

  it('as CSV holds nothing that a spreadsheet program would run', async () => {
    await scene.notice(READER, { reasons: ['=HYPERLINK("https://malo.example")'], event_key: '=1+1' });
    const { headers, text } = await reader.get('/avisos/exportar.csv');
    expect(headers.get('content-type')).toContain('text/csv');
    const cells = text.split(/[;\r\n]+/).map((cell) => cell.replace(/^\ufeff/, '').replace(/^"/, ''));
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
    expect(text).toContain("'=1+1");
    expect(text.split('\r\n')[0]).toBe('tipo;fecha;que;estado;detalle');
  });

  it('is for its person alone', async () => {
    for (const ending of ['', '.json', '.csv']) {
      expect((await test.visitor().get(`/avisos/exportar${ending}`)).status).toBe(303);
    }
    expect((await (await test.as(CESAR)).get('/avisos/exportar.json')).text).not.toContain(READER);
  });
});
