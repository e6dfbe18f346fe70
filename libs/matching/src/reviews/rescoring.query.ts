import type { DataSource } from 'typeorm';
import type { Rescoring } from '../lists/match.entities.js';

/** How many lists were made by each version of the formula and its data. */
export interface ListVersion {
  readonly formulaVersion: number;
  readonly dataVersion: string;
  readonly lists: number;
  readonly lastAt: Date;
}

/** The versions that the stored lists were made by, the newest first. */
export function listVersions(database: DataSource): Promise<ListVersion[]> {
  return database.query(
    `SELECT formula_version AS "formulaVersion", data_version AS "dataVersion", count(*)::int AS lists,
            max(computed_at) AS "lastAt"
       FROM match_list GROUP BY formula_version, data_version
      ORDER BY formula_version DESC, max(computed_at) DESC`,
  );
}

/** The last passes over all lists, the latest first. */
export function recentRescorings(database: DataSource): Promise<Rescoring[]> {
  return database.query(
    `SELECT id, formula_version AS "formulaVersion", data_version AS "dataVersion", started_at AS "startedAt",
            finished_at AS "finishedAt", lists, done, error
       FROM rescoring ORDER BY started_at DESC, id LIMIT 5`,
  );
}

/** A match whose score another version of the formula saw differently. */
export interface MovedMatch {
  readonly gadCode: string;
  readonly gadName: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly score: number;
  readonly formulaVersion: number;
  readonly previousScore: number;
  readonly previousFormulaVersion: number | null;
}

/** The matches of published calls that moved most, at most 50. */
export function mostMoved(database: DataSource): Promise<MovedMatch[]> {
  return database.query(
    `SELECT m.gad_code AS "gadCode", g.name AS "gadName", c.slug, c.title, c.language, m.score,
            m.formula_version AS "formulaVersion", m.previous_score AS "previousScore",
            m.previous_formula_version AS "previousFormulaVersion"
       FROM match m JOIN call c ON c.id = m.call_id AND c.state = 'published'
       JOIN gad g ON g.dpa_code = m.gad_code
      WHERE m.previous_score IS NOT NULL AND m.previous_score <> m.score
      ORDER BY abs(m.score - m.previous_score) DESC, m.gad_code, c.slug
      LIMIT 50`,
  );
}
