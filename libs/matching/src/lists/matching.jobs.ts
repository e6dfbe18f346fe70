import { callRevisionSchema, type CallRevision } from '@chasqui/calls';
import { defineJob } from '@chasqui/jobs';
import type { EventDefinition } from '@chasqui/outbox';
import { type PlanChange, planChangeSchema } from '@chasqui/pdot';
import { z } from 'zod';

/** Judges one published revision of a call for every GAD. */
export const matchCallJob = defineJob<CallRevision>({
  queue: 'matching',
  name: 'match-call',
  payload: callRevisionSchema,
  id: ({ callId, revision }) => `match-${callId}-${revision}`,
  attempts: 5,
  backoffMs: 1000,
});

/** Judges every open call again for a GAD whose plan changed. */
export const matchGadJob = defineJob<PlanChange>({
  queue: 'matching',
  name: 'match-gad',
  payload: planChangeSchema,
  id: ({ gadCode, at }) => `match-gad-${gadCode}-${Date.parse(at)}`,
  attempts: 5,
  backoffMs: 1000,
});

/** Looks for lists that are no longer what calls, GADs and rules would give, and makes them again. */
export const reviseListsJob = defineJob<Record<string, never>>({
  queue: 'matching',
  name: 'revise-lists',
  payload: z.strictObject({}),
  id: () => 'revise-lists',
  attempts: 5,
  backoffMs: 1000,
});

/** All matches of a revision are stored: the people concerned can be told. */
export const callMatched: EventDefinition<CallRevision> = {
  type: 'call.matched',
  payload: callRevisionSchema,
};
