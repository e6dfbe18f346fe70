import type { EventDefinition } from '@chasqui/outbox';
import { z } from 'zod';

/** Changes of a published call that people may want to hear of. */
export interface CallChanged {
  readonly callId: string;
  /** Ids of `CallChangeEvent`. */
  readonly changeIds: readonly string[];
}

export const callChangedSchema = z.strictObject({
  callId: z.uuid(),
  changeIds: z.array(z.uuid()).min(1),
});

/** A published call changed in its source, and the change was taken over. */
export const callChanged: EventDefinition<CallChanged> = {
  type: 'call.changed',
  payload: callChangedSchema,
};
