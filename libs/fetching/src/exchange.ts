import type { Agent, Dispatcher } from 'undici';
import { bodyFault, connectionFault, timeoutFault, tooLarge } from './faults.js';
import { readLimited } from './read-limited.js';
import { headerOf, type ResponseHead } from './response-head.js';
import { FetchError, type FetchRequest } from './types.js';

export interface ExchangeLimits {
  /** Bytes of a body, on the wire and after decompression. */
  readonly maxBytes: number;
  readonly beyond: 'refuse' | 'cut';
  /** Milliseconds from the request to the first byte of the answer, and between two pieces of it. */
  readonly firstByteMs: number;
  /** Milliseconds from the beginning of the connection to the last byte. */
  readonly totalMs: number;
}

/** One question and its answer, redirects not followed. */
export interface Exchange extends ResponseHead {
  /** Empty for a redirect, an error and "not modified". */
  readonly body: Buffer;
  readonly latencyMs: number;
}

function hasUsefulBody(request: FetchRequest, status: number): boolean {
  return request.method !== 'HEAD' && status >= 200 && status < 300 && status !== 204;
}

async function readBody(
  response: Dispatcher.ResponseData,
  head: ResponseHead,
  request: FetchRequest,
  limits: ExchangeLimits,
): Promise<Buffer> {
  const { body } = response;
  if (!hasUsefulBody(request, head.status)) {
    // The connection is not used again, so there is no need to read what nobody wants.
    body.on('error', () => {}).destroy();
    return Buffer.alloc(0);
  }
  const { maxBytes, beyond } = limits;
  if (beyond === 'refuse' && Number(headerOf(head, 'content-length')) > maxBytes) {
    body.on('error', () => {}).destroy();
    throw tooLarge(request.url, maxBytes);
  }
  return readLimited(body, headerOf(head, 'content-encoding'), { url: request.url, maxBytes, beyond });
}

/**
 * Sends one request over a connection of its own, so that the address is checked for each, and reads the answer.
 * @throws FetchError refused_address, timeout, network, truncated or too_large; the reason of `signal` when it aborts
 */
export async function exchange(
  agent: Agent,
  request: FetchRequest,
  headers: Readonly<Record<string, string>>,
  limits: ExchangeLimits,
  signal?: AbortSignal,
): Promise<Exchange> {
  const { url } = request;
  const started = performance.now();
  const timer = AbortSignal.timeout(limits.totalMs);
  const faultOf = (error: unknown, explain: typeof bodyFault): unknown => {
    if (signal?.aborted) return signal.reason;
    return timer.aborted && !(error instanceof FetchError && error.fault === 'too_large')
      ? timeoutFault(url)
      : explain(error, url);
  };

  const response = await agent
    .request({
      origin: new URL(url).origin,
      path: new URL(url).pathname + new URL(url).search,
      method: request.method ?? 'GET',
      headers: { ...headers },
      body: request.body ?? null,
      reset: true,
      headersTimeout: limits.firstByteMs,
      bodyTimeout: limits.firstByteMs,
      signal: signal ? AbortSignal.any([signal, timer]) : timer,
    })
    .catch((error: unknown) => {
      throw faultOf(error, connectionFault);
    });
  const head = { status: response.statusCode, headers: response.headers };
  try {
    const body = await readBody(response, head, request, limits);
    return { ...head, body, latencyMs: Math.round(performance.now() - started) };
  } catch (error) {
    throw faultOf(error, bodyFault);
  }
}
