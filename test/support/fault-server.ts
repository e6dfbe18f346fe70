import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { MemoryHostBook, PoliteFetcher, type PoliteFetcherOptions, type Sleep } from '@chasqui/fetching';
import { FixedClock } from '@chasqui/kernel';

/** A request as it arrived. */
export interface ServedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface ServedAnswer {
  /** 200 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Before the first byte. */
  readonly delayMs?: number;
  /** The connection is cut after so many bytes of the body, although the whole length was announced. */
  readonly truncateAt?: number;
  /** The body leaves in pieces of `dripBytes` (1 when absent), one each `dripMs`. */
  readonly dripMs?: number;
  readonly dripBytes?: number;
}

export type ServedBy = (request: ServedRequest) => ServedAnswer | Promise<ServedAnswer>;

export interface FaultServer {
  /** "http://127.0.0.1:41234", without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** In the order of arrival. */
  readonly requests: ServedRequest[];
  /** Answers every request to a path; a later call replaces the earlier one. Other paths give 404. */
  on(path: string, answer: ServedAnswer | ServedBy): void;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A pause that keeps no process alive when its test is over. */
async function idle(ms = 0): Promise<void> {
  await pause(ms, undefined, { ref: false });
}

async function drip(response: ServerResponse, body: Buffer, answer: ServedAnswer): Promise<void> {
  const size = answer.dripBytes ?? 1;
  for (let start = 0; start < body.length && !response.destroyed; start += size) {
    response.write(body.subarray(start, start + size));
    await idle(answer.dripMs);
  }
  response.end();
}

async function send(response: ServerResponse, answer: ServedAnswer, withBody: boolean): Promise<void> {
  if (answer.delayMs) await idle(answer.delayMs);
  if (response.destroyed) return;
  const body = Buffer.from(answer.body ?? '');
  const status = answer.status ?? 200;
  const bodyless = status === 204 || status === 304;
  const announced = !bodyless && !answer.headers?.['transfer-encoding'];
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    ...(announced ? { 'content-length': String(body.length) } : {}),
    ...answer.headers,
  });
  if (!withBody || bodyless) {
    response.end();
  } else if (answer.truncateAt !== undefined) {
    response.write(body.subarray(0, answer.truncateAt), () => response.destroy());
  } else if (answer.dripMs !== undefined) {
    await drip(response, body, answer);
  } else {
    response.end(body);
  }
}

/** A web server on this machine that misbehaves as told. Every test closes it. */
export async function startFaultServer(): Promise<FaultServer> {
  const answers = new Map<string, ServedAnswer | ServedBy>();
  const requests: ServedRequest[] = [];

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', 'http://local');
    const request: ServedRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: await readBody(incoming),
    };
    requests.push(request);
    const found = answers.get(request.path) ?? { status: 404, body: 'No existe' };
    const answer = typeof found === 'function' ? await found(request) : found;
    await send(response, answer, request.method !== 'HEAD');
  };

  const server = createServer((incoming, response) => {
    // A client that goes away while it is served is part of what is tested.
    serve(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    on: (path, answer) => {
      answers.set(path, answer);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A clock that jumps over every pause, so that no test waits for politeness. */
export interface TimeLapse {
  readonly clock: FixedClock;
  readonly sleep: Sleep;
  /** Milliseconds of each pause, in order. */
  readonly pauses: number[];
}

export function timeLapse(start = new Date('2026-03-02T15:00:00Z')): TimeLapse {
  const clock = new FixedClock(start);
  const pauses: number[] = [];
  return {
    clock,
    pauses,
    sleep: async (ms) => {
      pauses.push(ms);
      clock.moveTo(new Date(clock.now().getTime() + ms));
      // Lets the sockets of others work, as a real pause would.
      await nextTurn();
    },
  };
}

export interface LocalFetcherOptions extends Partial<Omit<PoliteFetcherOptions, 'clock' | 'sleep'>> {
  /** A time of its own when absent. */
  readonly time?: TimeLapse;
}

/** A fetcher that may read from this machine and does not really pause. The caller closes it. */
export function localFetcher({ time = timeLapse(), ...options }: LocalFetcherOptions = {}): PoliteFetcher {
  return new PoliteFetcher({
    identity: {
      version: '0.0.0',
      publicUrl: 'https://chasqui.example.gob.ec',
      contact: 'avisos@chasqui.example.gob.ec',
    },
    book: new MemoryHostBook(time.clock),
    clock: time.clock,
    sleep: time.sleep,
    allowLoopback: true,
    ...options,
  });
}

/** Gzip of so many zero bytes, about a thousandth of them long; made in pieces, so that it costs little memory. */
export async function gzipBomb(bytes: number): Promise<Buffer> {
  const gzip = createGzip({ level: 9 });
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  const piece = Buffer.alloc(1024 * 1024);
  for (let written = 0; written < bytes; written += piece.length) {
    if (!gzip.write(piece.subarray(0, Math.min(piece.length, bytes - written)))) await once(gzip, 'drain');
  }
  gzip.end();
  await once(gzip, 'end');
  return Buffer.concat(chunks);
}

/** Misbehaviours seen in real sources, ready for `on`. */
export const faults = {
  /** The failure hides in an answer that says that all is well. */
  errorInside200: (
    error: unknown = { codigo: 'ERR_MANTENIMIENTO_BBDD', error: 'Base de datos en mantenimiento' },
  ): ServedAnswer => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(error),
  }),
  /** A page for people where a program expected data. */
  htmlErrorPage: (status = 200): ServedAnswer => ({
    status,
    body: '<!doctype html><html><head><title>Error</title></head><body><h1>Servicio no disponible</h1></body></html>',
  }),
  /** `retryAfter` in seconds or an HTTP date; null leaves the header out. */
  throttled: (retryAfter: string | null = '30', status: 429 | 503 = 429): ServedAnswer => ({
    status,
    headers: retryAfter === null ? {} : { 'retry-after': retryAfter },
    body: 'Demasiadas peticiones',
  }),
  redirect: (location: string, status = 302): ServedAnswer => ({ status, headers: { location } }),
  /** Each redirect leads to another address, so that remembering the visited ones does not help. */
  endlessRedirect:
    (path: string): ServedBy =>
    ({ query }) => ({
      status: 302,
      headers: { location: `${path}?n=${Number(query.get('n') ?? 0) + 1}` },
    }),
  /** Latin-1 bytes that the header calls UTF-8. */
  wrongCharset: (html: string): ServedAnswer => ({
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: Buffer.from(html, 'latin1'),
  }),
  truncated: (body: string, at: number): ServedAnswer => ({ body, truncateAt: at }),
  slowDrip: (body: string, dripMs: number): ServedAnswer => ({ body, dripMs }),
  gzip: (body: string | Buffer): ServedAnswer => ({
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(body),
  }),
  gzipBomb: async (bytes: number): Promise<ServedAnswer> => ({
    headers: { 'content-encoding': 'gzip' },
    body: await gzipBomb(bytes),
  }),
  huge: (bytes: number): ServedAnswer => ({ body: Buffer.alloc(bytes, 'a') }),
  /** 304 to whoever already has this version. */
  tagged:
    (body: string, etag: string): ServedBy =>
    ({ headers }) =>
      headers['if-none-match'] === etag ? { status: 304, headers: { etag } } : { headers: { etag }, body },
} as const;
