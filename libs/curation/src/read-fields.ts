import {
  type FieldError,
  instantOf,
  isTimeZone,
  parseAmount,
  safeHttpUrl,
  DomainError,
} from '@chasqui/kernel';
import type { Field } from './field.js';

/** The codes that exist in each vocabulary, for checking. */
export type KnownCodes = Readonly<Partial<Record<string, ReadonlySet<string>>>>;

export interface FieldsRead {
  readonly values: Record<string, unknown>;
  readonly errors: FieldError[];
}

const TEXT_MAX = 300;
const AREA_MAX = 20_000;
const LINES_MAX = 100;
const COUNTRIES = new Intl.DisplayNames('es', { type: 'region', fallback: 'none' });

class Fault extends Error {}

/**
 * Checks what a form, an import or the REST side says of a record. Texts are trimmed, empty ones become null, amounts
 * are read as people write them. Every faulty field is told in one go.
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
    try {
      if (field.kind === 'group') {
        values[field.name] = readGroup(field.fields, input[field.name], known, name, errors);
      } else {
        values[field.name] = readValue(field, input[field.name], known);
      }
      if (field.required && isEmpty(values[field.name]))
        throw new Fault(`Falta: ${field.label.toLowerCase()}.`);
    } catch (error) {
      if (!(error instanceof Fault) && !(error instanceof DomainError)) throw error;
      errors.push({ field: name, message: error.message });
    }
  }
  return { values, errors };
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
  const rows = Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
  if (rows.length > LINES_MAX) throw new Fault(`Hay demasiadas filas: ${LINES_MAX} como mucho.`);
  return rows.flatMap((row, index) => {
    // A row of a form that nobody filled in is no row. Choices always carry something.
    const given = fields.some(
      (field) => field.kind !== 'select' && field.kind !== 'boolean' && !isEmpty(blank(row[field.name])),
    );
    if (!given) return [];
    const read = readFields(fields, row, known, `${name}.${index}.`);
    errors.push(...read.errors);
    return [read.values];
  });
}

function blank(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() || null;
  return value ?? null;
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
  return readText(field, String(value), known);
}

function readList(
  field: Extract<Field, { kind: 'boxes' | 'codes' | 'lines' }>,
  raw: unknown,
  known: KnownCodes,
): unknown[] {
  const given = Array.isArray(raw) ? raw : typeof raw === 'string' ? splitList(field.kind, raw) : [];
  const texts = [...new Set(given.map((each) => String(each).trim()).filter(Boolean))];
  if (texts.length > LINES_MAX) throw new Fault(`Hay demasiados valores: ${LINES_MAX} como mucho.`);
  if (field.kind === 'lines') {
    if (texts.some((text) => text.length > TEXT_MAX * 3))
      throw new Fault('Una de las líneas es demasiado larga.');
    return texts;
  }
  const valid = field.kind === 'boxes' ? new Set(Object.keys(field.choices)) : known[field.vocabulary];
  const wrong = valid && texts.find((text) => !valid.has(text));
  if (wrong) throw new Fault(`«${wrong}» no está en la lista. Elija uno de los que se ofrecen.`);
  return field.kind === 'codes' && field.vocabulary === 'sdgs' ? texts.map(Number) : texts;
}

function splitList(kind: 'boxes' | 'codes' | 'lines', text: string): string[] {
  return text.split(kind === 'lines' ? /\r?\n/ : /[\s,;]+/);
}

function readText(field: Field, text: string, known: KnownCodes): unknown {
  switch (field.kind) {
    case 'text':
    case 'area': {
      const max = field.max ?? (field.kind === 'text' ? TEXT_MAX : AREA_MAX);
      if (text.length > max) throw new Fault(`Es demasiado largo: ${max} caracteres como mucho.`);
      return text;
    }
    case 'select':
      if (!(text in field.choices)) throw new Fault('Elija uno de la lista.');
      return text;
    case 'reference':
      if (!/^[0-9a-f-]{36}$/.test(text) || known[field.to]?.has(text) === false)
        throw new Fault('Elija uno de la lista.');
      return text;
    case 'url':
      if (!safeHttpUrl(text))
        throw new Fault('Pegue la dirección completa, que empieza por https:// o http://.');
      return text;
    case 'amount':
      return parseAmount(text);
    case 'integer':
      if (!/^\d{1,9}$/.test(text)) throw new Fault('Escriba un número entero, sin puntos ni comas.');
      return Number(text);
    default:
      return readShaped(field.kind, text);
  }
}

function readShaped(kind: Field['kind'], text: string): unknown {
  switch (kind) {
    case 'date':
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !instantOf(text, 'UTC'))
        throw new Fault('Esa fecha no existe. Escríbala como AAAA-MM-DD.');
      return text;
    case 'local-time':
      if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) || !instantOf(text, 'UTC'))
        throw new Fault('Escriba la fecha y la hora.');
      return text;
    case 'year':
      if (!/^(19|20)\d{2}$/.test(text))
        throw new Fault('Escriba el año con cuatro cifras, por ejemplo 2024.');
      return Number(text);
    case 'currency':
      if (!/^[A-Za-z]{3}$/.test(text)) throw new Fault('Escriba la moneda con tres letras, por ejemplo USD.');
      return text.toUpperCase();
    case 'country':
      if (!/^[A-Za-z]{2}$/.test(text) || COUNTRIES.of(text.toUpperCase()) === undefined)
        throw new Fault('Use el código de dos letras del país, por ejemplo ES.');
      return text.toUpperCase();
    case 'zone':
      if (!isTimeZone(text))
        throw new Fault(`«${text}» no es una zona horaria conocida, por ejemplo America/Guayaquil.`);
      return text;
    default:
      throw new Error(`No reader for fields of kind ${kind}.`);
  }
}
