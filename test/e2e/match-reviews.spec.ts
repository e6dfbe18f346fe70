import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Call } from '@chasqui/calls';
import { AuditEntry } from '@chasqui/audit';
import { matchesOfGad, type MatchListItem } from '@chasqui/matching';
import { filledIn } from '../support/forms.js';
import { eventually, type TestApp, type Visitor } from '../support/http.js';
import { GAD, type MatchPeople, NEIGHBOUR, startWithMatches } from './match.scene.js';

const base = `/gads/${GAD}/coincidencias`;
const SECRET = 'Opinión reservada: coincide con la meta 4 del plan.';

describe('one call for one GAD', () => {
  let people: MatchPeople;
  let test: TestApp;
  let officer: Visitor;
  let council: Visitor;
  let curator: Visitor;
  let neighbour: Visitor;
  let first: MatchListItem;
  let second: MatchListItem;
  let shutOut: Call;
  let url: string;

  beforeAll(async () => {
    people = await startWithMatches();
    ({ test, officer, council, curator, neighbour, shutOut } = people);
    [first, second] = people.listed as [MatchListItem, MatchListItem];
    url = `${base}/${first.slug}`;
  });

  afterAll(() => test.close());

  it('is judged anew in the list when the officer writes something of the GAD', async () => {
    const hash = async () => {
      const [row] = await test.database.query<{ hash: string }[]>(
        'SELECT facts_hash AS hash FROM match_list WHERE gad_code = $1',
        [GAD],
      );
      return row?.hash ?? null;
    };
    const before = await hash();
    const { page } = await officer.get(`/gads/${GAD}/perfil`);
    const revision = page('input[name=revision]').attr('value') ?? '';
    const saved = await officer.post(`/gads/${GAD}/perfil`, {
      population: '534092',
      populationSourceEs: 'INEC, 2022',
      revision,
    });
    expect(saved.status).toBe(303);
    await eventually('the list follows the profile', async () => (await hash()) !== before);
    [first, second] = (await matchesOfGad(test.database, GAD, {}, new Date())).items as [
      MatchListItem,
      MatchListItem,
    ];
    url = `${base}/${first.slug}`;
  });

  it('shows reasons with points that add up to the score, and both sides in their words', async () => {
    const { page } = await officer.get(url);
    const points = page('.reasons .badge')
      .toArray()
      .map((badge) =>
        Number(
          page(badge)
            .text()
            .replace(/[^\d,]/g, '')
            .replace(',', '.'),
        ),
      );
    const sum = points.reduce((one, other) => one + other, 0);
    expect(points.length).toBeGreaterThan(1);
    expect(sum).toBeCloseTo(first.score, 5);
    expect(page('.reasons').text()).toMatch(/(Su PDOT|La competencia).*dice|La competencia/);
    expect(page('#puntaje').parent().find('meter')).toHaveLength(5);
    expect(page('#condiciones').parent().find('h3').text()).toMatch(/Cumple \(\d+\)/);
    expect(page('article').text()).toContain(`con la fórmula`);
    expect(page('.errors')).toHaveLength(0);
  });

  it('shows the score before, with the formula that gave it', async () => {
    await test.database.query(
      'UPDATE match SET previous_score = 61, previous_formula_version = 1 WHERE gad_code = $1 AND call_id = $2',
      [GAD, first.callId],
    );
    expect((await officer.get(url)).text).toContain('Antes: 61 (fórmula 1)');
  });

  it('says on top what shuts the GAD out, without a score, and that nothing of it is stored', async () => {
    const { page, status } = await officer.get(`${base}/${shutOut.slug}`);
    expect(status).toBe(200);
    expect(page('.errors h2').text()).toBe('Qué impide participar');
    expect(page('.errors li').length).toBeGreaterThan(0);
    expect(page('.score')).toHaveLength(0);
    expect(page('.reasons .badge')).toHaveLength(0);
    expect(page('article').text()).toContain('no se guarda, se calcula al mirarla');
    const list = await officer.get(`${base}?ver=no-pueden`);
    expect(list.page(`a[href="${base}/${shutOut.slug}"]`)).toHaveLength(1);
    expect(list.page('.answer.fails').length).toBeGreaterThan(0);
  });

  it('is not found when the call is not there', async () => {
    expect((await officer.get(`${base}/no-existe`)).status).toBe(404);
  });

  describe('opinions', () => {
    const form = 'form[action$="/opinion"]';

    it('need a verdict and a reason: the page comes back with what was written', async () => {
      const sent = filledIn((await officer.get(url)).page, form);
      const answer = await officer.post(`${url}/opinion`, { ...sent, reason: 'no' });
      expect(answer.status).toBe(422);
      expect(answer.page('.errors a[href="#verdict"]')).toHaveLength(1);
      expect(answer.page('.errors a[href="#reason"]')).toHaveLength(1);
      expect(answer.page('#reason').text()).toBe('no');
      expect(answer.page('.errors').length).toBe(1);
    });

    it('of officers and council members stand beside the score in the detail and in the list', async () => {
      const saved = await officer.post(`${url}/opinion`, { verdict: 'fits', reason: SECRET });
      expect([saved.status, saved.location]).toEqual([303, `${url}?hecho=opinion`]);
      expect((await officer.get(saved.location)).page('[role=status]').text()).toContain('se guardó');
      await council.post(`${url}/opinion`, { verdict: 'fits', reason: 'De acuerdo con la oficina.' });

      const { page } = await council.get(url);
      const said = page('#opiniones').parent();
      expect(said.text()).toContain('2 personas: sí nos sirve');
      expect(said.text()).toContain(SECRET);
      expect(said.text()).toContain(`(fórmula `);
      expect(filledIn(page, form)).toMatchObject({ verdict: 'fits', reason: 'De acuerdo con la oficina.' });
      expect((await officer.get(base)).page('.card').first().text()).toContain('2 personas: sí nos sirve');
      expect((await curator.get(url)).text).toContain(SECRET);
    });

    it('do not change the score', async () => {
      const [row] = await test.database.query<[{ score: number }]>(
        'SELECT score FROM match WHERE gad_code = $1 AND call_id = $2',
        [GAD, first.callId],
      );
      expect(row.score).toBe(first.score);
    });

    it('can be changed and taken back by their owner', async () => {
      await council.post(`${url}/opinion`, { verdict: 'does_not_fit', reason: 'Mejor la otra.' });
      expect((await officer.get(url)).text).toContain('1 persona: sí nos sirve; 1 persona: no nos sirve');
      const gone = await council.post(`${url}/opinion/quitar`);
      expect(gone.location).toBe(`${url}?hecho=quitada`);
      const { page } = await council.get(gone.location);
      expect(page('#opiniones').parent().text()).not.toContain('Mejor la otra.');
      expect(page('form[action$="/opinion/quitar"]')).toHaveLength(0);
    });

    it('of hostile words are shown as text', async () => {
      const reason = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
      await council.post(`${url}/opinion`, { verdict: 'fits', reason });
      const { page, text } = await officer.get(url);
      expect(text).toContain('&lt;script>');
      expect(page('[onerror], img[src=x]')).toHaveLength(0);
      await council.post(`${url}/opinion/quitar`);
    });

    it('are read by curators, who write none', async () => {
      const { page } = await curator.get(url);
      expect(page(form)).toHaveLength(0);
      expect(page('form[action$="/descartar"]')).toHaveLength(0);
      expect((await curator.post(`${url}/opinion`, { verdict: 'fits', reason: 'Yo digo.' })).status).toBe(
        404,
      );
    });

    it('are the GAD’s own: a neighbour neither reads nor writes them, on any page', async () => {
      expect((await neighbour.get(url)).status).toBe(404);
      expect((await neighbour.post(`${url}/opinion`, { verdict: 'fits', reason: 'Ajena.' })).status).toBe(
        404,
      );
      const own = `/gads/${NEIGHBOUR}/coincidencias/${first.slug}`;
      for (const path of [
        own,
        `${own}/provincia`,
        `/gads/${NEIGHBOUR}/comparar?a=${first.slug}&b=${second.slug}`,
      ]) {
        const answer = await neighbour.get(path);
        expect([path, answer.status]).toEqual([path, 200]);
        expect(answer.text).not.toContain(SECRET);
        expect(answer.text).not.toContain('sí nos sirve');
      }
    });
  });

  describe('left aside', () => {
    it('leaves the list with a message, is undone there, and is found among the ones left aside', async () => {
      const list = await officer.get(base);
      const dismissed = await officer.post(`${base}/${second.slug}/descartar`, {
        reason: 'Muy lejos de la costa.',
      });
      expect([dismissed.status, dismissed.location]).toEqual([303, `${base}?descartada=${second.slug}`]);
      const told = await officer.get(dismissed.location);
      expect(told.page('.done').text()).toContain(`Descartada: ${second.title}`);
      expect(told.page(`.card a[href="${base}/${second.slug}"]`)).toHaveLength(0);
      expect(list.page(`.card a[href="${base}/${second.slug}"]`)).toHaveLength(1);

      const undo = filledIn(told.page, '.done form');
      const undone = await officer.post(told.page('.done form').attr('action')!, undo);
      expect(undone.location).toBe(`${base}?restaurada=${second.slug}`);
      const back = await officer.get(undone.location);
      expect(back.page('.done').text()).toContain('Restaurada');
      expect(back.page(`.card a[href="${base}/${second.slug}"]`)).toHaveLength(1);
    });

    it('is listed with its reason for all people of the GAD; only officers bring it back', async () => {
      await officer.post(`${base}/${second.slug}/descartar`, { reason: 'Muy lejos de la costa.' });
      for (const reader of [officer, council, curator]) {
        expect((await reader.get(`${base}/descartadas`)).page('.card').text()).toContain(
          'Muy lejos de la costa.',
        );
      }
      expect((await council.get(`${base}/descartadas`)).page('form[action$="/restaurar"]')).toHaveLength(0);
      expect((await council.post(`${base}/${second.slug}/restaurar`)).status).toBe(403);
      expect((await curator.post(`${base}/${second.slug}/restaurar`)).status).toBe(404);
      expect((await neighbour.get(`${base}/descartadas`)).status).toBe(404);
      expect((await neighbour.get(`/gads/${NEIGHBOUR}/coincidencias/descartadas`)).text).not.toContain(
        'Muy lejos',
      );
      const detail = await officer.get(`${base}/${second.slug}`);
      expect(detail.page('.notice').text()).toContain('Descartada por');

      const { page } = await officer.get(`${base}/descartadas`);
      const restored = await officer.post(`${base}/${second.slug}/restaurar`, filledIn(page, '.card form'));
      expect(restored.location).toBe(`${base}/descartadas?restaurada=${second.slug}`);
      expect((await officer.get(restored.location)).text).toContain('No hay ninguna.');
    });

    it('an address typed by hand tells of nothing that was not done', async () => {
      for (const query of [`descartada=${second.slug}`, 'descartada=no-existe', 'restaurada=no-existe']) {
        expect((await officer.get(`${base}?${query}`)).page('.done')).toHaveLength(0);
      }
    });
  });

  describe('for programs', () => {
    const api = () => `/api/v1/gads/${GAD}/matches`;

    it('is judged live, with what is stored of it', async () => {
      const { data } = await officer.get(`${api()}/${first.slug}`);
      expect(data).toMatchObject({
        gadCode: GAD,
        slug: first.slug,
        stored: { formulaVersion: expect.any(Number) },
      });
      const out = (await officer.get(`${api()}/${shutOut.slug}`)).data;
      expect(out).toMatchObject({ eligibility: 'fails', score: null, stored: null });
      const list = (await officer.get(`${api()}?eligible=false`)).data as { items: { slug: string }[] };
      expect(list.items.map(({ slug }) => slug)).toContain(shutOut.slug);
    });

    it('takes an opinion and takes it back', async () => {
      const path = `${api()}/${second.slug}/review`;
      const saved = await officer.json('POST', path, {
        verdict: 'does_not_fit',
        reason: 'No hay contraparte.',
      });
      expect([saved.status, saved.data]).toMatchObject([
        200,
        { verdict: 'does_not_fit', reason: 'No hay contraparte.', score: second.score },
      ]);
      const refused = await officer.json('POST', path, { verdict: 'fits' });
      expect([refused.status, refused.data]).toMatchObject([422, { code: 'review.invalid' }]);
      expect((await officer.json('DELETE', path, {})).status).toBe(204);
      expect((await officer.json('DELETE', path, {})).status).toBe(204);
      expect((await curator.json('POST', path, { verdict: 'fits', reason: 'Yo digo.' })).status).toBe(404);
    });

    it('is left aside and brought back; council members may not', async () => {
      const path = `${api()}/${second.slug}/dismissal`;
      const slugs = async () =>
        ((await officer.get(api())).data as { items: { slug: string }[] }).items.map(({ slug }) => slug);
      expect((await council.json('POST', path, {})).status).toBe(403);
      expect((await officer.json('POST', path, {})).data).toEqual({ dismissed: true });
      expect(await slugs()).not.toContain(second.slug);
      expect((await officer.json('DELETE', path, {})).status).toBe(204);
      expect(await slugs()).toContain(second.slug);
    });
  });

  it('leaves a trace of everything that people did', async () => {
    const entries = await test.database.manager.find(AuditEntry, { order: { id: 'ASC' } });
    const actions = new Set(
      entries.map(({ action }) => action).filter((action) => action.startsWith('match')),
    );
    expect([...actions].toSorted()).toEqual([
      'match.dismissed',
      'match.restored',
      'match_review.changed',
      'match_review.given',
      'match_review.withdrawn',
    ]);
  });
});
