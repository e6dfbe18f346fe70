import { Accounts } from '@chasqui/accounts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, startTestApp, type TestApp } from '../support/http.js';

const OLGA = 'olga.oficial@esmeraldas.example';
const CARMEN = 'carmen.curadora@chasqui.example';
const PASSWORD = 'chasqui-demo-2026';

describe('sessions and the frame around every page', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp({ WORKER: 'separate', TRUST_PROXY: 'true' });
  });

  afterAll(() => test.close());

  describe('requests that another site makes a browser send', () => {
    const foreign = [
      ['as browsers mark them', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
      ['from another site of the same domain', { 'sec-fetch-site': 'same-site' }],
      ['from browsers that only send the origin', { origin: 'https://evil.example' }],
      ['from a sandboxed frame', { origin: 'null' }],
    ] as const;

    it.each(foreign)('are refused and change nothing: %s', async (_name, headers) => {
      const carmen = await test.as(CARMEN);
      const [call] = await test.database.query<[{ id: string }]>(
        `SELECT id FROM call WHERE slug = 'premios-latinoamerica-verde-2019'`,
      );
      const answer = await carmen.post(`/curaduria/convocatorias/${call.id}/publicar`, {}, headers);
      expect(answer.status).toBe(403);
      expect(answer.page('html').attr('lang')).toBe('es');
      expect(answer.page('h1').text()).toBe('No tiene permiso');
      expect(await stateOf(call.id)).toBe('in_review');
    });

    it('are refused before anybody is signed in with them', async () => {
      const visitor = test.visitor();
      const form = { email: OLGA, password: PASSWORD };
      const answer = await visitor.post('/ingresar', form, { 'sec-fetch-site': 'cross-site' });
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
    });

    it('are told apart from those of our own pages', async () => {
      const visitor = test.visitor();
      const own = { 'sec-fetch-site': 'same-origin', origin: test.url };
      const answer = await visitor.post('/ingresar', { email: OLGA, password: PASSWORD }, own);
      expect([answer.status, answer.location]).toEqual([303, '/gads/08/coincidencias']);
    });

    async function stateOf(id: string): Promise<string> {
      const [row] = await test.database.query<[{ state: string }]>('SELECT state FROM call WHERE id = $1', [
        id,
      ]);
      return row.state;
    }
  });

  describe('signing in', () => {
    it.each([
      ['//evil.example', '/gads/08/coincidencias'],
      ['https://evil.example/', '/gads/08/coincidencias'],
      ['/\\evil.example', '/gads/08/coincidencias'],
      ['\\\\evil.example', '/gads/08/coincidencias'],
      ['/\t/evil.example', '/gads/08/coincidencias'],
      ['javascript:alert(1)', '/gads/08/coincidencias'],
      ['/gads/08/avisos?guardado=si', '/gads/08/avisos?guardado=si'],
    ])('from a page %j leads to %s, never to another site', async (volver, target) => {
      const answer = await test.visitor().post('/ingresar', { email: OLGA, password: PASSWORD, volver });
      expect([answer.status, answer.location]).toEqual([303, target]);
      expect(new URL(answer.location, test.url).origin).toBe(test.url);
    });

    it('gives a cookie that scripts cannot read and other sites cannot use', async () => {
      const answer = await test.visitor().post('/ingresar', { email: OLGA, password: PASSWORD });
      const cookie = (answer.headers.get('set-cookie') ?? '')
        .split(';')
        .map((part) => part.trim().toLowerCase());
      expect(cookie).toEqual(expect.arrayContaining(['httponly', 'samesite=lax', 'path=/']));
    });

    it('ends with signing out: the cookie of before opens nothing any more', async () => {
      const olga = test.visitor();
      await olga.post('/ingresar', { email: OLGA, password: PASSWORD });
      const before = olga.session;
      expect((await olga.get('/gads/08/coincidencias')).status).toBe(200);
      const left = await olga.post('/salir');
      expect([left.status, left.location, olga.session]).toEqual([303, '/', '']);
      olga.session = before;
      const refused = await olga.get('/gads/08/coincidencias');
      expect([refused.status, refused.location.split('?')[0]]).toEqual([303, '/ingresar']);
    });

    it.each([
      ['a wrong password', OLGA],
      ['an address without an account', 'nadie@esmeraldas.example'],
    ])('with %s tells the same, keeps the address and not the password', async (_name, email) => {
      const answer = await test.visitor().post('/ingresar', { email, password: 'no-es-la-clave' });
      expect(answer.status).toBe(422);
      expect(answer.page('[role=alert]').text()).toBe(
        'El correo o la contraseña no son correctos. Revíselos o pida un enlace de ingreso por correo.',
      );
      expect(answer.page('#email').val()).toBe(email);
      expect(answer.text).not.toContain('no-es-la-clave');
    });

    it('with a link needs its button, works once, and a used link is explained', async () => {
      const accounts = test.app.get(Accounts);
      const account = await accounts.findByEmail(OLGA);
      const { token } = (await accounts.issueLink(account!.id))!;
      const olga = test.visitor();
      expect((await olga.get(`/ingresar/enlace/${token}`)).page('button[type=submit]').text()).toContain(
        'Ingresar',
      );
      expect(olga.session).toBe('');
      expect((await olga.post(`/ingresar/enlace/${token}`)).location).toBe('/gads/08/coincidencias');
      const again = await test.visitor().post(`/ingresar/enlace/${token}`);
      expect([again.status, again.headers.get('set-cookie')]).toEqual([409, null]);
      expect(again.page('.notice').text()).toBe(
        'Este enlace ya se usó o caducó. Pida otro en la página de ingreso.',
      );
    });

    it('is slowed down after twenty attempts in a minute, for that address only', async () => {
      const form = { email: OLGA, password: 'adivinando-1' };
      const attempt = (from: string): Promise<Answer> =>
        test.visitor().post('/ingresar', form, { 'x-forwarded-for': from });
      for (let count = 1; count <= 20; count += 1) expect((await attempt('203.0.113.7')).status).toBe(422);
      const refused = await attempt('203.0.113.7');
      expect(refused.status).toBe(429);
      expect(refused.page('h1').text()).toBe('Demasiados intentos');
      expect(refused.page('.notice').text()).toBe('Espere un minuto y vuelva a intentarlo.');
      expect((await attempt('203.0.113.8')).status).toBe(422);
    });
  });

  it.each([
    ['a page', '/convocatorias'],
    ['a page that does not exist', '/no-existe'],
    ['a redirect', '/curaduria'],
    ['an answer for programs', '/api/v1/calls'],
    ['a refusal for programs', '/api/v1/gads/08/matches'],
    ['a file', '/assets/chasqui.css'],
  ])('%s carries the security headers', async (_name, path) => {
    const { headers } = await test.visitor().get(path);
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'self'",
      "object-src 'none'",
      "frame-ancestors 'self'",
      "form-action 'self'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('a page that does not exist says so in Spanish', async () => {
    const answer = await test.visitor().get('/no-existe');
    expect(answer.status).toBe(404);
    expect(answer.page('h1').text()).toBe('No encontramos esa página');
  });

  it('a form larger than a call could ever be is refused in Spanish', async () => {
    const carmen = await test.as(CARMEN);
    const answer = await carmen.post('/curaduria/convocatorias', { summary: 'a'.repeat(300 * 1024) });
    expect(answer.status).toBe(413);
    expect(answer.page('h1').text()).toBe('El envío es demasiado grande');
  });
});
