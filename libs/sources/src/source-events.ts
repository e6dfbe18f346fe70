import type { EventDefinition } from '@chasqui/outbox';
import { z } from 'zod';

/** New or changed bytes of an item were captured: they must be read. */
export const itemCaptured: EventDefinition<{ captureId: string }> = {
  type: 'source.item_captured',
  payload: z.strictObject({ captureId: z.uuid() }),
};

/** A complete reading did not bring an item that the one before brought. */
export const itemMissing: EventDefinition<{ itemId: string; missing: number }> = {
  type: 'source.item_missing',
  payload: z.strictObject({ itemId: z.uuid(), missing: z.int().positive() }),
};
