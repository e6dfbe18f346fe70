import { isIP } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isLoopbackAddress, isPublicAddress } from './address-guard.js';
import { checkUrl } from './checked-url.js';
import { FetchError } from './types.js';

const PUBLIC = ['1.1.1.1', '93.184.215.14', '190.15.128.1', '2606:4700::1111', '2a00:1450:4003:80f::200e'];

const REFUSED: [string, string][] = [
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['::1', 'loopback'],
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'this network'],
  ['::', 'unspecified'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'metadata'],
  ['169.254.0.1', 'link-local'],
  ['168.63.129.16', 'metadata'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.100.100.200', 'metadata'],
  ['192.0.0.192', 'metadata'],
  ['fd00:ec2::254', 'metadata'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local with a zone'],
  ['fec0::1', 'site-local'],
  ['fc00::1', 'unique-local'],
  ['fdff::1', 'unique-local'],
  ['224.0.0.1', 'multicast'],
  ['ff02::1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['192.0.2.1', 'documentation'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['2001:db8::1', 'documentation'],
  ['3fff::1', 'documentation'],
  ['198.18.0.1', 'benchmarking'],
  ['2001:2::1', 'benchmarking'],
  ['192.88.99.1', '6to4 relay'],
  ['100::1', 'discard'],
  ['::ffff:127.0.0.1', 'mapped loopback'],
  ['::ffff:7f00:1', 'mapped loopback'],
  ['::ffff:10.0.0.1', 'mapped private'],
  ['::ffff:169.254.169.254', 'mapped metadata'],
  ['::127.0.0.1', 'compatible loopback'],
  ['::ffff:0:10.0.0.1', 'translated private'],
  ['64:ff9b::10.0.0.1', 'NAT64 of private'],
  ['64:ff9b::7f00:1', 'NAT64 of loopback'],
  ['64:ff9b:1::1', 'local NAT64'],
  ['2002:7f00:1::', '6to4 of loopback'],
  ['2002:a00:1::1', '6to4 of private'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
  ['2606:4700::5efe:10.0.0.1', 'ISATAP of private'],
  ['4000::1', 'not assigned'],
  ['', 'nothing'],
  ['example.org', 'a name'],
  ['127.1', 'a short writing'],
  ['0x7f.0.0.1', 'hexadecimal'],
  ['010.8.8.8', 'octal'],
  ['2130706433', 'decimal'],
  ['1.1.1.1 ', 'a space'],
];

const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

const numberOf = (ip: string) => ip.split('.').reduce((total, part) => total * 256 + Number(part), 0);

/** Any address of a special range, as a number. */
const specialV4 = fc
  .constantFrom(...SPECIAL_V4)
  .chain(([base, bits]) =>
    fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((offset) => numberOf(base) + offset),
  );

const octets = (n: number) => [n / 2 ** 24, n / 2 ** 16, n / 2 ** 8, n].map((part) => Math.trunc(part) % 256);
const dotted = (n: number) => octets(n).join('.');
const groups = (n: number) => `${Math.trunc(n / 65_536).toString(16)}:${(n % 65_536).toString(16)}`;

/** Writings of an IPv4 address inside IPv6 that reach it. */
const IN_V6 = [
  (n: number) => `::ffff:${dotted(n)}`,
  (n: number) => `::FFFF:${groups(n)}`,
  (n: number) => `0:0:0:0:0:ffff:${groups(n)}`,
  (n: number) => `::${groups(n)}`,
  (n: number) => `::ffff:0:${groups(n)}`,
  (n: number) => `64:ff9b::${groups(n)}`,
  (n: number) => `64:ff9b:1::${groups(n)}`,
  (n: number) => `2002:${groups(n)}::1`,
  (n: number) => `2a00::5efe:${groups(n)}`,
];

/** Writings that browsers accept in the place of a host. */
const IN_URL = [
  dotted,
  (n: number) => String(n),
  (n: number) => `0x${n.toString(16)}`,
  (n: number) => `0${n.toString(8)}`,
  (n: number) =>
    octets(n)
      .map((part) => `0x${part.toString(16)}`)
      .join('.'),
  (n: number) =>
    octets(n)
      .map((part) => `0${part.toString(8)}`)
      .join('.'),
  (n: number) => `${dotted(n)}.`,
  (n: number) => `${Math.trunc(n / 2 ** 24)}.${n % 2 ** 24}`,
  (n: number) => encodeURIComponent(dotted(n)).replaceAll('.', '%2e'),
  (n: number) => dotted(n).replaceAll('.', '。'),
  ...IN_V6.map((write) => (n: number) => `[${write(n)}]`),
];

const specialV6 = fc
  .tuple(
    fc.constantFrom(
      'fc',
      'fd',
      'fe8',
      'fe9',
      'fea',
      'feb',
      'fec',
      'ff0',
      'ff',
      '20010',
      '20010db8',
      '2002',
      '0064ff9b0001',
    ),
    fc.array(fc.constantFrom(...'0123456789abcdef'.split('')), { minLength: 32, maxLength: 32 }),
  )
  .map(([prefix, digits]) => {
    // 2001:0000::/23 holds Teredo, benchmarking and the other protocol assignments.
    const padded = prefix === '20010' ? '200100' : prefix;
    return (padded + digits.join('')).slice(0, 32).replace(/.{4}(?=.)/g, '$&:');
  });

const faultOf = (url: string) => {
  try {
    checkUrl(url, false);
    return null;
  } catch (error) {
    return error instanceof FetchError ? error.fault : error;
  }
};

describe('isPublicAddress', () => {
  it.each(PUBLIC)('lets %s through', (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
    expect(isLoopbackAddress(ip)).toBe(false);
  });

  it.each(REFUSED)('refuses %s (%s)', (ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });

  it('judges IPv4 inside IPv6 by the IPv4 address, as networks with translation need', () => {
    expect(isPublicAddress('64:ff9b::1.1.1.1')).toBe(true);
    expect(isPublicAddress('::ffff:1.1.1.1')).toBe(true);
  });

  it('never lets an address of a special range through, plain or inside IPv6', () => {
    fc.assert(
      fc.property(specialV4, fc.constantFrom(dotted, ...IN_V6), (n, write) => {
        const ip = write(n);
        expect(isIP(ip)).not.toBe(0);
        expect(isPublicAddress(ip)).toBe(false);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(specialV6, (ip) => {
        expect(isIP(ip)).toBe(6);
        expect(isPublicAddress(ip)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('never lets an address with a special host through, in whatever writing', () => {
    fc.assert(
      fc.property(specialV4, fc.constantFrom(...IN_URL), (n, write) => {
        expect(faultOf(`http://${write(n)}/datos`)).toBe('refused_address');
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(typeof isPublicAddress(text)).toBe('boolean')));
  });
});

describe('isLoopbackAddress', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('knows %s', (ip) => {
    expect(isLoopbackAddress(ip)).toBe(true);
  });

  it.each(['0.0.0.0', '10.0.0.1', '::', 'localhost', '128.0.0.1'])('does not take %s for it', (ip) => {
    expect(isLoopbackAddress(ip)).toBe(false);
  });
});
