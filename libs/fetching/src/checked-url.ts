import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './address-guard.js';
import { FetchError } from './types.js';

/** Ports that web servers use; empty is the one of the scheme. Others belong to mail, databases and the like. */
export const WEB_PORTS: ReadonlySet<string> = new Set(['', '80', '443', '8080', '8443']);

/** Longer ones are broken or hostile, and rules of robots.txt cost time in proportion to it. */
const MAX_URL_LENGTH = 4096;

function badUrl(message: string, url: string): FetchError {
  return new FetchError('bad_url', message, { url });
}

/** The host of an address without the brackets of IPv6 and the dot of a complete name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/**
 * Parses an address and refuses what a public source never needs: other schemes, passwords, strange ports and
 * literal internal addresses, in whatever writing (the parser turns 0x7f.1, 2130706433 and the like into 127.0.0.1).
 * Host names are judged when the connection is opened.
 * @throws FetchError bad_url or refused_address
 */
export function checkUrl(text: string, allowLoopback: boolean): URL {
  if (text.length > MAX_URL_LENGTH) {
    throw badUrl('La dirección es demasiado larga. Copie la de la página misma.', text.slice(0, 200));
  }
  if (!URL.canParse(text)) {
    throw badUrl(`«${text}» no es una dirección web completa, como https://ejemplo.org/pagina.`, text);
  }
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw badUrl('Solo se leen direcciones que empiezan por http:// o https://.', text);
  }
  if (url.username || url.password) {
    throw badUrl('La dirección lleva un usuario o una clave. Quítelos: solo se leen páginas públicas.', text);
  }
  const host = hostOf(url);
  const loopback = allowLoopback && isLoopbackAddress(host);
  if (isIP(host) !== 0 && !isPublicAddress(host) && !loopback) {
    throw new FetchError(
      'refused_address',
      `La dirección ${host} es interna o reservada. Use la dirección pública de la fuente.`,
      { url: text },
    );
  }
  // In test mode a name may lead to this machine on any port; the connection decides.
  if (!WEB_PORTS.has(url.port) && !allowLoopback) {
    throw badUrl(`El puerto ${url.port} no es de páginas web. Se admiten 80, 443, 8080 y 8443.`, text);
  }
  url.hash = '';
  return url;
}
