import type { JSX } from 'preact';

type Key = readonly [key: string, does: string];

const LIST: readonly Key[] = [
  ['j', 'pasar a la novedad siguiente de la lista'],
  ['k', 'volver a la anterior'],
  ['/', 'ir a los filtros'],
];
const ONE: readonly Key[] = [
  ['j', 'abrir la novedad siguiente'],
  ['k', 'abrir la anterior'],
  ['a', 'marcar «Aceptar» en todos los datos'],
  ['p', 'pulsar el botón principal: publicar, aceptar o dar por bueno'],
  ['r', 'ir al motivo para rechazar'],
  ['/', 'ir a la búsqueda de otra convocatoria'],
];

/** The shortcuts, told where they work, with the box that switches them off (WCAG 2.1.4). Hidden without the script. */
export function Shortcuts({ page }: { page: 'list' | 'one' }): JSX.Element {
  return (
    <details class="keys no-print" id="atajos" hidden>
      <summary>Atajos de teclado</summary>
      <dl>
        {(page === 'list' ? LIST : ONE).map(([key, does]) => (
          <div>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">No funcionan mientras escribe en un campo ni junto con Ctrl, Alt o Mayúsculas.</p>
      <label class="check">
        <input type="checkbox" id="atajos-activos" checked />
        <span>Usar los atajos en este navegador</span>
      </label>
    </details>
  );
}
