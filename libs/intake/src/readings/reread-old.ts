import { EXTRACTOR_VERSION } from '@chasqui/extraction';
import { JobQueues, jobRequest } from '@chasqui/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readCaptureJob, rereadOldJob } from '../intake.jobs.js';

/** Items that one step looks after: their jobs are in the queue at once. */
export const REREAD_BATCH = 200;

/** Has the newest capture of every item read by the present extractor: after it was raised, and where a job was lost. */
@Injectable()
export class RereadOld {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
  ) {}

  /**
   * Queues one batch of unread captures, in the order of their items, and the step after it.
   * @param after item at which the step before ended
   */
  async execute({ after }: { after: string | null }): Promise<void> {
    const rows = await this.database.query<{ itemId: string; captureId: string }[]>(
      `SELECT i.id AS "itemId", newest.id AS "captureId"
         FROM source_item i
        CROSS JOIN LATERAL (SELECT c.id FROM capture c WHERE c.item_id = i.id ORDER BY c.at DESC, c.id DESC LIMIT 1) newest
        WHERE ($1::uuid IS NULL OR i.id > $1)
          AND NOT EXISTS (SELECT FROM reading r WHERE r.capture_id = newest.id AND r.extractor_version >= $2)
        ORDER BY i.id
        LIMIT ${REREAD_BATCH}`,
      [after, EXTRACTOR_VERSION],
    );
    const last = rows.at(-1);
    await this.queues.add([
      ...rows.map(({ captureId }) => jobRequest(readCaptureJob, { captureId })),
      ...(last && rows.length === REREAD_BATCH ? [jobRequest(rereadOldJob, { after: last.itemId })] : []),
    ]);
  }
}
