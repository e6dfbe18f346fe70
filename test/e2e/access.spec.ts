import { Accounts, ROLES } from '@chasqui/accounts';
import { LoadDemo } from '@chasqui/demo';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, RequestMethod } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, HttpAdapterHost, MetadataScanner } from '@nestjs/core';
import { ACCESS, type AccessRule } from '../../apps/api/src/http/access.js';
import { type Answer, startTestApp, type TestApp, untilQuiet } from '../support/http.js';

const GAD = '08';
const OWN_OFFICER = 'olga.oficial@esmeraldas.example';
const COUNCIL_MEMBER = 'cesar.consejero@esmeraldas.example';
const CURATOR = 'carmen.curadora@chasqui.example';
const OTHER_OFFICER = 'oficial@guayas.example';

interface Route {
  readonly method: string;
  readonly path: string;
}
interface RuledRoute extends Route {
  readonly rule: AccessRule | undefined;
}

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
  let ids: Readonly<Record<string, string>>;
  /** Words of the matches of the Esmeraldas GAD that only its people may read. */
  let secrets: string[];

  beforeAll(async () => {
    // Production: the demo mailbox, open to everybody by design, is not there.
    test = await startTestApp({ CHASQUI_MODE: 'production' }, [WatchedRoutes]);
    await test.app.get(LoadDemo).execute();
    await register(OTHER_OFFICER, 'officer', '09');
    await untilQuiet(test.database);
    routes = ruledRoutes();
    ids = await validIds();
    const rows = await test.database.query<{ words: string }[]>(
      `SELECT DISTINCT reason->>'gadQuote' AS words FROM match, jsonb_array_elements(reasons) reason
        WHERE gad_code = $1 AND reason->>'gadQuote' IS NOT NULL
          -- What the law lets a GAD do stands on its public page.
          AND NOT EXISTS (SELECT FROM competence c WHERE c.text = reason->>'gadQuote')`,
      [GAD],
    );
    secrets = rows.map(({ words }) => words);
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
    ['a curator', CURATOR],
    ['the officer of the GAD', OWN_OFFICER],
  ])('%s gets on every route what its rule allows', async (_name, email) => {
    const wrong: string[] = [];
    for (const route of routes) {
      const answer = await ask(route, email);
      const expected = expectation(route, email);
      if (!expected.test(outcome(answer))) {
        wrong.push(`${route.method} ${route.path}: ${outcome(answer)}, expected ${expected.source}`);
      }
      const belongs = email !== null && email !== OTHER_OFFICER;
      const leaked = belongs ? undefined : secrets.find((words) => decoded(answer).includes(words));
      if (leaked) wrong.push(`${route.method} ${route.path} shows «${leaked}»`);
    }
    expect(wrong).toEqual([]);
  });

  it('the words kept from outsiders are the ones that the people of the GAD read', async () => {
    for (const path of ['/gads/:gad/coincidencias/:slug', '/api/v1/gads/:gad/matches/:slug']) {
      for (const email of [OWN_OFFICER, COUNCIL_MEMBER, CURATOR]) {
        const read = decoded(await ask({ method: 'GET', path }, email));
        expect(secrets.filter((words) => read.includes(words)).length).toBeGreaterThan(0);
      }
    }
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

  async function register(email: string, role: 'officer' | 'admin', gadCode: string | null): Promise<void> {
    const person = { email, name: 'Persona de prueba', password: null, memberships: [{ role, gadCode }] };
    await test.app.get(Accounts).register(test.database.manager, person, null);
  }

  /** The routes of the controllers with their rules, read as the guard reads them. */
  function ruledRoutes(): RuledRoute[] {
    const scanner = new MetadataScanner();
    return test.app
      .get(DiscoveryService, { strict: false })
      .getControllers()
      .filter(({ metatype }) => metatype && metatype !== RouteWithoutRule)
      .flatMap(({ metatype }) => {
        const controller = metatype as new () => object;
        const prototype = controller.prototype as Record<string, () => void>;
        return scanner.getAllMethodNames(prototype).flatMap((name) => {
          const handler = prototype[name]!;
          const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
          if (method === undefined) return [];
          const parts = [controller, handler].map((at) => String(Reflect.getMetadata('path', at)));
          const path = `/${parts
            .flatMap((part) => part.split('/'))
            .filter(Boolean)
            .join('/')}`;
          const rule = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as
            AccessRule | undefined;
          return [{ method: RequestMethod[method], path, rule }];
        });
      });
  }

  async function validIds(): Promise<Record<string, string>> {
    const [row] = await test.database.query<[Record<'slug' | 'token' | 'id', string>]>(
      `SELECT c.slug, s.preferences_token AS token,
              (SELECT id FROM call WHERE state = 'in_review' AND closes_at IS NOT NULL LIMIT 1) AS id,
              (SELECT o.slug FROM offer o WHERE o.published LIMIT 1) AS offer
         FROM match m JOIN call c ON c.id = m.call_id
         JOIN subscription s ON s.gad_code = m.gad_code JOIN account a ON a.id = s.account_id AND a.email = $2
        WHERE m.gad_code = $1 AND m.eligibility <> 'fails' AND c.closes_at IS NOT NULL
        ORDER BY m.score DESC LIMIT 1`,
      [GAD, OWN_OFFICER],
    );
    return { ...row, gad: GAD, index: '0' };
  }

  /** One request with valid ids, in a session of its own (signing out is one of the routes). */
  async function ask({ method, path }: Route, email: string | null): Promise<Answer> {
    const visitor = email ? await test.as(email) : test.visitor();
    const address = path.replace(/:(\w+)/g, (_, name: string) => ids[name]!);
    if (method === 'GET') return visitor.get(address);
    if (path.startsWith('/api/')) return visitor.json(method as 'POST' | 'PUT', address, {});
    return visitor.post(address);
  }
});

/** The outcomes of a route that its rule allows for a person: status, with the place for redirects. */
function expectation({ path, rule }: RuledRoute, email: string | null): RegExp {
  // The demo's mailbox does not exist in production.
  if (path.startsWith('/buzon')) return /^404$/;
  const opened = /^(200|201|400|409|422|303 \/(?!ingresar).*)$/;
  if (rule?.kind === 'public') return opened;
  if (email === null) return path.startsWith('/api/') ? /^401$/ : /^303 \/ingresar/;
  if (rule?.kind === 'roles') return email === CURATOR ? opened : /^403$/;
  if (email === OTHER_OFFICER) return /^404$/;
  const roles: readonly string[] = rule?.roles ?? [];
  if (email === CURATOR) return rule?.curators ? opened : /^404$/;
  return roles.includes(email === OWN_OFFICER ? 'officer' : 'council_member') ? opened : /^403$/;
}

function outcome({ status, location }: Answer): string {
  return location ? `${status} ${location}` : String(status);
}

/** The body as a person reads it: entities and JSON escapes resolved. */
function decoded(answer: Answer): string {
  return answer.headers.get('content-type')?.includes('html') ? answer.page('body').text() : answer.text;
}
