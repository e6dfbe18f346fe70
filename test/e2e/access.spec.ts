import { Accounts, type Role, ROLES } from '@chasqui/accounts';
import { LoadDemo } from '@chasqui/demo';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, HttpAdapterHost } from '@nestjs/core';
import { type Answer, startTestApp, type TestApp, untilQuiet } from '../support/http.js';
import {
  COUNCIL_MEMBER,
  CURATOR,
  type Forms,
  GAD,
  GAD_PEOPLE,
  LIAISON,
  OTHER_GAD,
  OTHER_OFFICER,
  OWN_OFFICER,
  type Places,
  type Secret,
  SECRETS,
} from './access.people.js';
import {
  expectation,
  fillPlaces,
  fillWhatIsUsedUp,
  type Route,
  type RuledRoute,
  ruledRoutes,
} from './access.scene.js';

/** What Fastify serves, whoever registered it. */
const served: Route[] = [];

@Controller('sin-regla')
class RouteWithoutRule {
  @Get()
  secret(): string {
    return 'nadie debe leer esto';
  }
}

@Module({ imports: [DiscoveryModule], controllers: [RouteWithoutRule] })
class WatchedRoutes {
  constructor(host: HttpAdapterHost) {
    host.httpAdapter.getInstance().addHook('onRoute', (route: { method: string | string[]; url: string }) => {
      for (const method of [route.method].flat()) served.push({ method, path: route.url });
    });
  }
}

describe('who may open what', () => {
  let test: TestApp;
  let routes: RuledRoute[];
  let places: Places;
  let forms: Forms;
  /** Words of the matches of the Esmeraldas GAD that only its people may read. */
  let matchWords: string[];

  beforeAll(async () => {
    // Production: the demo mailbox, open to everybody by design, is not there.
    test = await startTestApp({ CHASQUI_MODE: 'production', LINK_SECRET: 'links-of-the-walk-'.repeat(3) }, [
      WatchedRoutes,
    ]);
    await test.app.get(LoadDemo).execute();
    await register(OTHER_OFFICER, 'officer', OTHER_GAD);
    await register(LIAISON, 'liaison', GAD);
    await untilQuiet(test.database);
    routes = ruledRoutes(test.app, RouteWithoutRule);
    ({ places, forms } = await fillPlaces(test));
    const rows = await test.database.query<{ words: string }[]>(
      `SELECT DISTINCT reason->>'gadQuote' AS words FROM match, jsonb_array_elements(reasons) reason
        WHERE gad_code = $1 AND reason->>'gadQuote' IS NOT NULL
          -- What the law lets a GAD do stands on its public page.
          AND NOT EXISTS (SELECT FROM competence c WHERE c.text = reason->>'gadQuote')`,
      [GAD],
    );
    matchWords = rows.map(({ words }) => words);
  });

  afterAll(() => test.close());

  it('every route of the product says who may use it', () => {
    expect(routes.length).toBeGreaterThan(25);
    expect(routes.filter(({ rule }) => rule === undefined).map(({ path }) => path)).toEqual([]);
    const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const outsideOfNest = served
      .filter(({ method, path }) => method !== 'HEAD' && !known.has(`${method} ${path}`))
      .map(({ path }) => path)
      .filter((path) => path !== '/sin-regla');
    // Files that everybody may have: pictures, styles and the description of the API.
    expect(outsideOfNest.filter((path) => !/^\/(assets|api\/docs)(\/|-json$|-yaml$|$)/.test(path))).toEqual(
      [],
    );
  });

  it('a route without a rule is closed to everybody, whatever their role', async () => {
    await register('admin@chasqui.example', 'admin', null);
    const people = [OWN_OFFICER, COUNCIL_MEMBER, CURATOR, 'admin@chasqui.example'];
    const visitors = [test.visitor(), ...(await Promise.all(people.map((email) => test.as(email))))];
    for (const visitor of visitors) {
      const answer = await visitor.get('/sin-regla');
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('Esta página no está abierta a nadie.');
      expect(answer.text).not.toContain('nadie debe leer esto');
    }
  });

  it('the rules name only roles that exist', () => {
    const named = routes.flatMap(({ rule }) => (rule && 'roles' in rule ? rule.roles : []));
    expect(new Set(named).size).toBeGreaterThan(2);
    for (const role of named) expect(ROLES).toContain(role);
  });

  it.each([
    ['an anonymous visitor', null],
    ['the officer of another GAD', OTHER_OFFICER],
    ['a council member of the GAD', COUNCIL_MEMBER],
    ['the focal point of a department of the GAD', LIAISON],
    ['the officer of the GAD', OWN_OFFICER],
    // Last: her walk publishes what is kept from the others and takes it down, so that calendars call it off.
    ['a curator', CURATOR],
  ])('%s gets on every route what its rule allows', async (_name, email) => {
    const fresh = { ...places, ...(await fillWhatIsUsedUp(test)) };
    const hidden = secrets().filter(({ readers }) => !email || !readers.includes(email));
    const unread = new Set(SECRETS.filter(({ readers }) => email === readers[0]).map(({ words }) => words));
    const wrong: string[] = [];
    const { session } = email ? await test.as(email) : test.visitor();
    for (const route of routes) {
      // Signing out is one of the routes.
      const own = route.path === '/salir' && email ? (await test.as(email)).session : session;
      const answer = await ask(route, own, fresh);
      const expected = expectation(route, email);
      if (!expected.test(outcome(answer))) {
        wrong.push(`${route.method} ${route.path}: ${outcome(answer)}, expected ${expected.source}`);
      }
      const read = decoded(answer);
      for (const words of unread) if (read.includes(words)) unread.delete(words);
      for (const { words } of hidden) {
        if (read.includes(words)) wrong.push(`${route.method} ${route.path} shows «${words}»`);
      }
    }
    expect(wrong).toEqual([]);
    // Else nothing would be proved by others not reading them.
    expect([...unread]).toEqual([]);
  });

  it('the words kept from outsiders are the ones that the people of the GAD read', async () => {
    for (const path of ['/gads/:gad/coincidencias/:slug', '/api/v1/gads/:gad/matches/:slug']) {
      for (const email of GAD_PEOPLE) {
        const { session } = await test.as(email);
        const read = decoded(await ask({ method: 'GET', path }, session, places));
        expect(matchWords.filter((words) => read.includes(words)).length).toBeGreaterThan(0);
      }
    }
  });

  it('what belongs to a GAD is not reached through the address of another one', async () => {
    const fresh = { ...places, ...(await fillWhatIsUsedUp(test)), gad: OTHER_GAD };
    const before = await ownRows();
    const { session } = await test.as(OTHER_OFFICER);
    const inner = routes.filter(({ path, rule }) => rule?.kind === 'gad' && /:(?!gad|slug)\w+/.test(path));
    expect(inner.length).toBeGreaterThan(15);
    const wrong: string[] = [];
    for (const route of inner) {
      const form = { ...forms[route.path], revision: '1', active: 'no', ...PROPOSAL_FORM };
      const answer = await ask(route, session, fresh, form);
      if (answer.status !== 404) wrong.push(`${route.method} ${route.path}: ${outcome(answer)}`);
    }
    expect(wrong).toEqual([]);
    expect(await ownRows()).toEqual(before);
  });

  it('what is not published is not reached by its address', async () => {
    const addresses = [
      `/convocatorias/${places['draftSlug']}`,
      `/convocatorias/${places['draftSlug']}/cierre.ics`,
      `/api/v1/calls/${places['draftSlug']}`,
      `/common-grants/opportunities/${places['id']}`,
      `/gads/${OTHER_GAD}/coincidencias/${places['draftSlug']}`,
      `/ofertas/${places['draftOffer']}`,
      `/api/v1/offers/${places['draftOffer']}`,
    ];
    const other = await test.as(OTHER_OFFICER);
    for (const address of addresses) {
      expect([address, (await other.get(address)).status]).toEqual([address, 404]);
    }
    for (const address of addresses.filter((each) => !each.startsWith('/gads/'))) {
      expect([address, (await test.visitor().get(address)).status]).toEqual([address, 404]);
    }
  });

  it('council members write their opinions and their own notices only, and only these routes take something from anybody', () => {
    const writing = routes.filter(({ method }) => method !== 'GET');
    const byCouncil = writing.filter(
      ({ rule }) => rule?.kind === 'gad' && rule.roles.includes('council_member'),
    );
    expect(byCouncil.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
      'DELETE /api/v1/gads/:gad/matches/:slug/review',
      'POST /api/v1/gads/:gad/matches/:slug/review',
      'POST /gads/:gad/avisos',
      'POST /gads/:gad/coincidencias/:slug/opinion',
      'POST /gads/:gad/coincidencias/:slug/opinion/quitar',
    ]);
    const byLiaison = writing.filter(({ rule }) => rule && 'roles' in rule && rule.roles.includes('liaison'));
    expect(byLiaison.map(({ path }) => path)).toEqual(['/gads/:gad/avisos']);
    const byAnybody = writing.filter(({ rule }) => rule?.kind === 'public');
    expect(byAnybody.map(({ path }) => path).toSorted()).toEqual([
      '/api/v1/correo/rebotes',
      '/baja/:token',
      '/baja/:token/deshacer',
      '/common-grants/opportunities/search',
      '/confirmar/:token',
      '/confirmar/:token/otra-vez',
      '/ingresar',
      '/ingresar/enlace',
      '/ingresar/enlace/:token',
      '/pausa/:token',
      '/preferencias/:token/alertas/:id',
      '/preferencias/:token/alertas/:id/borrar',
      '/preferencias/:token/enlace',
      '/preferencias/:token/entrega',
      '/preferencias/:token/listas/:list/:action',
      '/salir',
      '/suscribirse',
    ]);
  });

  it('an anonymous reader of a page is sent to sign in and comes back to it afterwards', async () => {
    const answer = await test.visitor().get('/gads/08/coincidencias?ver=no-pueden');
    expect([answer.status, answer.location]).toEqual([
      303,
      `/ingresar?volver=${encodeURIComponent('/gads/08/coincidencias?ver=no-pueden')}`,
    ]);
    const form = await test.visitor().get(answer.location);
    expect(form.page('input[name=volver]').val()).toBe('/gads/08/coincidencias?ver=no-pueden');
  });

  it('programs get refusals as problem details in Spanish', async () => {
    const refusals = [
      [await test.visitor().get('/api/v1/gads/08/matches'), 401, 'Ingrese para ver esta página.'],
      [await (await test.as(OTHER_OFFICER)).get('/api/v1/gads/08/matches'), 404, ''],
      [
        await (await test.as(OWN_OFFICER)).json('POST', '/api/v1/calls', {}),
        403,
        'Su cuenta no tiene permiso para esta página.',
      ],
    ] as const;
    for (const [answer, status, detail] of refusals) {
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      const problem = answer.data as { status: number; code: string; detail: string };
      expect(problem.status).toBe(status);
      expect(problem.detail).toContain(detail);
      expect(problem.detail).not.toMatch(/unauthori[sz]ed|forbidden|not found/i);
    }
  });

  async function register(email: string, role: Role, gadCode: string | null): Promise<void> {
    const person = { email, name: 'Persona de prueba', password: null, memberships: [{ role, gadCode }] };
    await test.app.get(Accounts).register(test.database.manager, person, null);
  }

  /** What nobody but their readers may see: what the scene wrote, the words of matches, who the officer is. */
  function secrets(): readonly Secret[] {
    return [...SECRETS, ...[...matchWords, OWN_OFFICER].map((words) => ({ words, readers: GAD_PEOPLE }))];
  }

  /** Everything that the GAD has written, as it is stored. */
  async function ownRows(): Promise<unknown> {
    const tables = [
      'commission_proposal',
      'network_membership',
      'network_evaluation',
      'plan_import',
      'offer',
      'gad_post',
      'match_review',
      'match_dismissal',
    ];
    const rows = tables.map((name) => `SELECT '${name}' AS name, to_jsonb(t) AS row FROM ${name} t`);
    return test.database.query(
      `SELECT * FROM (${rows.join(' UNION ALL ')}) own WHERE own.row->>'gad_code' = $1 ORDER BY name, row->>'id'`,
      [GAD],
    );
  }

  /** One request with valid places. */
  async function ask(
    { method, path }: Route,
    session: string,
    at: Places,
    form: Readonly<Record<string, string>> = forms[path] ?? {},
  ): Promise<Answer> {
    const visitor = test.visitor();
    visitor.session = session;
    const address = path.replace(/:(\w+)/g, (parameter, name: string, offset: number) => {
      const place = at[path.slice(0, offset) + parameter] ?? at[name];
      if (place === undefined) throw new Error(`The walk has nothing for ${parameter} of ${path}.`);
      return place;
    });
    if (method === 'GET') return visitor.get(address);
    if (path.startsWith('/api/')) return visitor.json(method as 'POST' | 'PUT' | 'DELETE', address, {});
    return visitor.post(address, form);
  }
});

/** A draft that would be in order, were it one's own. */
const PROPOSAL_FORM = { direction: 'demand', title: 'Propuesta ajena' };

function outcome({ status, location }: Answer): string {
  return location ? `${status} ${location}` : String(status);
}

/** The body as it came, with what its attributes hold, and as a person reads it: entities resolved. */
function decoded(answer: Answer): string {
  const isPage = answer.headers.get('content-type')?.includes('html');
  return isPage ? `${answer.text}\n${answer.page('body').text()}` : answer.text;
}
