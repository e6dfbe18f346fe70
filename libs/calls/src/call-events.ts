import type { EventDefinition } from '@chasqui/outbox';
import { z } from 'zod';

export interface CallRevision {
  readonly callId: string;
  readonly revision: number;
}

export const callRevisionSchema = z.strictObject({ callId: z.uuid(), revision: z.int().positive() });

export interface CallEdited {
  readonly callId: string;
  /** The trace of the change, with what was before. */
  readonly entryId: string;
}

export const callEditedSchema = z.strictObject({ callId: z.uuid(), entryId: z.string().regex(/^\d{1,19}$/) });

/** A call that the public sees was changed, taken down or put back: those who know it may have to be told. */
export const callEdited: EventDefinition<CallEdited> = {
  type: 'call.edited',
  payload: callEditedSchema,
};

/** A call became visible, or a visible one changed: it must be matched again. */
export const callPublished: EventDefinition<CallRevision> = {
  type: 'call.published',
  payload: callRevisionSchema,
};
