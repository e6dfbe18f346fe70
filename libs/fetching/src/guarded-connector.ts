import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isLoopbackAddress, isPublicAddress } from './address-guard.js';
import { WEB_PORTS } from './checked-url.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Every address of a host name, as the system would connect to them. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** The connection was not opened because of where it would have led. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';

  constructor(
    readonly hostname: string,
    readonly address: string,
  ) {
    super(`${hostname} resolves to ${address}, which may not be connected to`);
  }
}

const resolveBySystem: Resolve = (hostname) => systemLookup(hostname, { all: true });

/**
 * A `lookup` for sockets that answers only with permitted addresses. It runs for each connection and the socket
 * connects to what it answers, so a name that changes its address between two readings gains nothing.
 * One address that is not permitted refuses the name: honest sites do not mix public and internal ones.
 */
export function guardedLookup(
  isPermitted: (ip: string) => boolean,
  resolve: Resolve = resolveBySystem,
): LookupFunction {
  const permitted = async (hostname: string): Promise<ResolvedAddress[]> => {
    const addresses = [...(await resolve(hostname))];
    const refused = addresses.find(({ address }) => !isPermitted(address));
    if (refused) throw new RefusedAddressError(hostname, refused.address);
    if (addresses.length === 0) {
      throw Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' });
    }
    return addresses;
  };
  return (hostname, options, answer) => {
    permitted(hostname).then(
      (addresses) =>
        options.all
          ? answer(null, addresses)
          : answer(null, addresses[0]?.address ?? '', addresses[0]?.family),
      (error: unknown) => answer(error as NodeJS.ErrnoException, []),
    );
  };
}

export interface ConnectorOptions {
  /** Milliseconds until name resolution, connection and TLS handshake must be through. */
  readonly timeoutMs: number;
  /** Also connects to this machine, on any port. For tests. */
  readonly allowLoopback: boolean;
  readonly resolve?: Resolve | undefined;
}

/** Opens the sockets of the fetcher; refuses where a name or a literal address may not lead. */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const { timeoutMs, allowLoopback, resolve } = options;
  const guard = (isPermitted: (ip: string) => boolean) => ({
    isPermitted,
    connect: buildConnector({ timeout: timeoutMs, lookup: guardedLookup(isPermitted, resolve) }),
  });
  const onWebPorts = guard((ip) => isPublicAddress(ip) || (allowLoopback && isLoopbackAddress(ip)));
  const onOtherPorts = guard((ip) => allowLoopback && isLoopbackAddress(ip));

  return (target, done) => {
    const { isPermitted, connect } = WEB_PORTS.has(target.port) ? onWebPorts : onOtherPorts;
    // Sockets look up names only: a literal address goes straight to the connection.
    if (isIP(target.hostname) !== 0 && !isPermitted(target.hostname)) {
      done(new RefusedAddressError(target.hostname, target.hostname), null);
      return;
    }
    connect(target, done);
  };
}
