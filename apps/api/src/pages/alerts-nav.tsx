import type { JSX } from 'preact';

export type AlertsTab = 'avisos' | 'busquedas' | 'entrega' | 'calendarios' | 'historial' | 'exportar';

const TABS: readonly (readonly [AlertsTab, url: string, label: string])[] = [
  ['avisos', '/avisos', 'Lo que recibe'],
  ['busquedas', '/avisos/busquedas', 'Búsquedas guardadas'],
  ['entrega', '/avisos/entrega', 'Cuándo le llega'],
  ['calendarios', '/avisos/calendarios', 'Calendarios'],
  ['historial', '/avisos/historial', 'Historial'],
  ['exportar', '/avisos/exportar', 'Sus datos'],
];

/** The pages about what a person receives. `current` is missing on pages below them. */
export function AlertsNav({ current }: { current?: AlertsTab }): JSX.Element {
  return (
    <nav class="tabs" aria-label="Mis avisos">
      {TABS.map(([tab, url, label]) => (
        <a href={url} aria-current={tab === current ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}
