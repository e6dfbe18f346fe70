import type { Clock } from '@chasqui/kernel';
import { Agent } from 'undici';
import { checkUrl, hostOf } from './checked-url.js';
import { exchange, type Exchange, type ExchangeLimits } from './exchange.js';
import { statusFault, throttledFault } from './faults.js';
import { guardedConnector, type Resolve } from './guarded-connector.js';
import { type HostBook, type Sleep, sleepBySystem, type TurnKeeping, withTurn } from './host-book.js';
import { redirectOf } from './redirect.js';
import { type FetcherIdentity, headersOf, userAgentOf } from './request-headers.js';
import { contentTypeOf, headerOf, validatorsOf } from './response-head.js';
import { retryAfterMs } from './retry-after.js';
import { ROBOTS_MAX_BYTES, RobotsGate } from './robots-gate.js';
import { FetchError, type FetchAnswer, type Fetcher, type FetchRequest } from './types.js';

export interface FetchLimits {
  /** Bytes of an answer, on the wire and after decompression. */
  readonly maxBytes: number;
  /** Milliseconds until the connection stands. */
  readonly connectMs: number;
  /** Milliseconds from the request to the first byte of its answer. */
  readonly firstByteMs: number;
  /** Milliseconds from the connection to the last byte. */
  readonly totalMs: number;
  /** Milliseconds that a host is left alone after each request; 105 at least. */
  readonly gapMs: number;
  /** Milliseconds that a host which is resting is waited for before giving up for now. */
  readonly patienceMs: number;
}

export const DEFAULT_LIMITS: FetchLimits = {
  maxBytes: 20 * 1_048_576,
  connectMs: 10_000,
  firstByteMs: 30_000,
  totalMs: 120_000,
  gapMs: 2_000,
  patienceMs: 120_000,
};

/** The strictest published pace among our sources: ten requests a second (BDNS), and a little less than that. */
const MIN_GAP_MS = 105;
const MAX_REDIRECTS = 5;
/** What a lease lasts beyond the longest exchange. */
const LEASE_MARGIN_MS = 30_000;

export interface PoliteFetcherOptions {
  readonly identity: FetcherIdentity;
  readonly book: HostBook;
  readonly clock: Clock;
  readonly limits?: Partial<FetchLimits>;
  /** Also reads from this machine, on any port. For tests. */
  readonly allowLoopback?: boolean;
  readonly sleep?: Sleep;
  readonly resolve?: Resolve;
}

interface Followed {
  readonly answer: Exchange;
  readonly finalUrl: string;
  readonly redirected: boolean;
}

/** How one request and the redirects behind it are read. */
interface Manner {
  readonly robots: RobotsGate | null;
  readonly limits: ExchangeLimits;
}

/**
 * Reads public addresses the way a good guest does: by name, obeying robots.txt, one request at a time per host with
 * pauses, without cookies or credentials; and never an internal address, more bytes or more time than it was given.
 */
export class PoliteFetcher implements Fetcher {
  private readonly agent: Agent;
  private readonly robots: RobotsGate;
  private readonly userAgent: string;
  private readonly limits: FetchLimits;
  private readonly turns: TurnKeeping;
  private readonly clock: Clock;
  private readonly allowLoopback: boolean;

  constructor(options: PoliteFetcherOptions) {
    const { book, clock, allowLoopback = false, resolve } = options;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.clock = clock;
    this.allowLoopback = allowLoopback;
    this.userAgent = userAgentOf(options.identity);
    this.agent = new Agent({
      connect: guardedConnector({ timeoutMs: this.limits.connectMs, allowLoopback, resolve }),
    });
    this.turns = {
      book,
      clock,
      sleep: options.sleep ?? sleepBySystem,
      leaseMs: this.limits.totalMs + LEASE_MARGIN_MS,
      patienceMs: this.limits.patienceMs,
    };
    this.robots = new RobotsGate(book, clock, async (url, signal) => {
      const manner = { robots: null, limits: this.reading(ROBOTS_MAX_BYTES, 'cut') };
      const { answer } = await this.follow({ url, headers: { accept: 'text/plain, */*' } }, manner, signal);
      return answer;
    });
  }

  /** @throws FetchError; the reason of `signal` when it aborts */
  async fetch(request: FetchRequest, signal?: AbortSignal): Promise<FetchAnswer> {
    const manner = {
      robots: this.robots,
      limits: this.reading(request.maxBytes ?? this.limits.maxBytes, 'refuse'),
    };
    const { answer, finalUrl, redirected } = await this.follow(request, manner, signal);
    const { etag = null, lastModified = null } = request.validators ?? {};
    const notModified = answer.status === 304 && (etag !== null || lastModified !== null);
    if (answer.status >= 300 && !notModified) throw statusFault(finalUrl, answer.status);
    const validators = validatorsOf(answer);
    return {
      url: request.url,
      finalUrl,
      redirected,
      status: answer.status,
      notModified,
      ...contentTypeOf(answer),
      body: answer.body,
      // A server may leave out of "not modified" what has not changed.
      validators: notModified
        ? { etag: validators.etag ?? etag, lastModified: validators.lastModified ?? lastModified }
        : validators,
      latencyMs: answer.latencyMs,
    };
  }

  /** Cuts what is being read and closes its connections. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private reading(maxBytes: number, beyond: ExchangeLimits['beyond']): ExchangeLimits {
    const { firstByteMs, totalMs } = this.limits;
    return { maxBytes, beyond, firstByteMs, totalMs };
  }

  private async follow(first: FetchRequest, manner: Manner, signal?: AbortSignal): Promise<Followed> {
    let request = first;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const url = checkUrl(request.url, this.allowLoopback);
      const delayMs = (await manner.robots?.pass(url, signal)) ?? 0;
      const answer = await this.ask({ ...request, url: url.href }, url, delayMs, manner.limits, signal);
      const next = redirectOf(request, answer);
      if (!next) return { answer, finalUrl: url.href, redirected: redirects > 0 };
      request = next;
    }
    throw new FetchError(
      'too_many_redirects',
      'La dirección redirige una y otra vez sin llegar a una página. Busque la dirección definitiva.',
      { url: first.url },
    );
  }

  /** @throws FetchError throttled for 429 and 503: whoever asks the host next waits until it wants to be asked */
  private ask(
    request: FetchRequest,
    url: URL,
    delayMs: number,
    limits: ExchangeLimits,
    signal?: AbortSignal,
  ): Promise<Exchange> {
    const headers = headersOf(request, this.userAgent);
    const gapMs = Math.max(MIN_GAP_MS, this.limits.gapMs, delayMs);
    return withTurn(
      this.turns,
      { host: hostOf(url), url: request.url, gapMs },
      async (turn) => {
        const answer = await exchange(this.agent, request, headers, limits, signal);
        if (answer.status !== 429 && answer.status !== 503) return answer;
        const waitMs = retryAfterMs(headerOf(answer, 'retry-after'), this.clock.now());
        turn.restFor(waitMs);
        throw throttledFault(request.url, waitMs, answer.status);
      },
      signal,
    );
  }
}
