import { ECUADOR_ZONE } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import { BAD } from './check-links.js';

export interface BrokenLink {
  readonly callId: string;
  readonly slug: string;
  readonly title: string;
  readonly url: string;
  readonly state: 'broken' | 'redirects_home';
  /** Spanish. */
  readonly reason: string | null;
  readonly since: Date;
  readonly checkedAt: Date;
}

/** Seen on two different days: what fails once often passes by itself. */
const day = (column: string) => `(${column} AT TIME ZONE '${ECUADOR_ZONE}')::date`;
const COUNTS = `c.state = 'published' AND (c.closes_at IS NULL OR c.closes_at > $1) AND l.url = c.source_url
  AND l.state IN ${BAD} AND ${day('l.checked_at')} > ${day('l.since')}`;

/** Open calls whose address no longer leads to them, the longest broken first. */
export function brokenLinks(database: DataSource, now: Date, limit = 50): Promise<BrokenLink[]> {
  return database.query<BrokenLink[]>(
    `SELECT c.id AS "callId", c.slug, c.title, l.url, l.state, l.reason, l.since, l.checked_at AS "checkedAt"
       FROM link_check l JOIN call c ON c.id = l.call_id
      WHERE ${COUNTS} ORDER BY l.since, c.id LIMIT $2`,
    [now, limit],
  );
}

export async function countBrokenLinks(database: DataSource, now: Date): Promise<number> {
  const [row] = await database.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM link_check l JOIN call c ON c.id = l.call_id WHERE ${COUNTS}`,
    [now],
  );
  return row.count;
}
