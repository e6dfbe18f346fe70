import type { Field } from './field.js';

/** A form as browsers send it. */
export type FormBody = Readonly<Record<string, string | readonly string[] | undefined>>;

const MAX_ROWS = 200;

/** Name of the box that takes a row out of a list: "contacts.0.quitar". */
export const REMOVE_ROW = 'quitar';

/** Puts the flat names of a form ("contacts.0.value") back into records and lists, for `readFields` to check. */
export function formToInput(fields: readonly Field[], body: FormBody, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => {
      const name = prefix + field.name;
      if (field.kind !== 'group') return [field.name, Object.hasOwn(body, name) ? body[name] : undefined];
      return [
        field.name,
        groupRows(body, name).map((row) => formToInput(field.fields, body, `${name}.${row}.`)),
      ];
    }),
  );
}

/** Positions of the rows that the form holds of a list, in order, without those that the person takes out. */
function groupRows(body: FormBody, name: string): number[] {
  const rows = new Set<number>();
  for (const key of Object.keys(body)) {
    const digits = key.startsWith(`${name}.`) && /^(\d{1,3})\./.exec(key.slice(name.length + 1))?.[1];
    const row = digits ? Number(digits) : MAX_ROWS;
    if (row < MAX_ROWS && !body[`${name}.${row}.${REMOVE_ROW}`]) rows.add(row);
  }
  return [...rows].toSorted((a, b) => a - b);
}

/** What a record says, in the shape that `formToInput` gives: texts, lists of texts, rows of these. */
export function recordToInput(
  fields: readonly Field[],
  record: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => {
      const value = record[field.name];
      if (field.kind === 'group') {
        const rows = Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
        return [field.name, rows.map((row) => recordToInput(field.fields, row))];
      }
      const isChoice = field.kind === 'boxes' || field.kind === 'codes';
      return [field.name, isChoice && Array.isArray(value) ? value.map(String) : formText(field, value)];
    }),
  );
}

/** What a record says, as texts for the fields of a form. */
export function formText(field: Field, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (field.kind === 'boolean') return value ? 'si' : '';
  if (Array.isArray(value)) return value.join(field.kind === 'lines' ? '\n' : ', ');
  return plain(value as string | number);
}

/** What a record says, as a person reads it: names instead of codes. `names` gives those of the vocabularies. */
export function readableValue(
  field: Field,
  value: unknown,
  names: (vocabulary: string, code: string) => string = (_, code) => code,
): string {
  if (value === null || value === undefined || value === '') return '';
  if (field.kind === 'boolean') return value ? 'sí' : 'no';
  if (!Array.isArray(value)) {
    const text = plain(value as string | number);
    if (field.kind === 'select') return Object.hasOwn(field.choices, text) ? field.choices[text]! : text;
    return field.kind === 'reference' ? names(field.to, text) : text;
  }
  return readableParts(field, value, names).join(field.kind === 'group' ? '\n' : '; ');
}

/** The parts of a list, each as a person reads it. */
export function readableParts(
  field: Field,
  value: unknown,
  names: (vocabulary: string, code: string) => string = (_, code) => code,
): string[] {
  if (!Array.isArray(value)) return [];
  if (field.kind === 'group') return value.map((row) => readableRow(field.fields, row as object, names));
  if (field.kind === 'codes') return value.map((code) => names(field.vocabulary, String(code)));
  const choices = field.kind === 'boxes' ? field.choices : {};
  return value.map((code) => choices[String(code)] ?? String(code));
}

function readableRow(
  fields: readonly Field[],
  row: object,
  names: (vocabulary: string, code: string) => string,
): string {
  return fields
    .flatMap((field) => {
      const value = (row as Record<string, unknown>)[field.name];
      // A mark says something only where it is set: what it marks.
      if (field.kind === 'boolean') return value ? [field.label.toLowerCase()] : [];
      const text = readableValue(field, value, names);
      return text ? [text] : [];
    })
    .join(' · ');
}

/** A single fact as text. */
function plain(value: string | number): string {
  return String(value);
}
