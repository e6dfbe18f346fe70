import { RefusedAddressError } from './guarded-connector.js';
import { FetchError } from './types.js';

const TIMEOUTS: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const UNKNOWN_HOST: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME', 'ENODATA']);
const CERTIFICATE =
  /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH)/;

const TOO_SLOW =
  'El sitio tarda demasiado en responder. Se volverá a intentar; si sigue así, lea la página a mano.';

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

export function timeoutFault(url: string): FetchError {
  return new FetchError('timeout', TOO_SLOW, { url });
}

export function tooLarge(url: string, maxBytes: number): FetchError {
  const megabytes = (maxBytes / 1_048_576).toLocaleString('es-EC', { maximumFractionDigits: 1 });
  return new FetchError(
    'too_large',
    `La respuesta pasa de ${megabytes} MB. Indique la dirección de una página o un archivo más pequeño.`,
    { url },
  );
}

/** The fault behind an error of the connection, before the first byte of the answer. */
export function connectionFault(error: unknown, url: string): FetchError {
  if (error instanceof FetchError) return error;
  const code = codeOf(error);
  const { hostname } = new URL(url);
  if (error instanceof RefusedAddressError) {
    return new FetchError(
      'refused_address',
      `${hostname} lleva a una dirección interna o reservada (${error.address}). Use la dirección pública de la fuente.`,
      { url },
    );
  }
  if (TIMEOUTS.has(code)) return timeoutFault(url);
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new FetchError('too_large', 'El sitio envía cabeceras desmedidas. Avise a quien lo administra.', {
      url,
    });
  }
  if (UNKNOWN_HOST.has(code)) {
    const message = `No se encuentra el sitio ${hostname}. Compruebe que la dirección esté bien escrita.`;
    return new FetchError('network', message, { url });
  }
  if (CERTIFICATE.test(code)) {
    const message = `El certificado de seguridad de ${hostname} no es válido (${code}). Avise a quien lo administra.`;
    return new FetchError('network', message, { url });
  }
  const message = `No se pudo leer ${hostname}${code ? ` (${code})` : ''}. Se volverá a intentar más tarde.`;
  return new FetchError('network', message, { url });
}

/** The fault behind an error while the body arrived: whatever it was, only a part is there. */
export function bodyFault(error: unknown, url: string): FetchError {
  if (error instanceof FetchError) return error;
  if (TIMEOUTS.has(codeOf(error))) return timeoutFault(url);
  return new FetchError(
    'truncated',
    'La respuesta llegó incompleta o dañada, así que no se usa. Se volverá a intentar más tarde.',
    { url },
  );
}

export function throttledFault(url: string, waitMs: number, status?: number): FetchError {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return new FetchError(
    'throttled',
    `El sitio pide esperar antes de volver a leerlo (${minutes} min). Se seguirá después, sin que haga nada.`,
    { url, retryAfterMs: waitMs, ...(status === undefined ? {} : { status }) },
  );
}

function adviceOn(status: number): string {
  if (status === 401 || status === 403) {
    return 'El sitio no deja leer esta página a programas o pide una clave. Ábrala en el navegador y cargue la convocatoria a mano.';
  }
  if (status === 404 || status === 410) {
    return 'La página ya no está en esa dirección. Busque la nueva en el sitio y corríjala.';
  }
  if (status >= 500) return 'El sitio de la fuente tiene una falla. Se volverá a intentar más tarde.';
  if (status >= 400)
    return 'El sitio no aceptó la petición. Revise la dirección y los parámetros de la fuente.';
  return 'El sitio dio una respuesta que no se puede usar. Revise la dirección de la fuente.';
}

/** For an answer whose status tells that there is nothing to read. */
export function statusFault(url: string, status: number): FetchError {
  return new FetchError('http', `${adviceOn(status)} (HTTP ${status})`, { url, status });
}
