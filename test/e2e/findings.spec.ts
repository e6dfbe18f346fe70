import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, startTestApp, type TestApp, type Visitor } from '../support/http.js';
import {
  APRIL,
  CARMEN,
  DESK,
  findingUrl,
  FindingScene,
  FOREIGN,
  HOSTILE,
  MARCH,
  RIVERS,
} from './findings.scene.js';

describe('the desk of what sources bring', () => {
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

  describe('the list', () => {
    it('is friendly when nothing waits', async () => {
      const { page, status } = await carmen.get(DESK);
      expect(status).toBe(200);
      expect(page('main').text()).toContain('Todo al día');
      const links = page('main a')
        .toArray()
        .map((link) => page(link).attr('href'));
      expect(links).toEqual(
        expect.arrayContaining(['/curaduria/fuentes', '/curaduria/enlaces', `${DESK}/estadisticas`]),
      );
      expect((await carmen.get(`${DESK}?tipo=change`)).page('main').text()).toContain('Nada de esto espera');
    });

    it('tells what each is, how urgent, until when and since when, the most urgent first', async () => {
      const item = await scene.item();
      await scene.says(item, RIVERS);
      const plain = await scene.finding(item, 'new');
      const urgent = await scene.brings({ title: 'Fondo de páramos', close: MARCH });
      await test.database.query(
        `UPDATE finding SET severity = 'immediate', created_at = created_at - interval '3 days',
                duplicates = '[{"kind": "call", "id": "00000000-0000-0000-0000-000000000000", "title": "x",
                                "score": 0.8, "reasons": []}]'
          WHERE id = $1`,
        [urgent],
      );
      const { page } = await carmen.get(DESK);
      const rows = page('.findings .card').toArray();
      expect(rows.map((each) => page(each).find('h2').text())).toEqual(['Fondo de páramos', plain.title]);
      const first = page(rows[0]).text();
      for (const words of ['Convocatoria nueva', 'Agencia de prueba', '▲▲ Urgente', 'Posible repetida']) {
        expect(first).toContain(words);
      }
      expect(first).toContain('Cierra el 15 mar 2031');
      expect(first).toContain('espera 3 días');
      expect(first).toMatch(/Se leyeron \d+ datos/);
      expect(page(rows[1]).text()).toContain('llegó hoy');
      expect(page('.kinds li').first().text()).toMatch(/2\s*Nuevas\s*la más antigua espera 3 días/);
      expect(page('main').text()).not.toMatch(FOREIGN);
    });

    it('is narrowed by kind, source and urgency, and survives what is no choice', async () => {
      const id = await scene.brings(RIVERS);
      const count = async (query: string) =>
        (await carmen.get(`${DESK}?${query}`)).page('.findings .card').length;
      expect(await count(`fuente=${scene.source.id}&tipo=new&urgencia=important`)).toBe(1);
      expect(await count('tipo=sample')).toBe(0);
      expect(await count('urgencia=immediate')).toBe(0);
      for (const bad of [
        'tipo=x',
        'fuente=x',
        'urgencia=1',
        'desde=%22',
        'hecho=x&de=x',
        'tipo=new&tipo=new',
      ]) {
        expect([bad, (await carmen.get(`${DESK}?${bad}`)).status]).toEqual([bad, 200]);
      }
      const { page } = await carmen.get(`${DESK}?tipo=new`);
      expect(page('.findings h2 a').attr('href')).toBe(`${findingUrl(id)}?tipo=new`);
    });

    it('is read page by page', async () => {
      const item = await scene.item();
      await scene.says(item, RIVERS);
      await test.database.query(
        `INSERT INTO source_item (source_id, key, url, title, first_seen_at, last_seen_at, last_run_id, content_hash)
         SELECT source_id, key || n, url || n, title, first_seen_at, last_seen_at, last_run_id, ''
           FROM source_item, generate_series(1, 34) n WHERE id = $1`,
        [item.id],
      );
      await test.database.query(
        `INSERT INTO finding (kind, source_id, item_id, reading_id, title, fields, changes, duplicates, severity,
                              closes_at, state, created_at, updated_at)
         SELECT f.kind, f.source_id, i.id, f.reading_id, f.title, f.fields, f.changes, f.duplicates, f.severity,
                f.closes_at, f.state, f.created_at, f.updated_at
           FROM finding f JOIN source_item o ON o.id = f.item_id JOIN source_item i ON i.key LIKE o.key || '_%'
          WHERE f.item_id = $1 AND f.state = 'open' AND i.id <> o.id`,
        [item.id],
      );
      const seen = new Set<string>();
      for (let next: string | undefined = `${DESK}?tipo=new`; next;) {
        const { page } = await carmen.get(next);
        page('.findings h2 a').each((_, link) => void seen.add(page(link).attr('href')!));
        next = page('a[rel=next]').attr('href');
      }
      expect(seen.size).toBe(35);
    });
  });

  describe('what a stranger writes into a page', () => {
    it('is shown as text, and its links lead nowhere but to web pages', async () => {
      const item = await scene.item();
      await scene.says(item, HOSTILE);
      const { id } = await scene.finding(item, 'new');
      const publish = { ...(await scene.accepted(id)), accion: 'publicar' };
      const paths = [
        DESK,
        findingUrl(id),
        findingUrl(id, '/texto?parte=0'),
        findingUrl(id, '/texto?parte=1'),
        findingUrl(id, '/unir'),
      ];
      for (const path of paths) expectHarmless(path, await carmen.get(path));
      const answer = await carmen.post(findingUrl(id), publish);
      expect([answer.status, answer.page('.errors').text()]).toEqual([303, '']);
      const { callId } = await scene.stored(id);
      const { slug } = await scene.row<{ slug: string }>('SELECT slug FROM call WHERE id = $1', callId);
      await scene.says(item, { ...HOSTILE, close: APRIL });
      const change = await scene.finding(item, 'change');
      for (const path of [
        answer.location,
        findingUrl(id),
        findingUrl(change.id),
        `/curaduria/convocatorias/${callId}/origenes`,
        `/convocatorias/${slug}`,
      ]) {
        expectHarmless(path, await carmen.get(path));
      }
      const { page } = await carmen.get(findingUrl(change.id));
      page('.original a[href^="http"]').each((_, link) => {
        expect(page(link).attr('rel')).toBe('noopener noreferrer nofollow');
      });
    });

    function expectHarmless(path: string, { status, page }: Answer): void {
      expect([path, status]).toEqual([path, 200]);
      expect(
        page('script:not([src^="/assets/"], [type="application/ld+json"]), main svg, main img').length,
      ).toBe(0);
      const attributes = page('*')
        .toArray()
        .flatMap((element) => Object.entries(page(element).attr() ?? {}));
      expect(attributes.filter(([name]) => name.startsWith('on'))).toEqual([]);
      const links = attributes.filter(([name]) => name === 'href').map(([, value]) => value);
      expect(links.filter((link) => !/^(\/|#|https?:\/\/)/.test(link))).toEqual([]);
    }
  });

  describe('links that no longer lead to their call', () => {
    it('are listed with their reason, their source and since when, and can be tried again', async () => {
      const item = await scene.item();
      await scene.says(item, RIVERS);
      const { id } = await scene.finding(item, 'new');
      await carmen.post(findingUrl(id), { ...(await scene.accepted(id)), accion: 'publicar' });
      const { callId } = await scene.stored(id);
      await test.database.query(
        `INSERT INTO link_check (call_id, url, state, reason, checked_at, since)
         SELECT id, source_url, 'broken', 'La página ya no existe.', now(), now() - interval '4 days'
           FROM call WHERE id = $1
         ON CONFLICT (call_id) DO UPDATE SET state = 'broken', reason = excluded.reason, url = excluded.url,
           checked_at = excluded.checked_at, since = excluded.since`,
        [callId],
      );
      const { page } = await carmen.get('/curaduria/enlaces');
      const card = page('.card');
      expect(card.text()).toContain('La página ya no existe.');
      expect(card.text()).toContain('(4 días)');
      expect(card.find(`a[href="/curaduria/fuentes/${scene.source.slug}"]`).length).toBe(1);
      expect(card.find(`a[href="${item.url}"]`).attr('rel')).toBe('noopener noreferrer nofollow');
      const action = card.find('form').attr('action')!;
      const answer = await carmen.post(action);
      expect(answer.location).toBe('/curaduria/enlaces?hecho=pedida');
      expect((await carmen.get(answer.location)).page('[role=status]').text()).toContain(
        'se vuelve a comprobar',
      );
    });
  });

  it('is for curators alone', async () => {
    const id = await scene.brings(RIVERS);
    const olga = await test.as('olga.oficial@esmeraldas.example');
    for (const path of [DESK, findingUrl(id), '/curaduria/enlaces']) {
      expect((await olga.get(path)).status).toBe(403);
      expect((await test.visitor().get(path)).location).toContain('/ingresar');
    }
    const nobody = '11111111-2222-4333-8444-555555555555';
    expect((await carmen.get(findingUrl(nobody))).status).toBe(404);
  });
});
