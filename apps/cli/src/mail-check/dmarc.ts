import { isAligned } from './domain-name.js';
import { fine, type Finding, missing, tagsOf } from './finding.js';

const POLICIES = ['none', 'quarantine', 'reject'];

export interface Senders {
  /** Of the From header. */
  readonly from: string;
  /** Of the envelope, which SPF speaks of. */
  readonly envelope: string;
  /** Of the signature; null when nothing is signed. */
  readonly dkim: string | null;
}

/** Records at "_dmarc." of the nearest name that has one. */
export interface DmarcRecords {
  readonly domain: string;
  readonly records: readonly string[];
}

/** Judges the policy and whether SPF or DKIM speak for the domain that people see (RFC 7489 §3.1). */
export function judgeDmarc({ domain, records }: DmarcRecords, senders: Senders): Finding {
  const valid = records.filter((record) => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(record));
  const example = `v=DMARC1; p=none; rua=mailto:dmarc@${senders.from}`;
  if (valid.length === 0)
    return missing('DMARC', `No hay un registro en _dmarc.${domain}.`, `Publique allí este TXT: ${example}`);
  if (valid.length > 1)
    return missing(
      'DMARC',
      `Hay ${valid.length} registros en _dmarc.${domain}, y así ninguno vale.`,
      'Deje uno solo.',
    );
  const tags = tagsOf(valid[0]!);
  const inherited = domain !== senders.from.toLowerCase();
  const policy = ((inherited ? tags.get('sp') : undefined) ?? tags.get('p') ?? '').toLowerCase();
  if (!POLICIES.includes(policy))
    return missing(
      'DMARC',
      `El registro de _dmarc.${domain} no dice una política válida (p=).`,
      `Publique: ${example}`,
    );
  const spf = isAligned(senders.from, senders.envelope, tags.get('aspf') === 's');
  const dkim = senders.dkim !== null && isAligned(senders.from, senders.dkim, tags.get('adkim') === 's');
  if (!spf && !dkim)
    return missing(
      'DMARC',
      `Ni el remitente del sobre (${senders.envelope}) ni la firma (${senders.dkim ?? 'ninguna'}) son de ${senders.from}.`,
      'Use en MAIL_FROM, DKIM_DOMAIN y BOUNCE_ADDRESS el mismo dominio.',
    );
  const by = [spf ? 'SPF' : '', dkim ? 'DKIM' : ''].filter((name) => name !== '').join(' y ');
  return fine(
    'DMARC',
    `_dmarc.${domain}: política «${policy}»${inherited ? ', heredada' : ''}; alineado por ${by}.`,
    adviceFor(policy, tags),
  );
}

function adviceFor(policy: string, tags: ReadonlyMap<string, string>): string | null {
  if (!tags.has('rua')) return 'Añada «rua=mailto:…» para recibir los informes de quién envía en su nombre.';
  if (policy === 'none') return 'Cuando los informes estén limpios, pase a «p=quarantine».';
  return null;
}
