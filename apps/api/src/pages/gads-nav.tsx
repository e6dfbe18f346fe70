import { GAD_MEMBER_ROLES, hasRole, type Person } from '@chasqui/accounts';
import type { Gad } from '@chasqui/gads';
import type { JSX } from 'preact';

export type GadSection = 'ficha' | 'perfil' | 'pdot' | 'ofertas' | 'redes' | 'comisiones' | 'puestos';

/** Whether the person may change what the GAD says of itself: its officer or a curator. */
export function mayEdit(person: Person | null, gadCode: string): boolean {
  return person !== null && (hasRole(person, ['officer'], gadCode) || hasRole(person, ['curator']));
}

/** Whether the person works for the GAD or curates: sees more than the public page. */
export function isMember(person: Person | null, gadCode: string): boolean {
  return person !== null && (hasRole(person, GAD_MEMBER_ROLES, gadCode) || hasRole(person, ['curator']));
}

/** The pages of one GAD that the person may open. Nothing for visitors: they see one page only. */
export function GadNav({
  gad,
  person,
  current,
}: {
  gad: Pick<Gad, 'dpaCode' | 'name'>;
  person: Person | null;
  current?: GadSection;
}): JSX.Element | null {
  const { dpaCode } = gad;
  if (!isMember(person, dpaCode)) return null;
  const base = `/gads/${dpaCode}`;
  const entries: [GadSection | null, string, string][] = [
    ['ficha', base, 'Ficha pública'],
    ['pdot', `${base}/pdot`, 'PDOT'],
    ['ofertas', `${base}/ofertas`, 'Ofertas'],
    [null, `${base}/coincidencias`, 'Coincidencias'],
    ['redes', `${base}/redes`, 'Redes'],
    ['comisiones', `${base}/comisiones`, 'Comisiones mixtas'],
  ];
  if (person && hasRole(person, ['officer'], dpaCode))
    entries.push(['puestos', `${base}/puestos`, 'Puestos']);
  if (mayEdit(person, dpaCode)) entries.splice(1, 0, ['perfil', `${base}/perfil`, 'Perfil']);
  return (
    <nav class="tabs" aria-label={gad.name}>
      {entries.map(([section, url, label]) => (
        <a href={url} aria-current={section !== null && section === current ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}
