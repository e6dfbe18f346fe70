import type { Keeping, TakenText } from '@chasqui/sources';
import type { JSX } from 'preact';

const KEEPINGS: Readonly<Record<Keeping, string>> = {
  added: 'nueva',
  changed: 'ya se conocía y cambió',
  reread: 'ya se conocía; se vuelve a leer',
  same: 'ya se conocía y no cambió',
  lost: 'no se pudo guardar',
};
const SHOWN = 100;

/** What was handed over and what becomes of it. */
export function TakenView(props: {
  taken: TakenText;
  again: { readonly href: string; readonly label: string };
}): JSX.Element {
  const { items, warnings } = props.taken;
  const news = items.filter(({ keeping }) => keeping !== 'same').length;
  return (
    <>
      <p class="done" role="status">
        {news > 0
          ? `${news === 1 ? 'Llegará' : `Llegarán ${news} convocatorias`} a la cola de novedades en cuanto se lean sus datos.`
          : 'Ya se conocía todo y nada cambió: no hay nada que revisar.'}
      </p>
      {warnings.length > 0 && (
        <div class="notice">
          <h2>Avisos</h2>
          <ul>
            {warnings.map((warning) => (
              <li>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      <ul>
        {items.slice(0, SHOWN).map(({ title, keeping }) => (
          <li>
            {title || 'Sin título todavía'} <span class="quiet">({KEEPINGS[keeping]})</span>
          </li>
        ))}
      </ul>
      {items.length > SHOWN && <p>{`Y ${items.length - SHOWN} más.`}</p>}
      <p class="actions">
        <a class="button" href="/curaduria/novedades">
          Ir a las novedades
        </a>
        <a class="button quiet" href={props.again.href}>
          {props.again.label}
        </a>
      </p>
    </>
  );
}
