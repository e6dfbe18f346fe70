import { createPublicKey, type KeyObject } from 'node:crypto';
import { doubtful, fine, type Finding, missing, tagsOf } from './finding.js';

/** Shorter keys are ignored by receivers, and those below the second are being phased out (RFC 8301). */
const LEAST_BITS = 1024;
const GOOD_BITS = 2048;

/** Judges the records at the selector; `own` is the public half of the configured key, null when it is not ours. */
export function judgeDkim(name: string, records: readonly string[], own: KeyObject | null): Finding {
  const keys = records.filter((record) => /(?:^|;)\s*(?:v=DKIM1|p=)/i.test(record));
  if (keys.length === 0)
    return missing('DKIM', `No hay una clave en ${name}.`, `Publique este TXT en ${name}: ${recordOf(own)}`);
  if (keys.length > 1)
    return missing(
      'DKIM',
      `Hay ${keys.length} registros en ${name}.`,
      'Deje uno solo; para otra clave use otro selector.',
    );
  const tags = tagsOf(keys[0]!);
  const published = tags.get('p')?.replace(/\s+/g, '') ?? '';
  if (published === '')
    return missing('DKIM', `La clave de ${name} está revocada (p= vacío).`, `Publique: ${recordOf(own)}`);
  const trouble = tagTrouble(tags);
  if (trouble)
    return missing('DKIM', `El registro de ${name} no vale: ${trouble}.`, `Publique: ${recordOf(own)}`);
  const key = keyOf(published);
  if (!key)
    return missing(
      'DKIM',
      `La clave de ${name} no se puede leer.`,
      `Publíquela otra vez, entera: ${recordOf(own)}`,
    );
  if (own && !key.equals(own))
    return missing(
      'DKIM',
      `La clave de ${name} no es la de DKIM_PRIVATE_KEY.`,
      `Publique: ${recordOf(own)} O cambie DKIM_PRIVATE_KEY o DKIM_SELECTOR.`,
    );
  return judgeStrength(name, key, tags);
}

function judgeStrength(name: string, key: KeyObject, tags: ReadonlyMap<string, string>): Finding {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < LEAST_BITS)
    return missing('DKIM', `La clave de ${name} tiene ${bits} bits.`, `Haga una de ${GOOD_BITS} bits.`);
  if (bits < GOOD_BITS)
    return doubtful('DKIM', `La clave de ${name} tiene ${bits} bits.`, `Haga una de ${GOOD_BITS} bits.`);
  if (flags(tags.get('t')).includes('y'))
    return doubtful(
      'DKIM',
      `La clave de ${name} está en prueba (t=y): las firmas no cuentan.`,
      'Quite «t=y».',
    );
  return fine('DKIM', `${name}: clave RSA de ${bits} bits.`);
}

/** Why a record does not serve for rsa-sha256; null when it does. */
function tagTrouble(tags: ReadonlyMap<string, string>): string | null {
  const version = tags.get('v');
  if (version !== undefined && version !== 'DKIM1') return `«v=${version}» debe ser «v=DKIM1»`;
  const kind = tags.get('k') ?? 'rsa';
  if (kind !== 'rsa') return `es una clave ${kind}, y Chasqui firma con RSA`;
  if (tags.has('h') && !flags(tags.get('h')).includes('sha256')) return 'no admite sha256 (h=)';
  const services = tags.has('s') ? flags(tags.get('s')) : ['*'];
  return services.includes('*') || services.includes('email') ? null : 'no es para correo (s=)';
}

function flags(value: string | undefined): string[] {
  return (value ?? '').split(':').map((flag) => flag.trim().toLowerCase());
}

/** RSA keys are published as RFC 5280 key information; some publish the bare key of RFC 8017. */
function keyOf(base64: string): KeyObject | null {
  const key = Buffer.from(base64, 'base64');
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      return createPublicKey({ key, format: 'der', type });
    } catch {
      // The other form, or none.
    }
  }
  return null;
}

function recordOf(own: KeyObject | null): string {
  if (!own) return 'el que indique quien envía sus correos.';
  return `v=DKIM1; k=rsa; p=${own.export({ type: 'spki', format: 'der' }).toString('base64')}`;
}
