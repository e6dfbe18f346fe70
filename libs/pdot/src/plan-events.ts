import type { EventDefinition } from '@chasqui/outbox';
import { z } from 'zod';

/** What the current plan of a GAD says has changed. */
export interface PlanChange {
  readonly gadCode: string;
  /** When, ISO 8601 in UTC: tells one change from the next. */
  readonly at: string;
}

export const planChangeSchema: z.ZodType<PlanChange> = z.object({
  gadCode: z.string(),
  at: z.iso.datetime(),
});

/** A plan was adopted or one of its priorities edited: the GAD's matches are to be judged again. */
export const planChanged: EventDefinition<PlanChange> = { type: 'plan.changed', payload: planChangeSchema };
