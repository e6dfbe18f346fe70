import { type FetchAnswer, type Fetcher, type FetchRequest, isLoopbackAddress } from '@chasqui/fetching';

/** Keeps count of what a reading asks for. */
export class CountingFetcher implements Fetcher {
  private requests = 0;
  private latencyMs = 0;
  private wentOut = false;

  constructor(private readonly fetcher: Fetcher) {}

  async fetch(request: FetchRequest, signal?: AbortSignal): Promise<FetchAnswer> {
    this.requests += 1;
    const answer = await this.fetcher.fetch(request, signal);
    this.latencyMs += Math.round(answer.latencyMs);
    if (!isThisMachine(answer.finalUrl)) this.wentOut = true;
    return answer;
  }

  /** Whether anything was read from somewhere else than this machine, where tests keep their servers. */
  get leftThisMachine(): boolean {
    return this.wentOut;
  }

  /** What was counted since the last time. */
  take(): { readonly requests: number; readonly latencyMs: number } {
    const { requests, latencyMs } = this;
    this.requests = 0;
    this.latencyMs = 0;
    return { requests, latencyMs };
  }
}

function isThisMachine(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return /(?:^|\.)localhost$/i.test(host) || isLoopbackAddress(host);
}
