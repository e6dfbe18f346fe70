import type { FieldError } from '@chasqui/kernel';
import { FREQUENCIES } from '@chasqui/subscriptions';
import { Theme } from '@chasqui/vocabularies';
import type { ComponentChildren, JSX } from 'preact';
import type { DataSource } from 'typeorm';
import { BoxesField, type Choice, DateField } from '../views/fields.js';
import { FREQUENCY_LABELS } from './alert-words.js';

interface Errors {
  readonly errors: readonly FieldError[];
}

/** One of a few answers, all of them in sight. Without `value` none is chosen beforehand. */
export function RadioField(
  props: Errors & {
    name: string;
    label: string;
    value?: string | undefined;
    choices: readonly Choice[];
    required?: boolean;
    children?: ComponentChildren;
  },
): JSX.Element {
  const { name, choices, value } = props;
  const own = props.errors.filter(({ field }) => field === name);
  return (
    <fieldset id={name} class={own.length > 0 ? 'wrong' : undefined}>
      <legend>{props.label}</legend>
      {own.map(({ message }) => (
        <p class="error">{message}</p>
      ))}
      {choices.map(([code, label]) => (
        <p class="check">
          <input
            type="radio"
            id={`${name}-${code}`}
            name={name}
            value={code}
            checked={code === value}
            required={props.required}
          />
          <label for={`${name}-${code}`}>{label}</label>
        </p>
      ))}
      {props.children}
    </fieldset>
  );
}

export const FREQUENCY_CHOICES: readonly Choice[] = FREQUENCIES.map((code) => [code, FREQUENCY_LABELS[code]]);

export function FrequencyField({
  value,
  errors,
  deliveryUrl,
}: Errors & { value: string; deliveryUrl: string }): JSX.Element {
  return (
    <RadioField
      name="frequency"
      label="¿Cada cuánto?"
      value={value}
      choices={FREQUENCY_CHOICES}
      errors={errors}
    >
      <p class="help">
        La hora y el día los elige en <a href={deliveryUrl}>Cuándo le llega</a>. Lo urgente, como un plazo que
        se acorta, llega siempre en seguida.
      </p>
    </RadioField>
  );
}

export function PauseField({ value, errors }: Errors & { value: string }): JSX.Element {
  return (
    <DateField
      name="pausedUntil"
      label="En pausa hasta (opcional)"
      help="Ese día vuelve a recibir, junto, lo que se haya publicado. Déjelo vacío si no quiere pausa."
      type="date"
      value={value}
      errors={errors}
    />
  );
}

/** All topics, to choose those that one wants to be told of. */
export function TopicsField(
  props: Errors & { themes: readonly Choice[]; values: readonly string[] },
): JSX.Element {
  return (
    <details open={props.values.length > 0 || props.errors.some(({ field }) => field === 'themes')}>
      <summary>
        {props.values.length === 0
          ? 'Todos los temas (elegir solo algunos)'
          : `Solo ${props.values.length === 1 ? 'un tema' : `${props.values.length} temas`}`}
      </summary>
      <BoxesField
        name="themes"
        label="Solo estos temas (sin ninguno, todos)"
        values={props.values}
        choices={props.themes}
        errors={props.errors}
      />
    </details>
  );
}

/** The topics of the vocabulary by name. */
export async function themeChoices(database: DataSource): Promise<Choice[]> {
  const themes = await database.manager.find(Theme, { order: { nameEs: 'ASC' } });
  return themes.map(({ code, nameEs }) => [code, nameEs]);
}

/** What a date field of a form says: null for an empty one. */
export function dateOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** A pause that still holds; one that ended is shown as none. */
export function livePause(pausedUntil: string | null, today: string): string | null {
  return pausedUntil !== null && pausedUntil > today ? pausedUntil : null;
}
