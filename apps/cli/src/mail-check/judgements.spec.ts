import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { judgeDkim } from './dkim.js';
import { judgeDmarc, type Senders } from './dmarc.js';
import { isAligned, organizationalDomain, upToOrganization } from './domain-name.js';
import type { FindingState } from './finding.js';
import { isPublicAddress, judgeBounces, judgeReverse } from './host.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
const tiny = generateKeyPairSync('rsa', { modulusLength: 512 }).publicKey;

function base64(key: KeyObject, type: 'spki' | 'pkcs1' = 'spki'): string {
  return key.export({ type, format: 'der' }).toString('base64');
}

describe('DKIM', () => {
  it.each<[string, string[], KeyObject | null, FindingState, RegExp]>([
    ['no record', [], rsa, 'falta', /No hay una clave/],
    ['another text', ['google-site-verification=x'], rsa, 'falta', /No hay una clave/],
    ['the key', [`v=DKIM1; k=rsa; p=${base64(rsa)}`], rsa, 'correcto', /2048 bits/],
    ['the key in pieces', [`v=DKIM1;p=${base64(rsa).replace(/(.{60})/g, '$1 ')}`], rsa, 'correcto', /2048/],
    ['the bare key', [`p=${base64(rsa, 'pkcs1')}`], rsa, 'correcto', /2048/],
    ['another key', [`v=DKIM1; p=${base64(other)}`], rsa, 'falta', /no es la de DKIM_PRIVATE_KEY/],
    ['another signer', [`v=DKIM1; p=${base64(other)}`], null, 'correcto', /2048/],
    ['revoked', ['v=DKIM1; p='], rsa, 'falta', /revocada/],
    ['half a key', [`v=DKIM1; p=${base64(rsa).slice(0, 100)}`], rsa, 'falta', /no se puede leer/],
    ['two', [`v=DKIM1; p=${base64(rsa)}`, `v=DKIM1; p=${base64(other)}`], rsa, 'falta', /2 registros/],
    ['another version', [`v=DKIM2; p=${base64(rsa)}`], rsa, 'falta', /DKIM1/],
    ['another kind', [`v=DKIM1; k=ed25519; p=${base64(rsa)}`], rsa, 'falta', /ed25519/],
    ['an old hash only', [`v=DKIM1; h=sha1; p=${base64(rsa)}`], rsa, 'falta', /sha256/],
    ['both hashes', [`v=DKIM1; h=sha1:sha256; p=${base64(rsa)}`], rsa, 'correcto', /2048/],
    ['for something else', [`v=DKIM1; s=tlsrpt; p=${base64(rsa)}`], rsa, 'falta', /no es para correo/],
    ['in test', [`v=DKIM1; t=s:y; p=${base64(rsa)}`], rsa, 'dudoso', /prueba/],
    ['short', [`v=DKIM1; p=${base64(weak)}`], weak, 'dudoso', /1024 bits/],
    ['too short', [`v=DKIM1; p=${base64(tiny)}`], tiny, 'falta', /512 bits/],
  ])('with %s', (_, records, own, state, says) => {
    const finding = judgeDkim('chasqui._domainkey.example.gob.ec', records, own);
    expect(finding).toMatchObject({ check: 'DKIM', state, says: expect.stringMatching(says) });
  });

  it('tells the record to publish', () => {
    const { advice } = judgeDkim('chasqui._domainkey.example.gob.ec', [], rsa);
    expect(advice).toContain(`v=DKIM1; k=rsa; p=${base64(rsa)}`);
  });
});

describe('DMARC', () => {
  const ours: Senders = { from: 'example.gob.ec', envelope: 'example.gob.ec', dkim: 'example.gob.ec' };

  it.each<[string, string[], Partial<Senders>, FindingState, RegExp]>([
    ['no record', [], {}, 'falta', /No hay un registro en _dmarc.example.gob.ec/],
    ['a policy of none', ['v=DMARC1; p=none; rua=mailto:a@x.ec'], {}, 'correcto', /«none».*SPF y DKIM/],
    ['a firm policy', ['v=DMARC1;p=reject;rua=mailto:a@x.ec'], {}, 'correcto', /«reject»/],
    ['blanks', ['v = DMARC1 ; p = quarantine'], {}, 'correcto', /«quarantine»/],
    ['two records', ['v=DMARC1; p=none', 'v=DMARC1; p=reject'], {}, 'falta', /2 registros/],
    ['no policy', ['v=DMARC1; rua=mailto:a@x.ec'], {}, 'falta', /política válida/],
    ['a wrong policy', ['v=DMARC1; p=nada'], {}, 'falta', /política válida/],
    ['a version that is not first', ['p=none; v=DMARC1'], {}, 'falta', /No hay/],
    ['a name below', ['v=DMARC1; p=none'], { from: 'avisos.example.gob.ec' }, 'correcto', /heredada/],
    ['only the signature ours', ['v=DMARC1; p=none'], { envelope: 'relay.example' }, 'correcto', /por DKIM/],
    ['only the envelope ours', ['v=DMARC1; p=none'], { dkim: 'relay.example' }, 'correcto', /por SPF/],
    ['neither ours', ['v=DMARC1; p=none'], { envelope: 'relay.example', dkim: null }, 'falta', /ninguna/],
    [
      'a strict signature of a name below',
      ['v=DMARC1; p=none; adkim=s; aspf=s'],
      { envelope: 'r.example', dkim: 'm.example.gob.ec' },
      'falta',
      /m\.example\.gob\.ec/,
    ],
  ])('with %s', (_, records, senders, state, says) => {
    const finding = judgeDmarc({ domain: 'example.gob.ec', records }, { ...ours, ...senders });
    expect(finding).toMatchObject({ check: 'DMARC', state, says: expect.stringMatching(says) });
  });

  it('takes the policy for names below where there is one', () => {
    const records = ['v=DMARC1; p=reject; sp=none; rua=mailto:a@x.ec'];
    const { says } = judgeDmarc(
      { domain: 'example.gob.ec', records },
      { ...ours, from: 'avisos.example.gob.ec' },
    );
    expect(says).toContain('«none»');
  });
});

describe('names of one organization', () => {
  it.each([
    ['example.gob.ec', 'example.gob.ec'],
    ['avisos.example.gob.ec', 'example.gob.ec'],
    ['a.b.example.com', 'example.com'],
    ['example.ec', 'example.ec'],
    ['a.example.ec', 'example.ec'],
    ['mail.example.edu.ec', 'example.edu.ec'],
  ])('%s belongs to %s', (name, organization) => {
    expect(organizationalDomain(name)).toBe(organization);
  });

  it('are aligned unless the rule is strict', () => {
    expect(isAligned('a.example.gob.ec', 'b.example.gob.ec', false)).toBe(true);
    expect(isAligned('a.example.gob.ec', 'b.example.gob.ec', true)).toBe(false);
    expect(isAligned('one.gob.ec', 'other.gob.ec', false)).toBe(false);
  });

  it('are asked from the nearest up', () => {
    expect(upToOrganization('A.b.example.gob.ec')).toEqual([
      'a.b.example.gob.ec',
      'b.example.gob.ec',
      'example.gob.ec',
    ]);
  });
});

describe('reverse DNS', () => {
  const confirmed = { address: '192.0.2.1', names: [{ name: 'mx.example', addresses: ['192.0.2.1'] }] };

  it.each<[string, Parameters<typeof judgeReverse>[1], FindingState, RegExp]>([
    ['a name that leads back', [confirmed], 'correcto', /192\.0\.2\.1 ↔ mx\.example/],
    ['no name', [{ address: '192.0.2.1', names: [] }], 'falta', /no tiene nombre/],
    [
      'a name that leads elsewhere',
      [{ address: '192.0.2.1', names: [{ name: 'mx.example', addresses: ['192.0.2.9'] }] }],
      'falta',
      /no lleva de vuelta/,
    ],
    [
      'the same address written otherwise',
      [{ address: '2001:db8::1', names: [{ name: 'mx.example', addresses: ['2001:DB8:0::1'] }] }],
      'correcto',
      /mx\.example/,
    ],
    ['one of two without', [confirmed, { address: '2001:db8::1', names: [] }], 'falta', /2001:db8::1/],
    ['no public address', [], 'dudoso', /no se ve la dirección pública/],
  ])('with %s', (_, facts, state, says) => {
    expect(judgeReverse('mx.example', facts)).toMatchObject({ state, says: expect.stringMatching(says) });
  });

  it('is not known without a server', () => {
    expect(judgeReverse(null, [])).toMatchObject({ state: 'dudoso' });
  });

  it.each([
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['192.168.1.1', false],
    ['::1', false],
    ['fd00::1', false],
    ['190.15.1.1', true],
    ['2800:68::1', true],
  ])('%s is seen by the world: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});

describe('bounces', () => {
  it.each<[string, string[], string[], FindingState]>([
    ['a mail host', ['mx.example'], [], 'correcto'],
    ['only an address', [], ['192.0.2.1'], 'dudoso'],
    ['nothing', [], [], 'falta'],
    ['a refusal of mail', [''], ['192.0.2.1'], 'falta'],
  ])('with %s', (_, hosts, addresses, state) => {
    expect(judgeBounces('example.gob.ec', hosts, addresses)).toMatchObject({ check: 'Rebotes', state });
  });
});
