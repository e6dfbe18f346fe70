import { z } from 'zod';
import {
  addressesSchema,
  defaultsSchema,
  encodingSchema,
  hostsSchema,
  minItemsSchema,
} from '../definition/common-fields.js';
import { pageRulesSchema } from '../definition/page-rules.js';
import { patternSchema } from './address-pattern.js';

const MOST_PATTERNS = 20;
const patterns = z
  .array(patternSchema, 'Escriba al menos un patrón de dirección.')
  .max(MOST_PATTERNS, `Son demasiados patrones: ${MOST_PATTERNS} como mucho.`);

export const sitemapConfigSchema = z.strictObject({
  sitemapUrls: addressesSchema,
  /** Addresses of calls: "/convocatorias/*". */
  include: patterns.min(1, 'Escriba al menos un patrón de dirección, por ejemplo /convocatorias/*.'),
  exclude: patterns.default([]),
  /** The newest so many pages are read. */
  maxAddresses: z
    .int('Escriba un número entero.')
    .min(1, 'El número más bajo es 1.')
    .max(2000, 'El número más alto es 2000.')
    .default(300),
  /** A page whose "lastmod" did not change is not asked for again. Off for sites that do not keep it. */
  trustLastmod: z.boolean('Indique si se confía en la fecha del mapa.').default(true),
  minItems: minItemsSchema.default(1),
  detail: pageRulesSchema.prefault({}),
  hosts: hostsSchema,
  encoding: encodingSchema,
  defaults: defaultsSchema,
});

export type SitemapConfig = z.output<typeof sitemapConfigSchema>;
