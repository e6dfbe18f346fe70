import { createHash } from 'node:crypto';
import { callRevisionSchema, type CallRevision } from '@chasqui/calls';
import { type AddressSuppressed, addressSuppressed } from '@chasqui/delivery';
import { type CallChanged, callChangedSchema } from '@chasqui/intake';
import { defineJob } from '@chasqui/jobs';
import { z } from 'zod';

/** Writes the notices owed for a matched call. */
export const fanOutJob = defineJob<CallRevision>({
  queue: 'notifications',
  name: 'fan-out',
  payload: callRevisionSchema,
  id: ({ callId, revision }) => `fan-out-${callId}-${revision}`,
  attempts: 5,
  backoffMs: 1000,
});

/** Writes the notices of what changed in a call. */
export const noteChangesJob = defineJob<CallChanged>({
  queue: 'notifications',
  name: 'note-changes',
  payload: callChangedSchema,
  id: ({ callId, changeIds }) => `note-changes-${callId}-${hashOf(changeIds.toSorted().join())}`,
  attempts: 5,
  backoffMs: 1000,
});

/** Has the changes of the last day looked at once more. */
export const announceAgainJob = defineJob<Record<string, never>>({
  queue: 'notifications',
  name: 'announce-again',
  payload: z.strictObject({}),
  id: () => 'announce-again',
  attempts: 3,
  backoffMs: 1000,
});

/** Tells whoever should know that mails to somebody no longer arrive. */
export const noteAddressProblemJob = defineJob<AddressSuppressed>({
  queue: 'notifications',
  name: 'note-address-problem',
  payload: addressSuppressed.payload,
  id: ({ accountId, address, trouble }) => `address-problem-${accountId}-${hashOf(address)}-${trouble}`,
  attempts: 5,
  backoffMs: 1000,
});

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Makes mails of the notices that are due. `wake` tells wake-ups apart: one that comes while another runs is not lost. */
export const bundleJob = defineJob<{ wake: string }>({
  queue: 'notifications',
  name: 'bundle',
  payload: z.strictObject({ wake: z.string().min(1).max(60) }),
  id: ({ wake }) => `bundle-${wake}`,
  attempts: 5,
  backoffMs: 1000,
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

/** Mails a fresh link to a person's preferences, made when it is sent. One mail a minute at most for a person. */
export const preferencesLinkJob = defineJob<{ accountId: string; requestedAt: string }>({
  queue: 'mail',
  name: 'preferences-link',
  payload: z.strictObject({ accountId: z.uuid(), requestedAt: z.iso.datetime() }),
  id: ({ accountId, requestedAt }) =>
    `preferences-${accountId}-${requestedAt.slice(0, 16).replace(/\D/g, '')}`,
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
