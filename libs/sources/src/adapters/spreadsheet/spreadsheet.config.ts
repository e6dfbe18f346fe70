import { z } from 'zod';
import { defaultsSchema } from '../definition/common-fields.js';
import { mappedShape } from '../definition/mapped-fields.js';

const MOST_COLUMNS = 60;

const heading = z
  .string('Escriba el encabezado de la columna.')
  .trim()
  .min(1, 'Escriba el encabezado de la columna.')
  .max(200, 'El encabezado es demasiado largo: 200 caracteres como mucho.');

/** Which column of a sheet says what. Columns are named by their headings. */
export const sheetMappingSchema = z.strictObject({
  /** Name of the sheet; null for the first one with such headings. */
  sheet: z.string('Escriba el nombre de la hoja.').trim().min(1).max(100).nullable().default(null),
  title: heading,
  link: heading.nullable().default(null),
  /** What tells rows apart; null for the link, else the title. */
  key: heading.nullable().default(null),
  columns: z
    .array(z.strictObject({ heading, ...mappedShape }))
    .max(MOST_COLUMNS, `Son demasiadas columnas: ${MOST_COLUMNS} como mucho.`)
    .default([]),
});

export type SheetMapping = z.output<typeof sheetMappingSchema>;

export const spreadsheetConfigSchema = z.strictObject({
  /** Null when it is guessed from the headings of each file. */
  mapping: sheetMappingSchema.nullable().default(null),
  defaults: defaultsSchema,
});

export type SpreadsheetConfig = z.output<typeof spreadsheetConfigSchema>;
