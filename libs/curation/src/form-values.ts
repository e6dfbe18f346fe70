import type { Field } from './field.js';

/** A form as browsers send it. */
export type FormBody = Readonly<Record<string, string | readonly string[] | undefined>>;

const MAX_ROWS = 200;

/** Puts the flat names of a form ("contacts.0.value") back into records and lists, for `readFields` to check. */
export function formToInput(fields: readonly Field[], body: FormBody, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => {
      const name = prefix + field.name;
      if (field.kind !== 'group') return [field.name, body[name]];
      return [
        field.name,
        groupRows(body, name).map((row) => formToInput(field.fields, body, `${name}.${row}.`)),
      ];
    }),
  );
}

/** Positions of the rows that the form holds of a list, in order. */
function groupRows(body: FormBody, name: string): number[] {
  const rows = new Set<number>();
  for (const key of Object.keys(body)) {
    if (!key.startsWith(`${name}.`)) continue;
    const row = Number(key.slice(name.length + 1).split('.')[0]);
    if (Number.isInteger(row) && row >= 0 && row < MAX_ROWS) rows.add(row);
  }
  return [...rows].toSorted((a, b) => a - b);
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
    if (field.kind === 'select') return field.choices[text] ?? text;
    return field.kind === 'reference' ? names(field.to, text) : text;
  }
  if (field.kind === 'boxes')
    return value.map((code) => field.choices[String(code)] ?? String(code)).join('; ');
  if (field.kind === 'codes') return value.map((code) => names(field.vocabulary, String(code))).join('; ');
  if (field.kind === 'group')
    return value.map((row) => readableRow(field.fields, row as object, names)).join('\n');
  return value.join('; ');
}

function readableRow(
  fields: readonly Field[],
  row: object,
  names: (vocabulary: string, code: string) => string,
): string {
  return fields
    .flatMap((field) => {
      const text = readableValue(field, (row as Record<string, unknown>)[field.name], names);
      return text && field.kind !== 'boolean' ? [text] : [];
    })
    .join(' · ');
}

/** A single fact as text. */
function plain(value: string | number): string {
  return String(value);
}
