import { callRevisionSchema, type CallRevision } from '@chasqui/calls';
import { defineJob } from '@chasqui/jobs';
import { z } from 'zod';

/** Writes the notices owed for a matched call and queues their delivery. */
export const fanOutJob = defineJob<CallRevision>({
  queue: 'notifications',
  name: 'fan-out',
  payload: callRevisionSchema,
  id: ({ callId, revision }) => `fan-out-${callId}-${revision}`,
  attempts: 5,
  backoffMs: 1000,
});

/** Sends one notice. Few attempts in a row; the maintenance job queues it again until it is sent. */
export const deliverJob = defineJob<{ notificationId: string }>({
  queue: 'mail',
  name: 'deliver',
  payload: z.strictObject({ notificationId: z.uuid() }),
  id: ({ notificationId }) => `deliver-${notificationId}`,
  attempts: 4,
  backoffMs: 2000,
});

/** Mails a one-time sign-in link. The link is made when it is sent, so no secret waits in the queue. */
export const signInLinkJob = defineJob<{ accountId: string; requestedAt: string }>({
  queue: 'mail',
  name: 'sign-in-link',
  payload: z.strictObject({ accountId: z.uuid(), requestedAt: z.iso.datetime() }),
  // One mail a minute at most for a person, however often the button is pressed: the id holds the minute, and a
  // mail that was sent keeps it for as long.
  id: ({ accountId, requestedAt }) => `sign-in-${accountId}-${requestedAt.slice(0, 16).replace(/\D/g, '')}`,
  attempts: 4,
  backoffMs: 2000,
  keepIdSeconds: 60,
});

/** Puts back into the queues what a crash, a lost queue or a mail server that was down left behind. */
export const reconcileJob = defineJob<Record<string, never>>({
  queue: 'maintenance',
  name: 'reconcile',
  payload: z.strictObject({}),
  id: () => 'reconcile',
  attempts: 1,
  backoffMs: 1000,
});
