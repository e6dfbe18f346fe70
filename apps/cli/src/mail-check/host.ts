import ipaddr from 'ipaddr.js';
import { doubtful, fine, type Finding, missing } from './finding.js';

/** A sending address with the names it points back to, and the addresses of each of those. */
export interface ReverseFacts {
  readonly address: string;
  readonly names: readonly { readonly name: string; readonly addresses: readonly string[] }[];
}

/** Whether the world sees the address; those of a local network are seen as another one. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast';
}

/** Judges the names of the sending addresses: each points to a name that points back. */
export function judgeReverse(host: string | null, facts: readonly ReverseFacts[]): Finding {
  if (host === null)
    return doubtful(
      'DNS inverso',
      'No se sabe qué servidor envía: SMTP_URL no está configurada.',
      'Configúrela, o indique con --ip la dirección desde la que salen los correos.',
    );
  if (facts.length === 0)
    return doubtful(
      'DNS inverso',
      `Desde aquí no se ve la dirección pública de ${host}.`,
      'Indique con --ip la dirección desde la que salen los correos.',
    );
  const nameless = facts.filter(({ names }) => names.length === 0).map(({ address }) => address);
  if (nameless.length > 0)
    return missing(
      'DNS inverso',
      `${nameless.join(', ')} no tiene nombre (PTR).`,
      'Pida a su proveedor de internet que le ponga el nombre del servidor de correo.',
    );
  const unconfirmed = facts.filter(({ address, names }) =>
    names.every(({ addresses }) => !addresses.some((back) => isSame(back, address))),
  );
  if (unconfirmed.length > 0) {
    const pairs = unconfirmed.map(
      ({ address, names }) => `${address} → ${names.map(({ name }) => name).join(', ')}`,
    );
    return missing(
      'DNS inverso',
      `El nombre no lleva de vuelta a la dirección: ${pairs.join('; ')}.`,
      'Haga que ese nombre tenga un registro A o AAAA con esa misma dirección.',
    );
  }
  return fine(
    'DNS inverso',
    `${facts.map(({ address, names }) => `${address} ↔ ${names[0]!.name}`).join('; ')}.`,
  );
}

function isSame(one: string, other: string): boolean {
  return ipaddr.process(one).toString() === ipaddr.process(other).toString();
}

/** Judges whether what other servers return can arrive. `addresses` are those of the domain itself. */
export function judgeBounces(
  domain: string,
  mailHosts: readonly string[],
  addresses: readonly string[],
): Finding {
  const hosts = mailHosts.filter((host) => host !== '');
  if (hosts.length > 0) return fine('Rebotes', `${domain} recibe correo en ${hosts.join(', ')}.`);
  if (mailHosts.length > 0)
    return missing(
      'Rebotes',
      `${domain} declara que no recibe correo (MX vacío).`,
      'Use en BOUNCE_ADDRESS un dominio que reciba: sin eso no se sabe qué correos fallaron.',
    );
  if (addresses.length > 0)
    return doubtful(
      'Rebotes',
      `${domain} no tiene registro MX, solo una dirección.`,
      'Publique un MX hacia el servidor que recibe los correos devueltos.',
    );
  return missing(
    'Rebotes',
    `${domain} no tiene registro MX ni dirección: los correos devueltos no llegan.`,
    'Publique un MX, o use en BOUNCE_ADDRESS un dominio que reciba.',
  );
}
