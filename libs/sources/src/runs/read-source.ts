import { Clock } from '@chasqui/kernel';
import type { Fetcher } from '@chasqui/fetching';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { adapterOf } from '../adapters/index.js';
import type { CollectContext } from '../adapters/types.js';
import { CaptureStore } from '../captures/capture-store.js';
import { SourceDefinition } from '../catalogue/source.entities.js';
import { SourceFetcher } from '../pacing/source-fetcher.js';
import { CountingFetcher } from './counting-fetcher.js';
import { endRun } from './end-run.js';
import { SourceRun } from './run.entities.js';
import { type RunFault, runFaultOf, TOO_LONG } from './run-fault.js';
import { RunGone, RunLedger } from './run-ledger.js';
import { withRunLock } from './run-lock.js';
import type { RunReference } from './source.jobs.js';

const HEARTBEAT_MS = 20_000;
/** A run that ends no sooner is in a circle, or brings down every process that takes it over. */
const LONGEST_RUN_MS = 24 * 3_600_000;

/** `over`: there was nothing left to do. `elsewhere`: another process is at it. */
export type ReadOutcome = 'done' | 'failed' | 'over' | 'elsewhere';

/** Reads a source from its list to its last item, going on where an interrupted reading of the same run ended. */
@Injectable()
export class ReadSource {
  private readonly log = new Logger(ReadSource.name);

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(SourceFetcher) private readonly fetcher: Fetcher,
    private readonly captures: CaptureStore,
  ) {}

  /**
   * A fault of the source ends the run and is noted in it; nothing is thrown.
   * @param signal ends the reading soon and leaves the run for the next process
   * @throws the reason of `signal`; errors of the database, which leave the run for another attempt
   */
  async execute({ runId }: RunReference, signal?: AbortSignal): Promise<ReadOutcome> {
    signal?.throwIfAborted();
    const outcome = await withRunLock(this.database, runId, (manager) => this.read(manager, runId, signal));
    return outcome ?? 'elsewhere';
  }

  private async read(manager: EntityManager, runId: string, signal?: AbortSignal): Promise<ReadOutcome> {
    const run = await manager.findOneBy(SourceRun, { id: runId, state: 'running' });
    if (!run) return 'over';
    const key = { sourceId: run.sourceId, version: run.definitionVersion };
    const definition = await manager.findOneByOrFail(SourceDefinition, key);
    const fetcher = new CountingFetcher(this.fetcher);
    const ledger = new RunLedger(manager, this.captures, run, fetcher, () => this.clock.now());
    const heart = this.startHeart(run);
    let fault: RunFault | null;
    try {
      fault = await this.collect(run, definition, fetcher, ledger, signal);
      await ledger.flush();
    } catch (error) {
      if (error instanceof RunGone) return 'over';
      if (!signal?.aborted) throw error;
      await ledger.pause();
      throw signal.reason;
    } finally {
      clearInterval(heart);
    }
    const { leftThisMachine } = fetcher;
    const end = { kind: definition.adapter, fault, leftThisMachine, at: this.clock.now() };
    await endRun(manager, runId, end);
    return fault ? 'failed' : 'done';
  }

  /** @returns what ended the reading before its end */
  private async collect(
    run: SourceRun,
    { adapter: kind, config }: SourceDefinition,
    fetcher: Fetcher,
    ledger: RunLedger,
    signal?: AbortSignal,
  ): Promise<RunFault | null> {
    const context: CollectContext = {
      fetcher,
      now: this.clock.now(),
      cursor: run.cursor ?? undefined,
      maxItems: Number.POSITIVE_INFINITY,
      ...(signal && { signal }),
      validatorsOf: (url) => ledger.validatorsOf(url),
      keepValidators: (url, validators) => ledger.keepValidators(url, validators),
    };
    try {
      const adapter = adapterOf(kind);
      if (this.isTooLong(run)) return TOO_LONG;
      for await (const told of adapter.collect(adapter.check(config), context)) {
        signal?.throwIfAborted();
        if (told.type === 'item') await ledger.item(told.item);
        else if (told.type === 'failed') await this.noteFailed(ledger, told);
        else if (told.type === 'warning') ledger.warn(told.message);
        else await ledger.page(told.cursor);
        if (told.type === 'page' && this.isTooLong(run)) return TOO_LONG;
      }
      return null;
    } catch (error) {
      if (signal?.aborted || ledger.isCutOff || error instanceof RunGone) throw error;
      const fault = runFaultOf(error);
      if (fault.code === 'internal')
        this.log.error(`Run ${run.id}: ${String(error)}`, (error as Error).stack);
      return fault;
    }
  }

  private async noteFailed(
    ledger: RunLedger,
    told: { key: string; url: string; message: string },
  ): Promise<void> {
    await ledger.itemFailed(told.key);
    ledger.warn(`${told.url}: ${told.message}`);
  }

  private isTooLong(run: SourceRun): boolean {
    return this.clock.now().getTime() - run.startedAt.getTime() > LONGEST_RUN_MS;
  }

  /** Shows that this process is alive while it waits for a slow host. */
  private startHeart({ id }: SourceRun): NodeJS.Timeout {
    const beat = () =>
      this.database.manager
        .update(SourceRun, { id, state: 'running' }, { heartbeatAt: this.clock.now() })
        .catch((error: unknown) => this.log.warn(`Run ${id}: no sign of life written. ${String(error)}`));
    return setInterval(() => void beat(), HEARTBEAT_MS).unref();
  }
}
