import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp, untilQuiet, type Visitor } from '../support/http.js';
import { type CallForm, curationScene, type CurationScene, OLGA, path } from './calls.scene.js';

describe('a call at the curators’ desk', () => {
  let test: TestApp;
  let carmen: Visitor;
  let valid: CallForm;
  let create: CurationScene['create'];
  let facts: CurationScene['facts'];

  beforeAll(async () => {
    test = await startTestApp();
    ({ carmen, valid, create, facts } = await curationScene(test));
  });

  afterAll(() => test.close());

  describe('its states', () => {
    it('taking down is asked about first and says what was done', async () => {
      const id = await create({ title: 'Fondo que se retira' });
      await carmen.post(path(id, '/publicar'));
      const list = await carmen.get('/curaduria?estado=published');
      expect(list.page(`form[action="${path(id, '/retirar')}"]`)).toHaveLength(0);
      const asked = await carmen.get(path(id, '/retirar'));
      expect(asked.page('h1').text()).toBe('Retirar una convocatoria');
      expect(await facts(id)).toMatchObject({ state: 'published' });
      const done = await carmen.post(asked.page(`form[action$="/retirar"]`).attr('action')!);
      expect((await carmen.get(done.location)).page('[role=status]').text()).toContain('Retirada');
      expect(await facts(id)).toMatchObject({ state: 'in_review', published_at: null });
      await untilQuiet(test.database);
    });

    it('rejected, taken up again, archived', async () => {
      const id = await create({ title: 'Fondo que no sirve' });
      for (const [action, state, told] of [
        ['/rechazar', 'rejected', 'Rechazada'],
        ['/revisar', 'in_review', 'otra vez en revisión'],
        ['/archivar', 'archived', 'Archivada'],
      ] as const) {
        const done = await carmen.post(path(id, action));
        expect((await carmen.get(done.location)).page('[role=status]').text()).toContain(told);
        expect(await facts(id)).toMatchObject({ state });
      }
      const refused = await carmen.post(path(id, '/publicar'));
      expect(refused.status).toBe(409);
      expect(refused.page('[role=alert]').text()).toContain(
        'está archivada y desde ahí no puede quedar publicada',
      );
    });

    it('compared with its source', async () => {
      const id = await create({ title: 'Fondo que se compara' });
      const done = await carmen.post(path(id, '/verificar'), { revision: '1' });
      const { page } = await carmen.get(done.location);
      expect(page('[role=status]').text()).toContain('hoy se comparó con su fuente');
      expect(page('main').text()).toContain('Verificada el');
      expect((await carmen.post(path(id, '/verificar'), { revision: '7' })).status).toBe(409);
      expect((await carmen.post(path(id, '/verificar'), { revision: 'x' })).status).toBe(409);
    });

    it('continued by a new edition that knows it', async () => {
      const id = await create({ title: 'Fondo con ediciones' });
      const next = await carmen.post(path(id, '/edicion'));
      const { page } = await carmen.get(next.location);
      expect(page('[role=status]').text()).toContain('nueva edición');
      expect(page('#title').val()).toBe('Fondo con ediciones');
      expect(page('#deadlineLocal').val()).toBe('');
      expect(page('#previousEditionId option[selected]').attr('value')).toBe(id);
    });
  });

  describe('its history', () => {
    it('tells who changed what, and undoes it', async () => {
      const id = await create({ title: 'Fondo con historia' });
      await carmen.post(path(id), {
        ...valid,
        revision: '1',
        title: 'Fondo con otra historia',
        gadRole: 'partner',
      });
      const { page } = await carmen.get(path(id, '/historial'));
      const [latest, first] = page('ol.cards > li').toArray();
      expect(page(latest).text()).toContain('Carmen Paredes');
      expect(
        page(latest)
          .find('dt')
          .toArray()
          .map((each) => page(each).text()),
      ).toEqual(['Título', 'Papel de un GAD']);
      expect(page(latest).find('del').first().text()).toBe('Fondo con historia');
      expect(page(first).find('form')).toHaveLength(0);
      const form = page(latest).find('form');
      const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]));
      const done = await carmen.post(form.attr('action')!, fields);
      expect(done.location).toBe(`${path(id, '/historial')}?hecho=deshecho`);
      expect(await facts(id)).toMatchObject({
        title: 'Fondo con historia',
        gad_role: 'applicant',
        revision: 3,
      });
      const again = await carmen.post(form.attr('action')!, fields);
      expect(again.status).toBe(409);
    });
  });

  describe('a duplicate', () => {
    it('is joined to the call that stays, and its address leads there', async () => {
      const duplicate = await create({ title: 'Fondo de lagunas repetido' });
      const staying = await create({ title: 'Fondo de lagunas' });
      await carmen.post(path(duplicate, '/publicar'));
      await carmen.post(path(staying, '/publicar'));
      const found = await carmen.get(`${path(duplicate, '/unir')}?q=LAGUNAS`);
      expect(found.page(`a[href="${path(duplicate, `/unir?con=${staying}`)}"]`)).toHaveLength(1);
      const compared = await carmen.get(path(duplicate, `/unir?con=${staying}`));
      expect(
        compared
          .page('dl.facts dt')
          .toArray()
          .map((each) => compared.page(each).text()),
      ).toEqual(['Título']);
      const form = compared.page('form[action$="/unir"]');
      const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]));
      const done = await carmen.post(form.attr('action')!, fields);
      expect((await carmen.get(done.location)).page('[role=status]').text()).toContain('se unieron');
      const visitor = test.visitor();
      for (const [from, to] of [
        ['/convocatorias/fondo-de-lagunas-repetido', '/convocatorias/fondo-de-lagunas'],
        ['/convocatorias/fondo-de-lagunas-repetido/cierre.ics', '/convocatorias/fondo-de-lagunas/cierre.ics'],
        ['/api/v1/calls/fondo-de-lagunas-repetido', '/api/v1/calls/fondo-de-lagunas'],
      ]) {
        const { status, location } = await visitor.get(from!);
        expect([status, location]).toEqual([302, to]);
        expect((await visitor.get(location)).status).toBe(200);
      }
      const notice = (await carmen.get(path(duplicate))).page;
      expect(notice(`.notice a[href="${path(staying)}"]`)).toHaveLength(1);
      expect(notice('#title')).toHaveLength(0);
      await untilQuiet(test.database);
    });
  });

  it('is for curators only', async () => {
    const id = await create({ title: 'Fondo solo para curadoras' });
    const olga = await test.as(OLGA);
    for (const page of ['', '/historial', '/unir', '/retirar']) {
      expect((await olga.get(path(id, page))).status).toBe(403);
      expect((await test.visitor().get(path(id, page))).status).toBe(303);
    }
    for (const action of [
      '/rechazar',
      '/archivar',
      '/revisar',
      '/verificar',
      '/edicion',
      '/deshacer',
      '/unir',
    ]) {
      expect((await olga.post(path(id, action))).status).toBe(403);
    }
    expect(await facts(id)).toMatchObject({ state: 'in_review', revision: 1 });
  });

  it('that does not exist is not found, and nonsense is refused', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const page of ['', '/historial', '/unir', '/retirar']) {
      expect((await carmen.get(path(nobody, page))).status).toBe(404);
    }
    const id = await create({ title: 'Fondo con direcciones raras' });
    expect((await carmen.get(path(id, '/unir?con=nada'))).status).toBe(200);
    expect((await carmen.get(path(id, `/unir?con=${nobody}`))).status).toBe(404);
    expect((await carmen.get(path(id, '/historial?desde=nada'))).status).toBe(200);
    expect((await carmen.post(path(id, '/deshacer'), { entrada: 'x', revision: '1' })).status).toBe(409);
    expect((await carmen.post(path(id, '/deshacer'), { entrada: '999999', revision: '1' })).status).toBe(404);
    expect((await carmen.post(path(id, '/unir'), { con: 'x' })).status).toBe(404);
  });
});
