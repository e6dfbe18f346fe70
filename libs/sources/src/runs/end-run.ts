import type { EntityManager } from 'typeorm';
import type { AdapterKind } from '../adapters/types.js';
import { NO_RUN } from '../captures/keep-item.js';
import { Source } from '../catalogue/source.entities.js';
import { nextRunAt } from '../health/next-run.js';
import { healthColumns, judgeSource } from '../health/source-health.js';
import { itemMissing } from '../source-events.js';
import { isWhole } from './reading-scope.js';
import { SourceRun } from './run.entities.js';
import type { RunFault } from './run-fault.js';

/** Two readings in a row without an item say that it is gone; a third would say nothing more. */
const MOST_MISSING = 2;

/** How a reading went, once it is over. */
export interface RunEnd {
  readonly kind: AdapterKind;
  /** Null when it came to its end. */
  readonly fault: RunFault | null;
  /** Something was read from elsewhere than this machine. */
  readonly leftThisMachine: boolean;
  readonly at: Date;
}

/**
 * Ends a run in one transaction: how its source is doing, when it is read next and, after a whole reading, which
 * items it did not bring. A run that was ended already stays as it is.
 */
export async function endRun(manager: EntityManager, runId: string, end: RunEnd): Promise<void> {
  await manager.transaction(async (transaction) => {
    const own = { id: runId, state: 'running' as const };
    const run = await transaction.findOne(SourceRun, { where: own, lock: { mode: 'pessimistic_write' } });
    if (!run) return;
    const source = await transaction.findOneOrFail(Source, {
      where: { id: run.sourceId },
      lock: { mode: 'pessimistic_write' },
    });
    const { fault, at } = end;
    await transaction.update(SourceRun, runId, {
      state: fault ? 'failed' : 'done',
      finishedAt: at,
      heartbeatAt: at,
      fault: fault?.code ?? null,
      message: fault?.message ?? null,
    });
    const health = await judgeSource(transaction, source, at);
    const failures = fault ? source.failures + 1 : 0;
    await transaction.update(Source, source.id, {
      ...healthColumns(source, health, at),
      failures,
      nextRunAt: nextRun(source, run, failures, end),
      ...(!fault && end.leftThisMachine && !source.firstReadAt && { firstReadAt: at }),
    });
    // A list that suddenly brings little is an alarm, not the end of the calls that it used to bring.
    if (fault || health.state === 'broken' || !isWhole(end.kind, run)) return;
    const vanished = await markMissing(transaction, run, at);
    if (vanished > 0) await transaction.update(SourceRun, runId, { vanished });
  });
}

function nextRun(source: Source, run: SourceRun, failures: number, { fault, at }: RunEnd): Date | null {
  if (!source.enabled) return null;
  // The definition was changed while it ran: the new one is tried at once.
  if (source.definitionVersion !== run.definitionVersion) return at;
  const retryAfter = fault?.retryAfterMs ? new Date(at.getTime() + fault.retryAfterMs) : null;
  const lastRun = { sourceId: source.id, startedAt: run.startedAt, retryAfter };
  return nextRunAt(lastRun, source.everyMinutes, failures);
}

/** @returns how many items this reading is the first one not to bring */
async function markMissing(manager: EntityManager, run: SourceRun, at: Date): Promise<number> {
  const [row] = await manager.query<[{ vanished: number }]>(
    `WITH gone AS (
       UPDATE source_item SET missing = missing + 1
        WHERE source_id = $1 AND last_run_id <> $2 AND last_run_id <> '${NO_RUN}' AND missing < ${MOST_MISSING}
       RETURNING id, missing),
     told AS (
       INSERT INTO outbox_event (type, payload, occurred_at)
       SELECT $3, jsonb_build_object('itemId', id, 'missing', missing), $4 FROM gone)
     SELECT count(*) FILTER (WHERE missing = 1)::int AS vanished FROM gone`,
    [run.sourceId, run.id, itemMissing.type, at],
  );
  return row.vanished;
}
