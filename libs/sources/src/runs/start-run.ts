import { JobQueues, jobRequest } from '@chasqui/jobs';
import { Clock, DomainError, ECUADOR_ZONE, formatDateTime, notFound } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { notReadable, readsItself } from '../catalogue/self-reading.js';
import { Source, SourceDefinition } from '../catalogue/source.entities.js';
import { SourceRun } from './run.entities.js';
import { readSourceJob } from './source.jobs.js';

/** A source is read once at a time. */
export class AlreadyReading extends DomainError {
  constructor(readonly run: SourceRun) {
    super(
      'conflict',
      'source.already_reading',
      `Esta fuente ya se está leyendo desde el ${formatDateTime(run.startedAt, ECUADOR_ZONE)}. Espere a que termine.`,
    );
  }
}

/** Has a source read now, on its schedule or because a person asks for it. */
@Injectable()
export class StartRun {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
  ) {}

  /**
   * A source that is switched off may be read too: that is how it is tried.
   * @param requestedBy the person's account; null for what the program does by itself
   * @throws AlreadyReading; DomainError `source.by_hand`, `not_found`
   */
  async execute(sourceId: string, requestedBy: string | null): Promise<SourceRun> {
    const run = await this.insert(sourceId, requestedBy);
    // A process that ends before this line leaves a run that stands still: the schedule queues its job.
    await this.queues.add([jobRequest(readSourceJob, { runId: run.id })]);
    return run;
  }

  private async insert(sourceId: string, requestedBy: string | null): Promise<SourceRun> {
    const { manager } = this.database;
    const source = await manager.findOneBy(Source, { id: sourceId });
    if (!source) throw notFound('Esa fuente no existe.');
    const version = source.definitionVersion;
    const definition = await manager.findOneByOrFail(SourceDefinition, { sourceId, version });
    if (!readsItself(definition)) throw notReadable();
    const rows = await manager.query<{ id: string }[]>(
      `INSERT INTO source_run (source_id, definition_version, requested_by, state, started_at, heartbeat_at)
       VALUES ($1, $2, $3, 'running', $4, $4)
       ON CONFLICT (source_id) WHERE state = 'running' DO NOTHING RETURNING id`,
      [sourceId, version, requestedBy, this.clock.now()],
    );
    const own = rows[0];
    if (own) return manager.findOneByOrFail(SourceRun, { id: own.id });
    const other = await manager.findOneBy(SourceRun, { sourceId, state: 'running' });
    // It may have ended between the two statements.
    if (!other) return this.insert(sourceId, requestedBy);
    throw new AlreadyReading(other);
  }
}
