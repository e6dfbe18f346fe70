import type { FieldError } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { Field } from '../views/parts.js';

/** Days before a deadline, as people write them: "60, 30, 15". */
export function LadderField(props: {
  value: string;
  label: string;
  help: string;
  errors: readonly FieldError[];
}): JSX.Element {
  return (
    <Field
      name="ladder"
      label={props.label}
      help={`${props.help} Escriba los números de días separados por comas; quite o añada los que quiera.`}
      errors={props.errors}
    >
      {(attributes) => <input {...attributes} value={props.value} autocomplete="off" />}
    </Field>
  );
}

/** The numbers of a text, whatever stands between them; what is no number is kept as one that rules refuse. */
export function readLadderText(text: string): number[] {
  return text
    .split(/[\s,;·/]+|\by\b|\bd[ií]as?\b/i)
    .filter((part) => part !== '')
    .map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : Number.NaN));
}
