import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Call, Calls } from '@chasqui/calls';
import { addDays, localDate } from '@chasqui/kernel';
import { Follow } from '@chasqui/subscriptions';
import { callInput, donorNamed } from '../support/builders.js';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { AlertScene, CARMEN, CESAR, OLGA } from './alerts.scene.js';

let test: TestApp;
let scene: AlertScene;
let olga: Visitor;
let cesar: Visitor;
let dated: Call;
let undated: Call;
let draft: Call;

beforeAll(async () => {
  test = await startTestApp();
  scene = new AlertScene(test);
  [olga, cesar] = await Promise.all([test.as(OLGA), test.as(CESAR)]);
  const calls = test.app.get(Calls);
  const donor = await donorNamed(test.database);
  const day = (days: number) => addDays(localDate(new Date()), days);
  const input = callInput(donor, {
    title: 'Fondo para seguir',
    deadlineLocal: `${day(40)}T17:00`,
    otherDeadlines: [{ role: 'questions', local: `${day(10)}T17:00`, zone: null, text: null }],
  });
  const publish = async (changes: Partial<typeof input>) => {
    const { id } = await calls.create({ ...input, ...changes }, null);
    return calls.publish(id, null);
  };
  dated = await publish({});
  undated = await publish({
    title: 'Ventanilla permanente',
    deadlineKind: 'permanent',
    deadlineLocal: null,
    deadlineZone: null,
    otherDeadlines: [],
  });
  draft = await calls.create({ ...input, title: 'Borrador que nadie conoce' }, null);
});

afterAll(() => test.close());

async function followOf(email: string, callId: string): Promise<Follow | null> {
  return test.database.manager.findOneBy(Follow, { accountId: await scene.id(email), callId });
}

describe('following a call', () => {
  it('is one button on its page, which then says what it means', async () => {
    const url = `/convocatorias/${dated.slug}`;
    const { page } = await olga.get(url);
    const form = page('#seguimiento form');
    expect(form.text()).toContain('Sigo esta convocatoria: quiero recibir por correo');
    const { status, location } = await olga.post(form.attr('action')!);
    expect([status, location]).toEqual([303, `${url}#seguimiento`]);
    const after = await olga.get(url);
    expect(after.page('#seguimiento').text()).toContain(
      'La sigue: le recordaremos 60, 30, 15, 7, 3 y 1 días antes de cada plazo.',
    );
    expect(await followOf(OLGA, dated.id)).toMatchObject({ gadCode: null });
    expect((await scene.consents(OLGA))[0]).toEqual({ purpose: 'reminders', given: true, way: 'form' });
  });

  it('on the page of a match is for that GAD, whose people see who follows', async () => {
    const url = `/gads/08/coincidencias/${dated.slug}`;
    const form = (await cesar.get(url)).page('#seguimiento form');
    expect(form.find('input[name=gad]').attr('value')).toBe('08');
    const { location } = await cesar.post(form.attr('action')!, { gad: '08' });
    expect(location).toBe(`${url}#seguimiento`);
    expect(await followOf(CESAR, dated.id)).toMatchObject({ gadCode: '08' });
    expect((await olga.get(url)).page('#seguimiento').text()).toContain(
      'En el GAD la siguen: César Nazareno.',
    );
    expect((await olga.get(`/convocatorias/${dated.slug}`)).text).not.toContain('César Nazareno');
  });

  it('is not possible for the GAD of others, nor for what is not public', async () => {
    const before = await scene.stored();
    expect((await cesar.post(`/avisos/seguimiento/${dated.id}/seguir`, { gad: '09' })).status).toBe(403);
    for (const action of ['seguir', 'dejar']) {
      const { status, location } = await cesar.post(`/avisos/seguimiento/${draft.id}/${action}`, {
        volver: 'ficha',
      });
      expect([action, status, location]).toEqual([action, 404, '']);
    }
    const { status, text } = await cesar.get(`/avisos/seguimiento/${draft.id}`);
    expect([status, text.includes(draft.title)]).toEqual([404, false]);
    expect(await scene.stored()).toEqual(before);
  });

  it('shows the days on which it reminds, which can be changed', async () => {
    await olga.post(`/avisos/seguimiento/${dated.id}/seguir`);
    const url = `/avisos/seguimiento/${dated.id}`;
    const days = (page: Awaited<ReturnType<Visitor['get']>>['page']) =>
      page('.card')
        .map((_, card) => page(card).find('li').length)
        .get();
    // Ten days before one date, forty before the other.
    expect(days((await olga.get(url)).page)).toEqual([3, 5]);
    const saved = await olga.post(url, { ladder: '20, 2' });
    expect(saved.location).toBe(`${url}?hecho=guardado`);
    const { page } = await olga.get(saved.location);
    expect(page('[role=status]').text()).toContain('Guardado');
    expect(days(page)).toEqual([1, 2]);
    expect(page('main').text()).toMatch(/20 días antes: el \w+ \d+ de \w+( de \d+)? a las 07:00/);
    expect((await followOf(OLGA, dated.id))!.ladder).toEqual([20, 2]);

    const wrong = await olga.post(url, { ladder: 'veinte' });
    expect([wrong.status, wrong.page('#ladder').attr('value')]).toEqual([422, 'veinte']);
  });

  it('of a call without dates reviews it from time to time', async () => {
    const url = `/avisos/seguimiento/${undated.id}`;
    await olga.post(`${url}/seguir`);
    expect((await olga.get(`/convocatorias/${undated.slug}`)).page('#seguimiento').text()).toContain(
      'le escribiremos cada 30 días',
    );
    expect((await olga.post(url, { ladder: '30', reviewEveryDays: '60' })).status).toBe(303);
    expect((await followOf(OLGA, undated.id))!.reviewEveryDays).toBe(60);
    const wrong = await olga.post(url, { ladder: '30', reviewEveryDays: '1' });
    expect([wrong.status, wrong.page('#reviewEveryDays').attr('aria-invalid')]).toEqual([422, 'true']);
  });

  it('ends with a button, and can be taken up again as it was', async () => {
    await olga.post(`/avisos/seguimiento/${dated.id}`, { ladder: '20, 2' });
    const left = await olga.post(`/avisos/seguimiento/${dated.id}/dejar`);
    expect(await followOf(OLGA, dated.id)).toBeNull();
    const { page } = await olga.get(left.location);
    expect(page('.done').text()).toContain('Fondo para seguir');
    await olga.post(page('.done form').attr('action')!);
    expect((await followOf(OLGA, dated.id))!.ladder).toEqual([20, 2]);
  });

  it('asks visitors to sign in, and lets curators follow for themselves', async () => {
    const { page } = await test.visitor().get(`/convocatorias/${dated.slug}`);
    expect(page('#seguimiento a').attr('href')).toBe(
      `/ingresar?volver=${encodeURIComponent(`/convocatorias/${dated.slug}`)}`,
    );
    const carmen = await test.as(CARMEN);
    const match = await carmen.get(`/gads/08/coincidencias/${dated.slug}`);
    expect(match.page('#seguimiento input[name=gad]')).toHaveLength(0);
  });
});
