import { Call } from '@chasqui/calls';
import { FORMULA_VERSION, Match, MatchReviews, Rescoring } from '@chasqui/matching';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CheerioAPI } from 'cheerio';
import type { Answer, TestApp } from '../support/http.js';
import { GAD, type MatchPeople, NEIGHBOUR, startWithMatches } from './match.scene.js';

const PAGE_LIMIT = 100_000;

describe('matches held against each other', () => {
  let people: MatchPeople;
  let test: TestApp;
  let slugs: string[];

  beforeAll(async () => {
    people = await startWithMatches();
    ({ test } = people);
    slugs = people.listed.map(({ slug }) => slug);
  });

  afterAll(() => test.close());

  describe('two calls for one GAD', () => {
    const base = `/gads/${GAD}/comparar`;
    const rowOf = (page: CheerioAPI, label: string) =>
      page(`table.versus tr:has(th:contains("${label}")) td`)
        .toArray()
        .map((cell) => page(cell).text().replace(/\s+/g, ' ').trim());

    it('stand side by side, the better one named in words', async () => {
      const [a, b] = slugs as [string, string];
      const { page, status } = await people.officer.get(`${base}?a=${a}&b=${b}`);
      expect(status).toBe(200);
      const scores = rowOf(page, 'Puntaje');
      expect(scores).toHaveLength(2);
      expect(scores[0]).toMatch(/^Primera[\d,]+ de 100/);
      const gates = page('table.versus th')
        .toArray()
        .map((heading) => page(heading).text());
      for (const label of ['Cierre', 'Monto', 'País', 'Nivel de gobierno', 'Plazo', 'Razones']) {
        expect(gates).toContain(label);
      }
      expect(page('table.versus .badge').text()).toMatch(/mayor|mejor|más/);
    });

    it('one of them shut out has no score, and the other one the higher', async () => {
      const { page } = await people.council.get(`${base}?a=${people.shutOut.slug}&b=${slugs[0]}`);
      const scores = rowOf(page, 'Puntaje');
      expect(scores[0]).toContain('sin puntaje');
      expect(scores[1]).toContain('mayor puntaje');
    });

    it('are chosen from the list while one is missing', async () => {
      const link = (await people.officer.get(`/gads/${GAD}/coincidencias`)).page(
        'a:contains("Comparar con otra")',
      );
      const { page } = await people.officer.get(link.first().attr('href')!);
      expect(page('#a option[selected]').attr('value')).toBe(slugs[0]);
      expect(page('#b option[selected]')).toHaveLength(0);
      expect(page('#b option')).toHaveLength(page('#a option').length);
      expect(page('table.versus')).toHaveLength(0);
    });

    it.each([
      ['a=:0&b=:0', 'Eligió dos veces la misma'],
      ['a=:0&b=no-existe', 'Una de las dos ya no está publicada'],
      ['', 'Elija una'],
    ])('«%s» asks for what is missing', async (query, told) => {
      const answer = await people.officer.get(`${base}?${query.replaceAll(':0', slugs[0]!)}`);
      expect([answer.status, answer.page('table.versus').length]).toEqual([200, 0]);
      expect(answer.text).toContain(told);
    });

    it('are nobody else’s', async () => {
      expect((await people.neighbour.get(`${base}?a=${slugs[0]}&b=${slugs[1]}`)).status).toBe(404);
    });
  });

  describe('one call over a province', () => {
    let quotes: string[];

    beforeAll(async () => {
      const rows = await test.database.query<{ words: string }[]>(
        `SELECT p.text AS words FROM priority p JOIN development_plan d ON d.id = p.plan_id
          WHERE d.current AND d.gad_code = $1`,
        [GAD],
      );
      quotes = rows.map(({ words }) => words);
      expect(quotes.length).toBeGreaterThan(3);
    });

    const cards = ({ page }: Answer) => page('.cards > .card, details.panel li').length;

    it('shows every GAD of the province with its judgement, best first', async () => {
      const answer = await people.officer.get(`/gads/${GAD}/coincidencias/${slugs[0]}/provincia`);
      expect(cards(answer)).toBe(await gadsOf('08'));
      expect(answer.text.length).toBeLessThan(PAGE_LIMIT);
      const scores = answer
        .page('.score strong')
        .toArray()
        .map((score) => Number(answer.page(score).text().replace(',', '.')));
      expect(scores).toEqual(scores.toSorted((one, other) => other - one));
      // Other GADs' judgements with the words of their plans are not a click away.
      expect(answer.page('.cards > .card a').length).toBe(1);
    });

    it('never shows words of the plan of another GAD', async () => {
      const answer = await people.neighbour.get(`/gads/${NEIGHBOUR}/coincidencias/${slugs[0]}/provincia`);
      expect(answer.status).toBe(200);
      expect(cards(answer)).toBeGreaterThan(50);
      for (const words of quotes) expect(answer.page('body').text()).not.toContain(words);
    });

    it('curators look at any province', async () => {
      const base = `/curaduria/convocatorias/${slugs[0]}/provincias`;
      const blank = await people.curator.get(base);
      expect([blank.page('#provincia option').length, cards(blank)]).toEqual([24, 0]);
      const answer = await people.curator.get(`${base}?provincia=13`);
      expect(cards(answer)).toBe(await gadsOf('13'));
      expect(answer.page('.cards > .card a').first().attr('href')).toMatch(/^\/gads\/13/);
      expect(cards(await people.curator.get(`${base}?provincia=99`))).toBe(0);
      expect((await people.curator.get(base.replace(slugs[0]!, 'no-existe'))).status).toBe(404);
      expect((await people.officer.get(base)).status).toBe(403);
    });

    async function gadsOf(province: string): Promise<number> {
      const [{ count }] = await test.database.query<[{ count: number }]>(
        'SELECT count(*)::int AS count FROM gad WHERE province_code = $1',
        [province],
      );
      return count;
    }
  });

  describe('the precision of the formula', () => {
    it('says that there are too few opinions, and draws them when there are enough', async () => {
      const path = '/curaduria/precision';
      expect((await people.curator.get(path)).text).toContain('son muy pocas para decir algo');
      const accounts = await test.database.query<{ id: string }[]>('SELECT id FROM account LIMIT 5');
      const reviews = test.app.get(MatchReviews);
      for (const [at, { id }] of accounts.entries()) {
        await reviews.save({ gadCode: GAD, accountId: id }, people.listed[0]!.callId, {
          verdict: at === 0 ? 'does_not_fit' : 'fits',
          reason: 'Lo vimos en la oficina.',
        });
      }
      const { page } = await people.curator.get(`${path}?formula=${FORMULA_VERSION}`);
      expect(page('#cooperante').parent().find('table.bars').text()).toContain('80 % (4 de 5)');
      expect(page('#tema').parent().find('table.sheet tbody tr').length).toBeGreaterThan(0);
      expect(page('nav[aria-label="Versión de la fórmula"] [aria-current]').text()).toBe(
        `Fórmula ${FORMULA_VERSION}`,
      );
      expect((await people.curator.get(`${path}?formula=99`)).text).toContain('son muy pocas');
    });

    it('is downloaded as a table', async () => {
      const answer = await people.curator.get('/curaduria/precision.csv');
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toContain('precision.csv');
      const lines = answer.text.split('\r\n');
      expect(lines[0]).toContain('Por;Nombre;Código;Opiniones;Sí nos sirve;No nos sirve');
      expect(lines[1]).toContain(`Fórmula;Fórmula ${FORMULA_VERSION};${FORMULA_VERSION};5;4;1;`);
    });

    it('is for curators', async () => {
      for (const path of ['/curaduria/precision', '/curaduria/precision.csv', '/curaduria/formula']) {
        expect((await people.officer.get(path)).status).toBe(403);
      }
    });
  });

  describe('a new formula', () => {
    it('shows its progress while it runs, and refreshes without scripts', async () => {
      const { manager } = test.database;
      await manager.insert(Rescoring, {
        formulaVersion: FORMULA_VERSION + 1,
        dataVersion: 'datos-nuevos',
        startedAt: new Date(),
        finishedAt: null,
        lists: 1070,
        done: 321,
        error: null,
      });
      const { page } = await people.curator.get('/curaduria/formula');
      expect(page('#progreso').attr('data-busy')).toBe('si');
      expect(page('#progreso').text()).toContain('321 de 1070 listas');
      expect([page('progress').attr('value'), page('progress').attr('max')]).toEqual(['321', '1070']);
      expect(page('noscript').text() + page('noscript').html()).toContain('http-equiv="refresh"');
      await manager.update(
        Rescoring,
        { dataVersion: 'datos-nuevos' },
        { finishedAt: new Date(), done: 1070 },
      );
      const done = await people.curator.get('/curaduria/formula');
      expect(done.page('#progreso').attr('data-busy')).toBe('no');
      expect(done.page('progress, noscript')).toHaveLength(0);
    });

    it('shows what moved most', async () => {
      const [first] = people.listed;
      await test.database.manager.update(
        Match,
        { callId: first!.callId, gadCode: GAD },
        { previousScore: 1.5, previousFormulaVersion: 1 },
      );
      const { page } = await people.curator.get('/curaduria/formula');
      const top = page('.moved li').first();
      expect(top.text()).toContain('de 1,5 (fórmula 1) a');
      expect(top.find('a').first().attr('href')).toBe(`/gads/${GAD}/coincidencias/${first!.slug}`);
      const call = await test.database.manager.findOneByOrFail(Call, { id: first!.callId });
      expect(top.text()).toContain(call.title);
    });
  });
});
