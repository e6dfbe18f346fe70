import { z } from 'zod';
import { addressSchema, defaultsSchema, encodingSchema } from '../definition/common-fields.js';
import { pageRulesSchema } from '../definition/page-rules.js';

export const pastedConfigSchema = z.strictObject({
  /** The page of one call; null when the text itself was pasted. */
  address: addressSchema.nullable().default(null),
  detail: pageRulesSchema.prefault({}),
  encoding: encodingSchema,
  defaults: defaultsSchema,
});

export type PastedConfig = z.output<typeof pastedConfigSchema>;
