import type { EventDefinition } from '@chasqui/outbox';
import { z } from 'zod';

export interface CallRevision {
  readonly callId: string;
  readonly revision: number;
}

export const callRevisionSchema = z.strictObject({ callId: z.uuid(), revision: z.int().positive() });

/** A call became visible, or a visible one changed: it must be matched again. */
export const callPublished: EventDefinition<CallRevision> = {
  type: 'call.published',
  payload: callRevisionSchema,
};
