import type { EntityManager } from 'typeorm';
import type { Assessment } from '../facts.js';

/** One judgement to be kept. */
export interface MatchRow extends Assessment {
  readonly callId: string;
  readonly callRevision: number;
  readonly gadCode: string;
}

export interface Judgement {
  readonly formulaVersion: number;
  readonly dataVersion: string;
  readonly computedAt: Date;
}

const CHUNK = 1000;

/**
 * Writes matches. A row made by another formula or other data keeps its score as the one before. The caller holds the row
 * of match_state, so nobody else writes.
 */
export async function storeMatches(
  manager: EntityManager,
  of: Judgement,
  rows: readonly MatchRow[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await manager.query(
      `INSERT INTO match (call_id, gad_code, call_revision, formula_version, data_version, eligibility, score, need,
                          capacity, donor, confidence, gates, reasons, missing, improvements, computed_at)
       SELECT r."callId", r."gadCode", r."callRevision", $1, $2, r.eligibility, r.score, r.need, r.capacity, r.donor,
              r.confidence, r.gates, r.reasons, r.missing, r.improvements, $3
         FROM jsonb_to_recordset($4::jsonb) AS r("callId" uuid, "callRevision" int, "gadCode" text, eligibility text,
              score float8, need real, capacity real, donor real, confidence real, gates jsonb, reasons jsonb,
              missing jsonb, improvements jsonb)
       ON CONFLICT (call_id, gad_code) DO UPDATE
          SET call_revision = excluded.call_revision, formula_version = excluded.formula_version,
              data_version = excluded.data_version, eligibility = excluded.eligibility, score = excluded.score,
              need = excluded.need, capacity = excluded.capacity, donor = excluded.donor,
              confidence = excluded.confidence, gates = excluded.gates, reasons = excluded.reasons,
              missing = excluded.missing, improvements = excluded.improvements, computed_at = excluded.computed_at,
              previous_score = CASE WHEN (match.formula_version, match.data_version) =
                                         (excluded.formula_version, excluded.data_version)
                                    THEN match.previous_score ELSE match.score END,
              previous_formula_version = CASE WHEN (match.formula_version, match.data_version) =
                                                   (excluded.formula_version, excluded.data_version)
                                              THEN match.previous_formula_version ELSE match.formula_version END`,
      [of.formulaVersion, of.dataVersion, of.computedAt, JSON.stringify(rows.slice(from, from + CHUNK))],
    );
  }
}

/** Takes calls out of lists. */
export async function removeMatches(
  manager: EntityManager,
  rows: readonly { readonly gadCode: string; readonly callId: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await manager.query(
    `DELETE FROM match m USING unnest($1::text[], $2::uuid[]) AS gone (gad_code, call_id)
      WHERE m.gad_code = gone.gad_code AND m.call_id = gone.call_id`,
    [rows.map(({ gadCode }) => gadCode), rows.map(({ callId }) => callId)],
  );
}
