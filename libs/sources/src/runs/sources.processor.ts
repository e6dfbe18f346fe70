import { handle, JobProcessor, workerOptions } from '@chasqui/jobs';
import { Processor } from '@nestjs/bullmq';
import { ReadSource } from './read-source.js';
import { readSourceJob, startDueRunsJob } from './source.jobs.js';
import { StartDueRuns } from './start-due-runs.js';

/** Readings mostly wait for their hosts; each holds a connection to the database and an item's bytes in memory. */
const AT_ONCE = 4;

@Processor('sources', workerOptions(AT_ONCE))
export class SourcesProcessor extends JobProcessor {
  private readonly stopping = new AbortController();

  constructor(
    private readonly readSource: ReadSource,
    private readonly startDueRuns: StartDueRuns,
  ) {
    super();
  }

  /** A reading may take an hour: it stops after the item at hand and goes on in another process. */
  override async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort(new Error('The process is ending; the run goes on in another one.'));
    await super.beforeApplicationShutdown();
  }

  protected override jobs() {
    return [
      handle(readSourceJob, (payload) => this.readSource.execute(payload, this.stopping.signal)),
      handle(startDueRunsJob, () => this.startDueRuns.execute()),
    ];
  }
}
