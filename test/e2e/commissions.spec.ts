import { CommissionRound, MixedCommission } from '@chasqui/commissions';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { donorNamed } from '../support/builders.js';
import type { TestApp, Visitor } from '../support/http.js';
import { openRound, provenance, startWithPeople } from './commissions.scene.js';

const PAGE_LIMIT = 100_000;

describe('mixed commissions', () => {
  let test: TestApp;
  let officer: Visitor;
  let curator: Visitor;
  let round: CommissionRound;

  beforeAll(async () => {
    ({ test, officer, curator } = await startWithPeople());
    round = await openRound(test);
    await test.database.manager.save(MixedCommission, {
      ...provenance,
      slug: 'comision-repetida',
      partnerEs: 'Ruritánia',
      kind: 'mixed_commission' as const,
      denominationEs: 'Comisión Mixta',
      mergedIntoId: round.commissionId,
    });
  });

  afterAll(() => test.close());

  describe('for everybody', () => {
    it('are listed with the dated ones first, and never with an invented date', async () => {
      const answer = await test.visitor().get('/comisiones');
      expect(answer.status).toBe(200);
      expect(answer.text.length).toBeLessThan(PAGE_LIMIT);
      const cards = answer.page('.card');
      const first = cards.filter((_, card) => answer.page(card).text().includes('Ruritania'));
      expect(first.text()).toContain('Próxima sesión anunciada:');
      expect(first.text()).toContain('cada 2 o 4 años');
      expect(first.text()).toContain('leído el 30 jun 2026');
      expect(answer.text).not.toContain('Ruritánia');
      const dated = await test.visitor().get('/comisiones?fecha=si');
      for (const card of dated.page('.card').toArray()) {
        expect(dated.page(card).text()).toMatch(/Próxima sesión (anunciada|estimada, sin confirmar): /);
      }
    });

    it('that are no commission are told by their own denomination', async () => {
      await test.database.manager.save(MixedCommission, {
        ...provenance,
        slug: 'negociaciones-de-prueba',
        partnerEs: 'Alemania',
        kind: 'intergovernmental_negotiation' as const,
        denominationEs: 'Negociaciones intergubernamentales de Cooperación Financiera',
        trackEs: 'cooperación financiera',
      });
      const list = await test.visitor().get('/comisiones?tipo=intergovernmental_negotiation');
      expect(list.page('.card').text()).toContain('Alemania: cooperación financiera');
      expect(list.page('.card').text()).not.toContain('Comisión mixta');
      const detail = await test.visitor().get('/comisiones/negociaciones-de-prueba');
      expect(detail.page('.notice').text()).toContain('no es una comisión mixta');
      expect(detail.text).toContain('Sin fecha: no consta ninguna sesión anterior');
    });

    it('have a page with the stages, the round, its window in two zones, the agency and the source', async () => {
      const { status, page, text } = await test.visitor().get('/comisiones/comision-de-prueba');
      expect(status).toBe(200);
      expect(page('.stages > li')).toHaveLength(6);
      expect(page('.stages > li[aria-current=step] summary').text()).toContain('Invitación abierta');
      expect(page('.stages > li.past summary').text()).toContain('Fecha notificada');
      expect(page('.window').text()).toContain('Abierta');
      expect(page('.deadline').text()).toContain('hora de Lima');
      expect(page('a[href="https://example.org/formato.pdf"]').text()).toBe('Formato');
      expect(page('a[href^="/cooperantes/"]').length).toBe(1);
      expect(page('#fuentes').parent().text()).toContain('La fuente no tiene fecha.');
      expect(text).not.toContain('Ver la convocatoria');
    });

    it('lead on from an address that was merged; an unknown one is not found', async () => {
      const answer = await test.visitor().get('/comisiones/comision-repetida');
      expect([answer.status, answer.location]).toEqual([302, '/comisiones/comision-de-prueba']);
      expect((await test.visitor().get('/comisiones/no-existe')).status).toBe(404);
    });

    it.each(['tipo=otra', 'fecha=no', 'desde=%27%3B--', 'desde=WzFd'])(
      'bear nonsense in ?%s',
      async (query) => {
        const answer = await test.visitor().get(`/comisiones?${query}`);
        expect(answer.status).toBe(200);
        expect(answer.page('.card').length).toBeGreaterThan(0);
      },
    );
  });

  describe('the call of a round', () => {
    const page = () => `/curaduria/rondas/${round.id}/convocatoria`;

    it('is opened by a curator once, waits in review and shows on the page when published', async () => {
      const ask = await curator.get(page());
      expect(ask.page('form[action$="/convocatoria"] button').text()).toBe('Abrir convocatoria');
      const record = ask.page('a:contains("Ficha de la ronda")').attr('href')!;
      expect((await curator.get(record)).status).toBe(200);
      const opened = await curator.post(page());
      expect(opened.location).toMatch(/^\/curaduria\/convocatorias\//);
      expect((await curator.post(page())).location).toBe(opened.location);
      expect((await curator.get(page())).page('.notice').text()).toContain(
        'ya tiene su convocatoria, en revisión',
      );
      expect((await test.visitor().get('/comisiones/comision-de-prueba')).text).not.toContain(
        'Ver la convocatoria',
      );
      await curator.post(`${opened.location}/publicar`);
      const shown = await test.visitor().get('/comisiones/comision-de-prueba');
      const link = shown.page('a:contains("Ver la convocatoria")').attr('href')!;
      const call = await test.visitor().get(link);
      expect(call.page('h1').text()).toBe(
        'Comisión Mixta de Cooperación Técnica con Ruritania: VIII Reunión',
      );
      expect(call.page('.deadline').text()).toContain('hora de Lima');
    });

    it('asks for the donor when the commission has no agency', async () => {
      const { manager } = test.database;
      const commission = await manager.save(MixedCommission, {
        ...provenance,
        slug: 'comision-sin-agencia',
        partnerEs: 'Sildavia',
        kind: 'mixed_commission' as const,
        denominationEs: 'Comisión Mixta',
      });
      const { id } = await manager.save(CommissionRound, {
        ...provenance,
        slug: 'ronda-sin-agencia',
        commissionId: commission.id,
        labelEs: 'I Reunión',
        stage: 'invitation_open' as const,
        direction: 'both' as const,
      });
      const path = `/curaduria/rondas/${id}/convocatoria`;
      const form = await curator.get(path);
      expect(form.page('#donorId option').length).toBeGreaterThan(1);
      expect(form.text.length).toBeLessThan(PAGE_LIMIT);
      const refused = await curator.post(path, { donorId: '' });
      expect([refused.status, refused.page('#donorId-error').length]).toEqual([422, 1]);
      const donorId = await donorNamed(test.database);
      expect((await curator.post(path, { donorId })).status).toBe(303);
    });

    it('is nothing for officers', async () => {
      expect((await officer.get(page())).status).toBe(403);
      expect((await officer.post(page())).status).toBe(403);
      expect((await officer.get(`/curaduria/rondas/${round.id}/propuestas`)).status).toBe(403);
    });
  });
});
