import { callEdited } from '@chasqui/calls';
import { callChanged } from '@chasqui/intake';
import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Events of which a repetition changes nothing, and that nothing else would miss. */
const TYPES = [callEdited.type, callChanged.type];
/** Younger ones are still under way. */
const YOUNGEST_MS = 10 * 60_000;
const OLDEST_MS = 24 * 3_600_000;

/** Sends the changes of the last day round again: a queue that was emptied must not swallow a shortened deadline. */
@Injectable()
export class AnnounceAgain {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now().getTime();
    await this.database.query(
      `UPDATE outbox_event SET relayed_at = NULL
        WHERE type = ANY ($1) AND relayed_at < $2 AND occurred_at > $3`,
      [TYPES, new Date(now - YOUNGEST_MS), new Date(now - OLDEST_MS)],
    );
  }
}
