import { createPrivateKey } from 'node:crypto';
import { resolve } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { z } from 'zod';

/** Injection token of the validated settings. */
export const SETTINGS = Symbol('settings');

export interface Settings {
  readonly mode: 'demo' | 'production';
  /** HTTP port; 0 lets the system choose (tests). */
  readonly port: number;
  readonly host: string;
  /** Address people use to reach the pages, without a slash at the end. Links in mails start with it. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL is used. */
  readonly databaseUrl: string | undefined;
  /** Absent: the queues live in PostgreSQL. */
  readonly redisUrl: string | undefined;
  /** Absent in demo mode: mails go to the embedded mailbox. Absent in production: notices wait until it is set. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Whether this process also runs the queued jobs. */
  readonly worker: 'inline' | 'separate';
  readonly trustProxy: boolean;
  readonly logLevel: 'error' | 'warn' | 'log' | 'debug';
  /** Person or office that answers for personal data (LOPDP art. 48), shown in the footer. */
  readonly dataProtectionContact: string | undefined;
  /** Mail or page that the owner of a source can write to, sent with every request. */
  readonly fetchContact: string | undefined;
  /** Sources on this very machine may be read: for tests and try-outs only. */
  readonly fetchLoopback: boolean;
  /** Signs the links of mails. Absent in demo mode: one is made and kept in the database. */
  readonly linkSecret: string | undefined;
  /** Connections that one process opens to the mail server at most. */
  readonly smtpConnections: number;
  /** Mails a second to one receiving domain, over all processes. */
  readonly mailDomainRate: number;
  /** Mails under way to one receiving domain at the same time, in one process. */
  readonly mailDomainConnections: number;
  /** Signs mails (RFC 6376); absent: the mail server does it, or nobody. */
  readonly dkim: DkimSettings | undefined;
  /** Address to which other servers report what they could not deliver; absent: that of `mailFrom`. */
  readonly bounceAddress: string | undefined;
  /** Port on which reports of other servers are received over SMTP; absent: none is opened. */
  readonly bouncePort: number | undefined;
  /** Signs the reports that a mail service sends by webhook; absent: none is accepted. */
  readonly bounceWebhookSecret: string | undefined;
}

export interface DkimSettings {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
}

/** The environment is wrong. `message` names the variable, in Spanish and English. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const urlOf = (protocols: string[], example: string) =>
  z.string().refine(
    (text) => {
      try {
        return protocols.includes(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    { message: `debe ser una dirección como ${example} / must be an address like ${example}` },
  );

const secret = z
  .string()
  .min(32, 'debe tener al menos 32 caracteres al azar / must have at least 32 random characters');

const count = (least: number, most: number) =>
  z
    .string()
    .regex(
      /^\d{1,5}$/,
      `debe ser un número de ${least} a ${most} / must be a number from ${least} to ${most}`,
    )
    .transform(Number)
    .refine(
      (number) => number >= least && number <= most,
      `debe ser un número de ${least} a ${most} / must be a number from ${least} to ${most}`,
    );

/** Other kinds of keys are not read everywhere (RFC 8463 is optional). */
function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

const environment = z.object({
  CHASQUI_MODE: z
    .enum(['demo', 'production'], { message: 'debe ser demo o production / must be demo or production' })
    .optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'debe ser un número de 0 a 65535 / must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'debe ser un número de 0 a 65535 / must be a number from 0 to 65535')
    .default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: urlOf(['http:', 'https:'], 'https://chasqui.example.gob.ec').optional(),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/chasqui').optional(),
  REDIS_URL: urlOf(['redis:', 'rediss:'], 'redis://host:6379').optional(),
  SMTP_URL: urlOf(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^\r\n<>@]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/,
      'debe ser como Chasqui <avisos@example.gob.ec> / must look like Chasqui <avisos@example.gob.ec>',
    )
    .default('Chasqui <avisos@chasqui.example>'),
  WORKER: z
    .enum(['inline', 'separate'], { message: 'debe ser inline o separate / must be inline or separate' })
    .default('inline'),
  TRUST_PROXY: z
    .enum(['true', 'false'], { message: 'debe ser true o false / must be true or false' })
    .default('false'),
  LOG_LEVEL: z
    .enum(['error', 'warn', 'log', 'debug'], {
      message: 'debe ser error, warn, log o debug / must be error, warn, log or debug',
    })
    .default('log'),
  DATA_PROTECTION_CONTACT: z.string().optional(),
  FETCH_CONTACT: z
    .string()
    .regex(/^[\x21-\x7e]{3,200}$/, 'debe ser un correo o una dirección web / must be a mail or web address')
    .optional(),
  FETCH_LOOPBACK: z
    .enum(['true', 'false'], { message: 'debe ser true o false / must be true or false' })
    .default('false'),
  LINK_SECRET: secret.optional(),
  SMTP_CONNECTIONS: count(1, 50).default(5),
  MAIL_DOMAIN_RATE: count(1, 1000).default(10),
  MAIL_DOMAIN_CONNECTIONS: count(1, 50).default(3),
  DKIM_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]{3,253}$/i, 'debe ser un dominio como example.gob.ec / must be a domain')
    .optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[\w-]{1,63}$/, 'debe ser una palabra como chasqui / must be one word')
    .optional(),
  DKIM_PRIVATE_KEY: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine(
      isRsaKey,
      'debe ser una clave privada RSA en formato PEM / must be an RSA private key in PEM format',
    )
    .optional(),
  BOUNCE_ADDRESS: z
    .string()
    .regex(
      /^[^\s<>@+]+@[^\s<>@]+$/,
      'debe ser un correo sin «+», como rebotes@example.gob.ec / must be an address without "+"',
    )
    .optional(),
  BOUNCE_PORT: count(1, 65_535).optional(),
  BOUNCE_WEBHOOK_SECRET: secret.optional(),
});

/**
 * Reads and checks the environment. The only reader of environment variables in the product.
 * An empty variable counts as absent, which is what compose files and shells produce for "not set".
 * @throws SettingsError naming every wrong variable
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = environment.safeParse(given);
  if (!result.success) {
    throw wrong(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const values = result.data;
  const mode = values.CHASQUI_MODE ?? (values.DATABASE_URL ? 'production' : 'demo');
  return {
    mode,
    port: values.PORT,
    // The demo has well-known passwords, so it listens on this machine only unless told otherwise.
    host: values.HOST ?? (mode === 'demo' ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    dataDir: resolve(projectRoot(), values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    worker: values.WORKER,
    trustProxy: values.TRUST_PROXY === 'true',
    logLevel: values.LOG_LEVEL,
    dataProtectionContact: values.DATA_PROTECTION_CONTACT,
    fetchContact: values.FETCH_CONTACT,
    fetchLoopback: values.FETCH_LOOPBACK === 'true',
    linkSecret: values.LINK_SECRET,
    smtpConnections: values.SMTP_CONNECTIONS,
    mailDomainRate: values.MAIL_DOMAIN_RATE,
    mailDomainConnections: values.MAIL_DOMAIN_CONNECTIONS,
    dkim: dkimOf(values),
    bounceAddress: values.BOUNCE_ADDRESS,
    bouncePort: values.BOUNCE_PORT,
    bounceWebhookSecret: values.BOUNCE_WEBHOOK_SECRET,
  };
}

/**
 * The settings of a process that serves people, which in production needs more than a command does.
 * @throws SettingsError naming every wrong or missing variable
 */
export function readServiceSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const settings = readSettings(env);
  if (settings.mode === 'production' && !settings.linkSecret) {
    throw wrong([
      'LINK_SECRET: falta; firma los enlaces de los correos (por ejemplo, la salida de «openssl rand -hex 32») / ' +
        'missing; it signs the links of mails (for example the output of "openssl rand -hex 32")',
    ]);
  }
  return settings;
}

/** All three or none: mails signed with half a configuration would be refused everywhere. */
function dkimOf(values: z.output<typeof environment>): DkimSettings | undefined {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_PRIVATE_KEY: privateKey } = values;
  if (domain && selector && privateKey) return { domain, selector, privateKey };
  if (!domain && !selector && !privateKey) return undefined;
  throw wrong([
    'DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY: deben darse las tres o ninguna / give all three or none',
  ]);
}

function wrong(lines: readonly string[]): SettingsError {
  return new SettingsError(
    `Configuración incorrecta / wrong configuration:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}
