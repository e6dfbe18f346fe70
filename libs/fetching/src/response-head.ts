import type { IncomingHttpHeaders } from 'node:http';
import type { Validators } from './types.js';

/** What stands in an answer before its body. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** The value of a header; the first one where a server repeats it. Null when it is absent or empty. */
export function headerOf(head: ResponseHead, name: string): string | null {
  const value = head.headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first?.trim() || null;
}

/** Media type in lower case and the charset as the server names it. */
export function contentTypeOf(head: ResponseHead): { mediaType: string | null; charset: string | null } {
  const text = headerOf(head, 'content-type') ?? '';
  const mediaType = text.split(';')[0]?.trim().toLowerCase() || null;
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(text)?.[1] ?? null;
  return { mediaType, charset };
}

export function validatorsOf(head: ResponseHead): Validators {
  return { etag: headerOf(head, 'etag'), lastModified: headerOf(head, 'last-modified') };
}
