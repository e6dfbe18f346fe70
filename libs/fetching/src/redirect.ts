import { type ResponseHead, headerOf } from './response-head.js';
import { FetchError, type FetchRequest } from './types.js';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Headers arrive as Latin-1, but servers write addresses with accents in UTF-8. */
function decodeLocation(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}

function becomesGet(status: number, method: FetchRequest['method']): boolean {
  return status === 303 ? method !== 'HEAD' : method === 'POST' && (status === 301 || status === 302);
}

/**
 * The request that a redirect asks for; null when the answer is not one. 303 turns everything into GET,
 * 301 and 302 turn POST into GET as browsers do, 307 and 308 keep the method and its body (RFC 9110 section 15.4).
 * The new address is not checked here.
 * @throws FetchError refused_address when a protected address leads to an unprotected one
 */
export function redirectOf(request: FetchRequest, head: ResponseHead): FetchRequest | null {
  const location = headerOf(head, 'location');
  if (!REDIRECTS.has(head.status) || location === null) return null;
  const target = decodeLocation(location);
  if (!URL.canParse(target, request.url)) {
    throw new FetchError(
      'bad_url',
      'El sitio redirige a una dirección mal escrita. Busque la nueva a mano.',
      {
        url: request.url,
        status: head.status,
      },
    );
  }
  const url = new URL(target, request.url);
  if (request.url.startsWith('https:') && url.protocol === 'http:') {
    throw new FetchError(
      'refused_address',
      `El sitio redirige de una conexión protegida a una sin protección (${url.href}). Compruebe la dirección.`,
      { url: request.url, status: head.status },
    );
  }
  if (!becomesGet(head.status, request.method)) return { ...request, url: url.href };
  const { body, headers, ...kept } = request;
  const { 'content-type': _, ...otherHeaders } = headers ?? {};
  return { ...kept, headers: otherHeaders, method: 'GET', url: url.href };
}
