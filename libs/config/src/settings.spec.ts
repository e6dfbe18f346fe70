import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { readServiceSettings, readSettings, SettingsError } from './settings.js';

const SECRET = 'x'.repeat(32);
const KEY = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const DATABASE_URL = 'postgres://user:password@db.example:5432/chasqui';

describe('settings without any variable', () => {
  it('start the demo on this machine only', () => {
    expect(readSettings({})).toEqual({
      mode: 'demo',
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      dataDir: join(projectRoot(), 'data'),
      databaseUrl: undefined,
      redisUrl: undefined,
      smtpUrl: undefined,
      mailFrom: 'Chasqui <avisos@chasqui.example>',
      worker: 'inline',
      trustProxy: false,
      logLevel: 'log',
      dataProtectionContact: undefined,
      fetchContact: undefined,
      fetchLoopback: false,
      linkSecret: undefined,
      smtpConnections: 5,
      mailDomainRate: 10,
      mailDomainConnections: 3,
      dkim: undefined,
      bounceAddress: undefined,
      bouncePort: undefined,
      bounceWebhookSecret: undefined,
    });
  });

  it('treat empty variables as absent', () => {
    expect(readSettings({ DATABASE_URL: '', PORT: '', SMTP_URL: '', CHASQUI_MODE: '' })).toEqual(
      readSettings({}),
    );
  });
});

describe('the mode', () => {
  it.each([
    [{}, 'demo'],
    [{ DATABASE_URL }, 'production'],
    [{ SMTP_URL: 'smtp://mail.example:25' }, 'demo'],
    [{ REDIS_URL: 'redis://redis.example:6379' }, 'demo'],
    [{ DATABASE_URL, CHASQUI_MODE: 'demo' }, 'demo'],
    [{ CHASQUI_MODE: 'production' }, 'production'],
  ])('of %j is %s', (env, expected) => {
    expect(readSettings(env).mode).toBe(expected);
  });

  it('decides where the pages are reachable unless HOST says so', () => {
    expect(readSettings({ DATABASE_URL }).host).toBe('0.0.0.0');
    expect(readSettings({ DATABASE_URL, CHASQUI_MODE: 'demo' }).host).toBe('127.0.0.1');
    expect(readSettings({ HOST: '::1' }).host).toBe('::1');
  });
});

describe('given variables', () => {
  it('arrive typed', () => {
    const settings = readSettings({
      PORT: '8080',
      PUBLIC_URL: 'https://chasqui.example.gob.ec//',
      DATA_DIR: '/srv/chasqui',
      WORKER: 'separate',
      TRUST_PROXY: 'true',
      MAIL_FROM: 'avisos@example.gob.ec',
      DATA_PROTECTION_CONTACT: 'datos@example.gob.ec',
      FETCH_CONTACT: 'cooperacion@example.gob.ec',
      FETCH_LOOPBACK: 'true',
      LINK_SECRET: SECRET,
      SMTP_CONNECTIONS: '20',
      MAIL_DOMAIN_RATE: '50',
      MAIL_DOMAIN_CONNECTIONS: '4',
      DKIM_DOMAIN: 'example.gob.ec',
      DKIM_SELECTOR: 'chasqui',
      DKIM_PRIVATE_KEY: KEY.replaceAll('\n', '\\n'),
      BOUNCE_ADDRESS: 'rebotes@example.gob.ec',
      BOUNCE_PORT: '2525',
      BOUNCE_WEBHOOK_SECRET: SECRET,
    });
    expect(settings).toMatchObject({
      port: 8080,
      publicUrl: 'https://chasqui.example.gob.ec',
      dataDir: '/srv/chasqui',
      worker: 'separate',
      trustProxy: true,
      mailFrom: 'avisos@example.gob.ec',
      dataProtectionContact: 'datos@example.gob.ec',
      fetchContact: 'cooperacion@example.gob.ec',
      fetchLoopback: true,
      linkSecret: SECRET,
      smtpConnections: 20,
      mailDomainRate: 50,
      mailDomainConnections: 4,
      dkim: { domain: 'example.gob.ec', selector: 'chasqui', privateKey: KEY },
      bounceAddress: 'rebotes@example.gob.ec',
      bouncePort: 2525,
      bounceWebhookSecret: SECRET,
    });
  });

  it('put the default public address on the given port', () => {
    expect(readSettings({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
  });

  it('do not have to be known', () => {
    expect(readSettings({ PATH: '/usr/bin', HOME: '/root' })).toEqual(readSettings({}));
  });
});

describe('signing mails', () => {
  it('needs the domain, the selector and the key together', () => {
    expect(() => readSettings({ DKIM_DOMAIN: 'example.gob.ec' })).toThrow('deben darse las tres o ninguna');
  });
});

describe('a process that serves people', () => {
  it('needs a secret for its links in production, not in the demo', () => {
    expect(() => readServiceSettings({ DATABASE_URL })).toThrow('LINK_SECRET: falta');
    expect(readServiceSettings({ DATABASE_URL, LINK_SECRET: SECRET }).linkSecret).toBe(SECRET);
    expect(readServiceSettings({}).linkSecret).toBeUndefined();
  });
});

describe('a wrong variable', () => {
  it.each([
    ['CHASQUI_MODE', 'prod', 'debe ser demo o production'],
    ['PORT', '70000', 'debe ser un número de 0 a 65535'],
    ['PORT', '80a', 'debe ser un número de 0 a 65535'],
    ['PORT', '-1', 'debe ser un número de 0 a 65535'],
    ['PUBLIC_URL', 'chasqui.gob.ec', 'debe ser una dirección como https://chasqui.example.gob.ec'],
    ['PUBLIC_URL', 'ftp://chasqui.gob.ec', 'debe ser una dirección como https://chasqui.example.gob.ec'],
    ['DATABASE_URL', 'mysql://db/chasqui', 'debe ser una dirección como postgres://'],
    ['REDIS_URL', 'localhost:6379', 'debe ser una dirección como redis://host:6379'],
    ['SMTP_URL', 'mail.example', 'debe ser una dirección como smtp://'],
    ['MAIL_FROM', 'Chasqui', 'debe ser como Chasqui <avisos@example.gob.ec>'],
    ['MAIL_FROM', 'a@b.ec\r\nBcc: x@y.ec', 'debe ser como Chasqui <avisos@example.gob.ec>'],
    ['WORKER', 'yes', 'debe ser inline o separate'],
    ['TRUST_PROXY', '1', 'debe ser true o false'],
    ['LOG_LEVEL', 'loud', 'debe ser error, warn, log o debug'],
    ['LINK_SECRET', 'corto', 'debe tener al menos 32 caracteres al azar'],
    ['SMTP_CONNECTIONS', '0', 'debe ser un número de 1 a 50'],
    ['MAIL_DOMAIN_RATE', '1.5', 'debe ser un número de 1 a 1000'],
    ['BOUNCE_PORT', '70000', 'debe ser un número de 1 a 65535'],
    ['BOUNCE_ADDRESS', 'rebotes+x@example.gob.ec', 'debe ser un correo sin «+»'],
    ['DKIM_PRIVATE_KEY', 'clave', 'debe ser una clave privada RSA en formato PEM'],
  ])('%s=%j is named with what it must be', (name, value, message) => {
    expect(() => readSettings({ [name]: value })).toThrow(SettingsError);
    expect(() => readSettings({ [name]: value })).toThrow(`${name}: ${message}`);
  });

  it('does not hide the next one', () => {
    const wrong = { PORT: 'x', WORKER: 'x', TRUST_PROXY: 'x', LOG_LEVEL: 'x', REDIS_URL: 'x' };
    for (const name of Object.keys(wrong)) expect(() => readSettings(wrong)).toThrow(`\n  ${name}: `);
  });

  it('does not reach the message with its password', () => {
    expect(() => readSettings({ DATABASE_URL: 'mysql://user:secret@db/chasqui' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});
