import { z } from 'zod';
import {
  addressesSchema,
  defaultsSchema,
  encodingSchema,
  hostsSchema,
  minItemsSchema,
} from '../definition/common-fields.js';
import { pageRulesSchema } from '../definition/page-rules.js';

export const feedConfigSchema = z.strictObject({
  feedUrls: addressesSchema,
  minItems: minItemsSchema.default(1),
  /** How the page of each entry is read; null when the feed says it all. */
  detail: pageRulesSchema.nullable().default(null),
  hosts: hostsSchema,
  encoding: encodingSchema,
  defaults: defaultsSchema,
});

export type FeedConfig = z.output<typeof feedConfigSchema>;
