import type { EntityManager } from 'typeorm';
import type { Source } from '../catalogue/source.entities.js';
import { SourceRun } from '../runs/run.entities.js';
import { troubleOf } from '../runs/run-fault.js';
import { type Health, healthOf, type PastRun } from './health.js';

/** As many runs as tell what is usual for a source. */
const LOOKED_AT = 30;
const LONGEST_REASON = 500;

export interface JudgedSource extends Health {
  /** Spanish; null when there is nothing to say. */
  readonly reason: string | null;
}

/** How a source is doing by what its runs left behind. */
export async function judgeSource(
  manager: EntityManager,
  source: Pick<Source, 'id' | 'everyMinutes' | 'mayBeEmpty'>,
  now: Date,
): Promise<JudgedSource> {
  const runs = await manager.find(SourceRun, {
    where: { sourceId: source.id },
    order: { startedAt: 'DESC' },
    take: LOOKED_AT,
  });
  const oldest = runs.at(-1)?.startedAt ?? now;
  const [before] = await manager.query<[{ brought: boolean }]>(
    'SELECT EXISTS (SELECT FROM source_run WHERE source_id = $1 AND started_at < $2 AND found > 0) AS brought',
    [source.id, oldest],
  );
  const health = healthOf(runs.map(pastRun), now, {
    everyMinutes: source.everyMinutes,
    acceptsEmpty: source.mayBeEmpty,
    broughtItemsBefore: before.brought,
  });
  const told = [health.warning, lastMessage(runs)].filter((text) => text !== null);
  return { ...health, reason: told.length > 0 ? told.join(' ').slice(0, LONGEST_REASON) : null };
}

function pastRun({ startedAt, state, found, fault }: SourceRun): PastRun {
  const outcome = state === 'running' ? null : state === 'done' ? 'read' : 'failed';
  return { startedAt, outcome, found, trouble: state === 'failed' ? troubleOf(fault) : null };
}

/** What the newest run that ended says of its failure. */
function lastMessage(runs: readonly SourceRun[]): string | null {
  const last = runs.find(({ state }) => state !== 'running');
  return last?.state === 'failed' ? last.message : null;
}

/** Columns of a source that follow from how it is doing. */
export function healthColumns(
  source: Pick<Source, 'health' | 'healthSince'>,
  { state, reason }: JudgedSource,
  now: Date,
): Pick<Source, 'health' | 'healthSince' | 'healthReason'> {
  const healthSince = state === source.health ? source.healthSince : now;
  return { health: state, healthSince, healthReason: reason };
}
