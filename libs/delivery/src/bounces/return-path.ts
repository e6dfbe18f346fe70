/** Longest local part of an address (RFC 5321 §4.5.3.1.1). */
const MAX_LOCAL = 64;
const DETAIL = /^([0-9a-f]{32})\.([0-9a-f]{12})$/;

/** "avisos@example.gob.ec" of "Chasqui <avisos@example.gob.ec>". */
export function addressOf(from: string): string {
  return /<([^<>]+)>/.exec(from)?.[1] ?? from;
}

/**
 * "rebotes+<mail id>.<signature>@example.gob.ec". In lower case letters and digits only, because servers on the way
 * may change the case. A bounce address whose name is too long to carry a signature is used as it is.
 * @param signature twelve hexadecimal digits
 */
export function writeReturnPath(bounceAddress: string, mailId: string, signature: string): string {
  const { local, domain } = split(bounceAddress);
  const tagged = `${local}+${mailId.replaceAll('-', '').toLowerCase()}.${signature}`;
  return tagged.length > MAX_LOCAL ? bounceAddress : `${tagged}@${domain}`;
}

/** What a return path says; null when it is no address of ours. The signature is not checked here. */
export function readReturnPath(
  bounceAddress: string,
  address: string,
): { mailId: string | null; signature: string | null } | null {
  const ours = split(bounceAddress.toLowerCase());
  const theirs = split(address.toLowerCase());
  if (theirs.domain !== ours.domain) return null;
  if (theirs.local === ours.local) return { mailId: null, signature: null };
  if (!theirs.local.startsWith(`${ours.local}+`)) return null;
  const [, id, signature] = DETAIL.exec(theirs.local.slice(ours.local.length + 1)) ?? [];
  if (!id || !signature) return { mailId: null, signature: null };
  return { mailId: id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'), signature };
}

function split(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, at), domain: address.slice(at + 1) };
}
