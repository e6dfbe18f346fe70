import { KEY_ID, readKey, writeKey } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import { SEVERITIES, type Severity } from '../changes/change.js';
import type { FindingKind } from './finding.entities.js';

export interface QueueFilter {
  readonly kind?: FindingKind | undefined;
  readonly sourceId?: string | undefined;
  readonly severity?: Severity | undefined;
  /** Where the previous page ended. */
  readonly after?: string | undefined;
}

export interface QueueItem {
  readonly id: string;
  readonly kind: FindingKind;
  readonly title: string;
  readonly severity: Severity;
  readonly closesAt: Date | null;
  readonly createdAt: Date;
  readonly sourceId: string;
  readonly sourceName: string;
  readonly callId: string | null;
  /** How many values it proposes, and how many records may be the same call. */
  readonly fieldCount: number;
  readonly duplicateCount: number;
  /** Spanish kinds of what changed, for the list. */
  readonly changeKinds: readonly string[];
}

export interface QueueCount {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly count: number;
  readonly oldest: Date;
}

export interface QueuePage {
  readonly items: readonly QueueItem[];
  readonly next: string | null;
}

const PAGE = 30;
const KEY_RANK = /^\d$/;
const KEY_CLOSE = /^(infinity|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?)$/;

/** The most urgent first, then what closes first; a vanished call that its source lists again waits for nobody. */
const RANK = `array_position(ARRAY['${SEVERITIES.join("','")}'], f.severity)`;
const CLOSE = `coalesce(f.closes_at, 'infinity'::timestamptz)`;
const KEY = `${RANK}, ${CLOSE}, f.id`;
const WAITING = `f.state = 'open'
  AND NOT (f.kind = 'vanished' AND EXISTS (SELECT FROM source_item i WHERE i.id = f.item_id AND i.missing = 0))
  AND ($1::text IS NULL OR f.kind = $1)
  AND ($2::uuid IS NULL OR f.source_id = $2)
  AND ($3::text IS NULL OR f.severity = $3)`;

function filterValues({ kind, sourceId, severity }: QueueFilter): (string | null)[] {
  const source = sourceId && KEY_ID.test(sourceId) ? sourceId : null;
  return [kind ?? null, source, severity ?? null];
}

/** What waits for a curator, paged by key. */
export async function deskQueue(database: DataSource, filter: QueueFilter): Promise<QueuePage> {
  const [rank, close, id] = readKey(filter.after, [KEY_RANK, KEY_CLOSE, KEY_ID]) ?? [null, null, null];
  const rows = await database.query<(QueueItem & { rank: number; close: string })[]>(
    `SELECT f.id, f.kind, f.title, f.severity, f.closes_at AS "closesAt", f.created_at AS "createdAt",
            f.source_id AS "sourceId", s.name_es AS "sourceName", f.call_id AS "callId",
            jsonb_array_length(f.fields) AS "fieldCount", jsonb_array_length(f.duplicates) AS "duplicateCount",
            ARRAY(SELECT change->>'kind' FROM jsonb_array_elements(f.changes) change) AS "changeKinds",
            ${RANK} AS rank, to_json(${CLOSE})#>>'{}' AS close
       FROM finding f JOIN source s ON s.id = f.source_id
      WHERE ${WAITING} AND ($4::int IS NULL OR (${KEY}) > ($4::int, $5::timestamptz, $6::uuid))
      ORDER BY ${KEY}
      LIMIT ${PAGE + 1}`,
    [...filterValues(filter), rank, close, id],
  );
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const next = rows.length > PAGE && last ? writeKey([String(last.rank), last.close, last.id]) : null;
  return { items: page.map(({ rank: _, close: __, ...item }) => item), next };
}

/** How much waits, by kind and severity, and since when. */
export function deskCounts(database: DataSource, filter: QueueFilter = {}): Promise<QueueCount[]> {
  return database.query<QueueCount[]>(
    `SELECT f.kind, f.severity, count(*)::int AS count, min(f.created_at) AS oldest
       FROM finding f WHERE ${WAITING}
      GROUP BY f.kind, f.severity
      ORDER BY array_position(ARRAY['${SEVERITIES.join("','")}'], f.severity), f.kind`,
    filterValues(filter),
  );
}

/** The findings before and after one in the queue, for going on without the list; null at its ends. */
export async function neighboursOf(
  database: DataSource,
  findingId: string,
  filter: QueueFilter,
): Promise<{ previous: string | null; next: string | null }> {
  const side = (order: '<' | '>', direction: 'DESC' | 'ASC') =>
    `(SELECT f.id FROM finding f
       WHERE ${WAITING} AND (${KEY}) ${order} (SELECT ${KEY} FROM finding f WHERE f.id = $4)
       ORDER BY ${RANK} ${direction}, ${CLOSE} ${direction}, f.id ${direction} LIMIT 1)`;
  const [row] = await database.query<{ previous: string | null; next: string | null }[]>(
    `SELECT ${side('<', 'DESC')} AS previous, ${side('>', 'ASC')} AS next`,
    [...filterValues(filter), findingId],
  );
  return row ?? { previous: null, next: null };
}
