/** Everything a request may ask for. No cookies, no credentials. */
export interface FetchRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** From an earlier answer: the server may answer that nothing changed. */
  readonly validators?: Validators | undefined;
  /** Bytes after decompression; the setting's limit when absent. */
  readonly maxBytes?: number;
}

export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface FetchAnswer {
  readonly url: string;
  /** After redirects. */
  readonly finalUrl: string;
  readonly redirected: boolean;
  readonly status: number;
  readonly notModified: boolean;
  /** Lower-case media type without parameters; null when the server gives none. */
  readonly mediaType: string | null;
  /** As the server names it. */
  readonly charset: string | null;
  readonly body: Buffer;
  readonly validators: Validators;
  /** Milliseconds from connection to the last byte. */
  readonly latencyMs: number;
}

/**
 * Why nothing could be read: `refused_address` (private, loopback, …), `refused_by_robots`, `too_many_redirects`,
 * `too_large`, `timeout`, `network`, `truncated`, `throttled` (429 or 503; `retryAfterMs`), `http` (any other status from 400).
 */
export type FetchFault =
  | 'bad_url'
  | 'refused_address'
  | 'refused_by_robots'
  | 'too_many_redirects'
  | 'too_large'
  | 'timeout'
  | 'network'
  | 'truncated'
  | 'throttled'
  | 'http';

export class FetchError extends Error {
  constructor(
    readonly fault: FetchFault,
    /** Spanish, for curators. */
    message: string,
    readonly details: {
      readonly status?: number;
      readonly retryAfterMs?: number;
      readonly url?: string;
    } = {},
  ) {
    super(message);
    this.name = 'FetchError';
  }
}

/** Fetches one address at a time per host. */
export interface Fetcher {
  /** @throws FetchError */
  fetch(request: FetchRequest, signal?: AbortSignal): Promise<FetchAnswer>;
}
