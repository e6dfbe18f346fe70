import { formatShortDate } from '@chasqui/kernel';
import { type DismissedCall, MAX_REASON } from '@chasqui/matching';
import type { JSX } from 'preact';

/** The page that a person is on when she hides or brings back a call, and comes back to. */
export const DISMISSAL_PLACES = ['lista', 'descartadas', 'ficha'] as const;
export type DismissalPlace = (typeof DISMISSAL_PLACES)[number];

/** Hides a call with one click, without a reason. */
export function DismissButton({ url, title }: { url: string; title: string }): JSX.Element {
  return (
    <form method="post" action={`${url}/descartar`} class="inline">
      <button type="submit" class="quiet" aria-label={`No nos interesa: ${title}`}>
        No nos interesa
      </button>
    </form>
  );
}

/** Hides a call, saying why if one wants to. */
export function DismissForm({ url }: { url: string }): JSX.Element {
  return (
    <details class="panel">
      <summary>No nos interesa</summary>
      <form method="post" action={`${url}/descartar`}>
        <p>
          La convocatoria deja de salir en la lista y en los avisos de su GAD. Queda en «Descartadas» y puede
          restaurarla cuando quiera.
        </p>
        <div class="field">
          <label for="motivo">Motivo (opcional)</label>
          <textarea id="motivo" name="reason" rows={2} maxLength={MAX_REASON}></textarea>
        </div>
        <button type="submit">Descartar</button>
      </form>
    </details>
  );
}

/** Brings a call back. `label` is what the button says where the person is. */
export function RestoreButton(props: {
  url: string;
  title: string;
  label: 'Restaurar' | 'Deshacer';
  place: DismissalPlace;
}): JSX.Element {
  return (
    <form method="post" action={`${props.url}/restaurar`} class="inline">
      <input type="hidden" name="volver" value={props.place} />
      <button type="submit" class="quiet" aria-label={`${props.label}: ${props.title}`}>
        {props.label}
      </button>
    </form>
  );
}

/** Who left a call aside, when and why. */
export function DismissalNote(
  props: Pick<DismissedCall, 'personName' | 'dismissedAt' | 'reasonEs'>,
): JSX.Element {
  return (
    <>
      <p>
        Descartada por {props.personName} el {formatShortDate(props.dismissedAt)}.
      </p>
      {props.reasonEs && <p class="own-words">{props.reasonEs}</p>}
    </>
  );
}
