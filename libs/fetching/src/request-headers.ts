import { FetchError, type FetchRequest } from './types.js';

/** Product token that robots.txt files name us by. */
export const ROBOT_NAME = 'Chasqui';

/** Who asks, for the people who run the servers that are asked. */
export interface FetcherIdentity {
  readonly version: string;
  readonly publicUrl: string;
  /** Address or page where a server's administrator reaches a person. */
  readonly contact: string;
}

/** The only headers that a request may set: credentials and cookies cannot be sent, nor those that frame a message. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-type',
  'x-requested-with',
]);

/** One line of printable ASCII, so that a value cannot begin another header. */
const SAFE_VALUE = /^[\x20-\x7e]*$/;

function asciiWords(text: string): string {
  const ascii = text.normalize('NFD').replace(/[^\x20-\x7e]/g, '');
  return ascii.replace(/[()<>\\]/g, '').trim();
}

/** "Chasqui/0.1.0 (+https://chasqui.example.gob.ec; avisos@example.gob.ec)"; accents and line breaks are dropped. */
export function userAgentOf(identity: FetcherIdentity): string {
  const version = asciiWords(identity.version).replace(/[^\w.-]/g, '');
  return `${ROBOT_NAME}/${version} (+${asciiWords(identity.publicUrl)}; ${asciiWords(identity.contact)})`;
}

function ownHeaders(request: FetchRequest): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const key = name.toLowerCase();
    if (!OWN_HEADERS.has(key) || !SAFE_VALUE.test(value)) {
      throw new FetchError(
        'bad_url',
        `La cabecera «${name}» no se puede enviar. Se admiten, con texto sin acentos: ${[...OWN_HEADERS].join(', ')}.`,
        { url: request.url },
      );
    }
    own[key] = value;
  }
  return own;
}

function conditions(request: FetchRequest): Record<string, string> {
  const { etag = null, lastModified = null } = request.validators ?? {};
  return {
    // A validator that is not one safe line came from a confused server: the page is read in full.
    ...(etag !== null && SAFE_VALUE.test(etag) ? { 'if-none-match': etag } : {}),
    ...(lastModified !== null && SAFE_VALUE.test(lastModified) ? { 'if-modified-since': lastModified } : {}),
  };
}

/**
 * All headers of a request except those that undici writes to frame it.
 * @throws FetchError bad_url when the request sets a header that it may not
 */
export function headersOf(request: FetchRequest, userAgent: string): Record<string, string> {
  return {
    accept: '*/*',
    'accept-language': 'es, en;q=0.7, *;q=0.5',
    ...ownHeaders(request),
    ...conditions(request),
    'user-agent': userAgent,
    'accept-encoding': 'gzip, deflate, br',
  };
}
