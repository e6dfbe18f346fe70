import { z } from 'zod';
import { hintSchema } from './common-fields.js';
import { selectorSchema, valueSelectorSchema } from './selectors.js';

const MOST_FIELDS = 30;

/** A part of a page that is known to tell of something. */
export const fieldSelectorSchema = valueSelectorSchema.extend({ hint: hintSchema });

export type FieldSelector = z.output<typeof fieldSelectorSchema>;

export const fieldSelectorsSchema = z
  .array(fieldSelectorSchema)
  .max(MOST_FIELDS, `Son demasiados campos: ${MOST_FIELDS} como mucho.`)
  .default([]);

const documentRulesSchema = z.strictObject({
  /** Links to documents; null for all links to PDF, Word and the like in the content. */
  links: selectorSchema.nullable().default(null),
  /** Whether the text of the PDFs is read too. */
  read: z.boolean('Indique si se leen los PDF.').default(true),
  /** How many PDFs of one call are read at most. */
  most: z
    .int('Escriba un número entero.')
    .min(0, 'El número más bajo es 0.')
    .max(10, 'El número más alto es 10.')
    .default(3),
});

/** How the page of one call is read. */
export const pageRulesSchema = z.strictObject({
  /** What has to be read of the page; null for all of it without menus and the like. A page without it is refused. */
  content: selectorSchema.nullable().default(null),
  fields: z
    .array(
      fieldSelectorSchema.extend({
        /** A page without it is not a page of a call: the layout changed or it is an error in disguise. */
        required: z.boolean('Indique si el campo es obligatorio.').default(false),
      }),
    )
    .max(MOST_FIELDS, `Son demasiados campos: ${MOST_FIELDS} como mucho.`)
    .default([]),
  documents: documentRulesSchema.prefault({}),
});

export type PageRules = z.output<typeof pageRulesSchema>;
