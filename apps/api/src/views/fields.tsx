import type { FieldError } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { Field } from './parts.js';

/** A choice: its code and what people read. */
export type Choice = readonly [code: string, label: string];

interface Common {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly errors: readonly FieldError[];
}

export function TextField({ value, ...common }: Common & { value: string }): JSX.Element {
  return <Field {...common}>{(attributes) => <input {...attributes} value={value} />}</Field>;
}

export function DateField({
  value,
  type,
  ...common
}: Common & { value: string; type: 'date' | 'datetime-local' }): JSX.Element {
  return <Field {...common}>{(attributes) => <input {...attributes} type={type} value={value} />}</Field>;
}

export function AreaField({
  value,
  rows = 3,
  ...common
}: Common & { value: string; rows?: number }): JSX.Element {
  return (
    <Field {...common}>
      {(attributes) => (
        <textarea {...attributes} rows={rows}>
          {value}
        </textarea>
      )}
    </Field>
  );
}

export function SelectField({
  value,
  choices,
  ...common
}: Common & { value: string; choices: readonly Choice[] }): JSX.Element {
  return (
    <Field {...common}>
      {(attributes) => (
        <select {...attributes}>
          {choices.map(([code, label]) => (
            <option value={code} selected={code === value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Several choices, each with a box to tick. */
export function BoxesField(props: {
  name: string;
  label: string;
  values: readonly string[];
  choices: readonly Choice[];
  errors: readonly FieldError[];
}): JSX.Element {
  const { name, values } = props;
  const own = props.errors.filter((error) => error.field === name);
  return (
    <fieldset id={name} class={own.length > 0 ? 'wrong' : undefined}>
      <legend>{props.label}</legend>
      {own.map((error) => (
        <p class="error">{error.message}</p>
      ))}
      <div class="boxes">
        {props.choices.map(([code, label]) => (
          <p class="check">
            <input
              type="checkbox"
              id={`${name}-${code}`}
              name={name}
              value={code}
              checked={values.includes(code)}
            />
            <label for={`${name}-${code}`}>{label}</label>
          </p>
        ))}
      </div>
    </fieldset>
  );
}
