import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DnsStandIn, type DnsZone } from '../support/dns-stand-in.js';
import { buildProduct, Processes } from '../support/process.js';

const TIMEOUT_MS = 60_000;

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PUBLIC = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const ENVIRONMENT = {
  MAIL_FROM: 'Avisos del GAD <avisos@gad.example>',
  SMTP_URL: 'smtp://correo.gad.example:587',
  BOUNCE_ADDRESS: 'rebotes@gad.example',
  DKIM_DOMAIN: 'gad.example',
  DKIM_SELECTOR: 'chasqui',
  DKIM_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
};

const GOOD: DnsZone = {
  TXT: {
    'gad.example': ['v=spf1 mx -all'],
    'chasqui._domainkey.gad.example': [`v=DKIM1; k=rsa; p=${PUBLIC}`],
    '_dmarc.gad.example': ['v=DMARC1; p=none; rua=mailto:dmarc@gad.example'],
  },
  A: { 'correo.gad.example': ['190.15.1.25'] },
  MX: { 'gad.example': ['correo.gad.example'] },
  PTR: { '25.1.15.190.in-addr.arpa': ['correo.gad.example'] },
};

interface Printed {
  readonly domain: string;
  readonly findings: readonly { readonly check: string; readonly state: string; readonly says: string }[];
}

describe('mail:check', () => {
  const processes = new Processes();
  let names: DnsStandIn | undefined;

  beforeAll(buildProduct, 120_000);

  afterEach(() => {
    names?.close();
    names = undefined;
  });

  afterAll(() => processes.endAll(), TIMEOUT_MS);

  async function mailCheck(zone: DnsZone, args: readonly string[] = [], environment = {}) {
    names = await DnsStandIn.start(zone);
    const program = processes.cli(['mail:check', ...args, '--servidor', names.address], {
      ...ENVIRONMENT,
      ...environment,
    });
    const { code } = await program.ended;
    return { code, stdout: program.stdout, stderr: program.stderr };
  }

  async function states(zone: DnsZone, args: readonly string[] = [], environment = {}) {
    const { code, stdout, stderr } = await mailCheck(zone, [...args, '--json'], environment);
    expect(stderr).toBe('');
    const { findings } = JSON.parse(stdout) as Printed;
    return { code, ...Object.fromEntries(findings.map(({ check, state }) => [check, state])) };
  }

  it(
    'finds a domain in order and says so in Spanish',
    async () => {
      const { code, stdout, stderr } = await mailCheck(GOOD);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Correo de gad\.example$/m);
      expect(stdout).toMatch(/^correcto +SPF +gad\.example: «v=spf1 mx -all»/m);
      expect(stdout).toMatch(/^correcto +DKIM +chasqui\._domainkey\.gad\.example: clave RSA de 2048 bits\./m);
      expect(stdout).toMatch(
        /^correcto +DMARC +_dmarc\.gad\.example: política «none»; alineado por SPF y DKIM\./m,
      );
      expect(stdout).toMatch(/^correcto +DNS inverso +190\.15\.1\.25 ↔ correo\.gad\.example\./m);
      expect(stdout).toMatch(/^correcto +Rebotes +gad\.example recibe correo en correo\.gad\.example\./m);
    },
    TIMEOUT_MS,
  );

  it(
    'ends with 1 and says what to do when everything is missing',
    async () => {
      const { code, stdout } = await mailCheck({});
      expect(code).toBe(1);
      expect(stdout).toMatch(/^falta +SPF .*\n +→ Publique un TXT/m);
      expect(stdout).toContain(`p=${PUBLIC}`);
      const printed = [...stdout.matchAll(/^(correcto|dudoso|falta) +(.+?)(?: {2,}|$)/gm)];
      expect(printed.map(([, state]) => state)).toEqual(['falta', 'falta', 'falta', 'dudoso', 'falta']);
    },
    TIMEOUT_MS,
  );

  it(
    'compares the published key with the configured one, and the address that sends with the record',
    async () => {
      const another = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
      const text = `v=DKIM1; p=${another.export({ type: 'spki', format: 'der' }).toString('base64')}`;
      const TXT = { ...GOOD.TXT, 'chasqui._domainkey.gad.example': [text] };
      expect(await states({ ...GOOD, TXT }, ['--ip', '190.15.1.99'])).toMatchObject({
        code: 1,
        SPF: 'falta',
        DKIM: 'falta',
        'DNS inverso': 'falta',
        DMARC: 'correcto',
      });
    },
    TIMEOUT_MS,
  );

  it(
    'checks another domain with the key of the server that signs for it',
    async () => {
      const zone: DnsZone = {
        TXT: {
          'otro.example': ['v=spf1 include:gad.example ~all'],
          ...GOOD.TXT,
          's1._domainkey.otro.example': [`v=DKIM1; p=${PUBLIC}`],
          '_dmarc.otro.example': ['v=DMARC1; p=reject; rua=mailto:a@otro.example'],
        },
        A: GOOD.A ?? {},
        MX: { ...GOOD.MX, 'otro.example': ['mx.otro.example'] },
        PTR: GOOD.PTR ?? {},
      };
      expect(await states(zone, ['otro.example', '--selector', 's1'])).toEqual({
        code: 0,
        SPF: 'correcto',
        DKIM: 'correcto',
        DMARC: 'correcto',
        'DNS inverso': 'correcto',
        Rebotes: 'correcto',
      });
    },
    TIMEOUT_MS,
  );

  it(
    'does not call missing what nobody answered, and still fails',
    async () => {
      const program = processes.cli(['mail:check', '--json', '--servidor', '127.0.0.1:9'], ENVIRONMENT);
      const { code } = await program.ended;
      const { findings } = JSON.parse(program.stdout) as Printed;
      expect(code).toBe(1);
      expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(['dudoso']));
    },
    TIMEOUT_MS,
  );

  it(
    'refuses what is not a domain',
    async () => {
      const program = processes.cli(['mail:check', 'no_es'], ENVIRONMENT);
      expect(await program.ended).toMatchObject({ code: 1 });
      expect(program.stderr).toMatch(/«no_es» no es un dominio/);
    },
    TIMEOUT_MS,
  );
});
