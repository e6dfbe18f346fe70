import type { DataSource } from 'typeorm';
import { SEVERITIES, type Severity } from '../changes/change.js';
import { deskCounts, type QueueCount } from '../desk/queue.query.js';
import { type BrokenLink, brokenLinks, countBrokenLinks } from '../links/broken-links.query.js';

export interface TroubledSource {
  readonly id: string;
  readonly name: string;
  readonly health: 'broken' | 'stale';
  readonly reason: string | null;
  readonly since: Date | null;
}

/** What needs the curators on a day. */
export interface DigestFacts {
  readonly counts: readonly QueueCount[];
  /** Titles of what must be decided at once, the first to close on top. */
  readonly immediate: readonly { readonly id: string; readonly title: string }[];
  readonly sources: readonly TroubledSource[];
  readonly links: readonly BrokenLink[];
  readonly linkCount: number;
}

const MOST_TITLES = 10;
const MOST_LINKS = 5;
const IMMEDIATE: Severity = SEVERITIES[0];

export async function digestFacts(database: DataSource, now: Date): Promise<DigestFacts> {
  const immediate = await database.query<{ id: string; title: string }[]>(
    `SELECT id, title FROM finding WHERE state = 'open' AND severity = $1
      ORDER BY coalesce(closes_at, 'infinity'), id LIMIT ${MOST_TITLES}`,
    [IMMEDIATE],
  );
  const sources = await database.query<TroubledSource[]>(
    `SELECT id, name_es AS name, health, health_reason AS reason, health_since AS since
       FROM source WHERE enabled AND health IN ('broken', 'stale') ORDER BY health, health_since, id`,
  );
  return {
    counts: await deskCounts(database),
    immediate,
    sources,
    links: await brokenLinks(database, now, MOST_LINKS),
    linkCount: await countBrokenLinks(database, now),
  };
}

export function isNothingToDo({ counts, sources, linkCount }: DigestFacts): boolean {
  return counts.length === 0 && sources.length === 0 && linkCount === 0;
}
