// Fills a migrated database with the matching benchmark's set: the catalogue that comes with the product, every GAD with
// its plan, and the calls. Set-based inserts, because a benchmark is not about loading.
import { callsOf, gadsOf } from './matching-set.mjs';

const CHUNK = 2000;

/** With fewer GADs than the country has, the others have no plan. @returns the GADs of the set */
export async function loadSet(source, { calls, gads }) {
  const country = gadsOf(gads);
  await insertPlans(source, country);
  let chunk = [];
  for (const call of callsOf(calls)) {
    chunk.push(call);
    if (chunk.length < CHUNK) continue;
    await insertCalls(source, chunk);
    chunk = [];
  }
  await insertCalls(source, chunk);
  await source.query('ANALYZE');
  return country;
}

function codesOf(gads) {
  return gads.map(({ dpaCode }) => dpaCode);
}

async function insertPlans(source, gads) {
  await source.query(
    `INSERT INTO gad_profile (gad_code, population, updated_at)
     SELECT r."dpaCode", r.population, now() FROM jsonb_to_recordset($1) AS r("dpaCode" text, population int)
      WHERE r.population IS NOT NULL
     ON CONFLICT (gad_code) DO UPDATE SET population = excluded.population`,
    [JSON.stringify(gads.map(({ dpaCode, population }) => ({ dpaCode, population })))],
  );
  await source.query(
    `WITH plan AS (INSERT INTO development_plan (gad_code, version, label, current, is_demo)
                   SELECT code, 1, 'PDOT', true, false FROM unnest($1::text[]) AS code RETURNING id, gad_code)
     INSERT INTO priority (id, plan_id, position, component, text, themes, sdgs, competences, source_kind)
     SELECT r.id, plan.id, r.position, r.component, r.text, r.themes, r.sdgs, '{}', 'institucional'
       FROM jsonb_to_recordset($2) AS r("gadCode" text, id uuid, position int, component text, text text,
                                        themes text[], sdgs int[])
       JOIN plan ON plan.gad_code = r."gadCode"`,
    [
      codesOf(gads),
      JSON.stringify(
        gads.flatMap(({ dpaCode, priorities }) =>
          priorities.map((priority, place) => ({ ...priority, gadCode: dpaCode, position: place + 1 })),
        ),
      ),
    ],
  );
}

async function insertCalls(source, calls) {
  await source.query(
    `INSERT INTO call (id, slug, kind, donor_id, title, summary, language, financial_form, direction, deadline_kind,
                       closes_at, amount_min, currency, cofinancing_percent, applicant_types, countries, territories,
                       gad_levels, gad_role, population_band, themes, sdgs, required_documents, source_url, state,
                       published_at, created_at, updated_at)
     SELECT r.id, r.id::text, r.kind, donor.id, r.title, r.summary, r.language, r."financialForm", r.direction,
            r."deadlineKind", r."closesAt", r."amountMin", r.currency, r."cofinancingPercent", '{}', r.countries,
            r.territories, r."gadLevels", r."gadRole", r."populationBand", r.themes, r.sdgs, '{}',
            'https://example.org/', 'published', now(), now(), now()
       FROM jsonb_to_recordset($1) AS r(id uuid, kind text, "donorSlug" text, title text, summary text, language text,
            "financialForm" text, direction text, "deadlineKind" text, "closesAt" timestamptz, "amountMin" numeric,
            currency text, "cofinancingPercent" numeric, countries text[], territories text[], "gadLevels" text[],
            "gadRole" text, "populationBand" text, themes text[], sdgs int[])
       JOIN donor ON donor.slug = r."donorSlug"`,
    [JSON.stringify(calls)],
  );
}
