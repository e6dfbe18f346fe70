import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp, type Visitor } from '../support/http.js';

const HOSTILE = 'Xilófono"><script>alert(1)</script><b>';

interface Result {
  readonly query: string;
  readonly total: number;
  readonly items: readonly { readonly kind: string; readonly title: string; readonly url: string }[];
  readonly next: string | null;
  readonly facets: Readonly<Record<string, readonly { readonly value: string; readonly count: number }[]>>;
  readonly corrections: readonly { readonly typed: string; readonly used: string }[];
  readonly unknown: readonly string[];
}

describe('the search box', () => {
  let test: TestApp;
  let visitor: Visitor;

  beforeAll(async () => {
    test = await startTestApp();
    visitor = test.visitor();
    const carmen = await test.as('carmen.curadora@chasqui.example');
    const [donor] = await test.database.query<[{ id: string }]>(`SELECT id FROM donor WHERE slug = 'aecid'`);
    const call = (changes: Record<string, unknown>) => ({
      title: 'Prueba',
      summary: 'Texto de la convocatoria de prueba.',
      donorId: donor.id,
      kind: 'open_window',
      financialForm: 'grant',
      language: 'es',
      deadlineKind: 'exact',
      deadlineLocal: `${inDays(10)}T17:00`,
      countries: ['EC'],
      gadLevels: ['provincial'],
      gadRole: 'applicant',
      themes: ['bosques'],
      sourceUrl: 'https://example.org/',
      ...changes,
    });
    for (const changes of [
      { title: 'Zarigüeyas del páramo', summary: 'Protección de las zarigüeyas en la alta montaña.' },
      {
        title: 'Opossum conservation grants',
        summary: 'Grants for opossums of the highlands.',
        language: 'en',
      },
      { title: HOSTILE, summary: `Música de xilófono <img src=x onerror=alert(2)>` },
    ]) {
      const created = await carmen.json('POST', '/api/v1/calls', call(changes));
      const { id } = created.data as { id: string };
      expect((await carmen.json('POST', `/api/v1/calls/${id}/publish`, {})).status).toBe(200);
    }
  });

  afterAll(() => test.close());

  const ask = async (query: string): Promise<Result> => {
    const answer = await visitor.get(`/api/v1/search?${query}`);
    expect(answer.status).toBe(200);
    return answer.data as Result;
  };
  const titlesOf = (page: Awaited<ReturnType<Visitor['get']>>['page']) =>
    page('#resultados .card h3')
      .map((_, heading) => page(heading).text())
      .get();

  it.each(['zarigüeyas', 'ZARIGUEYA', 'zarigueyas del paramo'])('finds a call by «%s»', async (words) => {
    const { page, status } = await visitor.get(`/buscar?q=${encodeURIComponent(words)}`);
    expect(status).toBe(200);
    expect(titlesOf(page)[0]).toBe('Zarigüeyas del páramo');
    expect(page('#resultados mark').first().text()).toBe('Zarigüeyas');
    expect(page('#resultados .deadline').first().text()).toMatch(/\(hora de Ecuador\).*Faltan \d+ días/);
  });

  it('mends a typing mistake and says so', async () => {
    const { page } = await visitor.get('/buscar?q=zarigeuyas');
    expect(titlesOf(page)).toEqual(['Zarigüeyas del páramo']);
    expect(page('#resultados .notice').text()).toContain('«zarigeuyas»: se buscó zarigüeyas');
    // What is saved is what was meant.
    expect(page('a[href^="/ingresar"]').attr('href') ?? '').not.toContain('zarigeuyas');
  });

  it('finds a call in English by the Spanish word of its topic and marks its language', async () => {
    const { page } = await visitor.get('/buscar?q=bosques&idioma=en&cooperante=aecid');
    expect(titlesOf(page)).toEqual(['Opossum conservation grants']);
    expect(page('#resultados .card h3 a').attr('lang')).toBe('en');
  });

  it('finds donors and GADs, each with what it is', async () => {
    const { page } = await visitor.get('/buscar?q=aecid&tipo=donor');
    expect(page('#resultados .card .kicker').first().text()).toContain('Cooperante');
    const gads = await ask('q=cuenca&tipo=gad');
    expect(gads.items[0]).toMatchObject({ kind: 'gad', title: 'GAD Municipal de Cuenca', url: '/gads/0101' });
  });

  it('shows hostile text as text', async () => {
    const { text, page } = await visitor.get('/buscar?q=xilofono');
    expect(titlesOf(page)).toEqual([HOSTILE]);
    expect(text).not.toMatch(/<script>alert|<img src=x/);
    const typed = await visitor.get(
      `/buscar?q=${encodeURIComponent(HOSTILE)}&tema=${encodeURIComponent(HOSTILE)}`,
    );
    expect(typed.status).toBe(200);
    expect(typed.text).not.toMatch(/<script>alert|<img src=x/);
    expect(typed.page('[role=alert]').text()).toContain('en tema');
  });

  it('counts in every facet what choosing it would give', async () => {
    const { facets, total } = await ask('q=bosques&tipo=call');
    expect(total).toBeGreaterThan(0);
    for (const facet of ['theme', 'deadline', 'country', 'donor', 'language', 'province', 'kind', 'amount']) {
      const parameter = {
        theme: 'tema',
        deadline: 'cierre',
        country: 'pais',
        donor: 'cooperante',
        language: 'idioma',
        province: 'provincia',
        kind: 'tipo',
        amount: 'monto',
      }[facet]!;
      for (const { value, count } of facets[facet]!.slice(0, 4)) {
        const chosen =
          facet === 'kind' ? `q=bosques&tipo=${value}` : `q=bosques&tipo=call&${parameter}=${value}`;
        expect([facet, value, (await ask(chosen)).total]).toEqual([facet, value, count]);
      }
    }
  });

  it('keeps the chosen filters as boxes and as links that take them away', async () => {
    const { page } = await visitor.get('/buscar?tipo=call&tema=bosques');
    expect(page('input[name=tema][value=bosques]').attr('checked')).toBeDefined();
    expect(page('.chosen a').first().attr('href')).toBe('/buscar?tema=bosques');
    expect(page('.chosen a').eq(1).attr('href')).toBe('/buscar?tipo=call');
  });

  it('pages through all GADs of a province once', async () => {
    const seen: string[] = [];
    let path = '/buscar?tipo=gad&provincia=01&q=gad';
    while (path) {
      const { page } = await visitor.get(path);
      seen.push(...titlesOf(page));
      path = page('a[rel=next]').attr('href') ?? '';
    }
    expect(seen).toHaveLength((await ask('tipo=gad&provincia=01')).total);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('gives advice when nothing is found', async () => {
    const { page } = await visitor.get('/buscar?q=qwxzyk+vvkpqq&nivel=parish');
    expect(page('#cuenta').text()).toBe('0 resultados');
    expect(page('#resultados .notice').text()).toContain('Ningún texto contiene «qwxzyk», «vvkpqq»');
    expect(page('#resultados .notice a').first().attr('href')).toBe('/buscar?q=qwxzyk+vvkpqq');
  });

  it('offers notices to those who signed in and the way in to the others', async () => {
    const stranger = await visitor.get('/buscar?q=riego&tema=riego-y-drenaje');
    expect(stranger.page('#resultados form')).toHaveLength(0);
    const links = stranger.page('#resultados aside a').map((_, each) => stranger.page(each).attr('href'));
    expect(links.get()).toContain(
      `/ingresar?volver=${encodeURIComponent('/buscar?q=riego&tema=riego-y-drenaje')}`,
    );
    const olga = await test.as('olga.oficial@esmeraldas.example');
    const { page } = await olga.get('/buscar?tema=riego-y-drenaje&q=riego&desde=roto');
    expect(page('form[action="/avisos/busquedas"] input').attr('value')).toBe('q=riego&tema=riego-y-drenaje');
  });

  it('offers no notices for a search without calls, because they are about calls', async () => {
    const olga = await test.as('olga.oficial@esmeraldas.example');
    const offers = async (parameters: string) =>
      (await olga.get(`/buscar?q=riego${parameters}`)).page('form[action="/avisos/busquedas"]').length;
    expect(await Promise.all(['', '&tipo=call&tipo=donor', '&tipo=donor'].map(offers))).toEqual([1, 1, 0]);
    const { page } = await olga.get('/buscar?q=riego');
    expect(page('#resultados aside').text()).toContain('Los avisos son de convocatorias');
  });

  it('answers programs, and tells them what they asked wrongly', async () => {
    expect(await ask('tema=bosques&q=zarigueyas')).toMatchObject({
      query: 'q=zarigueyas&tema=bosques',
      total: 1,
    });
    const wrong = await visitor.get('/api/v1/search?nivel=lunar');
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([
      422,
      'application/problem+json; charset=utf-8',
    ]);
    expect(wrong.data).toMatchObject({ code: 'search.invalid', detail: expect.stringContaining('«lunar»') });
  });

  it.each(['/buscar', '/buscar?q=agua', '/buscar?q=desarrollo&tipo=call&orden=cierre'])(
    '%s is light',
    async (path) => {
      const { text, status } = await visitor.get(path);
      expect(status).toBe(200);
      expect(text.length).toBeLessThan(100_000);
    },
  );
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
