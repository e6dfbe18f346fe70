import { type FetchAnswer, FetchError, type Fetcher, type FetchRequest } from '@chasqui/fetching';

/** For one proposal: somebody waits for it, and the site did not ask for it. */
const MOST_REQUESTS = 6;
const LONGEST_MS = 30_000;

/** Lets a fetcher be asked only so often and so long. What was fetched once is not asked for again. */
export class BoundedFetcher implements Fetcher {
  private left = MOST_REQUESTS;
  private readonly end: AbortSignal;
  private readonly known = new Map<string, FetchAnswer>();

  constructor(
    private readonly fetcher: Fetcher,
    private readonly signal: AbortSignal | undefined,
    longestMs: number = LONGEST_MS,
  ) {
    const deadline = AbortSignal.timeout(longestMs);
    this.end = signal ? AbortSignal.any([signal, deadline]) : deadline;
  }

  get requestsLeft(): number {
    return this.end.aborted ? 0 : this.left;
  }

  /** @throws FetchError `timeout` when time or requests are used up; the reason of the caller's own signal */
  async fetch(request: FetchRequest): Promise<FetchAnswer> {
    const isPlain = (request.method ?? 'GET') === 'GET';
    const known = isPlain ? this.known.get(request.url) : undefined;
    if (known) return known;
    this.signal?.throwIfAborted();
    if (this.requestsLeft === 0) throw this.usedUp(request.url);
    this.left -= 1;
    const answer = await this.withinTime(request);
    if (isPlain) this.known.set(request.url, answer);
    return answer;
  }

  /** Also when the fetcher does not mind the signal. */
  private async withinTime(request: FetchRequest): Promise<FetchAnswer> {
    const { end } = this;
    const fetching = this.fetcher.fetch(request, end);
    const ended = new Promise<never>((_, reject) => {
      end.addEventListener('abort', () => reject(this.usedUp(request.url)), { once: true });
    });
    try {
      return await Promise.race([fetching, ended]);
    } catch (error) {
      this.signal?.throwIfAborted();
      if (end.aborted) throw this.usedUp(request.url);
      throw error;
    }
  }

  private usedUp(url: string): FetchError {
    return new FetchError('timeout', 'El sitio tarda demasiado en responder. Pruebe más tarde.', { url });
  }
}
