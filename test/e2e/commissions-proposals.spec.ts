import type { CommissionRound } from '@chasqui/commissions';
import { Offer } from '@chasqui/gads';
import { savePlan } from '@chasqui/pdot';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { priorityInput } from '../support/builders.js';
import type { TestApp, Visitor } from '../support/http.js';
import { GAD, openRound, OTHER_GAD, provenance, startWithPeople } from './commissions.scene.js';

describe('proposals of a GAD', () => {
  let test: TestApp;
  let officer: Visitor;
  let other: Visitor;
  let council: Visitor;
  let curator: Visitor;
  let round: CommissionRound;
  let offerId: string;

  beforeAll(async () => {
    ({ test, officer, other, council, curator } = await startWithPeople());
    round = await openRound(test);
    const offer = await test.database.manager.save(Offer, {
      ...provenance,
      slug: 'oferta-de-prueba',
      gadCode: GAD,
      titleEs: 'Manejo de desechos',
      summaryEs: 'Separación en la fuente.',
      themes: [],
    });
    offerId = offer.id;
  });

  afterAll(() => test.close());

  const own = `/gads/${GAD}/comisiones`;
  const written = {
    direction: 'demand',
    title: 'Agua segura para las parroquias',
    summary: 'Reducir la turbiedad del agua en tres parroquias rurales.',
    presenterEs: '',
    priorityId: '',
    offerId: '',
  };

  it('without a plan are told what to do, and may be drafted all the same', async () => {
    const list = await officer.get(own);
    const link = list.page(`a[href="${own}/propuestas/nueva?ronda=${round.id}"]`);
    expect(link.text()).toBe('Preparar una propuesta');
    const form = await officer.get(link.attr('href')!);
    expect(form.page('#priorityId').text()).toContain('Cargue el plan');
    const saved = await officer.post(`${own}/propuestas`, { ...written, roundId: round.id });
    expect(saved.status).toBe(303);
    const sent = await officer.post(`${saved.location}/enviar`, { revision: '1' });
    expect(sent.status).toBe(422);
    expect(sent.page('.errors').text()).toContain('Elija la prioridad del plan vigente');
    expect(sent.page('#title').val()).toBe(written.title);
  });

  it('go all the way: written, sent, seen by curators, taken back', async () => {
    await savePlan(test.database.manager, {
      gadCode: GAD,
      label: 'PDOT 2023-2027',
      note: null,
      isDemo: false,
      priorities: [priorityInput('Asegurar agua segura en las parroquias.')],
    });
    const form = await officer.get(`${own}/propuestas/nueva?ronda=${round.id}`);
    const [priorityId] = form
      .page('#priorityId option')
      .toArray()
      .flatMap((option) => option.attribs['value'] || []);
    const draft = await officer.post(`${own}/propuestas`, {
      ...written,
      roundId: round.id,
      priorityId: priorityId!,
    });
    const detail = await officer.get(draft.location);
    expect(detail.page('dl').text()).toContain('«Asegurar agua segura en las parroquias.»');
    const sent = await officer.post(`${draft.location}/enviar`, { revision: '1' });
    expect([sent.status, sent.location]).toEqual([303, draft.location]);
    expect((await officer.get(draft.location)).page('.done').text()).toContain('Cancillería');

    const seen = await curator.get(`/curaduria/rondas/${round.id}/propuestas`);
    expect(seen.page('.tabs a[aria-current]').text()).toBe('Demandas (1)');
    expect(seen.page('.card').text()).toContain(written.title);
    expect(seen.page('.card').text()).toContain('GAD Municipal de Prueba');
    expect((await curator.get(draft.location)).status).toBe(200);

    const changed = await officer.post(draft.location, { ...written, revision: '2' });
    expect(changed.status).toBe(409);
    expect(changed.page('[role=alert]').text()).toContain('retírela');
    expect((await officer.post(`${draft.location}/retirar`, { revision: '2' })).status).toBe(303);
    const after = await curator.get(`/curaduria/rondas/${round.id}/propuestas`);
    expect(after.page('.tabs').text()).toContain('Demandas (0)');
  });

  it('may be an offer of a public company, apart from the demands', async () => {
    const offer = {
      ...written,
      direction: 'offer',
      title: 'Desechos: lo que aprendimos',
      offerId,
      presenterEs: 'EMAC EP',
    };
    const draft = await officer.post(`${own}/propuestas`, { ...offer, roundId: round.id });
    expect((await officer.post(`${draft.location}/enviar`, { revision: '1' })).status).toBe(303);
    const seen = await curator.get(`/curaduria/rondas/${round.id}/propuestas?ver=ofertas`);
    expect(seen.page('.card').text()).toContain('presenta EMAC EP');
    expect(seen.page('.card').text()).not.toContain(written.title);
  });

  it('keep what was entered when something is wrong', async () => {
    const wrong = {
      ...written,
      roundId: round.id,
      title: 'Si',
      summary: 'Un texto largo que no debe perderse.',
    };
    const answer = await officer.post(`${own}/propuestas`, wrong);
    expect(answer.status).toBe(422);
    expect(answer.page('#title-error').text()).toBe('Escriba un título de al menos cinco letras.');
    expect(answer.page('#summary').val()).toBe(wrong.summary);
    expect(answer.page('input[name=roundId]').val()).toBe(round.id);
  });

  it('show a script that somebody typed as text', async () => {
    const title = '<script>alert(1)</script>';
    const { location } = await officer.post(`${own}/propuestas`, { ...written, roundId: round.id, title });
    const answer = await officer.get(location);
    expect(answer.text).not.toContain(title);
    expect(answer.page('h1').text()).toBe(title);
  });

  it('are closed to everybody else: another GAD finds nothing, the council only reads', async () => {
    const { location } = await officer.post(`${own}/propuestas`, {
      ...written,
      roundId: round.id,
      title: 'Secreto del cantón',
    });
    const id = location.split('/').pop()!;
    for (const path of [own, location, `${location}/editar`]) {
      expect((await other.get(path)).status).toBe(404);
      const anonymous = await test.visitor().get(path);
      expect([anonymous.status, anonymous.location.startsWith('/ingresar')]).toEqual([303, true]);
    }
    // Under its own address the other GAD does not reach it either.
    const foreign = `/gads/${OTHER_GAD}/comisiones/propuestas/${id}`;
    expect((await other.get(foreign)).status).toBe(404);
    for (const [path, form] of [
      [foreign, { ...written, revision: '1' }],
      [`${foreign}/enviar`, { revision: '1' }],
      [`${foreign}/retirar`, { revision: '1' }],
      [`${location}/retirar`, { revision: '1' }],
    ] as const) {
      expect((await other.post(path, form)).status).toBe(404);
    }
    expect((await council.get(location)).page('h1').text()).toBe('Secreto del cantón');
    expect((await council.get(location)).page('form[action$="/enviar"]')).toHaveLength(0);
    expect((await council.post(`${location}/retirar`, { revision: '1' })).status).toBe(403);
    expect((await council.post(`${own}/propuestas`, { ...written, roundId: round.id })).status).toBe(403);
    expect((await curator.get(own)).status).toBe(200);
    const [row] = await test.database.query<[{ state: string; revision: number }]>(
      'SELECT state, revision FROM commission_proposal WHERE id = $1',
      [id],
    );
    expect(row).toEqual({ state: 'draft', revision: 1 });
  });
});
