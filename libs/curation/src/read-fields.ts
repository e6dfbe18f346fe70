import {
  type FieldError,
  instantOf,
  isTimeZone,
  parseAmount,
  safeHttpUrl,
  DomainError,
} from '@chasqui/kernel';
import type { Field } from './field.js';

/** The codes that exist in each vocabulary and the ids of each kind of record, for checking. */
export type KnownCodes = Readonly<Partial<Record<string, ReadonlySet<string>>>>;

export interface FieldsRead {
  readonly values: Record<string, unknown>;
  readonly errors: FieldError[];
}

const TEXT_MAX = 300;
const AREA_MAX = 20_000;
const LINES_MAX = 100;
const COUNTRIES = new Intl.DisplayNames('es', { type: 'region', fallback: 'none' });
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whole, or with groups of three as the pages print them; every group parted by the same sign. */
const INTEGER = /^(\d{1,9}|[1-9]\d{0,2}([., \u00a0\u2009\u202f])\d{3}(\2\d{3})?)$/;
const INTEGER_FAULT = 'Escriba un número entero, por ejemplo 553900 o 553.900.';

class Fault extends Error {}

/**
 * Checks what a form, an import or the REST side says of a record. Texts are trimmed, empty ones become null, amounts
 * are read as people write them. Every faulty field is told in one go; whatever the input, nothing is thrown.
 * @param prefix path of the record inside its list, "contacts.0."
 */
export function readFields(
  fields: readonly Field[],
  input: Readonly<Record<string, unknown>>,
  known: KnownCodes = {},
  prefix = '',
): FieldsRead {
  const values: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const field of fields) {
    const name = prefix + field.name;
    const raw = Object.hasOwn(input, field.name) ? input[field.name] : undefined;
    try {
      values[field.name] =
        field.kind === 'group'
          ? readGroup(field.fields, raw, known, name, errors)
          : readValue(field, raw, known);
      if (field.required && isEmpty(values[field.name]))
        throw new Fault(`Falta: ${inSentence(field.label)}.`);
    } catch (error) {
      if (!(error instanceof Fault) && !(error instanceof DomainError)) throw error;
      errors.push({ field: name, message: error.message });
    }
  }
  return { values, errors };
}

/** "Nombre" → "nombre" inside a sentence; "ODS" stays. */
function inSentence(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function readGroup(
  fields: readonly Field[],
  value: unknown,
  known: KnownCodes,
  name: string,
  errors: FieldError[],
): unknown[] {
  if (isEmpty(value) || value === '') return [];
  if (!Array.isArray(value) || !value.every(isRow)) throw new Fault('Este dato no es válido. Revíselo.');
  if (value.length > LINES_MAX) throw new Fault(`Hay demasiadas filas: ${LINES_MAX} como mucho.`);
  return value.flatMap((row, index) => {
    if (!isFilled(fields, row)) return [];
    const read = readFields(fields, row, known, `${name}.${index}.`);
    errors.push(...read.errors);
    return [read.values];
  });
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A row of a form that nobody filled in is no row. Choices always carry something. */
function isFilled(fields: readonly Field[], row: Record<string, unknown>): boolean {
  return fields.some(
    (field) => field.kind !== 'select' && field.kind !== 'boolean' && !isEmpty(blank(row[field.name])),
  );
}

function blank(value: unknown): unknown {
  if (typeof value === 'string') return clean(value) || null;
  return value ?? null;
}

/** One kind of line end, no control characters and no halves of characters, which no database stores. */
function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .trim();
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function readValue(field: Exclude<Field, { kind: 'group' }>, raw: unknown, known: KnownCodes): unknown {
  if (field.kind === 'boolean') return raw === true || raw === 'si' || raw === 'true' || raw === 'on';
  if (field.kind === 'boxes' || field.kind === 'codes' || field.kind === 'lines') {
    return readList(field, raw, known);
  }
  const value = blank(raw);
  if (value === null) return null;
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Fault('Este dato no es válido. Revíselo.');
  // The point of a number that is no text parts decimals, never thousands.
  if (field.kind === 'integer' && typeof value === 'number' && !Number.isInteger(value))
    throw new Fault(INTEGER_FAULT);
  return readText(field, String(value), known);
}

function readList(
  field: Extract<Field, { kind: 'boxes' | 'codes' | 'lines' }>,
  raw: unknown,
  known: KnownCodes,
): unknown[] {
  const texts = [...new Set(partsOf(field.kind, raw))];
  if (texts.length > LINES_MAX) throw new Fault(`Hay demasiados valores: ${LINES_MAX} como mucho.`);
  if (field.kind === 'lines') {
    if (texts.some((text) => text.length > TEXT_MAX * 3))
      throw new Fault(`Una de las líneas es demasiado larga: ${TEXT_MAX * 3} caracteres como mucho.`);
    return texts;
  }
  const valid = field.kind === 'boxes' ? new Set(Object.keys(field.choices)) : known[field.vocabulary];
  const wrong = valid && texts.find((text) => !valid.has(text));
  if (wrong) throw new Fault(`«${wrong.slice(0, 60)}» no está en la lista. Elija uno de los que se ofrecen.`);
  if (field.kind !== 'codes' || field.vocabulary !== 'sdgs') return texts;
  if (!texts.every((text) => /^\d{1,2}$/.test(text))) throw new Fault('Elija los ODS de la lista.');
  return texts.map(Number);
}

/** The texts of a list, whether it comes as a list or as one text. */
function partsOf(kind: 'boxes' | 'codes' | 'lines', raw: unknown): string[] {
  const given: readonly unknown[] = Array.isArray(raw) ? raw : isEmpty(raw) ? [] : [raw];
  if (!given.every((each) => typeof each === 'string' || typeof each === 'number'))
    throw new Fault('Este dato no es válido. Revíselo.');
  return given
    .flatMap((each) => clean(String(each)).split(kind === 'lines' ? '\n' : /[\s,;]+/))
    .map((each) => each.trim())
    .filter(Boolean);
}

function readText(field: Field, text: string, known: KnownCodes): unknown {
  switch (field.kind) {
    case 'text':
    case 'area': {
      const max = field.max ?? (field.kind === 'text' ? TEXT_MAX : AREA_MAX);
      const value = field.kind === 'text' ? oneLine(text) : text;
      if (value.length > max) throw new Fault(`Es demasiado largo: ${max} caracteres como mucho.`);
      return value;
    }
    case 'select':
      if (!Object.hasOwn(field.choices, text)) throw new Fault('Elija uno de la lista.');
      return text;
    case 'reference':
      if (!UUID.test(text) || known[field.to]?.has(text) === false) throw new Fault('Elija uno de la lista.');
      return text;
    case 'url':
      if (!safeHttpUrl(text))
        throw new Fault('Pegue la dirección completa, que empieza por https:// o http://.');
      return text;
    case 'amount':
      return parseAmount(text);
    case 'integer':
      if (!INTEGER.test(text)) throw new Fault(INTEGER_FAULT);
      return Number(text.replace(/\D/g, ''));
    default:
      return readShaped(field.kind, text);
  }
}

function readShaped(kind: Field['kind'], text: string): unknown {
  switch (kind) {
    case 'date':
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !instantOf(text, 'UTC'))
        throw new Fault('Esa fecha no existe. Escríbala como AAAA-MM-DD.');
      return inOurTime(text);
    case 'local-time':
      if (!/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(text) || !instantOf(text, 'UTC'))
        throw new Fault('Escriba la fecha y la hora.');
      return inOurTime(text);
    case 'year':
      if (!/^(19|20)\d{2}$/.test(text))
        throw new Fault('Escriba el año con cuatro cifras, por ejemplo 2024.');
      return Number(text);
    case 'currency':
      if (!CURRENCIES.has(text.toUpperCase()))
        throw new Fault('Escriba la moneda con tres letras, por ejemplo USD.');
      return text.toUpperCase();
    case 'country':
      // ZZ stands for no known country.
      if (!/^(?!zz)[a-z]{2}$/i.test(text) || COUNTRIES.of(text.toUpperCase()) === undefined)
        throw new Fault('Use el código de dos letras del país, por ejemplo ES.');
      return text.toUpperCase();
    case 'zone':
      if (!isTimeZone(text))
        throw new Fault(
          `«${text.slice(0, 60)}» no es una zona horaria conocida, por ejemplo America/Guayaquil.`,
        );
      return text;
    default:
      throw new Error(`No reader for fields of kind ${kind}.`);
  }
}

/** Dates of other centuries are slips of the hand, and the year 0 does not exist in the database. */
function inOurTime(text: string): string {
  if (!/^(1[89]|2[01])/.test(text)) throw new Fault('Revise el año de la fecha.');
  return text;
}
