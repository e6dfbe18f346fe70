import { type Deadline, deadlineTexts } from '@chasqui/calls';
import type { FieldError } from '@chasqui/kernel';
import type { ComponentChildren, JSX } from 'preact';

/** A close with its zone, the original zone when it differs, the time left and doubts. */
export function DeadlineView({ call, now, zone }: { call: Deadline; now: Date; zone?: string }): JSX.Element {
  const texts = deadlineTexts(call, now, zone);
  return (
    <div class="deadline">
      <p>
        <strong>{texts.reader}</strong>
        {texts.remaining && <span class="badge">{texts.remaining}</span>}
      </p>
      {texts.original && <p class="quiet">Hora original: {texts.original}</p>}
      {texts.also && <p>{texts.also}</p>}
      {texts.warning && <p class="quiet">{texts.warning}</p>}
    </div>
  );
}

export function DemoBadge({ isDemo }: { isDemo: boolean }): JSX.Element | null {
  return isDemo ? <span class="badge demo">Demostración: fechas movidas</span> : null;
}

/** Errors of a form, on top and linked to their fields. */
export function FormErrors({
  message,
  fields,
}: {
  message: string;
  fields: readonly FieldError[];
}): JSX.Element {
  return (
    <div class="errors" role="alert" tabIndex={-1}>
      <p>
        <strong>{message}</strong>
      </p>
      {fields.length > 0 && (
        <ul>
          {fields.map((field) => (
            <li>
              <a href={`#${field.field}`}>{field.message}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly errors: readonly FieldError[];
  readonly children: (attributes: {
    id: string;
    name: string;
    'aria-describedby': string | undefined;
    'aria-invalid': 'true' | undefined;
  }) => ComponentChildren;
}

/** A labelled field with help and its errors, tied together for screen readers. */
export function Field({ name, label, help, errors, children }: FieldProps): JSX.Element {
  const own = errors.filter((error) => error.field === name);
  const described = [help && `${name}-ayuda`, own.length > 0 && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div class={own.length > 0 ? 'field wrong' : 'field'}>
      <label for={name}>{label}</label>
      {help && (
        <p class="help" id={`${name}-ayuda`}>
          {help}
        </p>
      )}
      {own.length > 0 && (
        <p class="error" id={`${name}-error`}>
          {own.map((error) => error.message).join(' ')}
        </p>
      )}
      {children({
        id: name,
        name,
        'aria-describedby': described || undefined,
        'aria-invalid': own.length > 0 ? 'true' : undefined,
      })}
    </div>
  );
}

/** What was just done, told on the page that follows. */
export function DoneNote(props: {
  what: string | undefined;
  texts: Readonly<Record<string, string>>;
}): JSX.Element | null {
  const text = toldOf(props.what, props.texts);
  return text ? (
    <p class="done" role="status">
      {text}
    </p>
  ) : null;
}

/** The text for a word of the address; undefined for one that nobody wrote there. */
export function toldOf(
  what: string | undefined,
  texts: Readonly<Record<string, string>>,
): string | undefined {
  return what !== undefined && Object.hasOwn(texts, what) ? texts[what] : undefined;
}

/** A text as paragraphs; whatever a stranger wrote is shown as text. */
export function Paragraphs({ text }: { text: string }): JSX.Element {
  return (
    <>
      {text
        .split(/\n{2,}/)
        .filter((part) => part.trim())
        .map((part) => (
          <p>{part.trim()}</p>
        ))}
    </>
  );
}

/** "Siguiente página" as a link that can be kept and shared. */
export function NextPage({ url }: { url: string | null }): JSX.Element | null {
  return url ? (
    <p class="more">
      <a class="button" href={url} rel="next">
        Siguiente página
      </a>
    </p>
  ) : null;
}

/** Adds the parameters that are set to an address. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  return query.size > 0 ? `${path}?${query}` : path;
}

/** "72,5": a figure with at most one decimal, as people write it here. */
export function figure(value: number): string {
  return value.toLocaleString('es-EC', { maximumFractionDigits: 1 });
}

/** "67 %". */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A score as a bar and a number. */
export function Score({ value }: { value: number }): JSX.Element {
  const shown = figure(value);
  return (
    <p class="score">
      <meter min={0} max={100} value={value} aria-label={`Coincidencia: ${shown} de 100`}></meter>
      <strong>{shown}</strong> de 100
    </p>
  );
}
