import { defineJob } from '@chasqui/jobs';
import type { EventDefinition } from '@chasqui/outbox';
import { z } from 'zod';

/** Somebody was given posts of a GAD by another person: she is told what for and how to refuse. */
export interface PostsGiven {
  readonly accountId: string;
  readonly gadCode: string;
  /** Names this hand-over among those to the same person: a repeated mail is recognised by it. */
  readonly occasion: string;
}

const postsGivenSchema = z.strictObject({ accountId: z.uuid(), gadCode: z.string(), occasion: z.uuid() });

export const postsGiven: EventDefinition<PostsGiven> = { type: 'posts.given', payload: postsGivenSchema };

/** Mails it. The links are made when it is sent, so no secret waits in the queue. */
export const tellHolderJob = defineJob<PostsGiven>({
  queue: 'mail',
  name: 'tell-holder',
  payload: postsGivenSchema,
  id: ({ occasion }) => `tell-holder-${occasion}`,
  attempts: 8,
  backoffMs: 30_000,
});

/** Somebody asked in public to be told, or asked for the mail once more. */
export interface ConfirmationAsked {
  readonly requestId: string;
  /** Whether it is the one repetition. */
  readonly again: boolean;
}

const confirmationSchema = z.strictObject({ requestId: z.uuid(), again: z.boolean() });

export const confirmationAsked: EventDefinition<ConfirmationAsked> = {
  type: 'subscription.requested',
  payload: confirmationSchema,
};

/** Mails the request to confirm, the only thing that is sent before its owner confirms the address. */
export const confirmSubscriptionJob = defineJob<ConfirmationAsked>({
  queue: 'mail',
  name: 'confirm-subscription',
  payload: confirmationSchema,
  id: ({ requestId, again }) => `confirm-${requestId}-${again ? 2 : 1}`,
  attempts: 8,
  backoffMs: 30_000,
});
