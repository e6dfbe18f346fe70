/** The address cannot be written into an SMTP command or a header as it is. Trying again does not help. */
export class BadMailAddress extends Error {
  override readonly name = 'BadMailAddress';
}

/** Dot-atoms of printable ASCII and a domain of labels: nothing that SMTP or a header could take for its own. */
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

const MESSAGE_ID = /^[\x21-\x3b\x3d\x3f\x41-\x7e]{1,200}@[a-z0-9.-]{1,253}$/i;

const WEB_ADDRESS = /^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]+$/i;

/**
 * The address itself, which libraries would otherwise read in their own way (two recipients out of one line break).
 * @throws BadMailAddress
 */
export function checkedAddress(address: string): string {
  if (address.length > 254 || !ADDRESS.test(address)) {
    throw new BadMailAddress(`Not a mail address: ${JSON.stringify(address.slice(0, 300))}`);
  }
  return address;
}

/**
 * The id as a header shows it, in angle brackets.
 * @throws BadMailAddress
 */
export function messageIdHeader(messageId: string): string {
  if (!MESSAGE_ID.test(messageId)) throw new BadMailAddress(`Not a Message-ID: ${JSON.stringify(messageId)}`);
  return `<${messageId}>`;
}

/**
 * The one-click address as a header shows it (RFC 2369), in angle brackets.
 * @throws BadMailAddress
 */
export function unsubscribeHeader(url: string): string {
  if (!WEB_ADDRESS.test(url)) throw new BadMailAddress(`Not a web address: ${JSON.stringify(url)}`);
  return `<${url}>`;
}

/** Whole characters only. */
const NAME_START = /^.{0,120}/u;

/** A person's name as a header may carry it: one line, no control characters, not endless. */
export function headerName(name: string): string {
  const line = name.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return NAME_START.exec(line)?.[0] ?? '';
}

/**
 * Names the instance as the sender of lists (RFC 2919), so that people can sort by it: "Chasqui <avisos.example.gob.ec>"
 * from "avisos@example.gob.ec".
 */
export function listIdOf(from: { readonly name: string; readonly address: string }): string {
  const label = from.address
    .toLowerCase()
    .replace('@', '.')
    .replace(/[^a-z0-9.-]+/g, '-');
  const name = headerName(from.name)
    .replace(/[^\p{L}\p{N} .-]/gu, '')
    .trim();
  return name === '' ? `<${label}>` : `${name} <${label}>`;
}
