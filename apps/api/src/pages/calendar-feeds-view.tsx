import { type FeedView, MAX_FEED_LABEL } from '@chasqui/calendars';
import { type DomainError, ECUADOR_ZONE, formatDateTime, formatShortDate } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { type Choice, SelectField } from '../views/fields.js';
import { Field, FormErrors } from '../views/parts.js';

/** What the form for a new calendar holds. */
export interface FeedForm {
  readonly que: string;
  readonly nombre: string;
}

/** Calendars of a person, each with its secret address. */
export function FeedList({ feeds }: { feeds: readonly FeedView[] }): JSX.Element {
  if (feeds.length === 0) return <p class="notice">Todavía no tiene ningún calendario.</p>;
  return (
    <ul class="cards">
      {feeds.map((feed) => (
        <FeedCard feed={feed} />
      ))}
    </ul>
  );
}

function FeedCard({ feed }: { feed: FeedView }): JSX.Element {
  return (
    <li class="card">
      <h3>{feed.label}</h3>
      <p class="quiet">
        {contentOf(feed)} Creado el {formatShortDate(feed.createdAt)}. {readingOf(feed)}
      </p>
      <Address
        id={`direccion-${feed.id}`}
        label="Dirección secreta del calendario"
        what={`la dirección de ${feed.label}`}
        value={feed.address}
      />
      <div class="actions">
        <a class="button" href={feed.address.replace(/^https?:/, 'webcal:')}>
          Abrir en mi programa de calendario
        </a>
        <a
          href={`/avisos/calendarios/renovar/${feed.id}`}
          aria-label={`Cambiar la dirección de ${feed.label}`}
        >
          Cambiar la dirección
        </a>
        <a href={`/avisos/calendarios/revocar/${feed.id}`} aria-label={`Revocar ${feed.label}`}>
          Revocar
        </a>
      </div>
      <details>
        <summary>Las mismas convocatorias en un lector de noticias</summary>
        <Address
          id={`atom-${feed.id}`}
          label="Dirección secreta del canal Atom"
          what={`la dirección del canal de ${feed.label}`}
          value={feed.atomAddress}
        />
      </details>
    </li>
  );
}

/** An address to be copied: by hand, or with the button that the script brings. */
function Address(props: { id: string; label: string; what: string; value: string }): JSX.Element {
  return (
    <div class="field copy">
      <label for={props.id}>{props.label}</label>
      <input id={props.id} value={props.value} readOnly spellcheck={false} />
      <button type="button" class="quiet" data-copiar={props.id} aria-label={`Copiar ${props.what}`} hidden>
        Copiar
      </button>
      <span class="quiet" role="status" />
    </div>
  );
}

function contentOf({ scope }: FeedView): string {
  return {
    person: 'Las convocatorias que usted sigue y, si las sigue para su GAD, los diez pasos.',
    gad: 'Las convocatorias que su GAD sigue y las que coinciden con él.',
    search: 'Las convocatorias que encuentra la búsqueda.',
  }[scope];
}

function readingOf({ lastReadAt }: FeedView): string {
  return lastReadAt
    ? `Leído por última vez: ${formatDateTime(lastReadAt, ECUADOR_ZONE)} (hora de Ecuador, con una hora de margen).`
    : 'Ningún programa lo ha leído todavía.';
}

/** The form for a new calendar, with what was refused. */
export function NewFeed(props: {
  choices: readonly Choice[];
  form: FeedForm | undefined;
  error: DomainError | undefined;
}): JSX.Element {
  const { choices, form, error } = props;
  const errors = error?.fields ?? [];
  return (
    <form method="post" action="/avisos/calendarios" class="panel">
      {error && <FormErrors message={error.message} fields={errors} />}
      <SelectField
        name="que"
        label="¿Qué quiere ver en él?"
        help="Para una búsqueda, guárdela primero en el buscador: aparecerá aquí."
        value={form?.que ?? choices[0]?.[0] ?? ''}
        choices={choices}
        errors={errors}
      />
      <Field
        name="nombre"
        label="Nombre (opcional)"
        help="Con este nombre lo muestra su programa de calendario."
        errors={errors}
      >
        {(attributes) => <input {...attributes} value={form?.nombre ?? ''} maxLength={MAX_FEED_LABEL} />}
      </Field>
      <button type="submit">Crear el calendario</button>
    </form>
  );
}
