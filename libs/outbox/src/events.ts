import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { OutboxEvent } from './outbox-event.entity.js';

/** A kind of event and the shape of what it carries. */
export interface EventDefinition<Payload> {
  readonly type: string;
  readonly payload: z.ZodType<Payload>;
}

/**
 * Writes the event with the caller's transaction: either the change and its event are both stored, or neither.
 */
export async function appendEvent<Payload>(
  manager: EntityManager,
  event: EventDefinition<Payload>,
  payload: Payload,
  occurredAt: Date,
): Promise<void> {
  await manager.insert(OutboxEvent, {
    type: event.type,
    payload: event.payload.parse(payload) as object,
    occurredAt,
    relayedAt: null,
  });
}
