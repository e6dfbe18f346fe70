import { defineJob } from '@chasqui/jobs';
import { z } from 'zod';

export interface RunReference {
  readonly runId: string;
}

/**
 * Reads a source from its list to its last item. A source that cannot be read is no reason to try again at once: that
 * is noted in the run and the schedule tries later. The attempts are for processes that end and databases that are away.
 */
export const readSourceJob = defineJob<RunReference>({
  queue: 'sources',
  name: 'read-source',
  payload: z.strictObject({ runId: z.uuid() }),
  id: ({ runId }) => `read-source-${runId}`,
  attempts: 5,
  backoffMs: 2000,
});

/** Starts the readings whose time has come and hands on those that were left behind. */
export const startDueRunsJob = defineJob<Record<string, never>>({
  queue: 'sources',
  name: 'start-due-runs',
  payload: z.strictObject({}),
  id: () => 'start-due-runs',
  attempts: 1,
  backoffMs: 1000,
});
