import { type CallEdited, callEditedSchema } from '@chasqui/calls';
import { EXTRACTOR_VERSION } from '@chasqui/extraction';
import { defineJob } from '@chasqui/jobs';
import { z } from 'zod';

/** Reads one capture with the extractor as it is now. */
export const readCaptureJob = defineJob<{ captureId: string }>({
  queue: 'intake',
  name: 'read-capture',
  payload: z.strictObject({ captureId: z.uuid() }),
  id: ({ captureId }) => `read-${captureId}-${EXTRACTOR_VERSION}`,
  attempts: 8,
  backoffMs: 1000,
});

/** Tells the curators that an item left its source. */
export const noteMissingJob = defineJob<{ itemId: string; missing: number }>({
  queue: 'intake',
  name: 'note-missing',
  payload: z.strictObject({ itemId: z.uuid(), missing: z.int().positive() }),
  id: ({ itemId, missing }) => `missing-${itemId}-${missing}`,
  attempts: 8,
  backoffMs: 1000,
});

/** Notes what somebody changed by hand in a public call. Beside the notices: people wait for it, and no page is visited. */
export const noteEditJob = defineJob<CallEdited>({
  queue: 'notifications',
  name: 'note-edit',
  payload: callEditedSchema,
  id: ({ callId, entryId }) => `note-edit-${callId}-${entryId}`,
  attempts: 8,
  backoffMs: 1000,
});

/** Looks for captures that the present extractor has not read, from one item on; null: from the first. */
export const rereadOldJob = defineJob<{ after: string | null }>({
  queue: 'intake',
  name: 'reread-old',
  payload: z.strictObject({ after: z.uuid().nullable() }),
  id: ({ after }) => `reread-${EXTRACTOR_VERSION}-${after ?? 'start'}`,
  attempts: 5,
  backoffMs: 1000,
});

/** Visits the addresses of published calls, a few at a time; `done` of the day's share were visited before. */
export const checkLinksJob = defineJob<{ done: number }>({
  queue: 'intake',
  name: 'check-links',
  payload: z.strictObject({ done: z.int().min(0) }),
  id: ({ done }) => `check-links-${done}`,
  attempts: 3,
  backoffMs: 60_000,
});

/** Visits the address of one published call again, because somebody asked. */
export const checkLinkJob = defineJob<{ callId: string }>({
  queue: 'intake',
  name: 'check-link',
  payload: z.strictObject({ callId: z.uuid() }),
  id: ({ callId }) => `check-link-${callId}`,
  attempts: 3,
  backoffMs: 60_000,
});

/** Has a share of what was published by itself checked, and clears away what settled itself. */
export const drawSampleJob = defineJob<Record<string, never>>({
  queue: 'intake',
  name: 'draw-sample',
  payload: z.strictObject({}),
  id: () => 'draw-sample',
  attempts: 5,
  backoffMs: 1000,
});

/** Writes to the curators, once a day, when something needs them. */
export const curatorDigestJob = defineJob<Record<string, never>>({
  queue: 'intake',
  name: 'curator-digest',
  payload: z.strictObject({}),
  id: () => 'curator-digest',
  attempts: 5,
  backoffMs: 60_000,
});
