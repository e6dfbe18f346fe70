import ipaddr from 'ipaddr.js';
import { doubtful, fine, type Finding, missing } from './finding.js';

export type SpfQualifier = '+' | '-' | '~' | '?';

export interface SpfTerm {
  readonly qualifier: SpfQualifier;
  /** "opaque": it depends on the mail at hand (macros, exists, ptr), so nothing can be said beforehand. */
  readonly kind: 'all' | 'networks' | 'include' | 'opaque';
  /** As written, "include:_spf.example.com". */
  readonly text: string;
  readonly networks: readonly string[];
  readonly included: SpfRecord | null;
}

/** The SPF of a name with everything it refers to already looked up. */
export interface SpfRecord {
  readonly domain: string;
  /** Texts that begin with "v=spf1": one, or nothing is valid. */
  readonly found: readonly string[];
  readonly terms: readonly SpfTerm[];
  readonly redirect: SpfRecord | null;
  /** Terms that nobody understands: receivers then ignore the whole record. */
  readonly wrong: readonly string[];
}

export type SpfResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'unknown' | 'invalid';

const RESULTS: Readonly<Record<SpfQualifier, SpfResult>> = {
  '+': 'pass',
  '-': 'fail',
  '~': 'softfail',
  '?': 'neutral',
};

/** RFC 7208 §4.6.4. */
const MOST_LOOKUPS = 10;

/** What the record says of mail that comes from the address (RFC 7208 §4-5). */
export function spfResult(record: SpfRecord, address: string): SpfResult {
  if (record.found.length !== 1 || record.wrong.length > 0) return 'invalid';
  for (const term of record.terms) {
    if (term.kind === 'opaque') return 'unknown';
    if (term.kind === 'include') {
      const result = spfResult(term.included!, address);
      if (result === 'invalid' || result === 'unknown') return result;
      if (result !== 'pass') continue;
    } else if (term.kind === 'networks' && !term.networks.some((network) => contains(network, address))) {
      continue;
    }
    return RESULTS[term.qualifier];
  }
  return record.redirect ? spfResult(record.redirect, address) : 'neutral';
}

/** Whether an address lies in "192.0.2.0/24". */
function contains(network: string, address: string): boolean {
  const [range, bits] = ipaddr.parseCIDR(network);
  const parsed = ipaddr.process(address);
  return parsed.kind() === range.kind() && parsed.match(range, bits);
}

export interface SendingAddresses {
  readonly addresses: readonly string[];
  /** Given by the person: mail leaves from here. Else it is that of SMTP_URL, which may pass mail on. */
  readonly certain: boolean;
}

/** Judges the record of the envelope's domain, and whether the sending addresses are in it. */
export function judgeSpf(record: SpfRecord, lookups: number, sending: SendingAddresses): Finding {
  const invalid = invalidity(record, lookups);
  if (invalid) return invalid;
  const [text = ''] = record.found;
  const outsiders = sending.addresses.filter((address) =>
    ['fail', 'softfail', 'neutral'].includes(spfResult(record, address)),
  );
  if (outsiders.length > 0) {
    const says = `El registro de ${record.domain} («${text}») no autoriza a ${outsiders.join(', ')}.`;
    return sending.certain
      ? missing('SPF', says, `Añada ${outsiders.map(asTerm).join(' ')} antes de «all».`)
      : doubtful(
          'SPF',
          says,
          'Es la dirección de SMTP_URL. Si los correos salen por otra, compruébela con --ip; si no, añádala al registro.',
        );
  }
  const end = ending(record);
  if (end === '-' || end === '~') return fine('SPF', `${record.domain}: «${text}».${includesOf(record)}`);
  if (end === '+')
    return doubtful(
      'SPF',
      `El registro de ${record.domain} termina en «+all»: autoriza a cualquiera.`,
      'Cámbielo por «-all», o por «~all» mientras lo prueba.',
    );
  return doubtful(
    'SPF',
    `El registro de ${record.domain} («${text}») no dice qué hacer con los demás servidores.`,
    'Termínelo en «-all», o en «~all» mientras lo prueba.',
  );
}

function invalidity(record: SpfRecord, lookups: number): Finding | null {
  const { domain, found } = record;
  if (found.length === 0)
    return missing(
      'SPF',
      `${domain} no tiene registro SPF.`,
      'Publique un TXT como «v=spf1 mx -all», con el include que indique quien envía sus correos.',
    );
  if (found.length > 1)
    return missing(
      'SPF',
      `${domain} tiene ${found.length} registros SPF, y así ninguno vale.`,
      'Únalos en uno solo.',
    );
  const wrong = wrongParts(record);
  if (wrong.length > 0)
    return missing(
      'SPF',
      `El registro de ${domain} no es válido: ${wrong.join('; ')}.`,
      'Corríjalo: con un error, los servidores no lo tienen en cuenta.',
    );
  if (lookups > MOST_LOOKUPS)
    return missing(
      'SPF',
      `El registro de ${domain} necesita más de ${MOST_LOOKUPS} consultas, y así no vale (RFC 7208).`,
      'Quite los include que ya no use o escriba las direcciones con ip4: e ip6:.',
    );
  return null;
}

/** What makes the record, or one that it brings in, invalid. */
function wrongParts(record: SpfRecord): string[] {
  const brought = [...record.terms.flatMap(({ included }) => included ?? []), record.redirect ?? []].flat();
  return [
    ...record.wrong.map((term) => `no se entiende «${term}»`),
    ...brought.flatMap((other) => [
      ...(other.found.length === 1 ? [] : [`${other.domain} tiene ${other.found.length} registros SPF`]),
      ...wrongParts(other),
    ]),
  ];
}

/** How the record ends for everybody else; null when it does not say. */
function ending(record: SpfRecord): SpfQualifier | null {
  const all = record.terms.find(({ kind }) => kind === 'all');
  if (all) return all.qualifier;
  return record.redirect ? ending(record.redirect) : null;
}

function includesOf(record: SpfRecord): string {
  const names = record.terms.flatMap(({ included }) => included?.domain ?? []);
  return names.length > 0 ? ` Incluye a ${names.join(', ')}.` : '';
}

function asTerm(address: string): string {
  return `${address.includes(':') ? 'ip6' : 'ip4'}:${address}`;
}
