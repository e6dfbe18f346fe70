import { type DomainError, formatShortDate } from '@chasqui/kernel';
import type { ListState } from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { FormErrors } from '../views/parts.js';
import { EverythingLink } from './everything-link.js';
import { PauseFields, type PauseForm } from './pause-form.js';

/** What the pages of a stop link know. */
export interface StopFacts {
  /** As it stands in addresses. */
  readonly token: string;
  /** The person's address, masked. */
  readonly address: string;
  /** Null when the link is too old to lead there. */
  readonly preferencesUrl: string | null;
  /** Null when the list is not the person's, or no longer. */
  readonly state: ListState | null;
}
type Known = StopFacts & { readonly state: ListState };

export function AskStop({ token, address, state, preferencesUrl }: Known): JSX.Element {
  if (!state.on) return <AlreadyOff what={state.what} preferencesUrl={preferencesUrl} token={token} />;
  return (
    <>
      <h1>¿Dejar de recibir estos avisos?</h1>
      <form method="post" action={`/baja/${token}`} class="panel">
        <p>
          Todavía no cambió nada. Si pulsa el botón, ya no enviaremos a <strong>{address}</strong>:
        </p>
        <p>
          <strong>{state.what}</strong>
        </p>
        <button type="submit">Dejar de recibirlos</button>
      </form>
      <p>
        ¿Solo por un tiempo? <a href={`/pausa/${token}`}>Pausar estos avisos</a>
      </p>
      <EverythingLink token={token} url={preferencesUrl} />
    </>
  );
}

function AlreadyOff(props: { what: string; preferencesUrl: string | null; token: string }): JSX.Element {
  return (
    <>
      <h1>Ya no los recibe</h1>
      <p>{`No le enviamos ${props.what}.`}</p>
      <Undo token={props.token} label="Recibirlos otra vez" />
      <EverythingLink token={props.token} url={props.preferencesUrl} />
    </>
  );
}

export function Stopped({ token, address, state, preferencesUrl }: StopFacts): JSX.Element {
  return (
    <>
      <h1>Listo: ya no los recibe</h1>
      <p class="done" role="status">
        {`No enviaremos más a ${address}: ${state?.what ?? 'estos avisos'}.`}
      </p>
      <p>Puede que todavía le llegue un correo que ya estaba en camino.</p>
      <Undo token={token} label="Deshacer: quiero seguir recibiéndolos" />
      <EverythingLink token={token} url={preferencesUrl} />
    </>
  );
}

export function Resumed({ token, state, preferencesUrl }: StopFacts): JSX.Element {
  return (
    <>
      <h1>Los recibe otra vez</h1>
      <p class="done" role="status">
        {state?.on ? `Recibe otra vez ${state.what}, como antes.` : 'No se pudo: ya no está publicada.'}
      </p>
      <EverythingLink token={token} url={preferencesUrl} />
    </>
  );
}

export function AskPause(
  props: Known & { today: string; form?: PauseForm; error?: DomainError },
): JSX.Element {
  const { token, state, preferencesUrl, error } = props;
  return (
    <>
      <h1>Pausar los avisos</h1>
      {error && <FormErrors message={error.message} fields={error.fields} />}
      {state.pausedUntil !== null && (
        <p class="notice">{`Ahora está en pausa hasta el ${formatShortDate(state.pausedUntil)}.`}</p>
      )}
      <form method="post" action={`/pausa/${token}`} class="panel">
        <p>
          {state.pausesAll
            ? 'Todavía no cambió nada. La pausa vale para todos sus avisos; solo le llegará lo urgente.'
            : `Todavía no cambió nada. La pausa vale para ${state.what}.`}
        </p>
        <PauseFields today={props.today} form={props.form} error={error} />
        <button type="submit">Pausar</button>
      </form>
      <p class="quiet">Nada se pierde: lo que se publique durante la pausa le llega junto cuando termine.</p>
      <EverythingLink token={token} url={preferencesUrl} />
    </>
  );
}

export function Paused({ token, state, preferencesUrl }: StopFacts): JSX.Element {
  const until = state?.pausedUntil ? formatShortDate(state.pausedUntil) : null;
  return (
    <>
      <h1>{until ? `En pausa hasta el ${until}` : 'No está en pausa'}</h1>
      <p class="done" role="status">
        {until
          ? state?.pausesAll
            ? 'Mientras tanto solo le llega lo urgente. Ese día vuelve a recibir todo lo demás, junto.'
            : `Ese día vuelve a recibir, junto, lo que se publique: ${state?.what ?? ''}.`
          : 'Estos avisos están apagados, así que no hay nada que pausar.'}
      </p>
      {until && <Undo token={token} label="Deshacer la pausa" />}
      <EverythingLink token={token} url={preferencesUrl} />
    </>
  );
}

/** The link names something that the person no longer has: a search she deleted, a post that passed on. */
export function NotYours({
  token,
  preferencesUrl,
}: Pick<StopFacts, 'token' | 'preferencesUrl'>): JSX.Element {
  return (
    <>
      <h1>Estos avisos ya no son suyos</h1>
      <p class="notice">
        No cambió nada. La búsqueda se borró, o el puesto que los recibía pasó a otra persona: usted ya no los
        recibe.
      </p>
      <EverythingLink token={token} url={preferencesUrl} />
    </>
  );
}

function Undo({ token, label }: { token: string; label: string }): JSX.Element {
  return (
    <form method="post" action={`/baja/${token}/deshacer`}>
      <button type="submit" class="quiet">
        {label}
      </button>
    </form>
  );
}
