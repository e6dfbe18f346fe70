import type { GadLevelCode } from '@chasqui/vocabularies';
import type { DataSource } from 'typeorm';

/** A topic of a call that the plan of a GAD asks for too. */
export interface SharedTopic {
  readonly code: string;
  readonly nameEs: string;
}

/** A GAD of a province, and what its plan shares with a call: names of topics, never words of the plan. */
export interface ProvinceGad {
  readonly gadCode: string;
  readonly gadName: string;
  readonly level: GadLevelCode;
  readonly hasPlan: boolean;
  readonly topics: readonly SharedTopic[];
}

/**
 * The GADs of a province in the order of their codes, with the topics of the call that a priority of their current plan
 * has, or has a narrower topic of.
 * @param themes codes of the topics of the call
 */
export function gadsOfProvince(
  database: DataSource,
  provinceCode: string,
  themes: readonly string[],
): Promise<ProvinceGad[]> {
  return database.query(
    `SELECT g.dpa_code AS "gadCode", g.name AS "gadName", g.level,
            EXISTS (SELECT FROM development_plan d WHERE d.gad_code = g.dpa_code AND d.current) AS "hasPlan",
            coalesce((SELECT jsonb_agg(jsonb_build_object('code', t.code, 'nameEs', t.name_es) ORDER BY t.code)
                        FROM theme t
                       WHERE t.code = ANY ($2::text[]) AND EXISTS (
                             SELECT FROM development_plan d JOIN priority p ON p.plan_id = d.id
                               JOIN theme own ON own.code = ANY (p.themes) AND t.code IN (own.code, own.parent)
                              WHERE d.gad_code = g.dpa_code AND d.current)), '[]') AS topics
       FROM gad g WHERE g.province_code = $1
      ORDER BY g.dpa_code`,
    [provinceCode, themes],
  );
}

/** The provinces of the country by name, with the codes that the codes of their GADs begin with. */
export function provinces(database: DataSource): Promise<{ code: string; name: string }[]> {
  return database.query(
    'SELECT province_code AS code, min(province) AS name FROM gad GROUP BY province_code ORDER BY name',
  );
}
