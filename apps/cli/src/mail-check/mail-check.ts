import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { readSettings, type Settings } from '@chasqui/config';
import { invalid } from '@chasqui/kernel';
import { judgeDkim } from './dkim.js';
import { judgeDmarc, type Senders } from './dmarc.js';
import { upToOrganization } from './domain-name.js';
import { doubtful, type Finding, missing } from './finding.js';
import { isPublicAddress, judgeBounces, judgeReverse } from './host.js';
import { NoAnswer, Names, nameServer } from './names.js';
import { judgeSpf, type SendingAddresses } from './spf.js';
import { lookUpSpf } from './spf-lookup.js';

const DOMAIN = /^(?=.{3,253}$)(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;

/** What is to be checked, read from the options and the settings. */
interface Subject {
  readonly senders: Senders;
  readonly bounceDomain: string;
  readonly selector: string | null;
  /** The public half of the key that signs here; null when another server signs. */
  readonly key: KeyObject | null;
  /** Host of SMTP_URL or the given address; null without either. */
  readonly host: string | null;
  readonly isCertain: boolean;
}

/**
 * Prints in what state the sending domain is for mail to many: SPF, DKIM, DMARC, reverse DNS and bounces.
 * @returns 1 when something that receivers ask for is missing or could not be asked, else 0
 * @throws DomainError when an option is wrong
 */
export async function mailCheck(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ip: text, selector: text, servidor: text, json: { type: 'boolean', default: false } },
  });
  const subject = subjectOf(readSettings(process.env), positionals[0], values);
  const { findings, unanswered } = await check(subject, new Names(serverOf(values.servidor)));
  const { from: domain } = subject.senders;
  process.stdout.write(values.json ? `${JSON.stringify({ domain, findings })}\n` : report(domain, findings));
  return unanswered || findings.some(({ state }) => state === 'falta') ? 1 : 0;
}

function subjectOf(
  settings: Settings,
  domain: string | undefined,
  options: { readonly ip?: string | undefined; readonly selector?: string | undefined },
): Subject {
  const { dkim, bounceAddress, mailFrom, smtpUrl } = settings;
  const from = (domain ?? domainOf(mailFrom)).toLowerCase().replace(/\.$/, '');
  if (!DOMAIN.test(from)) throw invalid('cli.domain', `«${from}» no es un dominio como example.gob.ec.`);
  if (options.ip !== undefined && !isIP(options.ip))
    throw invalid('cli.ip', `«${options.ip}» no es una dirección IP.`);
  const envelope = bounceAddress && domain === undefined ? domainOf(bounceAddress) : from;
  // A selector given by hand is that of a server which signs on its own.
  const ownKey =
    dkim && options.selector === undefined ? createPublicKey(createPrivateKey(dkim.privateKey)) : null;
  const dkimDomain = ownKey ? dkim!.domain : from;
  const selector = options.selector ?? dkim?.selector ?? null;
  return {
    senders: { from, envelope, dkim: selector === null ? null : dkimDomain.toLowerCase() },
    bounceDomain: envelope,
    selector,
    key: ownKey,
    host: options.ip ?? (smtpUrl === undefined ? null : new URL(smtpUrl).hostname),
    isCertain: options.ip !== undefined,
  };
}

async function check(subject: Subject, names: Names): Promise<{ findings: Finding[]; unanswered: boolean }> {
  let unanswered = false;
  const unlessSilent = async (name: Finding['check'], judge: () => Promise<Finding>): Promise<Finding> => {
    try {
      return await judge();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      unanswered = true;
      return doubtful(name, `El servidor de nombres no respondió (${error.message}).`, 'Pruebe otra vez.');
    }
  };
  const findings = await Promise.all([
    unlessSilent('SPF', () => checkSpf(subject, names)),
    unlessSilent('DKIM', () => checkDkim(subject, names)),
    unlessSilent('DMARC', () => checkDmarc(subject, names)),
    unlessSilent('DNS inverso', () => checkReverse(subject, names)),
    unlessSilent('Rebotes', async () => {
      const { bounceDomain } = subject;
      return judgeBounces(
        bounceDomain,
        await names.mailHosts(bounceDomain),
        await names.addresses(bounceDomain),
      );
    }),
  ]);
  return { findings, unanswered };
}

async function checkSpf(subject: Subject, names: Names): Promise<Finding> {
  const { record, lookups } = await lookUpSpf(names, subject.senders.envelope);
  const sending: SendingAddresses = {
    addresses: await sendingAddresses(subject, names),
    certain: subject.isCertain,
  };
  return judgeSpf(record, lookups, sending);
}

async function checkDkim({ senders, selector, key }: Subject, names: Names): Promise<Finding> {
  if (selector === null)
    return missing(
      'DKIM',
      'Chasqui no firma los correos.',
      'Configure DKIM_DOMAIN, DKIM_SELECTOR y DKIM_PRIVATE_KEY; o, si firma su servidor, compruebe su clave con --selector.',
    );
  if (key && key.asymmetricKeyType !== 'rsa')
    return missing('DKIM', 'DKIM_PRIVATE_KEY no es una clave RSA.', 'Haga una: openssl genrsa 2048.');
  const name = `${selector}._domainkey.${senders.dkim}`;
  return judgeDkim(name, await names.texts(name), key);
}

/** The record of the domain itself, else that of the nearest name above it. */
async function checkDmarc({ senders }: Subject, names: Names): Promise<Finding> {
  for (const domain of upToOrganization(senders.from)) {
    const records = (await names.texts(`_dmarc.${domain}`)).filter((record) =>
      /^v\s*=\s*DMARC1/.test(record),
    );
    if (records.length > 0) return judgeDmarc({ domain, records }, senders);
  }
  return judgeDmarc({ domain: senders.from, records: [] }, senders);
}

async function checkReverse(subject: Subject, names: Names): Promise<Finding> {
  const addresses = await sendingAddresses(subject, names);
  const facts = addresses.map(async (address) => {
    const pointed = (await names.namesOf(address)).map(async (name) => ({
      name,
      addresses: await names.addresses(name),
    }));
    return { address, names: await Promise.all(pointed) };
  });
  return judgeReverse(subject.host, await Promise.all(facts));
}

/** Addresses that others see mail come from, as far as that is known here. */
async function sendingAddresses({ host, isCertain }: Subject, names: Names): Promise<string[]> {
  if (host === null) return [];
  const addresses = await names.addresses(host);
  return isCertain ? addresses : addresses.filter(isPublicAddress);
}

function serverOf(address: string | undefined) {
  try {
    return nameServer(address);
  } catch {
    throw invalid('cli.server', `«${address}» no es un servidor de nombres como 127.0.0.1:5353.`);
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).replace(/>\s*$/, '');
}

function report(domain: string, findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check: name, state, says, advice }) => [
    `${state.padEnd(9)} ${name.padEnd(12)} ${says}`,
    ...(advice === null ? [] : [`${' '.repeat(23)}→ ${advice}`]),
  ]);
  return `Correo de ${domain}\n\n${lines.join('\n')}\n`;
}
