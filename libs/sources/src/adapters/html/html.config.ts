import { z } from 'zod';
import {
  addressesSchema,
  defaultsSchema,
  encodingSchema,
  hostsSchema,
  maxPagesSchema,
  minItemsSchema,
} from '../definition/common-fields.js';
import { fieldSelectorsSchema, pageRulesSchema } from '../definition/page-rules.js';
import { selectorSchema, valueSelectorSchema } from '../definition/selectors.js';

const paginationSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('none') }),
    /** A link to the next page. */
    z.strictObject({ kind: z.literal('next'), link: selectorSchema, maxPages: maxPagesSchema }),
    /** A parameter of the address: "?page=2". */
    z.strictObject({
      kind: z.literal('page'),
      name: z
        .string('Escriba el nombre del parámetro.')
        .trim()
        .regex(/^[\w.[\]-]{1,60}$/, 'Escriba solo el nombre del parámetro, por ejemplo page.'),
      first: z.int('Escriba un número entero.').min(0, 'El número más bajo es 0.').default(1),
      step: z.int('Escriba un número entero.').min(1, 'El número más bajo es 1.').default(1),
      maxPages: maxPagesSchema,
    }),
  ],
  { error: 'Elija cómo se pasa de página: none, next o page.' },
);

export const htmlConfigSchema = z.strictObject({
  listUrls: addressesSchema,
  /** One call in the list. */
  item: selectorSchema,
  /** Within the item; null when calls have no page of their own. */
  link: valueSelectorSchema.nullable(),
  /** Within the item. */
  title: valueSelectorSchema,
  /** Further parts of the item in the list. */
  fields: fieldSelectorsSchema,
  /** What the page says when there is really no call: "No hay convocatorias abiertas". */
  emptyText: z
    .string('Escriba el texto.')
    .trim()
    .max(200, 'Es demasiado largo: 200 caracteres como mucho.')
    .transform((text) => text || null)
    .nullable()
    .default(null),
  minItems: minItemsSchema.default(1),
  pagination: paginationSchema.prefault({ kind: 'none' }),
  /** How the page of each call is read; null when the list says it all. */
  detail: pageRulesSchema.nullable().default(null),
  hosts: hostsSchema,
  encoding: encodingSchema,
  defaults: defaultsSchema,
});

export type HtmlConfig = z.output<typeof htmlConfigSchema>;
