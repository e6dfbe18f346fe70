import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Answer,
  eventually,
  startTestApp,
  type TestApp,
  untilQuiet,
  type Visitor,
} from '../support/http.js';

const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
/** Neither ours nor mere data. */
const FOREIGN_SCRIPT = 'script:not([src^="/assets/"]):not([type="application/ld+json"])';
const HARMLESS = '&lt;script>alert(1)&lt;/script>';

interface Saved {
  readonly id: string;
  readonly slug: string;
  readonly state: string;
  readonly revision: number;
}
interface List {
  readonly items: readonly { readonly id: string }[];
  readonly next: string | null;
  readonly total: number | null;
}
interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
}

describe('the side for programs', () => {
  let test: TestApp;
  let carmen: Visitor;
  let valid: Record<string, unknown>;

  beforeAll(async () => {
    test = await startTestApp();
    carmen = await test.as('carmen.curadora@chasqui.example');
    const [donor] = await test.database.query<[{ id: string }]>('SELECT id FROM donor ORDER BY slug LIMIT 1');
    valid = {
      title: 'Fondo de riego parcelario',
      summary: 'Financia sistemas de riego comunitario en la Sierra y en la Costa.',
      donorId: donor.id,
      kind: 'open_window',
      financialForm: 'grant',
      language: 'es',
      deadlineKind: 'exact',
      deadlineLocal: `${inDays(5)}T17:00`,
      amountMax: '40 mil',
      currency: 'USD',
      countries: ['EC'],
      gadLevels: ['provincial'],
      gadRole: 'applicant',
      themes: ['riego-y-drenaje', 'bosques', 'cambio-climatico'],
      sourceUrl: 'https://example.org/riego',
      notes: 'Solo para curadoras.',
    };
  });

  afterAll(() => test.close());

  it.each(['/convocatorias/%00', '/convocatorias?q=%00', '/api/v1/calls?q=%00', '/preferencias/%00'])(
    'refuses the NUL character in %s',
    async (path) => {
      expect((await carmen.get(path)).status).toBe(400);
    },
  );

  it('refuses the NUL character in a body', async () => {
    const answer = await carmen.json('POST', '/api/v1/calls', { ...valid, title: 'Fondo\u0000 de riego' });
    expect(answer.status).toBe(400);
  });

  it('enters, changes, publishes and takes back a call', async () => {
    const created = await carmen.json('POST', '/api/v1/calls', valid);
    expect(created.status).toBe(201);
    const call = savedOf(created);
    expect(call).toEqual({
      id: expect.any(String),
      slug: 'fondo-de-riego-parcelario',
      state: 'in_review',
      revision: 1,
    });
    const change = { ...valid, revision: 1, title: 'Fondo de riego y azarbes' };
    const changed = await carmen.json('PUT', `/api/v1/calls/${call.id}`, change);
    expect([changed.status, savedOf(changed).revision]).toEqual([200, 2]);
    const published = await carmen.post(`/api/v1/calls/${call.id}/publish`);
    expect([published.status, savedOf(published)]).toMatchObject([200, { state: 'published', revision: 3 }]);
    const again = await carmen.post(`/api/v1/calls/${call.id}/publish`);
    expect([again.status, savedOf(again)]).toEqual([200, savedOf(published)]);

    const anybody = test.visitor();
    const read = (await anybody.get(`/api/v1/calls/${call.slug}`)).data;
    expect(read).toMatchObject({
      title: 'Fondo de riego y azarbes',
      amountMax: '40000.00',
      deadlineZone: 'America/Guayaquil',
      deadlineZoneAssumed: true,
      status: 'closing_soon',
    });
    expect(JSON.stringify(read)).not.toContain('Solo para curadoras');
    const list = listOf(await anybody.get('/api/v1/calls?count=true&q=azarbes'));
    expect([list.total, list.items.map(({ id }) => id)]).toEqual([1, [call.id]]);

    const back = await carmen.post(`/api/v1/calls/${call.id}/unpublish`);
    expect(savedOf(back).state).toBe('in_review');
    const gone = await anybody.get(`/api/v1/calls/${call.slug}`);
    expect(problemOf(gone, 404).detail).toBe('Esa convocatoria no existe o no está publicada.');
    await untilQuiet(test.database);
  });

  it('gives the list page by page without losing or repeating a call', async () => {
    const seen: string[] = [];
    let after: string | null = '';
    const { total } = listOf(await test.visitor().get('/api/v1/calls?count=true&limit=1'));
    while (after !== null) {
      const page = listOf(await test.visitor().get(`/api/v1/calls?limit=5${after}`));
      // Nobody counts who is not asked to.
      expect(page.total).toBeNull();
      expect(page.items.length).toBeGreaterThan(0);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next && `&after=${encodeURIComponent(page.next)}`;
    }
    expect(total).toBeGreaterThan(10);
    expect([seen.length, new Set(seen).size]).toEqual([total, total]);
  });

  it('tells every wrong field of a call at once', async () => {
    const wrong = {
      ...valid,
      amountMax: 'doce',
      sourceUrl: 'javascript:alert(1)',
      deadlineZone: 'Mars/Olympus',
    };
    const problem = problemOf(await carmen.json('POST', '/api/v1/calls', wrong), 422);
    expect(problem.code).toBe('call.invalid');
    expect(problem.detail).toBe('La convocatoria no se guardó: revise los campos señalados.');
    const told = Object.fromEntries(problem.errors.map(({ field, message }) => [field, message]));
    expect(told).toMatchObject({
      amountMax: expect.stringContaining('No se entiende el monto «doce»'),
      sourceUrl: 'Pegue la dirección completa de la fuente (https://…).',
    });
  });

  it.each([
    ['a body that is no JSON', '{"title":', 400],
    ['a list instead of a call', '[]', 422],
    ['nothing', '{}', 422],
  ])('refuses %s as a problem in Spanish', async (_name, body, status) => {
    const answer = await fetch(`${test.url}/api/v1/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `chasqui_session=${carmen.session}` },
      body,
    });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await answer.json()) as Problem;
    expect([answer.status, problem.status]).toEqual([status, status]);
    expect([problem.detail, ...problem.errors.map(({ message }) => message)].join(' ')).not.toMatch(
      /invalid|expected|required|unexpected|received/i,
    );
  });

  it('refuses a change of a version that is no longer the current one', async () => {
    const { id } = savedOf(await carmen.json('POST', '/api/v1/calls', valid));
    const path = `/api/v1/calls/${id}`;
    expect(
      (await carmen.json('PUT', path, { ...valid, revision: 1, title: 'Fondo ya cambiado' })).status,
    ).toBe(200);
    const problem = problemOf(await carmen.json('PUT', path, { ...valid, revision: 1 }), 409);
    expect(problem.code).toBe('call.changed_meanwhile');
    expect(problem.detail).toContain('Otra persona cambió esta convocatoria');
  });

  it('refuses to publish a call that has closed', async () => {
    const closed = { ...valid, deadlineLocal: '2021-03-31T17:00' };
    const { id } = savedOf(await carmen.json('POST', '/api/v1/calls', closed));
    const problem = problemOf(await carmen.post(`/api/v1/calls/${id}/publish`), 409);
    expect([problem.code, problem.detail]).toEqual([
      'call.closed',
      'El plazo de esta convocatoria ya pasó. Corrija la fecha de cierre o archívela.',
    ]);
  });

  it('answers a call that does not exist and an address that is none', async () => {
    const path = '/api/v1/calls/00000000-0000-4000-8000-000000000000/publish';
    expect(problemOf(await carmen.post(path), 404).detail).toBe('Esa convocatoria no existe.');
    expect(problemOf(await carmen.post('/api/v1/calls/no-es-un-id/publish'), 400).detail).toContain('Revise');
    expect(problemOf(await test.visitor().get('/api/v1/nada'), 404).status).toBe(404);
  });

  it('describes its routes and what they answer', async () => {
    const answer = await test.visitor().get('/api/docs-json');
    expect(answer.status).toBe(200);
    const { paths } = answer.data as {
      paths: Record<
        string,
        Record<string, { summary?: string; responses: Record<string, { content?: unknown }> }>
      >;
    };
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((m) => `${m} ${path}`),
    );
    const records = ['commissions', 'donors', 'funds', 'networks', 'offers', 'rounds'];
    const files = [
      'comisiones',
      'convocatorias',
      'cooperantes',
      'fondos',
      'gads',
      'ofertas',
      'redes',
      'rondas',
    ];
    expect(routes.toSorted()).toEqual(
      [
        'get /api/v1/calls',
        'get /api/v1/calls/{slug}',
        ...records.flatMap((name) => [`get /api/v1/${name}`, `get /api/v1/${name}/{slug}`]),
        'get /api/v1/gads',
        'get /api/v1/gads/{gad}',
        'get /api/v1/gads/{gad}/matches',
        'get /api/v1/gads/{gad}/matches/{slug}',
        'get /api/v1/search',
        ...['dismissal', 'review'].flatMap((what) =>
          ['delete', 'post'].map((method) => `${method} /api/v1/gads/{gad}/matches/{slug}/${what}`),
        ),
        'get /common-grants/opportunities',
        'get /common-grants/opportunities/{id}',
        'get /datos/catalogo.json',
        'get /datos/cierres.ics',
        'get /datos/convocatorias.atom',
        ...files.flatMap((name) => ['csv', 'json', 'xlsx'].map((format) => `get /datos/${name}.${format}`)),
        'get /health/live',
        'get /health/ready',
        'post /api/v1/calls',
        'post /api/v1/calls/{id}/publish',
        'post /api/v1/calls/{id}/unpublish',
        'post /api/v1/correo/rebotes',
        'post /common-grants/opportunities/search',
        'put /api/v1/calls/{id}',
      ].toSorted(),
    );
    for (const methods of Object.values(paths)) {
      for (const { summary } of Object.values(methods)) expect(summary).toBeTruthy();
    }
    const listed = JSON.stringify(paths['/api/v1/calls']?.['get']?.responses['200']?.content);
    for (const field of ['closesAt', 'deadlineZone', 'amountMax', 'donorName'])
      expect(listed).toContain(field);
    expect(paths['/api/v1/calls']?.['post']?.summary).toBe('Ingresa una convocatoria; queda en revisión');
    expect((await test.visitor().get('/api/docs')).status).toBe(200);
  });

  it('what a stranger wrote is shown as text on every page and in the mail', async () => {
    const hostile = {
      ...valid,
      title: `Agua ${HOSTILE}`,
      summary: `Restaura bosques y cuencas. ${HOSTILE}`,
      deadlineLocal: `${inDays(2)}T17:00`,
      applicantTypes: [HOSTILE],
      notes: HOSTILE,
    };
    const { id, slug } = savedOf(await carmen.json('POST', '/api/v1/calls', hostile));
    const answers = [await carmen.get('/curaduria'), await carmen.get(`/curaduria/convocatorias/${id}`)];
    await carmen.post(`/api/v1/calls/${id}/publish`);
    await untilQuiet(test.database);
    const mail = await eventually('a mail about the call has arrived', async () => {
      const { page } = await test.visitor().get('/buzon?para=olga.oficial@esmeraldas.example');
      return page('main li a').first().attr('href');
    });
    const olga = await test.as('olga.oficial@esmeraldas.example');
    answers.push(await carmen.get('/curaduria?estado=published'), await carmen.get('/trabajos'));
    for (const path of ['/', `/buscar?q=${encodeURIComponent(HOSTILE)}`, `/convocatorias/${slug}`]) {
      answers.push(await test.visitor().get(path));
    }
    for (const path of ['/gads/08/coincidencias', `/gads/08/coincidencias/${slug}`]) {
      answers.push(await olga.get(path));
    }
    for (const path of ['/buzon', mail, `${mail}/html`]) answers.push(await test.visitor().get(path));
    const shown = answers.map(({ status, text, page }) => ({
      status,
      asText: text.includes(HARMLESS),
      asMarkup: text.includes(HOSTILE) || page(`[onerror], img[src=x], ${FOREIGN_SCRIPT}`).length > 0,
    }));
    expect(shown).toEqual(shown.map(() => ({ status: 200, asText: true, asMarkup: false })));
  });
});

const savedOf = ({ data }: Answer) => data as Saved;
const listOf = ({ data }: Answer) => data as List;

/** The answer as RFC 9457 problem details. */
function problemOf(answer: Answer, status: number): Problem {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const problem = answer.data as Problem;
  expect([answer.status, problem.status]).toEqual([status, status]);
  return problem;
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);
}
