import { type Field, publicValue, readableValue, type VocabularyNames } from '@chasqui/curation';
import type { ExportCell } from '@chasqui/spreadsheets';
import { z } from 'zod';
import type { OpenType, ShowContext, StoredRecord } from './open-type.js';
import type { References } from './references.js';
import { innerFields, isRecord, publicName, publicShape } from './value-schema.js';

/** A record as programs get it: codes, not names. Nothing but what the type lists ever leaves. */
export function recordJson(
  type: OpenType,
  record: StoredRecord,
  references: References,
  context: ShowContext,
): Record<string, unknown> {
  const facts = type.fields.map((field) => [publicName(field), factJson(field, record, references)]);
  const extras = type.extras.map(({ name, value }) => [name, value(record, context)]);
  return {
    ...(record['id'] === undefined ? {} : { id: record['id'] }),
    [keyName(type)]: record[type.keyField],
    url: context.publicUrl + type.page(record),
    ...Object.fromEntries(facts),
    ...Object.fromEntries(extras),
    ...(isCurated(type) && { verifiedOn: record['verifiedOn'] ?? null }),
    ...(type.dated && { updatedAt: (record['updatedAt'] as Date).toISOString() }),
  };
}

/** What `recordJson` gives, for the description of the API. */
export function recordSchema(type: OpenType): z.ZodObject {
  const extras = Object.fromEntries(type.extras.map(({ name, schema }) => [name, schema]));
  return z.object({
    ...(type.keyField === 'slug' && { id: z.uuid() }),
    [keyName(type)]: z.string(),
    url: z.url(),
    ...publicShape(type.fields),
    ...extras,
    ...(isCurated(type) && { verifiedOn: z.iso.date().nullable() }),
    ...(type.dated && { updatedAt: z.iso.datetime() }),
  });
}

/** Titles of the columns of a file, in the order of `recordCells`. */
export function columnTitles(type: OpenType): string[] {
  return [
    'Código',
    ...type.fields.map(({ label }) => label),
    ...type.extras.flatMap(({ label }) => (label === null ? [] : [label])),
    ...(isCurated(type) ? ['Verificado el'] : []),
    ...(type.dated ? ['Cambió el'] : []),
    'Página en Chasqui',
  ];
}

/** A record as people read it in a spreadsheet: names instead of codes. */
export function recordCells(
  type: OpenType,
  record: StoredRecord,
  references: References,
  names: VocabularyNames,
  context: ShowContext,
): ExportCell[] {
  return [
    String(record[type.keyField]),
    ...type.fields.map((field) => cellOf(field, record[field.name], references, names)),
    ...type.extras.flatMap(({ label, cell, value }) =>
      label === null ? [] : [(cell ?? value)(record, context) as ExportCell],
    ),
    ...(isCurated(type) ? [(record['verifiedOn'] as string | null) ?? null] : []),
    ...(type.dated ? [(record['updatedAt'] as Date).toISOString()] : []),
    context.publicUrl + type.page(record),
  ];
}

/** Calls tell when they were checked among their own facts. */
function isCurated(type: OpenType): boolean {
  return type.dated && !type.fields.some(({ name }) => name === 'verifiedOn');
}

function keyName(type: OpenType): string {
  return type.keyField === 'slug' ? 'slug' : 'code';
}

function factJson(field: Field, record: StoredRecord, references: References): unknown {
  const value = publicValue(field, record[field.name]);
  if (field.kind === 'group') {
    return ((value ?? []) as StoredRecord[]).map((row) =>
      Object.fromEntries(innerFields(field).map((inner) => [inner.name, innerJson(inner, row[inner.name])])),
    );
  }
  if (field.kind !== 'reference' || !isRecord(field)) return value ?? null;
  return references.get(field.to)?.get(String(value)) ?? null;
}

/** Old rows may lack a fact that was added later. */
function innerJson(field: Field, value: unknown): unknown {
  if (value !== undefined) return value;
  if (field.kind === 'boolean') return false;
  return field.kind === 'lines' || field.kind === 'codes' || field.kind === 'boxes' ? [] : null;
}

function cellOf(field: Field, value: unknown, references: References, names: VocabularyNames): ExportCell {
  if (value === null || value === undefined) return null;
  if (field.kind === 'boolean') return value === true;
  if (field.kind === 'integer' || field.kind === 'year') return value as number;
  if (field.kind === 'amount') return amountCell(value as string);
  const nameOf = (vocabulary: string, code: string): string =>
    isRecord(field)
      ? (references.get(vocabulary)?.get(code)?.name ?? '')
      : ((names as Readonly<Record<string, ReadonlyMap<string, string>>>)[vocabulary]?.get(code) ?? code);
  const shown = field.kind === 'group' ? { ...field, fields: innerFields(field) } : field;
  return readableValue(shown, publicValue(field, value), nameOf) || null;
}

/** A number when it has no more digits than a spreadsheet keeps. */
function amountCell(amount: string): string | number {
  return Number(amount).toFixed(2) === amount ? Number(amount) : amount;
}
