import { z } from 'zod';
import {
  addressSchema,
  defaultsSchema,
  hostsSchema,
  maxPagesSchema,
  minItemsSchema,
} from '../definition/common-fields.js';
import { mappedShape } from '../definition/mapped-fields.js';
import { pageRulesSchema } from '../definition/page-rules.js';
import { filledPathSchema, pathSchema } from './json-path.js';

const MOST_FIELDS = 60;
const LONGEST_BODY = 10_000;

const scalar = z.union([z.string().max(200), z.number(), z.boolean(), z.null()], {
  error: 'Escriba un texto, un número, true, false o null.',
});

const paginationSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('none') }),
    /** A number that grows with every page: a page (step 1) or how many records to skip (step = size of a page). */
    z.strictObject({
      kind: z.literal('number'),
      in: z.enum(['query', 'body'], { message: 'Elija dónde va el número: query o body.' }).default('query'),
      /** Name of the parameter, or path of names in the body. */
      name: z
        .string('Escriba el nombre del parámetro.')
        .trim()
        .regex(
          /^[\w$-]{1,60}(?:\.[\w$-]{1,60}){0,5}$/,
          'Escriba solo el nombre del parámetro, por ejemplo page.',
        ),
      first: z.int('Escriba un número entero.').min(0, 'El número más bajo es 0.').default(1),
      step: z.int('Escriba un número entero.').min(1, 'El número más bajo es 1.').default(1),
      /** Where the answer says how many records there are. */
      total: filledPathSchema.nullable().default(null),
      maxPages: maxPagesSchema,
    }),
    /** Where the answer gives the address of the next page. */
    z.strictObject({ kind: z.literal('next'), path: filledPathSchema, maxPages: maxPagesSchema }),
  ],
  { error: 'Elija cómo se pasa de página: none, number o next.' },
);

/** A piece of an address that is filled from the record: "https://x.org/llamados/{id}". */
const templateSchema = z
  .string('Escriba la dirección con el campo entre llaves.')
  .trim()
  .max(500, 'La dirección es demasiado larga: 500 caracteres como mucho.')
  .regex(
    /^https?:\/\/[^\s{}]+(?:\{[^{}\s]{1,100}\}[^\s{}]*)+$/,
    'Escriba la dirección completa con el campo entre llaves, por ejemplo https://ejemplo.org/llamados/{id}.',
  );

export const jsonConfigSchema = z
  .strictObject({
    url: addressSchema,
    method: z.enum(['GET', 'POST'], { message: 'Elija GET o POST.' }).default('GET'),
    /** Sent as JSON with POST; only the number of the page is filled in. */
    body: z
      .json({ error: 'El cuerpo de la petición no es JSON. Revise comillas y comas.' })
      .refine(
        (body) => JSON.stringify(body).length <= LONGEST_BODY,
        'El cuerpo de la petición es demasiado largo.',
      )
      .nullable()
      .default(null),
    /** Path to the list of records, an array or a map; empty when the answer itself is the list. */
    list: pathSchema,
    /** What tells records apart; null for the address, or the name in a map. */
    key: filledPathSchema.nullable().default(null),
    title: filledPathSchema,
    link: z
      .union([z.strictObject({ path: filledPathSchema }), z.strictObject({ template: templateSchema })], {
        error: 'Escriba la ruta del enlace (path) o una plantilla de dirección (template).',
      })
      .nullable()
      .default(null),
    fields: z
      .array(z.strictObject({ path: filledPathSchema, ...mappedShape }))
      .max(MOST_FIELDS, `Son demasiados campos: ${MOST_FIELDS} como mucho.`)
      .default([]),
    documents: z
      .strictObject({ list: pathSchema, url: pathSchema, title: filledPathSchema.nullable().default(null) })
      .nullable()
      .default(null),
    /** Where an answer that seems good tells of an error, and which values there mean that all is well. */
    error: z
      .strictObject({
        path: filledPathSchema,
        good: z.array(scalar).max(20, 'Son demasiados valores: 20 como mucho.').default([null]),
        message: filledPathSchema.nullable().default(null),
      })
      .nullable()
      .default(null),
    /** What every record fulfils when the source minds the filter that it was asked with. */
    filter: z
      .strictObject({
        path: filledPathSchema,
        values: z
          .array(scalar)
          .min(1, 'Escriba al menos un valor.')
          .max(50, 'Son demasiados valores: 50 como mucho.'),
      })
      .nullable()
      .default(null),
    minItems: minItemsSchema.default(1),
    pagination: paginationSchema.prefault({ kind: 'none' }),
    /** How the web page of each record is read; null when the record says it all. */
    detail: pageRulesSchema.nullable().default(null),
    hosts: hostsSchema,
    defaults: defaultsSchema,
  })
  .superRefine((config, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (config.body !== null && config.method === 'GET')
      issue(['body'], 'Solo POST lleva cuerpo. Elija POST o bórrelo.');
    if (config.pagination.kind === 'number' && config.pagination.in === 'body' && config.method === 'GET') {
      issue(['pagination', 'in'], 'Solo POST lleva cuerpo: ponga el número en la dirección (query).');
    }
    if (config.detail && !config.link) issue(['link'], 'Indique el enlace: sin él no hay página que leer.');
  });

export type JsonConfig = z.output<typeof jsonConfigSchema>;
