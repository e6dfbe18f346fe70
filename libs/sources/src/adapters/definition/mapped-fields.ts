import type { ExtractedField, Hint } from '@chasqui/extraction';
import { z } from 'zod';
import { hintSchema } from './common-fields.js';

/** Facts that a source may give as a value of its own, with what they tell of when the value cannot be read as one. */
export const VALUE_FIELDS = {
  title: 'title',
  summary: 'summary',
  language: null,
  opensOn: 'opening',
  deadline: 'deadline',
  amountMin: 'amount',
  amountMax: 'amount',
  totalBudget: 'amount',
  currency: null,
  cofinancingPercent: null,
  countries: 'countries',
  sourceStatus: null,
} as const satisfies Partial<Record<ExtractedField, Hint | null>>;

export type ValueField = keyof typeof VALUE_FIELDS;

/** How a source writes dates: 2026-03-31, 31/03/2026, 03/31/2026, seconds or milliseconds since 1970. */
export const DATE_FORMATS = ['iso', 'dmy', 'mdy', 'epoch_s', 'epoch_ms'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

/**
 * What a field of a record or a column of a sheet is for: a fact as such (`field`), words that tell of something
 * (`hint`), or with neither just more text to read.
 */
export const mappedShape = {
  field: z
    .enum(Object.keys(VALUE_FIELDS) as [ValueField, ...ValueField[]], {
      message: 'Elija el dato de la convocatoria.',
    })
    .nullable()
    .default(null),
  hint: hintSchema.nullable().default(null),
  dates: z.enum(DATE_FORMATS, { message: 'Elija cómo escribe la fuente las fechas.' }).default('iso'),
};

export interface Mapped {
  readonly field: ValueField | null;
  readonly hint: Hint | null;
  readonly dates: DateFormat;
}
