import { CONFIDENCES, type Field, publicFields } from '@chasqui/curation';
import { LANGUAGE_LABELS } from '@chasqui/vocabularies';
import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const minute = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
const decimal = z.string().regex(/^\d{1,16}\.\d{2}$/);

/** How a record of the catalogue is named where another one points at it. */
export const referenceSchema = z.object({ slug: z.string(), name: z.string() });

/** What a fact looks like where it is kept. Of a small record inside a list only the required facts must be there. */
export function storedSchema(field: Field): z.ZodType {
  return schemaOf(field, (inner) => {
    const schema = storedSchema(inner);
    return inner.required ? schema : schema.optional();
  });
}

/** What a fact looks like outside: small records have all of their facts, and nothing that names a person. */
function publicSchema(field: Field): z.ZodType {
  if (isRecord(field)) return field.required ? referenceSchema : referenceSchema.nullable();
  return schemaOf(field, publicSchema);
}

/** The facts of a record as the API gives them. */
export function publicShape(fields: readonly Field[]): Record<string, z.ZodType> {
  return Object.fromEntries(publicFields(fields).map((field) => [publicName(field), publicSchema(field)]));
}

/** Points at another record of the catalogue, not at a word of a vocabulary. */
export function isRecord(field: Field): boolean {
  return field.kind === 'reference' && field.name.endsWith('Id');
}

/** The name of a fact outside: a reference is told by its record, not by its id. */
export function publicName(field: Field): string {
  return isRecord(field) ? field.name.slice(0, -2) : field.name;
}

/** Facts of a small record that may be shown: whether it names a person is settled before. */
export function innerFields(field: Extract<Field, { kind: 'group' }>): readonly Field[] {
  return publicFields(field.fields).filter(({ name }) => name !== 'personal');
}

function schemaOf(field: Field, inner: (field: Field) => z.ZodType): z.ZodType {
  if (field.name === 'confidence') return z.enum(CONFIDENCES);
  const schema = kindSchema(field, inner);
  const isList = field.kind === 'boxes' || field.kind === 'codes' || field.kind === 'lines';
  const isFull = isList || field.kind === 'group' || field.kind === 'boolean' || field.required;
  return isFull ? schema : schema.nullable();
}

function kindSchema(field: Field, inner: (field: Field) => z.ZodType): z.ZodType {
  switch (field.kind) {
    case 'select':
      return choice(field.choices);
    case 'boxes':
      return z.array(choice(field.choices));
    case 'codes':
      return z.array(field.vocabulary === 'sdgs' ? z.number().int() : z.string());
    case 'lines':
      return z.array(z.string());
    case 'group':
      return z.array(
        z.object(Object.fromEntries(innerFields(field).map((each) => [each.name, inner(each)]))),
      );
    case 'boolean':
      return z.boolean();
    case 'year':
    case 'integer':
      return z.number().int();
    case 'amount':
      return decimal;
    case 'date':
      return day;
    case 'local-time':
      return minute;
    default:
      return z.string();
  }
}

/** A language that the list does not name is still a language. */
function choice(choices: Readonly<Record<string, string>>): z.ZodType {
  return choices === LANGUAGE_LABELS ? z.string() : z.enum(Object.keys(choices));
}
