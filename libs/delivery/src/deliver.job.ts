import { defineJob } from '@chasqui/jobs';
import { z } from 'zod';

/** Sends the mails that are due. Carries nothing: what is owed is in the database. `wake` tells wake-ups apart. */
export const deliverJob = defineJob<{ wake: string }>({
  queue: 'mail',
  name: 'deliver',
  payload: z.strictObject({ wake: z.uuid() }),
  id: ({ wake }) => `deliver-${wake}`,
  attempts: 4,
  backoffMs: 2000,
});
