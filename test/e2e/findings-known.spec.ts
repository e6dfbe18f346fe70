import { Calls } from '@chasqui/calls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callInput } from '../support/builders.js';
import { filledIn } from '../support/forms.js';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';
import { APRIL, CARMEN, choicesIn, DESK, findingUrl, FindingScene, RIVERS } from './findings.scene.js';

const MAX_PAGE_BYTES = 100_000;

describe('what sources say of known calls', () => {
  let test: TestApp;
  let carmen: Visitor;

  let scene: FindingScene;

  beforeAll(async () => {
    test = await startTestApp();
    scene = await FindingScene.open(test);
    carmen = await test.as(CARMEN);
  });

  afterAll(() => test.close());

  beforeEach(() => scene.clear());

  async function published(): Promise<{ item: Awaited<ReturnType<FindingScene['item']>>; callId: string }> {
    const item = await scene.item();
    await scene.says(item, RIVERS);
    const { id } = await scene.finding(item, 'new');
    const answer = await carmen.post(findingUrl(id), { ...(await scene.accepted(id)), accion: 'publicar' });
    expect([answer.status, answer.page('.errors').text()]).toEqual([303, '']);
    return { item, callId: (await scene.stored(id)).callId! };
  }

  it('tells what was and what comes, and may be taken in part', async () => {
    const { item, callId } = await published();
    await scene.says(item, { ...RIVERS, close: APRIL });
    const { id } = await scene.finding(item, 'change');
    const queue = (await carmen.get(DESK)).page('.findings').text();
    expect(queue).toContain('El plazo se prorroga: del 15 de marzo de 2031, 17:00 al 30 de abril de 2031');
    const { page } = await carmen.get(findingUrl(id));
    expect(page('#dato-deadline').text()).toContain('El plazo se prorroga');
    expect(page('#dato-deadline .facts').text()).toContain('15 mar 2031, 17:00');
    expect(page('#deadlineLocal').attr('value')).toBe('2031-04-30T17:00');
    expect(page('#donorId').length).toBe(0);
    const form = { ...(await scene.accepted(id)), 'eleccion.summary': 'despues' };
    const answer = await carmen.post(findingUrl(id), { ...form, accion: 'aceptar' });
    expect(answer.location).toBe(`${findingUrl(id)}?hecho=parcial`);
    expect(await scene.row('SELECT deadline_local FROM call WHERE id = $1', callId)).toEqual({
      deadline_local: '2031-04-30T17:00',
    });
    const rest = await carmen.get(answer.location);
    expect(rest.page('.dato h3').text()).toBe('Descripción');
    const { slug } = await scene.row<{ slug: string }>('SELECT slug FROM call WHERE id = $1', callId);
    const shown = (await test.visitor().get(`/convocatorias/${slug}`)).page;
    expect(shown('section:has(> #cambios) li').text()).toContain('El plazo se prorroga');
    expect(shown('main').text()).toContain('Leída de Agencia de prueba el');
    expect(shown('main').text()).toMatch(/; confirmada( en parte)? el/);
    expect(shown('main').text()).not.toContain('Carmen');
  });

  it('that contradicts itself warns everybody until somebody decides', async () => {
    const { item, callId } = await published();
    const more = `${RIVERS.more}<p>El plazo para presentar propuestas vence el 20 de mayo de 2031.</p>`;
    await scene.says(item, { ...RIVERS, close: APRIL, more });
    const { slug } = await scene.row<{ slug: string }>('SELECT slug FROM call WHERE id = $1', callId);
    const warning = (await test.visitor().get(`/convocatorias/${slug}`)).page('main .notice').text();
    expect(warning).toContain('La fuente da dos fechas de cierre');
    expect(warning).not.toContain('hasta que usted decida');
    expect(warning).toContain('compruebe el plazo en la fuente');
  });

  it('is rejected whole and not proposed again', async () => {
    const { item, callId } = await published();
    await scene.says(item, { ...RIVERS, close: APRIL });
    const { id } = await scene.finding(item, 'change');
    const form = { ...(await scene.accepted(id)), accion: 'rechazar', motivo: 'Es un error de la página' };
    expect((await carmen.post(findingUrl(id), form)).status).toBe(303);
    expect(await scene.row('SELECT deadline_local FROM call WHERE id = $1', callId)).toEqual({
      deadline_local: '2031-03-15T17:00',
    });
  });

  it('left its source: the call stays or is put away', async () => {
    for (const [action, state] of [
      ['mantener', 'published'],
      ['archivar', 'archived'],
    ] as const) {
      const { item, callId } = await published();
      const id = await scene.drops(item);
      const { page } = await carmen.get(findingUrl(id));
      expect(page('main').text()).toContain('La fuente ya no publica la convocatoria');
      expect(page(`main a[href="${item.url}"]`).attr('rel')).toBe('noopener noreferrer nofollow');
      const form = { ...filledIn(page, '#decision'), accion: action };
      expect((await carmen.post(findingUrl(id), form)).status).toBe(303);
      expect(await scene.row('SELECT state FROM call WHERE id = $1', callId)).toEqual({ state });
    }
  });

  it('was published by itself: it is confirmed, corrected or taken down', async () => {
    const [good, bad] = [await scene.item(), await scene.item()];
    for (const item of [good, bad]) await scene.says(item, RIVERS);
    const id = await scene.samples(good);
    const { page } = await carmen.get(findingUrl(id));
    expect(new Set(Object.values(choicesIn(page)))).toEqual(new Set(['aceptar']));
    const form = { ...filledIn(page, '#decision'), title: 'Fondo de ríos, corregido', accion: 'bien' };
    const answer = await carmen.post(findingUrl(id), form);
    expect([answer.status, answer.page('.errors').text()]).toEqual([303, '']);
    const { callId } = await scene.stored(id);
    expect(await scene.row('SELECT title, state FROM call WHERE id = $1', callId)).toEqual({
      title: 'Fondo de ríos, corregido',
      state: 'published',
    });
    const wrong = await scene.samples(bad);
    const down = { ...(await scene.accepted(wrong)), accion: 'rechazar', motivo: 'No existe tal fondo' };
    expect((await carmen.post(findingUrl(wrong), down)).status).toBe(303);
    const { callId: gone } = await scene.stored(wrong);
    expect(await scene.row('SELECT state FROM call WHERE id = $1', gone)).toEqual({ state: 'rejected' });
  });

  it('is proposed with the reasons, compared side by side and takes the item as another source', async () => {
    const { id: callId } = await test.app.get(Calls).create(
      callInput(scene.donorId, {
        title: 'Fondo de humedales de altura',
        deadlineLocal: '2031-03-15T17:00',
        deadlineZone: 'America/Guayaquil',
      }),
      null,
    );
    const id = await scene.brings({ ...RIVERS, title: 'Fondo de humedales de altura' });
    const { page } = await carmen.get(findingUrl(id));
    expect(page('.duplicate').text()).toContain('Fondo de humedales de altura');
    const compare = page('.duplicate a').attr('href')!;
    expect(compare).toBe(`${findingUrl(id)}/unir?con=${callId}`);
    const both = await carmen.get(compare);
    expect(both.page('.compare tr:contains("Plazo")').text()).toContain('15 mar 2031');
    expect(both.page('.compare tr:contains("Monto máximo")').text()).toContain('50.000');
    const found = await carmen.get(`${findingUrl(id)}/unir?q=humedales`);
    expect(found.page('.card h2').text()).toContain('Fondo de humedales de altura');
    expect((await carmen.get(`${findingUrl(id)}/unir?q=zzzz`)).page('.notice').text()).toContain(
      'Ninguna se parece',
    );
    const join = filledIn(both.page, 'form:has(input[name=con])');
    const stale = await carmen.post(`${findingUrl(id)}/unir`, { ...join, revision: '77' });
    expect([stale.status, stale.page('.errors').length]).toEqual([409, 1]);
    const answer = await carmen.post(`${findingUrl(id)}/unir`, join);
    expect(answer.location).toContain('hecho=unida');
    expect(await scene.stored(id)).toMatchObject({ state: 'merged', callId });
    expect((await carmen.get(`${findingUrl(id)}/unir`)).page('.notice').text()).toContain('ya no se une');
  });

  describe('where the facts of a call come from', () => {
    it('is told for every field, with a policy that curators choose', async () => {
      const id = await scene.brings(RIVERS);
      await carmen.post(findingUrl(id), {
        ...(await scene.accepted(id)),
        title: 'Otro título',
        accion: 'guardar',
      });
      const { callId } = await scene.stored(id);
      const path = `/curaduria/convocatorias/${callId}/origenes`;
      const { page, text } = await carmen.get(path);
      expect(Buffer.byteLength(text)).toBeLessThan(MAX_PAGE_BYTES);
      expect(page('nav[aria-label="Páginas de la convocatoria"] [aria-current]').text()).toBe(
        'De dónde sale',
      );
      expect(page('#dato-title').text()).toContain('Puesto por una persona');
      const deadline = page('#dato-deadline').text();
      for (const words of ['Leído y confirmado', '15 de marzo de 2031', 'Agencia de prueba', 'Carmen']) {
        expect(deadline).toContain(words);
      }
      const form = { ...filledIn(page, `form[action="${path}"]`), 'politica.deadline': 'frozen' };
      expect((await carmen.post(path, form)).location).toBe(`${path}?hecho=guardado`);
      expect((await carmen.get(path)).page('[id="politica.deadline"] [selected]').attr('value')).toBe(
        'frozen',
      );
      const traced = await scene.row<{ count: number }>(
        `SELECT count(*)::int AS count FROM audit_entry WHERE action = 'call_field.policy_set' AND entity_id = $1`,
        callId,
      );
      expect(traced.count).toBe(1);
      const bad = await carmen.post(path, {
        ...form,
        'politica.deadline': 'nunca',
        'politica.title': 'auto',
      });
      expect(bad.status).toBe(422);
      expect(bad.page('[id="politica.title"] [selected]').attr('value')).toBe('auto');
    });

    it('is said of what nobody confirmed', async () => {
      const item = await scene.item();
      await scene.says(item, RIVERS);
      const { id } = await scene.finding(item, 'new');
      await carmen.post(findingUrl(id), { ...(await scene.accepted(id)), accion: 'guardar' });
      const { callId } = await scene.stored(id);
      await test.database.query(
        `UPDATE call_field_origin SET confirmed_at = NULL, confirmed_by = NULL, policy = 'auto' WHERE call_id = $1`,
        [callId],
      );
      const { page } = await carmen.get(`/curaduria/convocatorias/${callId}/origenes`);
      expect(page('#dato-deadline').text()).toContain('Leído por regla, sin confirmar');
    });
  });
});
