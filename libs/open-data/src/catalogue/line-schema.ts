import type { Field, KnownCodes } from '@chasqui/curation';
import type { EntityManager } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { z } from 'zod';
import { storedSchema } from '../value-schema.js';
import type { CatalogueTable } from './catalogue-tables.js';
import { lineName } from './export-catalogue.js';

/** What exists in this instance and a line may name. */
export interface KnownHere {
  readonly gads: ReadonlySet<string>;
  readonly codes: KnownCodes;
}

const INT_MAX = 2 ** 31;
const integer = z.number('debe ser un número').int('debe ser un número entero').gt(-INT_MAX).lt(INT_MAX);
const text = z.string('debe ser un texto');

/** What the lines of a table must look like: neither a fact less nor one more than its columns. */
export function lineSchema(
  manager: EntityManager,
  table: CatalogueTable,
  known: KnownHere,
): z.ZodType<Record<string, unknown>> {
  const { columns } = manager.connection.getMetadata(table.entity);
  const shape = columns.map(
    (column) => [lineName(column, table), columnSchema(column, table, known)] as const,
  );
  return z.strictObject(Object.fromEntries([['type', z.literal(table.type)], ...shape]));
}

function columnSchema(column: ColumnMetadata, table: CatalogueTable, known: KnownHere): z.ZodType {
  const schema = filledSchema(column, table, known);
  return column.isNullable ? schema.nullable() : schema;
}

function filledSchema(column: ColumnMetadata, table: CatalogueTable, known: KnownHere): z.ZodType {
  const { propertyName, isArray } = column;
  if (table.references[propertyName]) return text.min(1);
  if (propertyName === 'gadCode') {
    return text.refine((code) => known.gads.has(code), {
      error: ({ input }) =>
        `no existe el GAD «${String(input)}» en esta instancia; cargue los datos de referencia (orden migrate)`,
    });
  }
  const field = table.fields.find(({ name }) => name === propertyName);
  const described = field && fieldSchema(field, known);
  if (described) return described;
  const schema = typeSchema(column);
  return isArray ? z.array(schema, 'debe ser una lista') : schema;
}

/** Only where a fact is more than its column's type: choices, codes and lists of small records. */
function fieldSchema(field: Field, known: KnownHere): z.ZodType | undefined {
  if (field.kind === 'codes') {
    const codes = known.codes[field.vocabulary];
    const isSdg = field.vocabulary === 'sdgs';
    const code = z
      .unknown()
      .refine(
        (value) => typeof value === (isSdg ? 'number' : 'string') && codes?.has(String(value)) !== false,
        {
          error: ({ input }) =>
            `«${String(input)}» no está en la lista de esta instancia; actualice el programa o corrija el código`,
        },
      );
    return z.array(code, 'debe ser una lista');
  }
  const isChecked = field.kind === 'select' || field.kind === 'boxes' || field.kind === 'group';
  return isChecked ? storedSchema({ ...field, required: true }) : undefined;
}

function typeSchema({ type, precision, scale }: ColumnMetadata): z.ZodType {
  switch (type) {
    case 'uuid':
      return z.guid('debe ser un identificador (UUID)');
    case 'int':
    case 'integer':
    case Number:
      return integer;
    case 'boolean':
      return z.boolean('debe ser true o false');
    case 'numeric': {
      const digits = (precision ?? 18) - (scale ?? 2);
      return z
        .string('debe ser un monto escrito como texto')
        .regex(new RegExp(`^\\d{1,${digits}}(\\.\\d{1,${scale ?? 2}})?$`), 'no es un monto');
    }
    case 'date':
      return z.iso.date('no es una fecha AAAA-MM-DD');
    case 'timestamptz':
      return z.iso.datetime('no es una fecha con hora UTC');
    case 'jsonb':
      return z.union(
        [z.record(z.string(), z.unknown()), z.array(z.unknown())],
        'debe ser un objeto o una lista',
      );
    default:
      return text;
  }
}
