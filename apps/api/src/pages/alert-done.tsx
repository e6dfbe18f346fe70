import { formatShortDate } from '@chasqui/kernel';
import type { ListState } from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { z } from 'zod';
import { ListButton } from './alert-card.js';
import type { AlertPlace } from './alert-place.js';

/** What was just done, as the address of the next page says it. */
export const doneQuery = z.object({
  hecho: z.enum(['parada', 'pausada', 'reanudada', 'guardado', 'borrada']).optional().catch(undefined),
  lista: z.string().max(60).optional().catch(undefined),
});
export type DoneQuery = z.output<typeof doneQuery>;

/** Tells what was just done, if it is so: an address typed by hand says nothing. With a way back. */
export function AlertDone(props: {
  done: DoneQuery;
  place: AlertPlace;
  /** Null when the address names no list of the person. */
  state: ListState | null;
}): JSX.Element | null {
  const { done, place, state } = props;
  if (done.hecho === 'guardado') return <Done text="Guardado." />;
  if (done.hecho === 'borrada') return <Done text="Búsqueda borrada. Ya no enviará avisos." />;
  const text = state && doneText(done.hecho, state);
  if (!text || done.lista === undefined) return null;
  return (
    <div class="done">
      <p role="status">{text}</p>
      {done.hecho !== 'reanudada' && (
        <ListButton place={place} list={done.lista} action="reanudar" label="Deshacer" about={state.what} />
      )}
    </div>
  );
}

function Done({ text }: { text: string }): JSX.Element {
  return (
    <p class="done" role="status">
      {text}
    </p>
  );
}

function doneText(what: DoneQuery['hecho'], state: ListState): string | null {
  if (what === 'parada' && !state.on) return `Listo: ya no le enviaremos ${state.what}.`;
  if (what === 'reanudada' && state.on && state.pausedUntil === null) return `Recibe otra vez ${state.what}.`;
  if (what === 'pausada' && state.pausedUntil !== null) {
    const until = formatShortDate(state.pausedUntil);
    return state.pausesAll
      ? `Todo queda en pausa hasta el ${until}: mientras tanto solo le llega lo urgente.`
      : `En pausa hasta el ${until}: ${state.what}. Ese día le llega junto lo que se publique.`;
  }
  return null;
}
