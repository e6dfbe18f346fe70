import { describe, expect, it } from '@jest/globals';
import type { FindingState } from './finding.js';
import { NoAnswer, Names, type NameServer } from './names.js';
import { judgeSpf, type SendingAddresses, spfResult } from './spf.js';
import { lookUpSpf } from './spf-lookup.js';

const DOMAIN = 'example.gob.ec';

interface Zone {
  readonly texts?: Record<string, string[]>;
  readonly addresses?: Record<string, string[]>;
  readonly mailHosts?: Record<string, string[]>;
}

function names({ texts = {}, addresses = {}, mailHosts = {} }: Zone): Names {
  const answer = async <Item>(items: Item[] | undefined): Promise<Item[]> => {
    if (!items) throw Object.assign(new Error('queryTxt ENODATA'), { code: 'ENODATA' });
    return items;
  };
  const server: NameServer = {
    // Long texts come in chunks.
    resolveTxt: (name: string) => answer(texts[name]?.map((text) => text.match(/.{1,20}/g) ?? [''])),
    resolve4: ((name: string) =>
      answer(addresses[name]?.filter((address) => !address.includes(':')))) as NameServer['resolve4'],
    resolve6: ((name: string) =>
      answer(addresses[name]?.filter((address) => address.includes(':')))) as NameServer['resolve6'],
    resolveMx: (name: string) =>
      answer(mailHosts[name]?.map((exchange, priority) => ({ exchange, priority }))),
    reverse: () => answer(undefined),
  };
  return new Names(server);
}

async function judged(zone: Zone, sending: SendingAddresses = { addresses: [], certain: false }) {
  const { record, lookups } = await lookUpSpf(names(zone), DOMAIN);
  return judgeSpf(record, lookups, sending);
}

describe('SPF', () => {
  it.each<[string, string[], FindingState, RegExp]>([
    ['no text', [], 'falta', /no tiene registro SPF/],
    ['other texts only', ['v=spf10 -all', 'spf1'], 'falta', /no tiene registro SPF/],
    ['one record', ['v=spf1 ip4:192.0.2.0/24 -all', 'otro texto'], 'correcto', /192\.0\.2\.0\/24/],
    ['a soft end', ['V=SPF1 IP4:192.0.2.1 ~ALL'], 'correcto', /SPF1/],
    ['two records', ['v=spf1 -all', 'v=spf1 mx -all'], 'falta', /2 registros/],
    ['no end', ['v=spf1 ip4:192.0.2.1'], 'dudoso', /no dice qué hacer/],
    ['a neutral end', ['v=spf1 ip4:192.0.2.1 ?all'], 'dudoso', /no dice qué hacer/],
    ['everybody', ['v=spf1 +all'], 'dudoso', /cualquiera/],
    ['everybody, unsigned', ['v=spf1 all'], 'dudoso', /cualquiera/],
    ['a wrong term', ['v=spf1 ipv4:192.0.2.1 -all'], 'falta', /ipv4:192\.0\.2\.1/],
    ['a wrong address', ['v=spf1 ip4:192.0.2.300 -all'], 'falta', /192\.0\.2\.300/],
    ['an unknown modifier', ['v=spf1 foo=bar ip6:2001:db8::/32 -all'], 'correcto', /2001:db8/],
    ['an empty record', ['v=spf1'], 'dudoso', /no dice/],
  ])('with %s', async (_, texts, state, says) => {
    expect(await judged({ texts: { [DOMAIN]: texts } })).toMatchObject({
      check: 'SPF',
      state,
      says: expect.stringMatching(says),
    });
  });

  it('follows what is included and names it', async () => {
    const texts = {
      [DOMAIN]: ['v=spf1 include:_spf.relay.example -all'],
      '_spf.relay.example': ['v=spf1 ip4:192.0.2.0/24 ~all'],
    };
    const finding = await judged({ texts }, { addresses: ['192.0.2.7'], certain: true });
    expect(finding).toMatchObject({
      state: 'correcto',
      says: expect.stringContaining('Incluye a _spf.relay.example'),
    });
  });

  it('is void when it includes a name without a record', async () => {
    const finding = await judged({ texts: { [DOMAIN]: ['v=spf1 include:nada.example -all'] } });
    expect(finding).toMatchObject({ state: 'falta', says: expect.stringContaining('nada.example') });
  });

  it('is void with more than ten questions, also in a circle', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `a:h${index}.example`).join(' ');
    expect(await judged({ texts: { [DOMAIN]: [`v=spf1 ${many} -all`] } })).toMatchObject({ state: 'falta' });
    expect(await judged({ texts: { [DOMAIN]: [`v=spf1 include:${DOMAIN} -all`] } })).toMatchObject({
      state: 'falta',
      says: expect.stringContaining('10 consultas'),
    });
  });

  it('that leaves the sender out is missing something only when the sender is certain', async () => {
    const zone = { texts: { [DOMAIN]: ['v=spf1 ip4:192.0.2.1 -all'] } };
    expect(await judged(zone, { addresses: ['198.51.100.1'], certain: true })).toMatchObject({
      state: 'falta',
      advice: expect.stringContaining('ip4:198.51.100.1'),
    });
    expect(await judged(zone, { addresses: ['198.51.100.1'], certain: false })).toMatchObject({
      state: 'dudoso',
      advice: expect.stringContaining('--ip'),
    });
  });

  it.each<[string, string, string]>([
    ['v=spf1 a -all', '192.0.2.10', 'pass'],
    ['v=spf1 a/24 -all', '192.0.2.200', 'pass'],
    ['v=spf1 a//64 -all', '2001:db8::ffff', 'pass'],
    ['v=spf1 mx -all', '192.0.2.20', 'pass'],
    ['v=spf1 a:otro.example ~all', '192.0.2.10', 'softfail'],
    ['v=spf1 -ip4:192.0.2.10 +all', '192.0.2.10', 'fail'],
    ['v=spf1 redirect=todo.example', '198.51.100.1', 'fail'],
    ['v=spf1 redirect=todo.example', '203.0.113.9', 'pass'],
    ['v=spf1 ?all', '192.0.2.10', 'neutral'],
    ['v=spf1 exists:%{i}.example -all', '192.0.2.10', 'unknown'],
    ['v=spf1 ip4:192.0.2.10 exists:%{i}.example -all', '192.0.2.10', 'pass'],
    ['v=spf1 ip6:2001:db8::/32 -all', '2001:db8:1::1', 'pass'],
    ['v=spf1 ip6:2001:db8::/32 -all', '192.0.2.1', 'fail'],
  ])('"%s" says of %s: %s', async (text, address, expected) => {
    const { record } = await lookUpSpf(
      names({
        texts: { [DOMAIN]: [text], 'todo.example': ['v=spf1 ip4:203.0.113.0/24 -all'] },
        addresses: { [DOMAIN]: ['192.0.2.10', '2001:db8::1'], 'mx.example': ['192.0.2.20'] },
        mailHosts: { [DOMAIN]: ['mx.example'] },
      }),
      DOMAIN,
    );
    expect(spfResult(record, address)).toBe(expected);
  });

  it('is not judged when nobody answers', async () => {
    const silent = new Names({
      resolveTxt: () => Promise.reject(Object.assign(new Error('timeout'), { code: 'ETIMEOUT' })),
    } as unknown as NameServer);
    await expect(lookUpSpf(silent, DOMAIN)).rejects.toBeInstanceOf(NoAnswer);
  });
});
