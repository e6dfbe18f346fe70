import { z } from 'zod';

/** The shapes of the CommonGrants protocol that are served here: https://commongrants.org */

export const OPPORTUNITY_STATUSES = ['forecasted', 'open', 'closed', 'custom'] as const;
export type OpportunityStatus = (typeof OPPORTUNITY_STATUSES)[number];

const isoDate = z.iso.date();
const isoTime = z.string().regex(/^\d{2}:\d{2}:\d{2}$/);
export const moneySchema = z.object({
  amount: z.string().regex(/^-?\d+\.?\d*$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Money = z.output<typeof moneySchema>;

const named = { name: z.string(), description: z.string().optional() };
const eventSchema = z.discriminatedUnion('eventType', [
  z.object({ ...named, eventType: z.literal('singleDate'), date: isoDate, time: isoTime.optional() }),
  z.object({ ...named, eventType: z.literal('other'), details: z.string().optional() }),
]);
export type OpportunityEvent = z.output<typeof eventSchema>;

export const APPLICANT_TYPES = ['government_state', 'government_municipal', 'custom'] as const;

const customField = z.object({
  name: z.string(),
  fieldType: z.enum(['string', 'number', 'integer', 'boolean', 'object', 'array']),
  value: z.unknown(),
  description: z.string().optional(),
});
export type CustomField = z.output<typeof customField>;

export const opportunitySchema = z.object({
  id: z.uuid(),
  title: z.string(),
  status: z.object({
    value: z.enum(OPPORTUNITY_STATUSES),
    customValue: z.string().optional(),
    description: z.string().optional(),
  }),
  description: z.string(),
  funding: z
    .object({
      details: z.string().optional(),
      totalAmountAvailable: moneySchema.optional(),
      minAwardAmount: moneySchema.optional(),
      maxAwardAmount: moneySchema.optional(),
    })
    .optional(),
  keyDates: z.object({
    postDate: eventSchema.optional(),
    closeDate: eventSchema.optional(),
    otherDates: z.record(z.string(), eventSchema).optional(),
  }),
  acceptedApplicantTypes: z.array(
    z.object({
      value: z.enum(APPLICANT_TYPES),
      customValue: z.string().optional(),
      description: z.string().optional(),
    }),
  ),
  source: z.url().optional(),
  customFields: z.record(z.string(), customField),
  createdAt: z.iso.datetime(),
  lastModifiedAt: z.iso.datetime(),
});
export type Opportunity = z.output<typeof opportunitySchema>;

const success = { status: z.literal(200), message: z.string() };
const paginationInfo = z.object({
  page: z.number().int().min(1),
  pageSize: z.number().int().min(1),
  totalItems: z.number().int().min(0),
  totalPages: z.number().int().min(0),
});
export type PaginationInfo = z.output<typeof paginationInfo>;

export const opportunityAnswer = z.object({ ...success, data: opportunitySchema });
export const opportunitiesAnswer = z.object({
  ...success,
  items: z.array(opportunitySchema),
  paginationInfo,
});
export const searchAnswer = opportunitiesAnswer.extend({
  sortInfo: z.object({
    sortBy: z.string(),
    sortOrder: z.enum(['asc', 'desc']),
    errors: z.array(z.string()).optional(),
  }),
  filterInfo: z.object({
    filters: z.record(z.string(), z.unknown()),
    errors: z.array(z.string()).optional(),
  }),
});
