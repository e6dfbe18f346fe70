import { ECUADOR_ZONE, KEY_ID, KEY_INSTANT, readKey, writeKey } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import { SourceItem, SourceRun } from './run.entities.js';

export interface KeyPage<Row> {
  readonly items: readonly Row[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
}

const PAGE = 25;

/** The runs of a source, the newest first; paged by key. */
export async function runsOf(
  database: DataSource,
  sourceId: string,
  after?: string,
): Promise<KeyPage<SourceRun>> {
  const key = readKey(after, [KEY_INSTANT, KEY_ID]);
  const query = database.manager
    .createQueryBuilder(SourceRun, 'r')
    .where('r.sourceId = :sourceId', { sourceId })
    .orderBy('r.startedAt', 'DESC')
    .addOrderBy('r.id', 'DESC')
    .limit(PAGE + 1);
  if (key) query.andWhere('(r.startedAt, r.id) < (:at::timestamptz, :id::uuid)', { at: key[0], id: key[1] });
  return paged(await query.getMany(), ({ startedAt, id }) => [startedAt.toISOString(), id]);
}

/** The items of a source, those seen last first; paged by key. */
export async function itemsOf(
  database: DataSource,
  sourceId: string,
  after?: string,
): Promise<KeyPage<SourceItem>> {
  const key = readKey(after, [KEY_INSTANT, KEY_ID]);
  const query = database.manager
    .createQueryBuilder(SourceItem, 'i')
    .where('i.sourceId = :sourceId', { sourceId })
    .orderBy('i.lastSeenAt', 'DESC')
    .addOrderBy('i.id', 'DESC')
    .limit(PAGE + 1);
  if (key) query.andWhere('(i.lastSeenAt, i.id) < (:at::timestamptz, :id::uuid)', { at: key[0], id: key[1] });
  return paged(await query.getMany(), ({ lastSeenAt, id }) => [lastSeenAt.toISOString(), id]);
}

function paged<Row>(rows: readonly Row[], keyOf: (row: Row) => string[]): KeyPage<Row> {
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  return { items, next: rows.length > PAGE && last ? writeKey(keyOf(last)) : null };
}

/** One day of a source, for its plot. */
export interface SourceDay {
  /** ISO date in Ecuador. */
  readonly day: string;
  /** Runs that ended. */
  readonly runs: number;
  /** Of these, those that failed. */
  readonly failedRuns: number;
  /** The most that one run of the day found. */
  readonly found: number;
  readonly added: number;
  readonly changed: number;
  readonly vanished: number;
  /** Items that could not be read. */
  readonly failed: number;
  /** Milliseconds that an answer took on average; null when nothing was asked. */
  readonly latencyMs: number | null;
}

/**
 * How a source did on each of the last days, the oldest first; days without a run are there too.
 * @param days at most 366
 */
export function sourceTrend(
  database: DataSource,
  sourceId: string,
  now: Date,
  days = 30,
): Promise<SourceDay[]> {
  return database.query<SourceDay[]>(
    `WITH bounds AS (SELECT ($2::timestamptz AT TIME ZONE '${ECUADOR_ZONE}')::date AS today)
     SELECT to_char(d.day, 'YYYY-MM-DD') AS day, count(r.id)::int AS runs,
            count(r.id) FILTER (WHERE r.state = 'failed')::int AS "failedRuns",
            coalesce(max(r.found), 0) AS found, coalesce(sum(r.added), 0)::int AS added,
            coalesce(sum(r.changed), 0)::int AS changed, coalesce(sum(r.vanished), 0)::int AS vanished,
            coalesce(sum(r.failed), 0)::int AS failed,
            (sum(r.latency_ms) / nullif(sum(r.requests), 0))::int AS "latencyMs"
       FROM bounds
       CROSS JOIN LATERAL generate_series(today - ($3::int - 1), today, interval '1 day') AS d(day)
       LEFT JOIN source_run r
         ON r.source_id = $1 AND r.state <> 'running'
        AND r.started_at >= d.day::timestamp AT TIME ZONE '${ECUADOR_ZONE}'
        AND r.started_at < (d.day + interval '1 day')::timestamp AT TIME ZONE '${ECUADOR_ZONE}'
      GROUP BY d.day ORDER BY d.day`,
    [sourceId, now, Math.min(Math.max(days, 1), 366)],
  );
}
