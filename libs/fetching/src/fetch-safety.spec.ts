import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  faults,
  type FaultServer,
  localFetcher,
  startFaultServer,
  timeLapse,
} from '../../../test/support/fault-server.js';
import { MemoryHostBook } from './memory-host-book.js';
import type { PoliteFetcher } from './polite-fetcher.js';

describe('PoliteFetcher among faulty and hostile servers', () => {
  let server: FaultServer;
  let fetcher: PoliteFetcher;

  beforeEach(async () => {
    server = await startFaultServer();
    fetcher = localFetcher({ limits: { maxBytes: 1_000_000, firstByteMs: 400, totalMs: 900 } });
    server.on('/bien', { body: 'bien' });
  });

  afterEach(async () => {
    await fetcher.close();
    await server.close();
  });

  const at = (path: string) => `${server.url}${path}`;
  const faultAt = (path: string, signal?: AbortSignal) =>
    fetcher.fetch({ url: at(path) }, signal).then(
      ({ status }) => `answered ${status}`,
      (error: { fault?: string; message: string }) => error.fault ?? error.message,
    );

  describe('bodies', () => {
    it.each([
      ['gzip', gzipSync('contenido')],
      ['x-gzip', gzipSync('contenido')],
      ['GZIP', gzipSync('contenido')],
      ['deflate', deflateSync('contenido')],
      ['deflate', deflateRawSync('contenido')],
      ['br', brotliCompressSync('contenido')],
      ['identity', Buffer.from('contenido')],
    ])('unpacks %s', async (encoding, body) => {
      server.on('/a', { headers: { 'content-encoding': encoding }, body });
      expect((await fetcher.fetch({ url: at('/a') })).body.toString()).toBe('contenido');
    });

    it.each(['gzip', 'deflate', 'br'])('reads an empty body called %s', async (encoding) => {
      server.on('/a', { headers: { 'content-encoding': encoding } });
      expect((await fetcher.fetch({ url: at('/a') })).body).toHaveLength(0);
    });

    it.each(['zstd', 'compress', 'gzip, gzip', 'x'.repeat(500)])(
      'refuses the encoding %s',
      async (encoding) => {
        server.on('/a', { headers: { 'content-encoding': encoding }, body: 'contenido' });
        expect(await faultAt('/a')).toBe('network');
      },
    );

    it('stops a bomb at the limit', async () => {
      const zeros = Buffer.alloc(50_000_000);
      server.on('/gzip', await faults.gzipBomb(100_000_000));
      server.on('/br', { headers: { 'content-encoding': 'br' }, body: brotliCompressSync(zeros) });
      server.on('/deflate', { headers: { 'content-encoding': 'deflate' }, body: deflateSync(zeros) });
      const before = process.memoryUsage().rss;
      expect(await faultAt('/gzip')).toBe('too_large');
      expect(await faultAt('/br')).toBe('too_large');
      expect(await faultAt('/deflate')).toBe('too_large');
      expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
    });

    it('stops a huge body, announced or not, and takes one of exactly the limit', async () => {
      server.on('/enorme', faults.huge(1_000_001));
      server.on('/sin-largo', { ...faults.huge(1_000_001), headers: { 'transfer-encoding': 'chunked' } });
      server.on('/justo', faults.huge(1_000_000));
      expect(await faultAt('/enorme')).toBe('too_large');
      expect(await faultAt('/sin-largo')).toBe('too_large');
      expect(await faultAt('/justo')).toBe('answered 200');
    });

    it('obeys the limit of a request', async () => {
      server.on('/a', { body: '12345' });
      await expect(fetcher.fetch({ url: at('/a'), maxBytes: 4 })).rejects.toMatchObject({
        fault: 'too_large',
      });
      expect((await fetcher.fetch({ url: at('/a'), maxBytes: 5 })).body).toHaveLength(5);
    });

    it.each([0, 1, 500])('does not use a body cut after %i bytes', async (bytes) => {
      server.on('/a', faults.truncated('x'.repeat(1000), bytes));
      expect(await faultAt('/a')).toBe('truncated');
    });

    it('does not use a compressed body that ends early or is damaged', async () => {
      const text = 'contenido '.repeat(1000);
      const packed: [string, Buffer][] = [
        ['gzip', gzipSync(text)],
        ['deflate', deflateSync(text)],
        ['br', brotliCompressSync(text)],
      ];
      for (const [encoding, whole] of packed) {
        const headers = { 'content-encoding': encoding };
        const damaged = Buffer.from(whole).fill(0xff, 2, whole.length - 2);
        server.on('/corto', { headers, body: whole.subarray(0, whole.length - 6) });
        server.on('/roto', { headers, body: damaged });
        server.on('/cortado', { headers, body: whole, truncateAt: 10 });
        expect([encoding, await faultAt('/corto')]).toEqual([encoding, 'truncated']);
        expect([encoding, await faultAt('/roto')]).toEqual([encoding, 'truncated']);
        expect([encoding, await faultAt('/cortado')]).toEqual([encoding, 'truncated']);
      }
    });
  });

  describe('time', () => {
    it('gives up when nothing comes', async () => {
      server.on('/a', { body: 'a', delayMs: 5_000 });
      expect(await faultAt('/a')).toBe('timeout');
    });

    it('gives up when it never ends', async () => {
      server.on('/a', faults.slowDrip('x'.repeat(10_000), 50));
      expect(await faultAt('/a')).toBe('timeout');
    });

    it('stops when it is told to', async () => {
      const stop = new AbortController();
      server.on('/a', () => {
        stop.abort(new Error('cancelado'));
        return { delayMs: 5_000 };
      });
      expect(await faultAt('/a', stop.signal)).toBe('cancelado');
    });

    it('can ask the same host again after each fault', async () => {
      server.on('/lento', { delayMs: 5_000 });
      server.on('/cortado', faults.truncated('x'.repeat(1000), 5));
      await faultAt('/lento');
      await faultAt('/cortado');
      expect(await faultAt('/bien')).toBe('answered 200');
    });
  });

  describe('redirects', () => {
    it('follows up to five', async () => {
      for (let i = 1; i <= 6; i += 1) server.on(`/${i}`, faults.redirect(i === 6 ? '/bien' : `/${i + 1}`));
      const answer = await fetcher.fetch({ url: at('/2') });
      expect(answer).toMatchObject({ url: at('/2'), finalUrl: at('/bien'), redirected: true, status: 200 });
      expect(await faultAt('/1')).toBe('too_many_redirects');
    });

    it('leaves endless ones', async () => {
      server.on('/a', faults.endlessRedirect('/a'));
      expect(await faultAt('/a')).toBe('too_many_redirects');
    });

    it('keeps the body of a POST on 307', async () => {
      server.on('/a', faults.redirect('/b', 307));
      server.on('/b', ({ method, body }) => ({ body: `${method} ${body.toString()}` }));
      const answer = await fetcher.fetch({ url: at('/a'), method: 'POST', body: 'datos' });
      expect(answer.body.toString()).toBe('POST datos');
    });

    it.each([
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.1/',
      'http://[fd00:ec2::254]/',
      'http://[::ffff:192.168.0.1]/',
      'http://0xa000001/',
    ])('does not follow one to %s', async (location) => {
      server.on('/a', faults.redirect(location));
      expect(await faultAt('/a')).toBe('refused_address');
    });

    it.each(['file:///etc/passwd', 'ftp://ejemplo.org/', 'gopher://127.0.0.1/', 'http://a:b@ejemplo.org/'])(
      'does not follow one to %s',
      async (location) => {
        server.on('/a', faults.redirect(location));
        expect(await faultAt('/a')).toBe('bad_url');
      },
    );
  });

  describe('internal addresses', () => {
    it('refuses this machine unless a test allows it', async () => {
      const strict = localFetcher({
        allowLoopback: false,
        resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      });
      await expect(strict.fetch({ url: 'http://127.0.0.1/' })).rejects.toMatchObject({
        fault: 'refused_address',
      });
      await expect(strict.fetch({ url: 'http://localhost/' })).rejects.toMatchObject({
        fault: 'refused_address',
      });
      await expect(strict.fetch({ url: at('/bien') })).rejects.toMatchObject({ fault: 'refused_address' });
      await strict.close();
      expect(server.requests).toEqual([]);
    });

    it('refuses a name that turns internal between two readings', async () => {
      const answers = ['127.0.0.1', '127.0.0.1', '10.0.0.5'];
      const rebound = localFetcher({
        resolve: async () => [{ address: answers.shift() ?? '10.0.0.5', family: 4 }],
      });
      const url = `http://cambiante.example:${server.port}/bien`;
      expect((await rebound.fetch({ url })).status).toBe(200);
      await expect(rebound.fetch({ url })).rejects.toMatchObject({ fault: 'refused_address' });
      await rebound.close();
      expect(server.requests).toHaveLength(2);
    });

    it('refuses a name that turns internal behind a redirect to itself', async () => {
      server.on('/a', faults.redirect('/bien'));
      const answers = ['127.0.0.1', '127.0.0.1', '192.168.1.1'];
      const rebound = localFetcher({
        resolve: async () => [{ address: answers.shift() ?? '192.168.1.1', family: 4 }],
      });
      const url = `http://cambiante.example:${server.port}/a`;
      await expect(rebound.fetch({ url })).rejects.toMatchObject({ fault: 'refused_address' });
      await rebound.close();
      expect(server.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/a']);
    });

    it('refuses a name that turns internal between robots.txt and the page', async () => {
      const answers = ['127.0.0.1', '172.16.0.1'];
      const rebound = localFetcher({
        resolve: async () => [{ address: answers.shift() ?? '172.16.0.1', family: 4 }],
      });
      const url = `http://cambiante.example:${server.port}/bien`;
      await expect(rebound.fetch({ url })).rejects.toMatchObject({ fault: 'refused_address' });
      await rebound.close();
      expect(server.requests.map(({ path }) => path)).toEqual(['/robots.txt']);
    });

    it('refuses a robots.txt that leads inside', async () => {
      server.on('/robots.txt', faults.redirect('http://169.254.169.254/'));
      expect(await faultAt('/bien')).toBe('refused_address');
    });
  });

  it('lets two fetchers that share a book take turns', async () => {
    let running = 0;
    let most = 0;
    server.on('/a', async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 20));
      running -= 1;
      return { body: 'a' };
    });
    const time = timeLapse();
    const book = new MemoryHostBook(time.clock);
    const one = localFetcher({ time, book });
    const other = localFetcher({ time, book });
    await Promise.all([one, other, one, other].map((each) => each.fetch({ url: at('/a') })));
    await Promise.all([one.close(), other.close()]);
    expect(most).toBe(1);
  });
});
