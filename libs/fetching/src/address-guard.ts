import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Public by its number, yet the machine that administers virtual servers answers there (Azure WireServer). */
const METADATA_ADDRESSES = new Set(['168.63.129.16']);

const GLOBAL_UNICAST_V6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
const NAT64_V6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];
/** Interface identifiers that carry an IPv4 address (ISATAP, RFC 5214 section 6.1). */
const ISATAP_MARK = 0x5efe;

/** The IPv4 address that a translator would connect to; null when the address is not such a form. */
function translatedV4(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (address.match(NAT64_V6)) return new ipaddr.IPv4(address.toByteArray().slice(12));
  return null;
}

function isPublicV4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !METADATA_ADDRESSES.has(address.toString());
}

function isPublicV6(address: ipaddr.IPv6): boolean {
  const v4 = translatedV4(address);
  if (v4) return isPublicV4(v4);
  return (
    address.range() === 'unicast' && address.match(GLOBAL_UNICAST_V6) && address.parts[5] !== ISATAP_MARK
  );
}

/**
 * Whether an address belongs to the public Internet, in the writing that name resolution gives.
 *
 * Only ordinary unicast passes, so that a range which the registries of IANA set aside (loopback, private,
 * link-local, carrier-grade NAT, documentation, benchmarking, multicast, reserved, 6to4, Teredo, …) is refused
 * without being named here. IPv4 inside IPv6 (mapped, NAT64) is judged by the IPv4 address.
 * Anything that is not a complete address is refused.
 */
export function isPublicAddress(ip: string): boolean {
  if (isIP(ip) === 0) return false;
  const address = ipaddr.parse(ip);
  return address instanceof ipaddr.IPv4 ? isPublicV4(address) : isPublicV6(address);
}

/** Whether an address is this machine itself, also as IPv4 inside IPv6. */
export function isLoopbackAddress(ip: string): boolean {
  if (isIP(ip) === 0) return false;
  return ipaddr.process(ip).range() === 'loopback';
}
