import {
  type Field,
  formText,
  type FormBody,
  formToInput,
  recordToInput,
  type Section,
} from '@chasqui/curation';
import { type FieldError, invalid } from '@chasqui/kernel';
import type { AdapterKind, SourceDefinition } from '@chasqui/sources';
import {
  BDNS_SECTIONS,
  COMMON_GRANTS_SECTIONS,
  GRANTS_GOV_SECTIONS,
  SEDIA_SECTIONS,
} from './source-api-fields.js';
import { shapeOf, type Tree } from './source-config-shape.js';
import { DEFAULTS } from './source-field-words.js';
import { JSON_SECTIONS } from './source-json-fields.js';
import { FEED_SECTIONS, HTML_SECTIONS, PASTED_SECTIONS, SITEMAP_SECTIONS } from './source-page-fields.js';

/** What a form says, by field: texts, lists of texts, rows of these. */
export type Form = Record<string, unknown>;

const SECTIONS: Readonly<Record<AdapterKind, readonly Section[]>> = {
  html: HTML_SECTIONS,
  feed: FEED_SECTIONS,
  json: JSON_SECTIONS,
  sitemap: SITEMAP_SECTIONS,
  bdns: BDNS_SECTIONS,
  sedia: SEDIA_SECTIONS,
  grants_gov: GRANTS_GOV_SECTIONS,
  common_grants: COMMON_GRANTS_SECTIONS,
  // Which column says what is chosen where a sheet is uploaded.
  spreadsheet: [DEFAULTS],
  pasted: PASTED_SECTIONS,
};

/** The fields that say how a source of a kind is read. Their names are their places: "config.item.selector". */
export function definitionSections(kind: AdapterKind): readonly Section[] {
  return SECTIONS[kind];
}

export function definitionFields(kind: AdapterKind): readonly Field[] {
  return SECTIONS[kind].flatMap(({ fields }) => fields);
}

/** A stored definition as its form shows it. */
export function toDefinitionForm({ adapter, config }: Pick<SourceDefinition, 'adapter' | 'config'>): Form {
  const form: Form = {};
  for (const field of definitionFields(adapter)) {
    const value = valueIn(config, field.name);
    if (field.kind === 'group') form[field.name] = Array.isArray(value) ? rowsOf(field.fields, value) : [];
    else if (field.kind === 'boxes') form[field.name] = Array.isArray(value) ? value.map(String) : [];
    else form[field.name] = textIn(field, value);
  }
  return form;
}

/** The form of a definition as browsers send it. */
export function readDefinitionForm(kind: AdapterKind, body: FormBody): Form {
  return formToInput(definitionFields(kind), body);
}

function rowsOf(fields: readonly Field[], rows: readonly unknown[]): Form[] {
  return rows.map((row) => recordToInput(fields, row as Record<string, unknown>));
}

/** The value at the place that a field is named after. */
function valueIn(config: object, name: string): unknown {
  const steps = name.split('.').slice(1);
  // Whether there is a part at all.
  if (steps.at(-1) === 'on') return valueAt(config, steps.slice(0, -1)) != null;
  return valueAt(config, steps);
}

function valueAt(config: object, steps: readonly string[]): unknown {
  let value: unknown = config;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, step) ? (value as Tree)[step] : undefined;
  }
  return value;
}

function textIn(field: Field, value: unknown): string {
  if (field.name === 'config.body') return value == null ? '' : JSON.stringify(value, null, 2);
  if (isScalars(field.name)) return Array.isArray(value) ? value.map(scalarText).join('\n') : '';
  return formText(field, value);
}

/**
 * The configuration that a form describes, for the adapter to check.
 * @param confirmed selectors that were taken from the real page, as `selectorKeys` names them; null when all were
 * @throws DomainError `source.invalid` when the body of a request is no JSON
 */
export function toConfig(kind: AdapterKind, form: Form, confirmed: ReadonlySet<string> | null): unknown {
  const tree: Tree = {};
  for (const field of definitionFields(kind)) {
    const value = inputOf(field, form[field.name]);
    if (value !== undefined) place(tree, field.name.split('.').slice(1), value);
  }
  return shapeOf(kind, tree, confirmed);
}

function place(tree: Tree, steps: readonly string[], value: unknown): void {
  const [first, ...rest] = steps as [string, ...string[]];
  if (rest.length === 0) tree[first] = value;
  else place((tree[first] ??= {}) as Tree, rest, value);
}

/** What is left empty is not said, so that the adapter's own value holds. */
function inputOf(field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'boolean':
      return Boolean(textOf(value));
    case 'boxes':
      return Array.isArray(value) ? value : textOf(value) ? [textOf(value)] : [];
    case 'lines':
      return isScalars(field.name) ? linesOf(value).map(scalarOf) : codesOrLines(field, value);
    case 'integer':
      return integerOf(textOf(value));
    case 'group':
      return Array.isArray(value) ? value.flatMap((row) => rowInput(field.fields, row as Form)) : [];
    default:
      return field.name === 'config.body' ? jsonOf(textOf(value)) : textInput(field, textOf(value));
  }
}

function textInput(field: Field, text: string): string | undefined {
  return text === '' && !field.required ? undefined : text;
}

function codesOrLines(field: Field, value: unknown): string[] {
  // Addresses may hold commas; codes are often copied with them.
  return field.name.endsWith('Urls')
    ? linesOf(value)
    : linesOf(value).flatMap((line) => line.split(/[,;]\s*/).filter(Boolean));
}

/** A row in which nobody wrote is no row; choices and marks always carry something. */
function rowInput(fields: readonly Field[], row: Form): Tree[] {
  const isFilled = fields.some(({ kind, name }) => kind === 'text' && textOf(row[name]));
  if (!isFilled) return [];
  const values = fields.flatMap((field): [string, unknown][] => {
    const value = inputOf(field, row[field.name]);
    return value === undefined ? [] : [[field.name, value]];
  });
  return [Object.fromEntries(values)];
}

function integerOf(text: string): number | string | undefined {
  if (text === '') return undefined;
  // What is no number is told so by the adapter.
  return /^-?\d{1,9}$/.test(text) ? Number(text) : text;
}

function jsonOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('source.invalid', 'Revise los datos de la fuente.', [
      { field: 'config.body', message: 'El cuerpo de la petición no es JSON. Revise comillas y comas.' },
    ]);
  }
}

function isScalars(name: string): boolean {
  return name === 'config.error.good' || name === 'config.filter.values';
}

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['sí', true],
  ['no', false],
  ['vacío', null],
]);

/** These words and numbers are what they say; a text that looks like one stands in quotation marks. */
function scalarOf(line: string): unknown {
  if (WORDS.has(line)) return WORDS.get(line);
  if (!/^(?:-?\d+(?:\.\d+)?|".*")$/.test(line)) return line;
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return line;
  }
}

function scalarText(value: unknown): string {
  const word = [...WORDS].find(([, meant]) => meant === value)?.[0];
  if (word) return word;
  return typeof value === 'string' && scalarOf(value) === value ? value : JSON.stringify(value);
}

function linesOf(value: unknown): string[] {
  return textOf(value)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

export function textOf(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one.trim() : '';
}

/**
 * The errors of an adapter at the fields of the form: each at its own field, else at the one that holds it or at the
 * first one within it.
 */
export function errorsOnForm(kind: AdapterKind, errors: readonly FieldError[]): FieldError[] {
  const names = definitionFields(kind).map(({ name }) => name);
  return errors.map(({ field, message }) => ({ field: fieldFor(field, names), message }));
}

function fieldFor(path: string, names: readonly string[]): string {
  if (!path.startsWith('config') || names.includes(path)) return path;
  const holder = names.find((name) => path.startsWith(`${name}.`));
  if (holder) {
    const inRow = /^\d+\.[a-z]+/.exec(path.slice(holder.length + 1))?.[0];
    return inRow ? `${holder}.${inRow}` : holder;
  }
  return names.find((name) => name.startsWith(`${path}.`)) ?? 'adapter';
}
