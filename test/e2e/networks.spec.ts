import { addDays, localDate } from '@chasqui/kernel';
import { Network } from '@chasqui/networks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestApp, Visitor } from '../support/http.js';
import { GAD, OTHER_GAD, startWithPeople } from './commissions.scene.js';

const own = `/gads/${GAD}/redes`;
const year = Number(localDate(new Date()).slice(0, 4));
const PAGE_LIMIT = 100_000;

const answered = {
  mission: 'Reúne a gobiernos locales por el clima.',
  fitsObjectives: 'yes',
  fitsObjectivesWhy: 'Ser referente en clima.',
  servesActions: 'partial',
  servesActionsWhy: 'Plan de cambio climático.',
  betterNetwork: 'ninguna',
  memberProfile: 'Ciudades intermedias.',
  practicalImplications: 'Una cuota y una reunión al año.',
  hasMoney: 'si',
  hasPoliticalBacking: 'si',
  hasPeople: 'si',
  decidedBy: 'Alcaldía',
};

describe('networks', () => {
  let test: TestApp;
  let officer: Visitor;
  let other: Visitor;
  let council: Visitor;
  let curator: Visitor;
  let red: Network;

  beforeAll(async () => {
    ({ test, officer, other, council, curator } = await startWithPeople());
    red = await network('red-de-prueba', {
      nameEs: 'Red de Prueba por el Clima',
      acronym: 'RPC',
      gadLevels: ['municipal'],
      joiningWays: ['letter', 'fee'],
      feeAmount: '3500',
      feeCurrency: 'USD',
      feeNoteEs: 'Según la población.',
      accessVia: ['CONGOPE', 'AME'],
      benefitsEs: ['Intercambio entre pares'],
      doubtEs: 'Dos fuentes dan cuotas distintas.',
      contacts: [
        {
          kind: 'email',
          value: 'info@red.example',
          label: null,
          personal: false,
          state: 'verified',
          year: 2024,
        },
        {
          kind: 'person',
          value: 'Fulano de Tal',
          label: null,
          personal: true,
          state: 'unverified',
          year: 2024,
        },
      ],
    });
    await network('red-repetida', { nameEs: 'Red de Prueva', mergedIntoId: red.id });
  });

  afterAll(() => test.close());

  function network(slug: string, changes: Partial<Network>): Promise<Network> {
    return test.database.manager.save(Network, {
      slug,
      sources: [{ title: 'Documento base', place: 'línea 1', url: null }],
      readOn: '2026-06-30',
      confidence: 'media' as const,
      nameEs: slug,
      themes: ['cambio-climatico'],
      scope: 'latin_america' as const,
      activity: 'active' as const,
      noteEs: 'Una red para probar.',
      ...changes,
    });
  }

  describe('for everybody', () => {
    it('are listed and narrowed; merged ones are not among them', async () => {
      const filters = 'tema=cambio-climatico&ambito=latin_america&nivel=municipal&via=AME&actividad=active';
      const answer = await test.visitor().get(`/redes?${filters}`);
      expect(
        answer
          .page('.card h2')
          .toArray()
          .map((title) => answer.page(title).text()),
      ).toContain('Red de Prueba por el Clima (RPC)');
      expect((await test.visitor().get('/redes?ambito=mercosur')).text).not.toContain('Red de Prueba');
      expect((await test.visitor().get('/redes?nivel=municipal')).text).not.toContain('Prueva');
    });

    it.each(['', '?tema=&ambito=&nivel=&via=&actividad=', '?ambito=luna', '?desde=xx', '?tema=%27%3B--'])(
      'answer «%s»',
      async (query) => {
        const answer = await test.visitor().get(`/redes${query}`);
        expect(answer.status).toBe(200);
        expect(answer.text.length).toBeLessThan(PAGE_LIMIT);
      },
    );

    it('have a page that says who may join, how, for how much, through whom and with what doubt', async () => {
      const { page, text } = await test.visitor().get('/redes/red-de-prueba');
      const facts = page('dl.facts').text();
      expect(facts).toContain('Municipal');
      expect(facts).toContain('carta de la máxima autoridad, pago de una cuota');
      expect(facts).toContain('USD 3.500 al año. Según la población.');
      expect(facts).toContain('CONGOPE, AME');
      expect(text).toContain('Intercambio entre pares');
      expect(text).toContain('Dos fuentes dan cuotas distintas.');
      expect(text).toContain('leído el 30 jun 2026');
      expect(text).toContain('info@red.example');
      expect(text).not.toContain('Fulano de Tal');
      expect(text).not.toContain('Evaluar si le conviene');
    });

    it('lead on from an address that was merged; an unknown one is not found', async () => {
      const answer = await test.visitor().get('/redes/red-repetida');
      expect([answer.status, answer.location]).toEqual([302, '/redes/red-de-prueba']);
      expect((await test.visitor().get('/redes/no-existe')).status).toBe(404);
    });
  });

  describe('before joining', () => {
    it('are evaluated with seven questions: positive gives the next step', async () => {
      const link = (await officer.get('/redes/red-de-prueba')).page('a:contains("Evaluar si le conviene")');
      const form = await officer.get(link.attr('href')!);
      expect(form.page('h1').text()).toContain('Red de Prueba por el Clima');
      expect(form.text.length).toBeLessThan(PAGE_LIMIT);
      // The network is not offered as better than itself.
      expect(form.page(`#betterNetwork option[value="${red.id}"]`)).toHaveLength(0);
      const saved = await officer.post(`${own}/evaluaciones`, { ...answered, networkId: red.id });
      expect(saved.status).toBe(303);
      const { page } = await officer.get(saved.location);
      expect(page('#balance').text()).toContain('positivo');
      expect(page('#balance').parent().text()).toContain('solo en parte');
      expect(page('#siguiente').parent().text()).toContain('carta de la máxima autoridad');
      expect(page('.questions > div')).toHaveLength(7);
      expect(page('.questions').text()).toContain('Sí: Ser referente en clima.');
    });

    it('negative says what is missing and shows no next step; answers are compared with the earlier ones', async () => {
      const answers = {
        ...answered,
        networkId: red.id,
        hasMoney: 'no',
        mission: 'Otra lectura de su misión.',
      };
      const saved = await officer.post(`${own}/evaluaciones`, answers);
      const { page } = await officer.get(saved.location);
      expect(page('#balance').text()).toContain('negativo');
      expect(page('#balance').parent().text()).toContain('Faltan recursos económicos');
      expect(page('#siguiente')).toHaveLength(0);
      expect(page('.questions .quote').text()).toContain('Reúne a gobiernos locales por el clima.');
      expect(page('#historia').parent().find('li')).toHaveLength(2);
    });

    it('nothing is answered beforehand, and nothing entered is lost', async () => {
      const wrong = { ...answered, networkId: red.id, hasPeople: '', fitsObjectivesWhy: '' };
      const { status, page } = await officer.post(`${own}/evaluaciones`, wrong);
      expect(status).toBe(422);
      expect(page('#hasPeople-error').text()).toBe('Responda sí o no.');
      expect(page('#practicalImplications').val()).toBe(answered.practicalImplications);
      expect(page('#servesActions').val()).toBe('partial');
      const blank = await officer.get(`${own}/evaluaciones/nueva?red=red-de-prueba`);
      expect(blank.page('#fitsObjectives').val()).toBe('');
      expect(blank.page('#hasMoney').val()).toBe('');
    });
  });

  describe('memberships of a GAD', () => {
    const member = {
      role: 'member',
      fromYear: '2020',
      untilYear: '',
      feeAmount: '',
      feeCurrency: '',
      feeDueOn: '',
      noteEs: '',
    };

    it('are added without an evaluation, though the page recommends one', async () => {
      const form = await officer.get(`${own}/membresias/nueva`);
      expect(form.page('.notice').text()).toContain('evaluar primero');
      const dueOn = addDays(localDate(new Date()), 10);
      const fee = { feeAmount: '3,5 mil', feeCurrency: 'usd', feeDueOn: dueOn, noteEs: 'Partida 730' };
      const other2 = await network('red-con-cuota', { nameEs: 'Red con Cuota' });
      const saved = await officer.post(`${own}/membresias`, { ...member, ...fee, networkId: other2.id });
      expect([saved.status, saved.location]).toEqual([303, own]);
      const { page } = await officer.get(own);
      expect(page('.card').text()).toContain('USD 3.500 al año');
      expect(page('.card').text()).toContain('faltan 10 días');
      expect(page('.notice').text()).toContain('cuotas por pagar sin recursos registrados: Red con Cuota');
      const shown = await test.visitor().get('/redes/red-con-cuota');
      expect(shown.page('#miembros').parent().text()).toContain(
        'GAD Municipal de Prueba: miembro, desde 2020',
      );
      expect(shown.text).not.toMatch(/Partida 730|3\.500/);
      const twice = await officer.post(`${own}/membresias`, { ...member, networkId: other2.id });
      expect(twice.status).toBe(409);
    });

    it('are changed and ended; too many and sleeping ones are warned of', async () => {
      for (let index = 0; index < 5; index += 1) {
        const { id } = await network(`red-${index}`, {
          nameEs: `Red número ${index}`,
          activity: index ? 'active' : 'dormant',
        });
        await officer.post(`${own}/membresias`, { ...member, networkId: id });
      }
      const { page } = await officer.get(own);
      expect(page('.notice').text()).toContain('6 redes a la vez');
      expect(page('.notice').text()).toContain('Sin actividad conocida: Red número 0');
      const edit = page('a[aria-label="Editar Red número 1"]').attr('href')!;
      const wrong = await officer.post(edit, { ...member, revision: '1', untilYear: '2019' });
      expect(wrong.page('#untilYear-error').text()).toBe(
        'El último año es anterior al primero. Revise los dos.',
      );
      expect(
        (await officer.post(edit, { ...member, revision: '1', untilYear: String(year - 1) })).status,
      ).toBe(303);
      expect((await officer.get(own)).page('.notice').text()).not.toContain('redes a la vez');
      const stale = await officer.post(edit, { ...member, revision: '1' });
      expect(stale.status).toBe(409);
      const end = page('form[action$="/terminar"]').last();
      expect((await officer.post(end.attr('action')!, { revision: '1' })).status).toBe(303);
      expect((await officer.get(own)).page('.card').text()).toContain('termina este año');
      expect((await officer.post(`${edit}/quitar`, { revision: '2' })).status).toBe(303);
      expect((await officer.get(own)).text).not.toContain('Red número 1');
    });

    it('and evaluations are closed to everybody else: another GAD finds nothing, the council only reads', async () => {
      const { id } = await network('red-reservada', { nameEs: 'Red Reservada' });
      await officer.post(`${own}/membresias`, { ...member, networkId: id, noteEs: 'Nota reservada' });
      const evaluation = (await officer.post(`${own}/evaluaciones`, { ...answered, networkId: id })).location;
      const edit = (await officer.get(own)).page('a[aria-label="Editar Red Reservada"]').attr('href')!;
      const membership = edit.split('/').pop()!;
      for (const path of [own, edit, evaluation]) {
        expect((await other.get(path)).status).toBe(404);
        expect((await test.visitor().get(path)).location).toMatch(/^\/ingresar/);
      }
      const foreign = `/gads/${OTHER_GAD}/redes`;
      expect((await other.get(`${foreign}/membresias/${membership}`)).status).toBe(404);
      expect((await other.get(`${foreign}/evaluaciones/${evaluation.split('/').pop()}`)).status).toBe(404);
      for (const action of ['', '/terminar', '/quitar']) {
        const path = `/membresias/${membership}${action}`;
        expect((await other.post(foreign + path, { ...member, revision: '1' })).status).toBe(404);
        expect((await other.post(own + path, { ...member, revision: '1' })).status).toBe(404);
        expect((await council.post(own + path, { ...member, revision: '1' })).status).toBe(403);
        expect((await curator.post(own + path, { ...member, revision: '1' })).status).toBeGreaterThanOrEqual(
          403,
        );
      }
      expect((await other.get(foreign)).text).not.toContain('Red Reservada');
      const read = await council.get(own);
      expect(read.text).toContain('Nota reservada');
      expect(read.page('form[action*="/membresias"]')).toHaveLength(0);
      expect((await council.get(evaluation)).status).toBe(200);
      expect((await curator.get(evaluation)).status).toBe(200);
      const [row] = await test.database.query<[{ revision: number }]>(
        'SELECT revision FROM network_membership WHERE id = $1',
        [membership],
      );
      expect(row).toEqual({ revision: 1 });
    });
  });
});
