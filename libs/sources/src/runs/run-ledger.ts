import type { EntityManager } from 'typeorm';
import type { CollectedItem } from '../adapters/types.js';
import { type CaptureStore } from '../captures/capture-store.js';
import { type ItemOrigin, type Keeping, keepItem, noteListed } from '../captures/keep-item.js';
import { storableText } from '../storable-text.js';
import type { CountingFetcher } from './counting-fetcher.js';
import { tellsOfCut } from './reading-scope.js';
import { SourceAddress, type SourceRun } from './run.entities.js';

const MOST_WARNINGS = 50;
const LONGEST_WARNING = 500;
const FORGOTTEN =
  'Una convocatoria que la fuente da por no cambiada no estaba guardada: en la próxima lectura se pide todo de nuevo.';

interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** The run was ended or taken over meanwhile: nothing of it may be written any more. */
export class RunGone extends Error {
  constructor(runId: string) {
    super(`The run ${runId} is no longer under way.`);
    this.name = 'RunGone';
  }
}

/**
 * Writes down what a run brings while it runs. What concerns an item is stored with the item; what an interrupted
 * run would tell again (failures, warnings) only with the page that ends it.
 */
export class RunLedger {
  private readonly warnings: Set<string>;
  private failed = 0;

  constructor(
    private readonly manager: EntityManager,
    private readonly store: CaptureStore,
    private readonly run: SourceRun,
    private readonly fetcher: CountingFetcher,
    private readonly now: () => Date,
  ) {
    this.warnings = new Set(run.warnings);
  }

  /** The connection that holds the run is gone: another process may have it. */
  get isCutOff(): boolean {
    return this.manager.queryRunner?.isReleased ?? false;
  }

  /** Keeps an item with its bytes and its event, and counts it once per run. */
  async item(item: CollectedItem): Promise<void> {
    if (!item.unchanged && item.parts.length === 0) return this.itemFailed(item.key);
    const keeping = await this.manager.transaction(async (manager) => {
      const kept = await keepItem(manager, this.store, this.origin(), item);
      if (!kept.repeated && kept.keeping !== 'lost') await this.count(manager, kept.keeping);
      return kept.keeping;
    });
    if (keeping !== 'lost') return;
    // Without its bytes it is no item; what the server said of its pages leads nowhere.
    await this.manager.delete(SourceAddress, { sourceId: this.run.sourceId });
    this.warn(FORGOTTEN);
    this.failed += 1;
  }

  async itemFailed(key: string): Promise<void> {
    await noteListed(this.manager, this.origin(), key);
    this.failed += 1;
  }

  warn(message: string): void {
    // Which lists were cut short has to be known at the end, however much else there was to tell.
    if (this.warnings.size < MOST_WARNINGS || tellsOfCut(message)) {
      this.warnings.add(storableText(message, LONGEST_WARNING));
    }
  }

  /** A page is done: an interrupted run goes on after it. */
  async page(cursor: unknown): Promise<void> {
    await this.flush(cursor ?? null);
  }

  /** Stores what was told since the last page. */
  async flush(cursor: unknown = this.run.cursor): Promise<void> {
    const { requests, latencyMs } = this.fetcher.take();
    const [, updated] = await this.manager.query<[unknown, number]>(
      `UPDATE source_run SET cursor = $2, failed = failed + $3, warnings = $4, requests = requests + $5,
              latency_ms = latency_ms + $6, heartbeat_at = $7
        WHERE id = $1 AND state = 'running'`,
      [
        this.run.id,
        cursor === null ? null : JSON.stringify(cursor),
        this.failed,
        [...this.warnings],
        requests,
        latencyMs,
        this.now(),
      ],
    );
    if (updated === 0) throw new RunGone(this.run.id);
    this.run.cursor = cursor;
    this.failed = 0;
  }

  /** What was asked since the last page was asked, even if its answers are read again. */
  async pause(): Promise<void> {
    const { requests, latencyMs } = this.fetcher.take();
    await this.manager.query(
      'UPDATE source_run SET requests = requests + $2, latency_ms = latency_ms + $3 WHERE id = $1',
      [this.run.id, requests, latencyMs],
    );
  }

  async validatorsOf(url: string): Promise<Validators | undefined> {
    const key = { sourceId: this.run.sourceId, url: storableText(url) };
    const known = await this.manager.findOneBy(SourceAddress, key);
    return known ? { etag: known.etag, lastModified: known.lastModified } : undefined;
  }

  async keepValidators(url: string, { etag, lastModified }: Validators): Promise<void> {
    const row = { sourceId: this.run.sourceId, url: storableText(url), etag, lastModified };
    await this.manager.upsert(SourceAddress, row, ['sourceId', 'url']);
  }

  private origin(): ItemOrigin {
    const { sourceId, definitionVersion, id } = this.run;
    return { sourceId, definitionVersion, runId: id, at: this.now() };
  }

  private async count(manager: EntityManager, keeping: Keeping): Promise<void> {
    const [, updated] = await manager.query<[unknown, number]>(
      `UPDATE source_run SET found = found + 1, added = added + $2, changed = changed + $3, heartbeat_at = $4
        WHERE id = $1 AND state = 'running'`,
      [this.run.id, Number(keeping === 'added'), Number(keeping === 'changed'), this.now()],
    );
    if (updated === 0) throw new RunGone(this.run.id);
  }
}
