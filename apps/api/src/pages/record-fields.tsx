import {
  type Field as RecordFieldSpec,
  formText,
  type NamedRecord,
  REMOVE_ROW,
  type Section,
  type VocabularyNames,
} from '@chasqui/curation';
import type { FieldError } from '@chasqui/kernel';
import type { ComponentChildren, JSX } from 'preact';
import { Field } from '../views/parts.js';
import { BooleanField, ChoiceBoxes, labelOf } from './record-boxes.js';

type Spec<Kind extends RecordFieldSpec['kind']> = Extract<RecordFieldSpec, { kind: Kind }>;
type Row = Readonly<Record<string, unknown>>;

/** Names for everything that a form lets people choose from. */
export interface RecordChoices {
  readonly vocabularies: VocabularyNames;
  /** Records to choose from, by the key of their type; null when there are too many for a list. */
  readonly references: Readonly<Record<string, readonly NamedRecord[] | null>>;
  /** Names offered while typing, where there are too many records for a list. */
  readonly suggestions: Readonly<Record<string, readonly string[]>>;
  readonly nameOf: (key: string, id: string) => string;
}

interface FieldProps<Kind extends RecordFieldSpec['kind'] = RecordFieldSpec['kind']> {
  readonly field: Spec<Kind>;
  /** Name in the form: "contacts.0.value". */
  readonly name: string;
  readonly value: unknown;
  readonly errors: readonly FieldError[];
  readonly choices: RecordChoices;
}

const MAX_ROWS = 100;
const ONE_LINE: Readonly<Partial<Record<RecordFieldSpec['kind'], JSX.IntrinsicElements['input']>>> = {
  text: { type: 'text' },
  url: { type: 'text', inputMode: 'url' },
  date: { type: 'date' },
  'local-time': { type: 'datetime-local' },
  year: { type: 'text', inputMode: 'numeric', maxLength: 4 },
  integer: { type: 'text', inputMode: 'numeric' },
  amount: { type: 'text', inputMode: 'decimal' },
  currency: { type: 'text', maxLength: 3 },
  zone: { type: 'text' },
};
const COUNTRIES = countries();
const HELP: Readonly<Partial<Record<RecordFieldSpec['kind'], string>>> = {
  url: 'Dirección completa, por ejemplo https://…',
  amount: 'En cifras o con palabras: 12300000 o 12,3 millones.',
  currency: 'Tres letras, por ejemplo USD.',
};

/** The sections of a form with what was entered, or with what the record says. */
export function RecordFields(props: {
  sections: readonly Section[];
  input: Row;
  errors: readonly FieldError[];
  choices: RecordChoices;
}): JSX.Element {
  const { sections, input, ...rest } = props;
  return (
    <>
      {sections.map((section) => (
        <section>
          <h2>{section.title}</h2>
          {section.fields.map((field) => (
            <RecordField field={field} name={field.name} value={input[field.name]} {...rest} />
          ))}
        </section>
      ))}
    </>
  );
}

/** One field with its label, its help and its errors, by what may be entered in it. */
export function RecordField(props: FieldProps): JSX.Element {
  const { field } = props;
  switch (field.kind) {
    case 'group':
      return <GroupField {...props} field={field} />;
    case 'boxes':
      return <ChoiceBoxes {...props} offered={Object.entries(field.choices)} />;
    case 'codes':
      return field.vocabulary === 'crsSectors' ? (
        <CodesField {...props} field={field} />
      ) : (
        <ChoiceBoxes {...props} offered={[...props.choices.vocabularies[field.vocabulary]]} folded />
      );
    case 'boolean':
      return <BooleanField {...props} />;
    case 'country':
      return <SelectOne {...props} offered={COUNTRIES} />;
    case 'select':
      return <SelectOne {...props} offered={Object.entries(field.choices)} />;
    case 'reference':
      return <ReferenceField {...props} field={field} />;
    case 'area':
      return <Area {...props} rows={4} />;
    case 'lines':
      return <Area {...props} rows={3} />;
    default:
      return (
        <Labelled {...props}>
          {(attributes) => (
            <input {...ONE_LINE[field.kind]} {...attributes} value={formText(field, props.value)} />
          )}
        </Labelled>
      );
  }
}

/** Every country with its Spanish name, by name. */
function countries(): readonly (readonly [code: string, name: string])[] {
  const names = new Intl.DisplayNames('es', { type: 'region', fallback: 'none' });
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  // Codes that ISO 3166 leaves free and the runtime names all the same.
  const free = new Set(['ZZ', 'QO', 'XA', 'XB', 'EU', 'EZ', 'UN']);
  return codes
    .flatMap((code) => (free.has(code) || !names.of(code) ? [] : [[code, names.of(code)!] as const]))
    .toSorted(([, a], [, b]) => a.localeCompare(b, 'es'));
}

type Attributes = Parameters<Parameters<typeof Field>[0]['children']>[0];

/** A field with its label, its help and its errors. */
function Labelled({
  field,
  name,
  errors,
  help,
  children,
}: FieldProps & { help?: string; children: (attributes: Attributes) => ComponentChildren }): JSX.Element {
  return (
    <Field name={name} label={labelOf(field)} help={help ?? field.help ?? HELP[field.kind]} errors={errors}>
      {children}
    </Field>
  );
}

function Area({ rows, ...props }: FieldProps & { rows: number }): JSX.Element {
  const text = formText(props.field, props.value);
  return (
    <Labelled {...props}>
      {(attributes) => (
        <textarea {...attributes} rows={Math.min(12, Math.max(rows, text.split('\n').length + 1))}>
          {text}
        </textarea>
      )}
    </Labelled>
  );
}

function SelectOne({
  offered,
  ...props
}: FieldProps & { offered: readonly (readonly [code: string, label: string])[] }): JSX.Element {
  const value = formText(props.field, props.value);
  return (
    <Labelled {...props}>
      {(attributes) => (
        <select {...attributes}>
          <option value="">{props.field.required ? 'Elija…' : 'No consta'}</option>
          {offered.map(([code, label]) => (
            <option value={code} selected={code === value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** A list while it is short; otherwise a field for the name, which the server looks up. */
function ReferenceField(props: FieldProps<'reference'>): JSX.Element {
  const { field, name, choices } = props;
  const value = formText(field, props.value);
  const records = choices.references[field.to];
  if (records) {
    const offered = records.map((record) => [record.id, record.name] as const);
    // A record that is no longer offered, because it was merged, must not vanish from the form.
    const missing = value && !records.some(({ id }) => id === value);
    return (
      <SelectOne
        {...props}
        offered={missing ? [[value, choices.nameOf(field.to, value)], ...offered] : offered}
      />
    );
  }
  const names = choices.suggestions[field.to] ?? [];
  return (
    <Labelled {...props} help={field.help ?? 'Escriba su nombre completo o sus siglas.'}>
      {(attributes) => (
        <>
          <input
            {...attributes}
            type="text"
            list={names.length > 0 ? `${name}-nombres` : undefined}
            value={value && choices.nameOf(field.to, value)}
          />
          {names.length > 0 && (
            <datalist id={`${name}-nombres`}>
              {names.map((each) => (
                <option value={each} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Labelled>
  );
}

/** Codes of a vocabulary too long to show: 370 boxes would be most of the page. */
function CodesField(props: FieldProps<'codes'>): JSX.Element {
  const { field, value, choices } = props;
  const names = choices.vocabularies[field.vocabulary];
  const codes = Array.isArray(value) ? value.map(String) : [];
  const said = codes.map((code) => `${code} ${names.get(code) ?? ''}`.trim()).join('; ');
  return (
    <Labelled
      {...props}
      help={`Códigos de cinco cifras separados por comas, por ejemplo 14030.${said && ` Ahora: ${said}.`}`}
    >
      {(attributes) => <input {...attributes} type="text" value={formText(field, value)} />}
    </Labelled>
  );
}

/** A list of small records: a row for each and one to fill in. */
function GroupField(props: FieldProps<'group'>): JSX.Element {
  const { field, name, value, errors, choices } = props;
  const own = errors.filter((error) => error.field === name);
  const given = Array.isArray(value) ? (value as Row[]) : [];
  const rows = isBlankRow(given.at(-1)) || given.length >= MAX_ROWS ? given : [...given, {}];
  const one = field.one.toLowerCase();
  return (
    <fieldset id={name} class={own.length > 0 ? 'group wrong' : 'group'}>
      <legend>{labelOf(field)}</legend>
      {field.help && <p class="help">{field.help}</p>}
      {own.map((error) => (
        <p class="error">{error.message}</p>
      ))}
      {rows.map((row, index) => (
        <fieldset class="row" id={`${name}.${index}`}>
          <legend>
            {isBlankRow(row) ? `${field.one} ${index + 1}, por llenar` : `${field.one} ${index + 1}`}
          </legend>
          {field.fields.map((each) => (
            <RecordField
              field={each}
              name={`${name}.${index}.${each.name}`}
              value={row[each.name]}
              errors={errors}
              choices={choices}
            />
          ))}
          {!isBlankRow(row) && (
            <label class="check">
              <input type="checkbox" name={`${name}.${index}.${REMOVE_ROW}`} value="si" />
              <span>{`Quitar al guardar: ${one} ${index + 1}`}</span>
            </label>
          )}
        </fieldset>
      ))}
      {rows.length < MAX_ROWS && (
        <button
          type="submit"
          class="quiet"
          name="anadir"
          value={name}
          aria-label={`Añadir otra fila: ${one}`}
        >
          Añadir otra fila
        </button>
      )}
    </fieldset>
  );
}

/** Whether nobody has written anything in a row yet. */
export function isBlankRow(row: Row | undefined): boolean {
  return (
    row !== undefined &&
    Object.values(row).every((value) =>
      typeof value === 'string'
        ? value.trim() === ''
        : value === undefined || (Array.isArray(value) && value.length === 0),
    )
  );
}
