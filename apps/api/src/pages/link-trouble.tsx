import type { JSX } from 'preact';
import { renderPage } from '../views/layout.js';

/** What to do with a link that is too old, or that we did not make. */
export function linkTroublePage(state: 'expired' | 'invalid', token: string): string {
  const title = state === 'expired' ? 'Este enlace caducó' : 'Este enlace no sirve';
  return renderPage(
    { title, person: null },
    <div class="narrow">
      <h1>{title}</h1>
      {state === 'expired' ? <Expired token={token} /> : <Invalid />}
      <p>
        También puede <a href="/ingresar?volver=%2Favisos">ingresar y cambiar sus avisos</a>.
      </p>
    </div>,
  );
}

function Expired({ token }: { token: string }): JSX.Element {
  return (
    <>
      <p>
        Los enlaces de los correos sirven un tiempo, para que un correo viejo o reenviado no permita a otra
        persona cambiar sus avisos. Todavía no cambió nada.
      </p>
      <form method="post" action={`/preferencias/${encodeURIComponent(token)}/enlace`} class="panel">
        <p>Le enviamos un enlace nuevo a la dirección en la que recibe sus avisos.</p>
        <button type="submit">Enviarme un enlace nuevo</button>
      </form>
    </>
  );
}

function Invalid(): JSX.Element {
  return (
    <p class="notice">
      Puede que se haya copiado incompleto o que venga de un correo de una versión anterior de Chasqui.
      Todavía no cambió nada.
    </p>
  );
}

/** The same for everybody who presses the button, whoever they are. */
export function linkSentPage(): string {
  return renderPage(
    { title: 'Revise su correo', person: null },
    <div class="narrow">
      <h1>Revise su correo</h1>
      <p role="status">
        Si el enlace era suyo, en un momento le llega uno nuevo. Sirve varias semanas para ver y cambiar sus
        avisos.
      </p>
    </div>,
  );
}
