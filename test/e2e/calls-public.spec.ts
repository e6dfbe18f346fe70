import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp, untilQuiet, type Visitor } from '../support/http.js';

interface Item {
  readonly slug: string;
  readonly closesAt: string | null;
  readonly nextDeadlineAt: string | null;
  readonly gadLevels: readonly string[];
  readonly financialForm: string;
}
interface List {
  readonly items: readonly Item[];
  readonly total: number;
}

const HOSTILE_HTML = `<h2>Qué financia</h2><p onclick="alert(1)">Agua <b>segura</b> y <a href="https://example.org/agua">limpia</a>,
  <a href="javascript:alert(1)">gratis</a></p><ul><li>pozos<li>tuberías</ul><script>alert(1)</script>
  <img src=x onerror=alert(1)><style>body{display:none}</style><iframe src="//evil.example"></iframe>`;

describe('calls for everybody', () => {
  let test: TestApp;
  let carmen: Visitor;
  let anybody: Visitor;
  let valid: Record<string, unknown>;

  beforeAll(async () => {
    test = await startTestApp();
    carmen = await test.as('carmen.curadora@chasqui.example');
    anybody = test.visitor();
    const [donor] = await test.database.query<[{ id: string }]>('SELECT id FROM donor ORDER BY slug LIMIT 1');
    valid = {
      title: 'Fondo de agua segura',
      summary: 'Financia sistemas de agua segura en comunidades rurales.',
      donorId: donor.id,
      kind: 'open_window',
      financialForm: 'in_kind',
      language: 'es',
      deadlineKind: 'exact',
      deadlineLocal: `${inDays(40)}T17:00`,
      deadlineZone: 'Europe/Madrid',
      countries: ['EC'],
      gadLevels: ['parish'],
      gadRole: 'applicant',
      themes: ['agua-potable'],
      sourceUrl: 'https://example.org/agua',
      notes: 'Solo para curadoras.',
    };
  });

  afterAll(async () => {
    await untilQuiet(test.database);
    await test.close();
  });

  async function publish(changes: Record<string, unknown>): Promise<{ id: string; slug: string }> {
    const answer = await carmen.json('POST', '/api/v1/calls', { ...valid, ...changes });
    expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
    const call = answer.data as { id: string; slug: string };
    expect((await carmen.post(`/api/v1/calls/${call.id}/publish`)).status).toBe(200);
    return call;
  }

  describe('the page of a call', () => {
    it('shows a stranger’s HTML as words with simple formatting', async () => {
      const { slug } = await publish({ title: 'Fondo con marcas ajenas', summary: HOSTILE_HTML });
      const { page, text } = await anybody.get(`/convocatorias/${slug}`);
      const article = page('article');
      expect(
        article
          .find('p:has(strong)')
          .toArray()
          .map((each) => page(each).text()),
      ).toContain('Qué financia');
      expect(
        article
          .find('li')
          .toArray()
          .map((each) => page(each).text())
          .slice(0, 2),
      ).toEqual(['pozos', 'tuberías']);
      const link = article.find('a[href="https://example.org/agua"]').first();
      expect([link.text(), link.attr('rel')]).toEqual(['limpia', 'nofollow noopener']);
      expect(text).not.toMatch(/onclick|onerror|javascript:|display:none|evil\.example|alert\(1\)/);
      expect(page('meta[name=description]').attr('content')).toMatch(
        /^Qué financia Agua segura y limpia, gratis/,
      );
      const { summary } = (await anybody.get(`/api/v1/calls/${slug}`)).data as { summary: string };
      expect(summary).toBe('Qué financia\n\nAgua segura y limpia, gratis\n\n• pozos\n• tuberías');
    });

    it('tells every date in the hour of Ecuador and of the source', async () => {
      const { slug } = await publish({
        title: 'Fondo con muchas fechas',
        otherDeadlines: [
          { role: 'results', local: `${inDays(90)}T12:00`, text: 'hacia fin de año' },
          { role: 'expression_of_interest', local: `${inDays(20)}T23:30`, zone: 'Pacific/Galapagos' },
        ],
        documents: [{ title: 'Bases', url: 'https://example.org/bases.pdf' }],
        partnerRequirements: 'Con una universidad.',
        proposalLanguages: ['en', 'fr'],
        edition: 'Quinta',
      });
      const { page } = await anybody.get(`/convocatorias/${slug}`);
      const dates = page('section:has(#cierre) li')
        .toArray()
        .map((each) => page(each).text());
      expect(dates.map((text) => text.split(':')[0])).toEqual([
        'Expresión de interés',
        'Cierre',
        'Resultados',
      ]);
      expect(dates[0]).toMatch(/00:30 \(hora de Ecuador\).*Hora original: .*23:30 \(hora de Galápagos\)/);
      expect(dates[2]).toMatch(/La fuente dice: «hacia fin de año».*confirme la hora/);
      expect(page('section:has(#cierre) .deadline').text()).toContain('Antes, expresión de interés');
      expect(page('a[href="https://example.org/bases.pdf"]').text()).toBe('Bases');
      for (const told of ['Con una universidad.', 'Inglés, Francés', 'Quinta']) {
        expect(page('dl.facts').text()).toContain(told);
      }
      expect(page('body').text()).not.toContain('Solo para curadoras');
    });

    it('shows the next cut-off on the page and in the list', async () => {
      const { slug } = await publish({
        title: 'Fondo con tres cortes',
        deadlineKind: 'cut_offs',
        deadlineLocal: null,
        otherDeadlines: [-10, 8, 200].map((days) => ({ role: 'cut_off', local: `${inDays(days)}T12:00` })),
      });
      const { page } = await anybody.get(`/convocatorias/${slug}`);
      expect(page('.deadline').first().text()).toMatch(/Próximo corte: .*Quedan 2 cortes\./s);
      expect(page('section:has(#cierre) li').first().text()).toContain('Ya cerró');
      const { items } = (await anybody.get('/api/v1/calls?limit=100')).data as List;
      const item = items.find((each) => each.slug === slug)!;
      expect([item.nextDeadlineAt?.slice(0, 10), item.closesAt?.slice(0, 10)]).toEqual([
        inDays(8),
        inDays(200),
      ]);
    });

    it('links its editions and its fund', async () => {
      const [fund] = await test.database.query<[{ id: string; slug: string }]>(
        `SELECT id, slug FROM fund WHERE slug = 'undef'`,
      );
      const first = await publish({
        title: 'Primera edición del fondo',
        fundId: fund.id,
        deadlineLocal: `${inDays(30)}T12:00`,
      });
      const second = await publish({
        title: 'Segunda edición del fondo',
        fundId: fund.id,
        previousEditionId: first.id,
      });
      const { page } = await anybody.get(`/convocatorias/${second.slug}`);
      expect(page(`section:has(#ediciones) a[href="/convocatorias/${first.slug}"]`)).toHaveLength(1);
      expect(page(`a[href="/fondos/${fund.slug}"]`).length).toBeGreaterThan(0);
      const { earlierEditions, laterEditions } = (await anybody.get(`/api/v1/calls/${first.slug}`))
        .data as Record<string, { slug: string }[]>;
      expect([earlierEditions, laterEditions]).toMatchObject([[], [{ slug: second.slug }]]);
    });
  });

  it('the calendar has every date with a name that stays', async () => {
    const otherDeadlines = [
      { role: 'cut_off', local: `${inDays(10)}T12:00`, zone: 'America/Guayaquil' },
      { role: 'cut_off', local: `${inDays(20)}T12:00`, zone: 'America/Guayaquil' },
    ];
    const { id, slug } = await publish({ title: 'Fondo para el calendario', otherDeadlines });
    const read = async () => {
      const { text, headers } = await anybody.get(`/convocatorias/${slug}/cierre.ics`);
      expect(headers.get('content-type')).toContain('text/calendar');
      const lines = text.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
      const of = (name: string) =>
        lines.filter((line) => line.startsWith(name)).map((line) => line.slice(name.length));
      return { uids: of('UID:'), starts: of('DTSTART:'), titles: of('SUMMARY:') };
    };
    const before = await read();
    const host = new URL(test.url).hostname;
    expect(before.uids).toEqual([
      `deadline-${id}-cut_off-1@${host}`,
      `deadline-${id}-cut_off-2@${host}`,
      `deadline-${id}@${host}`,
    ]);
    expect(before.titles[0]).toBe('Corte: Fondo para el calendario');
    expect(before.starts[0]).toBe(`${inDays(10).replaceAll('-', '')}T170000Z`);
    const moved = {
      ...valid,
      title: 'Fondo para el calendario',
      revision: 2,
      otherDeadlines: [{ ...otherDeadlines[0], local: `${inDays(12)}T12:00` }, otherDeadlines[1]],
    };
    expect((await carmen.json('PUT', `/api/v1/calls/${id}`, moved)).status).toBe(200);
    const after = await read();
    expect([after.uids, after.starts[0]]).toEqual([before.uids, `${inDays(12).replaceAll('-', '')}T170000Z`]);
  });

  describe('the list', () => {
    it('pages by key without losing or repeating a call', async () => {
      const seen: string[] = [];
      let next: string | undefined = '/convocatorias';
      while (next) {
        const { page } = await anybody.get(next);
        seen.push(
          ...page('ul.cards h2 a')
            .toArray()
            .map((each) => page(each).attr('href')!),
        );
        next = page('a[rel=next]').attr('href');
      }
      const [{ count }] = await test.database.query<[{ count: number }]>(
        `SELECT count(*)::int AS count FROM call WHERE state = 'published' AND (closes_at IS NULL OR closes_at > now())`,
      );
      expect([seen.length, new Set(seen).size]).toEqual([count, count]);
    });

    it('leads words to the search, with the topic that was chosen', async () => {
      const { status, location } = await anybody.get('/convocatorias?q=agua%20limpia&tema=agua-potable');
      expect(status).toBe(301);
      const search = new URL(location, test.url);
      expect([search.pathname, Object.fromEntries(search.searchParams)]).toEqual([
        '/buscar',
        { q: 'agua limpia', tipo: 'call', tema: 'agua-potable' },
      ]);
      expect((await anybody.get(location)).status).toBe(200);
    });

    it('narrows to a topic and names it', async () => {
      await publish({ title: 'Fondo sobre un solo tema', themes: ['riego-y-drenaje'] });
      const { page } = await anybody.get('/convocatorias?tema=riego-y-drenaje&q=');
      expect(page('ul.cards').text()).toContain('Fondo sobre un solo tema');
      expect(page('.notice strong').text()).toBe('Riego y drenaje');
      const none = await anybody.get('/convocatorias?tema=no-existe');
      expect([none.status, none.page('main').text()]).toEqual([
        200,
        expect.stringContaining('Ninguna convocatoria abierta'),
      ]);
    });

    it('does not show calls that closed, and keeps their page', async () => {
      const { id, slug } = await publish({ title: 'Fondo que ya terminó' });
      await test.database.query(`UPDATE call SET closes_at = now() - interval '1 minute' WHERE id = $1`, [
        id,
      ]);
      expect((await anybody.get('/convocatorias')).text).not.toContain('Fondo que ya terminó');
      expect((await anybody.get(`/convocatorias/${slug}`)).page('.kicker').text()).toContain('cerrada');
      await carmen.post(`/api/v1/calls/${id}/unpublish`);
    });
  });

  describe('the list for programs', () => {
    const list = async (query: string) =>
      (await anybody.get(`/api/v1/calls?limit=100&count=true&${query}`)).data as List;

    it('is narrowed by level, form, close and last change', async () => {
      const all = await list('');
      const parish = await list('level=parish');
      expect(parish.items.map(({ slug }) => slug)).toEqual(
        all.items.filter(({ gadLevels }) => gadLevels.includes('parish')).map(({ slug }) => slug),
      );
      expect(parish.total).toBeLessThan(all.total);
      const form = await list('form=in_kind');
      expect(new Set(form.items.map(({ financialForm }) => financialForm))).toEqual(new Set(['in_kind']));
      const soon = await list(`closingBefore=${inDays(35)}`);
      expect(soon.items.map(({ slug }) => slug)).toEqual(
        all.items
          .filter(({ closesAt }) => closesAt !== null && closesAt < `${inDays(35)}T05:00:00`)
          .map(({ slug }) => slug),
      );
      expect([soon.total > 0, soon.total < all.total]).toEqual([true, true]);
      expect(
        (await list(`updatedSince=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`)).total,
      ).toBe(0);
      expect((await list(`updatedSince=${inDays(-2)}`)).total).toBe(all.total);
    });

    it.each([
      'level=canton',
      'form=gift',
      'closingBefore=mañana',
      'closingBefore=2026-02-31',
      'updatedSince=1',
      'limit=0',
    ])('refuses %s', async (query) => {
      expect((await anybody.get(`/api/v1/calls?${query}`)).status).toBe(400);
    });
  });
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);
}
