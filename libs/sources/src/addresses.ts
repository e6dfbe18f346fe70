import { createHash } from 'node:crypto';
import { invalid } from '@chasqui/kernel';

const LONGEST = 2000;

/** Parameters that tell who came from where or hold a visit together: they never choose what a page shows. */
const TRACKING = new Set([
  'fbclid',
  'gclid',
  'dclid',
  'gbraid',
  'wbraid',
  'msclkid',
  'yclid',
  'igshid',
  'mc_cid',
  'mc_eid',
  '_ga',
  '_gl',
  '_hsenc',
  '_hsmi',
  'sessionid',
  'jsessionid',
  'phpsessid',
]);

/** Slashes at the end and files that a server shows for the folder itself. */
const FOLDER_END = /(?:\/(?:(?:index|default)\.(?:html?|php|aspx?|jsp|cfm))?)+$/i;
const SESSION_IN_PATH = /;(?:jsessionid|phpsessid|sid)=[^/;]*/gi;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** A host with a dot, and perhaps a port: what people write when they leave the scheme out. */
const BARE_HOST = /^(?:[\p{L}\p{N}_-]+\.)+\p{L}[\p{L}\p{N}-]*(?::\d{1,5})?(?=[/?#]|$)/u;
/** A blank beside one of these is a line of a document that was broken, not a part of the address. */
const BROKEN_LINE = /(?<=[/.?&=#:_-])\s+|\s+(?=[/.?&=#_-])/gu;

function refuse(text: string, message: string): Error {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return invalid('source.address', `«${shown}»: ${message}`);
}

/**
 * An address as people paste it or documents print it, made whole: "www.x.org/a/ b.html" → "https://www.x.org/a/b.html".
 * @throws DomainError `source.address` in Spanish when it is no web address or a blank makes it doubtful
 */
export function readAddress(input: string): string {
  const text = input.replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '').trim();
  if (!text) throw refuse(input, 'falta la dirección. Pegue la de la página (https://…).');
  if (text.length > LONGEST)
    throw refuse(text, 'la dirección es demasiado larga. Copie la de la página misma.');
  if (/\s(?:https?:\/\/|www\.)/i.test(text)) {
    throw refuse(text, 'hay más de una dirección. Pegue solo una.');
  }
  const joined = text.replace(BROKEN_LINE, '');
  if (/\s/.test(joined)) {
    throw refuse(
      text,
      'la dirección tiene un espacio dentro. Bórrelo, o escriba %20 si forma parte de ella.',
    );
  }
  return parsed(withScheme(joined), text).href;
}

function withScheme(text: string): string {
  if (text.startsWith('//')) return `https:${text}`;
  return !text.includes('@') && BARE_HOST.test(text) ? `https://${text}` : text;
}

function parsed(address: string, shown: string): URL {
  if (!SCHEME.test(address) || !URL.canParse(address)) {
    throw refuse(shown, 'no es una dirección web completa. Escríbala con https:// delante.');
  }
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refuse(shown, 'solo se leen direcciones que empiezan por http:// o https://.');
  }
  if (url.username || url.password) {
    throw refuse(
      shown,
      'la dirección lleva un usuario o una clave. Quítelos: solo se leen páginas públicas.',
    );
  }
  return url;
}

/**
 * One writing for all addresses of the same page, to compare by and to use as a key; not to ask for. The scheme is
 * always https, marks of visits and of campaigns are dropped, parameters are sorted, "/index.html" and a slash at
 * the end make no difference. A fragment counts only where a program in the page reads it as its route ("#/llamado/7").
 * @throws DomainError `source.address`
 */
export function normalisedAddress(address: string): string {
  const url = new URL(readAddress(address));
  const host = url.hostname.replace(/\.+$/, '') + (url.port ? `:${url.port}` : '');
  const path = plainEscapes(url.pathname.replace(SESSION_IN_PATH, '')).replace(FOLDER_END, '');
  const parameters = [...url.searchParams]
    .filter(([name]) => !isTracking(name))
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  const query = new URLSearchParams(parameters).toString();
  const route = /^#!?\//.test(url.hash) ? url.hash : '';
  return `https://${host}${path || '/'}${query && `?${query}`}${route}`;
}

function isTracking(name: string): boolean {
  const folded = name.toLowerCase();
  return folded.startsWith('utm_') || TRACKING.has(folded);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** "%7e" and "~" are the same; what has to stay escaped is written in capitals. */
function plainEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
  });
}

const LONGEST_KEY = 500;

/** A key that can be stored: overlong ones end in their hash. */
export function shortKey(key: string): string {
  if (key.length <= LONGEST_KEY) return key;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return `${key.slice(0, LONGEST_KEY - 33)}#${hash}`;
}

/** The site that an address belongs to: its host without "www.". */
export function siteOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  return new URL(address).hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^www\./, '');
}

/**
 * Whether an address is on one of the sites: those of `addresses` and the further `hosts` ("x.org", "*.x.org" for
 * all below it).
 */
export function siteFilter(addresses: readonly string[], hosts: readonly string[]): (url: string) => boolean {
  const exact = new Set(addresses.flatMap((address) => siteOf(address) ?? []));
  const endings: string[] = [];
  for (const host of hosts) {
    if (host.startsWith('*.')) endings.push(host.slice(1).toLowerCase());
    else exact.add(host.toLowerCase().replace(/^www\./, ''));
  }
  return (url) => {
    const site = siteOf(url);
    return site !== null && (exact.has(site) || endings.some((ending) => `.${site}`.endsWith(ending)));
  };
}
