import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  faults,
  type FaultServer,
  localFetcher,
  startFaultServer,
} from '../../../test/support/fault-server.js';
import { checkLink } from './check-link.js';
import type { PoliteFetcher } from './polite-fetcher.js';

describe('checkLink', () => {
  let server: FaultServer;
  let fetcher: PoliteFetcher;

  beforeEach(async () => {
    server = await startFaultServer();
    fetcher = localFetcher({ limits: { firstByteMs: 300, totalMs: 600, maxBytes: 1000 } });
    for (const path of ['/', '/es/', '/index.php', '/es/inicio.html', '/otra', '/404', '/error.html']) {
      server.on(path, { body: 'página' });
    }
  });

  afterEach(async () => {
    await fetcher.close();
    await server.close();
  });

  const check = (path: string) => checkLink(fetcher, `${server.url}${path}`);

  it('is content with a page that is there, without reading it', async () => {
    server.on('/convocatoria', { body: 'x'.repeat(10_000) });
    expect(await check('/convocatoria')).toEqual({ state: 'ok', reason: null });
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'HEAD']);
  });

  it.each([403, 404, 405, 500, 501])('asks again with GET where HEAD gives %i', async (status) => {
    server.on('/convocatoria', ({ method }) => (method === 'HEAD' ? { status } : { body: 'página' }));
    expect(await check('/convocatoria')).toEqual({ state: 'ok', reason: null });
  });

  it('takes a file that is too large to read for one that is there', async () => {
    server.on('/bases.pdf', ({ method }) => (method === 'HEAD' ? { status: 405 } : faults.huge(5000)));
    expect((await check('/bases.pdf')).state).toBe('ok');
  });

  it.each([
    '/',
    '/es/',
    '/index.php',
    '/es/inicio.html',
    '/?utm_source=x',
    '/?error=404',
    '/index.php?lang=es',
  ])('sees that the link leads to the home page %s', async (home) => {
    server.on('/convocatorias/2025/fondo', faults.redirect(home));
    expect(await check('/convocatorias/2025/fondo')).toEqual({
      state: 'redirects_home',
      reason: expect.stringContaining('lleva a la portada'),
    });
  });

  it.each(['/otra', '/?p=123', '/index.php?option=com_content&id=5'])(
    'follows a page that moved to %s',
    async (page) => {
      server.on('/vieja', faults.redirect(page, 301));
      expect((await check('/vieja')).state).toBe('ok');
    },
  );

  it('lets a home page move to another home page', async () => {
    server.on('/inicio', faults.redirect('/es/'));
    expect((await check('/inicio')).state).toBe('ok');
  });

  it.each(['/404', '/error.html'])('sees that the link leads to the error page %s', async (page) => {
    server.on('/convocatoria', faults.redirect(page));
    expect((await check('/convocatoria')).state).toBe('broken');
  });

  it.each([404, 410])('calls %i broken', async (status) => {
    server.on('/convocatoria', { status });
    expect(await check('/convocatoria')).toEqual({
      state: 'broken',
      reason: expect.stringContaining(`HTTP ${status}`),
    });
  });

  it('calls endless redirects and addresses that cannot be read broken', async () => {
    server.on('/vueltas', faults.endlessRedirect('/vueltas'));
    server.on('/dentro', faults.redirect('http://10.0.0.1/'));
    expect((await check('/vueltas')).state).toBe('broken');
    expect((await check('/dentro')).state).toBe('broken');
    expect((await checkLink(fetcher, 'no es una dirección')).state).toBe('broken');
  });

  it('does not judge what may pass: failures, refusals, slowness, rules for robots', async () => {
    server.on('/robots.txt', { body: 'User-agent: *\nDisallow: /privado' });
    server.on('/falla', { status: 500 });
    server.on('/negado', { status: 403 });
    server.on('/lento', { delayMs: 3000 });
    server.on('/ocupado', faults.throttled());
    for (const path of ['/falla', '/negado', '/lento', '/ocupado', '/privado']) {
      expect(await check(path)).toEqual({ state: 'unknown', reason: expect.any(String) });
    }
  });
});
