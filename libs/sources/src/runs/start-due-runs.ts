import { JobQueues, jobRequest } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Source } from '../catalogue/source.entities.js';
import { healthColumns, judgeSource } from '../health/source-health.js';
import { readSourceJob } from './source.jobs.js';

/** A run without a sign of life for so long was left behind. */
const LEFT_BEHIND_MS = 2 * 60_000;
const BATCH = 500;

export interface DueRuns {
  readonly started: number;
  /** Runs that stood still and were queued again. */
  readonly resumed: number;
}

/**
 * Starts the runs whose time has come, has those go on that a process left behind, and notes which sources have not
 * been read for too long. Any number of processes may do it at once, and any of them may end in the middle: what is
 * owed stands in the database.
 */
@Injectable()
export class StartDueRuns {
  private readonly log = new Logger(StartDueRuns.name);

  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<DueRuns> {
    const now = this.clock.now();
    const started = await this.start(now);
    const resumed = await this.leftBehind(now);
    await this.queues.add([...started, ...resumed].map((runId) => jobRequest(readSourceJob, { runId })));
    await this.noteStale(now);
    if (resumed.length > 0) this.log.warn(`Going on with ${resumed.length} runs that stood still`);
    return { started: started.length, resumed: resumed.length };
  }

  private async start(now: Date): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `INSERT INTO source_run (source_id, definition_version, state, started_at, heartbeat_at)
       SELECT s.id, s.definition_version, 'running', $1, $1 FROM source s
        WHERE s.enabled AND s.next_run_at <= $1
        ORDER BY s.next_run_at LIMIT ${BATCH}
       ON CONFLICT (source_id) WHERE state = 'running' DO NOTHING
       RETURNING id`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  private async leftBehind(now: Date): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT id FROM source_run WHERE state = 'running' AND heartbeat_at < $1 ORDER BY heartbeat_at LIMIT ${BATCH}`,
      [new Date(now.getTime() - LEFT_BEHIND_MS)],
    );
    return rows.map(({ id }) => id);
  }

  /** A source that is not read at all has no run that could say so. */
  private async noteStale(now: Date): Promise<void> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT s.id FROM source s
        WHERE s.enabled AND s.health IN ('ok', 'empty')
          AND NOT EXISTS (SELECT FROM source_run r WHERE r.source_id = s.id AND r.state = 'done'
                             AND r.started_at > $1::timestamptz - 3 * s.every_minutes * interval '1 minute')
        LIMIT ${BATCH}`,
      [now],
    );
    if (rows.length === 0) return;
    const sources = await this.database.manager.findBy(Source, { id: In(rows.map(({ id }) => id)) });
    for (const source of sources) {
      const health = await judgeSource(this.database.manager, source, now);
      if (health.state === source.health) continue;
      const unchanged = { id: source.id, health: source.health };
      await this.database.manager.update(Source, unchanged, healthColumns(source, health, now));
    }
  }
}
