import { createHash } from 'node:crypto';
import { localDate } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import type { OpenType } from './open-type.js';
import type { RecordSelection } from './read-records.js';

/** Which state of the data an answer shows. */
export interface DataVersion {
  readonly tag: string;
  readonly lastModified: Date | null;
}

/** Every table of which something shows in an export, with what tells that it changed. */
const STATES = ['donor', 'fund', 'call', 'mixed_commission', 'commission_round', 'network', 'offer'] as const;

/**
 * A short text that changes when an export would. Cheap: it counts and compares dates instead of writing the file.
 * Names of referenced records count too, and whether calls have closed in between.
 * @param about what else decides the answer: its format and its filter
 */
export async function dataVersion(
  database: DataSource,
  now: Date,
  about: readonly unknown[],
): Promise<DataVersion> {
  const states = STATES.map(
    (table) => `SELECT '${table}' AS part, count(*)::text AS rows, max(updated_at) AS changed FROM ${table}`,
  );
  const parts = await database.query<{ part: string; rows: string; changed: Date | null }[]>(
    `${states.join(' UNION ALL ')}
     UNION ALL SELECT 'network_membership', count(*)::text, max(updated_at) FROM network_membership
     UNION ALL SELECT 'gad_profile', count(*)::text, max(updated_at) FROM gad_profile
     UNION ALL SELECT 'gad', count(*)::text || md5(string_agg(g::text, '' ORDER BY dpa_code)), NULL FROM gad g
     UNION ALL SELECT 'theme', md5(string_agg(name_es, '' ORDER BY code)), NULL FROM theme
     UNION ALL SELECT 'closed', count(*)::text, NULL FROM call WHERE closes_at <= $1`,
    [now],
  );
  const newest = Math.max(...parts.map(({ changed }) => changed?.getTime() ?? 0));
  return {
    tag: tagOf(JSON.stringify([about, localDate(now), parts])),
    lastModified: newest > 0 ? new Date(newest) : null,
  };
}

/** What decides the content of an export besides the data. */
export function aboutExport(type: OpenType, format: string, selection: RecordSelection): readonly unknown[] {
  return [type.key, format, selection.words, selection.updatedSince, selection.ids];
}

export function tagOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}
