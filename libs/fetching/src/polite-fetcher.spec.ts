import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  faults,
  type FaultServer,
  localFetcher,
  startFaultServer,
  timeLapse,
  type TimeLapse,
} from '../../../test/support/fault-server.js';
import type { PoliteFetcher } from './polite-fetcher.js';

describe('PoliteFetcher', () => {
  let server: FaultServer;
  let time: TimeLapse;
  let fetcher: PoliteFetcher;

  beforeEach(async () => {
    server = await startFaultServer();
    time = timeLapse();
    fetcher = localFetcher({ time });
  });

  afterEach(async () => {
    await fetcher.close();
    await server.close();
  });

  const at = (path: string) => `${server.url}${path}`;
  const pathsAsked = () => server.requests.map(({ path }) => path);

  it('reads a page as it came, with what the server tells of it', async () => {
    server.on('/a', {
      headers: { 'content-type': 'Text/HTML; Charset="ISO-8859-1"', 'last-modified': 'ayer', etag: 'W/"1"' },
      body: 'hola',
    });
    const answer = await fetcher.fetch({ url: at('/a#plazo') });
    expect(answer).toEqual({
      url: at('/a#plazo'),
      finalUrl: at('/a'),
      redirected: false,
      status: 200,
      notModified: false,
      mediaType: 'text/html',
      charset: 'ISO-8859-1',
      body: Buffer.from('hola'),
      validators: { etag: 'W/"1"', lastModified: 'ayer' },
      latencyMs: expect.any(Number),
    });
  });

  it('says who asks, and never sends or keeps a cookie', async () => {
    server.on('/a', { headers: { 'set-cookie': 'sesion=1; Path=/' }, body: 'a' });
    await fetcher.fetch({ url: at('/a') });
    await fetcher.fetch({ url: at('/a') });
    for (const { headers } of server.requests) {
      expect(headers['user-agent']).toMatch(/^Chasqui\/0\.0\.0 \(\+https:\/\/\S+; \S+@\S+\)$/);
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).toHaveProperty('accept-encoding', 'gzip, deflate, br');
    }
  });

  it('posts a body', async () => {
    server.on('/buscar', ({ body }) => ({ body: `recibido ${body.toString()}` }));
    const request = { url: at('/buscar'), method: 'POST', body: '{"a":1}' } as const;
    expect((await fetcher.fetch(request)).body.toString()).toBe('recibido {"a":1}');
  });

  it('hands over what only looks well: an error inside 200, a page in place of data, a wrong charset', async () => {
    server.on('/error', faults.errorInside200());
    server.on('/html', faults.htmlErrorPage());
    server.on('/latin', faults.wrongCharset('año'));
    expect((await fetcher.fetch({ url: at('/error') })).body.toString()).toContain('ERR_MANTENIMIENTO');
    expect((await fetcher.fetch({ url: at('/html') })).mediaType).toBe('text/html');
    expect((await fetcher.fetch({ url: at('/latin') })).body).toEqual(Buffer.from('año', 'latin1'));
  });

  it('asks conditionally and tells that nothing changed', async () => {
    server.on('/a', faults.tagged('contenido', '"v1"'));
    const first = await fetcher.fetch({ url: at('/a') });
    const second = await fetcher.fetch({ url: at('/a'), validators: first.validators });
    expect(second).toMatchObject({ status: 304, notModified: true, validators: { etag: '"v1"' } });
    expect(second.body).toHaveLength(0);
  });

  it('does not take "not modified" for an answer to an unconditional request', async () => {
    server.on('/a', { status: 304 });
    const validators = { etag: null, lastModified: null };
    await expect(fetcher.fetch({ url: at('/a'), validators })).rejects.toMatchObject({ fault: 'http' });
  });

  it('pauses between two requests to a host', async () => {
    server.on('/a', { body: 'a' });
    await fetcher.fetch({ url: at('/a') });
    await fetcher.fetch({ url: at('/a') });
    expect(pathsAsked()).toEqual(['/robots.txt', '/a', '/a']);
    expect(time.pauses).toEqual([2000, 2000]);
  });

  it('never asks faster than 105 ms, whatever it is told', async () => {
    const hasty = localFetcher({ time, limits: { gapMs: 0 } });
    server.on('/a', { body: 'a' });
    await hasty.fetch({ url: at('/a') });
    await hasty.close();
    expect(time.pauses).toEqual([105]);
  });

  describe('errors of the server', () => {
    it.each([429, 503] as const)('waits after %i as long as the server asks', async (status) => {
      server.on('/a', faults.throttled('30', status));
      await expect(fetcher.fetch({ url: at('/a') })).rejects.toMatchObject({
        fault: 'throttled',
        details: { status, retryAfterMs: 30_000 },
      });
      server.on('/a', { body: 'a' });
      await fetcher.fetch({ url: at('/a') });
      expect(time.pauses).toEqual([2000, 30_000]);
    });

    it.each([
      [403, 'cargue la convocatoria a mano'],
      [404, 'Busque la nueva'],
      [410, 'Busque la nueva'],
      [422, 'Revise la dirección'],
      [500, 'Se volverá a intentar'],
      [300, 'Revise la dirección'],
    ])('explains %i', async (status, advice) => {
      server.on('/a', { status, body: 'x' });
      await expect(fetcher.fetch({ url: at('/a') })).rejects.toMatchObject({
        fault: 'http',
        message: expect.stringContaining(advice),
        details: { status },
      });
    });

    it('tells a host that does not exist from one that does not answer', async () => {
      const lost = localFetcher({
        resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
      });
      await expect(lost.fetch({ url: 'https://no-existe.example/' })).rejects.toMatchObject({
        fault: 'network',
        message: expect.stringContaining('No se encuentra el sitio no-existe.example'),
      });
      await lost.close();
      const { url } = server;
      await server.close();
      await expect(fetcher.fetch({ url })).rejects.toMatchObject({ fault: 'network' });
      server = await startFaultServer();
    });
  });

  describe('robots.txt', () => {
    it('is asked for once a day', async () => {
      server.on('/a', { body: 'a' });
      await fetcher.fetch({ url: at('/a') });
      await fetcher.fetch({ url: at('/a') });
      time.clock.moveTo(new Date(time.clock.now().getTime() + 25 * 3_600_000));
      await fetcher.fetch({ url: at('/a') });
      expect(pathsAsked()).toEqual(['/robots.txt', '/a', '/a', '/robots.txt', '/a']);
    });

    it('is obeyed', async () => {
      server.on('/robots.txt', { body: 'User-agent: *\nDisallow: /privado\nCrawl-delay: 7' });
      server.on('/publico', { body: 'a' });
      await expect(fetcher.fetch({ url: at('/privado/a') })).rejects.toMatchObject({
        fault: 'refused_by_robots',
      });
      await fetcher.fetch({ url: at('/publico') });
      await fetcher.fetch({ url: at('/publico') });
      expect(pathsAsked()).toEqual(['/robots.txt', '/publico', '/publico']);
      expect(time.pauses).toEqual([2000, 7000]);
    });

    it('is obeyed where a redirect leads', async () => {
      server.on('/robots.txt', { body: 'User-agent: *\nDisallow: /privado' });
      server.on('/a', faults.redirect('/privado'));
      await expect(fetcher.fetch({ url: at('/a') })).rejects.toMatchObject({ fault: 'refused_by_robots' });
    });

    it.each([401, 403, 404, 410])('allows everything when it answers %i', async (status) => {
      server.on('/robots.txt', { status, body: 'User-agent: *\nDisallow: /' });
      server.on('/a', { body: 'a' });
      expect((await fetcher.fetch({ url: at('/a') })).status).toBe(200);
    });

    it('allows everything when it redirects for ever', async () => {
      server.on('/robots.txt', faults.endlessRedirect('/robots.txt'));
      server.on('/a', { body: 'a' });
      expect((await fetcher.fetch({ url: at('/a') })).status).toBe(200);
    });

    it('allows nothing while the server fails to give it, and is asked for again soon', async () => {
      server.on('/robots.txt', { status: 500 });
      server.on('/a', { body: 'a' });
      await expect(fetcher.fetch({ url: at('/a') })).rejects.toMatchObject({ fault: 'network' });
      await expect(fetcher.fetch({ url: at('/a') })).rejects.toMatchObject({ fault: 'network' });
      expect(pathsAsked()).toEqual(['/robots.txt']);
      server.on('/robots.txt', { status: 404 });
      time.clock.moveTo(new Date(time.clock.now().getTime() + 6 * 60_000));
      expect((await fetcher.fetch({ url: at('/a') })).status).toBe(200);
    });

    it('keeps yesterday’s rules while the server fails to give today’s', async () => {
      server.on('/robots.txt', { body: 'User-agent: *\nDisallow: /privado' });
      server.on('/a', { body: 'a' });
      await fetcher.fetch({ url: at('/a') });
      server.on('/robots.txt', { status: 500 });
      time.clock.moveTo(new Date(time.clock.now().getTime() + 25 * 3_600_000));
      await expect(fetcher.fetch({ url: at('/privado') })).rejects.toMatchObject({
        fault: 'refused_by_robots',
      });
      expect((await fetcher.fetch({ url: at('/a') })).status).toBe(200);
    });

    it('counts up to its limit of size, without the line that the limit cuts', async () => {
      const rules = 'User-agent: *\nDisallow: /privado\n';
      const comment = `#${'x'.repeat(98)}\n`;
      const filler = comment.repeat(Math.floor((500 * 1024 - rules.length) / comment.length));
      const rest = 500 * 1024 - rules.length - filler.length;
      // The limit falls behind "Disallow: /" of the last line.
      const tail = `${'#'.repeat(rest - 12)}\nDisallow: /otro\n`;
      server.on('/robots.txt', { body: rules + filler + tail });
      server.on('/a', { body: 'a' });
      expect((await fetcher.fetch({ url: at('/a') })).status).toBe(200);
      await expect(fetcher.fetch({ url: at('/privado') })).rejects.toMatchObject({
        fault: 'refused_by_robots',
      });
    });
  });
});
