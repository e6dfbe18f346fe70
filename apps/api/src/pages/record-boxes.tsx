import { type Field, formText } from '@chasqui/curation';
import type { FieldError } from '@chasqui/kernel';
import type { JSX } from 'preact';

interface BoxProps {
  readonly field: Field;
  /** Name in the form: "offices.0.provinces". */
  readonly name: string;
  readonly value: unknown;
}

/** What a field is called in a form. */
export function labelOf(field: Field): string {
  return `${field.label}${field.required ? ' (obligatorio)' : ''}${field.internal ? ' (no se publica)' : ''}`;
}

/** A fact that is so or is not. */
export function BooleanField({ field, name, value }: BoxProps): JSX.Element {
  return (
    <p>
      <label class="check" id={name}>
        <input type="checkbox" name={name} value="si" checked={Boolean(formText(field, value))} />
        <span>{labelOf(field)}</span>
      </label>
    </p>
  );
}

/** Several choices, each with a box to tick; long lists open on demand and say what is ticked. */
export function ChoiceBoxes({
  field,
  name,
  value,
  errors,
  offered,
  folded,
}: BoxProps & {
  errors: readonly FieldError[];
  offered: readonly (readonly [code: string, label: string])[];
  folded?: boolean;
}): JSX.Element {
  const own = errors.filter((error) => error.field === name);
  const chosen = listOf(value);
  const labels = new Map(offered);
  // What is ticked stays on the page, also when it is no longer offered.
  const all = [
    ...offered,
    ...chosen.filter((code) => !labels.has(code)).map((code) => [code, code] as const),
  ];
  const said = chosen.map((code) => labels.get(code) ?? code).join(', ');
  const boxes = (
    <div class="boxes">
      {all.map(([code, label]) => (
        <label class="check">
          <input type="checkbox" name={name} value={code} checked={chosen.includes(code)} />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
  return (
    <fieldset id={name} class={own.length > 0 ? 'wrong' : undefined} aria-describedby={`${name}-nota`}>
      <legend>{labelOf(field)}</legend>
      <div id={`${name}-nota`}>
        {field.help && <p class="help">{field.help}</p>}
        {own.map((error) => (
          <p class="error">{error.message}</p>
        ))}
      </div>
      {folded ? (
        <details open={own.length > 0}>
          <summary>{said ? `Elegidos: ${said}` : 'Elegir'}</summary>
          {boxes}
        </details>
      ) : (
        boxes
      )}
    </fieldset>
  );
}

function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value ? [value] : [];
}
