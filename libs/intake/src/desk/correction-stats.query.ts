import type { ExtractedField } from '@chasqui/extraction';
import type { DataSource } from 'typeorm';

interface Tally {
  readonly field: ExtractedField;
  /** Values that were decided on. */
  readonly proposed: number;
  readonly accepted: number;
  readonly corrected: number;
  readonly rejected: number;
  /** Of the decided ones, those that were taken as they were; 0 to 1. */
  readonly share: number;
}

export interface SourceTally extends Tally {
  readonly sourceId: string;
  readonly sourceName: string;
}

export interface RuleTally extends Tally {
  readonly rule: string;
}

export interface CorrectionStats {
  readonly bySource: readonly SourceTally[];
  readonly byRule: readonly RuleTally[];
}

const COUNTS = `count(*)::int AS proposed,
  count(*) FILTER (WHERE d.verdict = 'accepted')::int AS accepted,
  count(*) FILTER (WHERE d.verdict = 'corrected')::int AS corrected,
  count(*) FILTER (WHERE d.verdict = 'rejected')::int AS rejected,
  count(*) FILTER (WHERE d.verdict = 'accepted')::float / count(*) AS share`;

/** How often curators had to correct what was read, the worst first: per source and field, and per rule. */
export async function correctionStats(database: DataSource, since: Date): Promise<CorrectionStats> {
  const bySource = await database.query<SourceTally[]>(
    `SELECT d.source_id AS "sourceId", s.name_es AS "sourceName", d.field, ${COUNTS}
       FROM field_decision d JOIN source s ON s.id = d.source_id
      WHERE d.at >= $1
      GROUP BY d.source_id, s.name_es, d.field
      ORDER BY share, proposed DESC, s.name_es, d.field`,
    [since],
  );
  const byRule = await database.query<RuleTally[]>(
    `SELECT d.rule, d.field, ${COUNTS} FROM field_decision d
      WHERE d.at >= $1 GROUP BY d.rule, d.field ORDER BY share, proposed DESC, d.rule, d.field`,
    [since],
  );
  return { bySource, byRule };
}
