/** When a server that asks for patience does not say how much. */
const DEFAULT_MS = 60_000;
/** No server may switch a source off for longer by one header. */
const MAX_MS = 3_600_000;
const MIN_MS = 1_000;

/** Milliseconds that a Retry-After header (seconds or an HTTP date, RFC 9110 section 10.2.3) asks to wait; 1 s to 1 h. */
export function retryAfterMs(header: string | null, now: Date): number {
  const text = header?.trim() ?? '';
  const asked = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(asked) ? DEFAULT_MS : Math.min(MAX_MS, Math.max(MIN_MS, asked));
}
