import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** The name server gave no answer at all: nothing is known, not even that a record is missing. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** What of node's resolver is asked. */
export type NameServer = Pick<Resolver, 'resolveTxt' | 'resolve4' | 'resolve6' | 'resolveMx' | 'reverse'>;

/** Codes that mean "there is none", as opposed to "nobody answered". */
const ABSENT = ['ENOTFOUND', 'ENODATA', 'ENONAME'];

const TIMEOUT_MS = 3000;
const TRIES = 2;

/** A resolver that asks the given server ("127.0.0.1:5353"), else those of the system. */
export function nameServer(address: string | undefined): NameServer {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (address !== undefined) resolver.setServers([address]);
  return resolver;
}

/** Records of names; an empty list when there are none. All throw NoAnswer when the server does not answer. */
export class Names {
  constructor(private readonly server: NameServer) {}

  /** Each record as one text. */
  async texts(name: string): Promise<string[]> {
    return (await this.ask(name, this.server.resolveTxt(name))).map((chunks) => chunks.join(''));
  }

  /** IPv4 and IPv6 addresses; of an address, itself. */
  async addresses(name: string): Promise<string[]> {
    const bare = name.replace(/^\[(.*)\]$/, '$1');
    if (isIP(bare)) return [bare];
    const [four, six] = await Promise.all([
      this.ask(name, this.server.resolve4(name)),
      this.ask(name, this.server.resolve6(name)),
    ]);
    return [...four, ...six];
  }

  /** Hosts that take mail for the name, the preferred first; "" is that of a name which takes none (RFC 7505). */
  async mailHosts(name: string): Promise<string[]> {
    const records = await this.ask(name, this.server.resolveMx(name));
    return records.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange);
  }

  async namesOf(address: string): Promise<string[]> {
    return this.ask(address, this.server.reverse(address));
  }

  private async ask<Record>(name: string, answer: Promise<Record[]>): Promise<Record[]> {
    try {
      return await answer;
    } catch (error) {
      const code = String((error as { code?: unknown }).code);
      if (ABSENT.includes(code)) return [];
      throw new NoAnswer(`${name}: ${code}`, { cause: error });
    }
  }
}
