import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Names } from './names.js';
import type { SpfQualifier, SpfRecord, SpfTerm } from './spf.js';

/** Records that refer to each other without end are left here; receivers stop at ten. */
const ENOUGH_LOOKUPS = 30;

const TERM = /^([+?~-])?(all|ip4|ip6|a|mx|include|exists|ptr)(?::([^/]+))?((?:\/{1,2}\d{1,3})*)$/i;

/**
 * Reads the SPF record of a name and everything that it refers to.
 * @throws NoAnswer
 */
export async function lookUpSpf(
  names: Names,
  domain: string,
): Promise<{ record: SpfRecord; lookups: number }> {
  const reader = new SpfReader(names);
  const record = await reader.record(domain);
  return { record, lookups: reader.lookups };
}

class SpfReader {
  /** Questions that a receiver would have to ask (RFC 7208 §4.6.4). */
  lookups = 0;

  constructor(private readonly names: Names) {}

  async record(domain: string): Promise<SpfRecord> {
    const found = (await this.names.texts(domain)).filter((text) => /^v=spf1(?:\s|$)/i.test(text));
    const terms: SpfTerm[] = [];
    const wrong: string[] = [];
    let redirect: SpfRecord | null = null;
    for (const text of found[0]?.trim().split(/\s+/).slice(1) ?? []) {
      const target = /^redirect=(.+)$/i.exec(text)?.[1];
      if (target !== undefined) redirect = await this.another(target);
      else if (!/^[a-z][\w.-]*=/i.test(text)) {
        const term = await this.term(text, domain);
        if (term) terms.push(term);
        else wrong.push(text);
      }
    }
    // After "all" nothing counts, not even a redirect.
    return {
      domain,
      found,
      terms,
      wrong,
      redirect: terms.some(({ kind }) => kind === 'all') ? null : redirect,
    };
  }

  /** null when it is not one. */
  private async term(text: string, domain: string): Promise<SpfTerm | null> {
    const [, sign = '+', name = '', value, length = ''] = TERM.exec(text) ?? [];
    const qualifier = sign as SpfQualifier;
    const term = { qualifier, text, networks: [], included: null };
    switch (name.toLowerCase()) {
      case 'all':
        return value === undefined && length === '' ? { ...term, kind: 'all' } : null;
      case 'ip4':
      case 'ip6':
        return networkTerm(term, value ?? '', length);
      case 'include': {
        if (!value) return null;
        const included = await this.another(value);
        return included ? { ...term, kind: 'include', included } : { ...term, kind: 'opaque' };
      }
      case 'a':
      case 'mx':
        return this.hosts(term, name.toLowerCase(), value ?? domain, length);
      case 'exists':
      case 'ptr':
        this.lookups += 1;
        return { ...term, kind: 'opaque' };
      default:
        return null;
    }
  }

  private async hosts(
    term: Omit<SpfTerm, 'kind'>,
    kind: string,
    name: string,
    length: string,
  ): Promise<SpfTerm> {
    this.lookups += 1;
    if (name.includes('%') || this.lookups > ENOUGH_LOOKUPS) return { ...term, kind: 'opaque' };
    const hosts = kind === 'mx' ? await this.names.mailHosts(name) : [name];
    const addresses = (
      await Promise.all(hosts.filter((host) => host !== '').map((host) => this.names.addresses(host)))
    ).flat();
    const [, four = '32', six = '128'] = /^(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(length) ?? [];
    const networks = addresses.map((address) => `${address}/${isIPv6(address) ? six : four}`);
    return { ...term, kind: 'networks', networks };
  }

  /** null when the name depends on the mail at hand, or there have been far too many. */
  private async another(domain: string): Promise<SpfRecord | null> {
    this.lookups += 1;
    return domain.includes('%') || this.lookups > ENOUGH_LOOKUPS ? null : this.record(domain);
  }
}

function networkTerm(term: Omit<SpfTerm, 'kind'>, value: string, length: string): SpfTerm | null {
  const network = `${value}${length === '' ? (isIPv6(value) ? '/128' : '/32') : length}`;
  return ipaddr.isValidCIDR(network) ? { ...term, kind: 'networks', networks: [network] } : null;
}
