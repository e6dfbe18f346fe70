import type { EntityManager } from 'typeorm';
import type { Assessment } from './facts.js';

export interface MatchRow extends Assessment {
  readonly gadCode: string;
}

/** A match with the call it belongs to. */
export interface CallMatchRow extends MatchRow {
  readonly callId: string;
  readonly callRevision: number;
}

export interface Judgement {
  readonly formulaVersion: number;
  readonly computedAt: Date;
}

/** Writes matches in one statement. Writing them again, or later ones, replaces; older ones never do. */
export async function storeMatches(
  manager: EntityManager,
  of: Judgement,
  rows: readonly CallMatchRow[],
): Promise<void> {
  await manager.query(
    `INSERT INTO match (call_id, gad_code, call_revision, formula_version, eligibility, score, need, capacity, donor,
                        confidence, gates, reasons, missing, computed_at)
     SELECT r."callId", r."gadCode", r."callRevision", $1, r.eligibility, r.score, r.need, r.capacity, r.donor,
            r.confidence, r.gates, r.reasons, r.missing, $2
       FROM jsonb_to_recordset($3::jsonb) AS r("callId" uuid, "callRevision" int, "gadCode" text, eligibility text,
            score int, need real, capacity real, donor real, confidence real, gates jsonb, reasons jsonb, missing jsonb)
     ON CONFLICT (call_id, gad_code) DO UPDATE
        SET call_revision = excluded.call_revision, formula_version = excluded.formula_version,
            eligibility = excluded.eligibility, score = excluded.score, need = excluded.need,
            capacity = excluded.capacity, donor = excluded.donor, confidence = excluded.confidence,
            gates = excluded.gates, reasons = excluded.reasons, missing = excluded.missing,
            computed_at = excluded.computed_at
      WHERE (match.call_revision, match.computed_at) <= (excluded.call_revision, excluded.computed_at)`,
    [of.formulaVersion, of.computedAt, JSON.stringify(rows)],
  );
}
