import type { DataSource } from 'typeorm';

/** What people said of the matches of one donor, topic or formula. */
export interface PrecisionRow {
  /** Slug, code or number of what the row is about; null for calls without a topic or opinions without a score. */
  readonly key: string | null;
  readonly label: string | null;
  readonly reviews: number;
  readonly fits: number;
  /** Mean score, 0 to 100, of what people said fits, and of what they said does not; null without any score. */
  readonly meanFits: number | null;
  readonly meanDoesNotFit: number | null;
  /** Opinions on matches from `HIGH_SCORE` up, and how many of them say that it fits. */
  readonly high: number;
  readonly highFits: number;
}

/** Matches from here up are what an officer is told to look at. */
export const HIGH_SCORE = 50;
/** With fewer opinions a share says more about chance than about the formula. */
export const FEW_REVIEWS = 5;

const FIGURES = `count(*)::int AS reviews, count(*) FILTER (WHERE r.verdict = 'fits')::int AS fits,
  avg(r.score) FILTER (WHERE r.verdict = 'fits') AS "meanFits",
  avg(r.score) FILTER (WHERE r.verdict = 'does_not_fit') AS "meanDoesNotFit",
  count(*) FILTER (WHERE r.score >= ${HIGH_SCORE})::int AS high,
  count(*) FILTER (WHERE r.score >= ${HIGH_SCORE} AND r.verdict = 'fits')::int AS "highFits"`;
const MOST_FIRST = 'ORDER BY count(*) DESC, label NULLS LAST';
/** The opinions on one version of the formula, or all. */
const OF_FORMULA = 'WHERE $1::int IS NULL OR r.formula_version = $1';

/** What people said, by version of the formula; opinions on calls that were in no list come last. */
export function precisionByFormula(database: DataSource): Promise<PrecisionRow[]> {
  return database.query(
    `SELECT r.formula_version::text AS key, r.formula_version::text AS label, ${FIGURES}
       FROM match_review r GROUP BY r.formula_version ORDER BY r.formula_version DESC NULLS LAST`,
  );
}

/** What people said, by donor. `formula` null counts all versions. */
export function precisionByDonor(database: DataSource, formula: number | null): Promise<PrecisionRow[]> {
  return database.query(
    `SELECT d.slug AS key, d.name_es AS label, ${FIGURES}
       FROM match_review r JOIN call c ON c.id = r.call_id JOIN donor d ON d.id = c.donor_id
      ${OF_FORMULA} GROUP BY d.id ${MOST_FIRST}`,
    [formula],
  );
}

/** What people said, by topic of the call: one of several topics counts in each. `formula` null counts all versions. */
export function precisionByTopic(database: DataSource, formula: number | null): Promise<PrecisionRow[]> {
  return database.query(
    `SELECT t.code AS key, coalesce(th.name_es, t.code) AS label, ${FIGURES}
       FROM match_review r JOIN call c ON c.id = r.call_id
       LEFT JOIN LATERAL unnest(c.themes) AS t(code) ON true
       LEFT JOIN theme th ON th.code = t.code
      ${OF_FORMULA} GROUP BY t.code, th.name_es ${MOST_FIRST}`,
    [formula],
  );
}

/** Share of a group, 0 to 1; null when the group has too few members to say anything. */
export function shareOf(part: number, whole: number): number | null {
  return whole < FEW_REVIEWS ? null : part / whole;
}
