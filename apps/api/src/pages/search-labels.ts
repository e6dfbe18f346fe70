import { type FacetCounts, type FacetName, type SearchQuery, UNKNOWN } from '@chasqui/search';
import { DONOR_KIND_LABELS } from '@chasqui/vocabularies';
import type { DataSource } from 'typeorm';
import {
  AMOUNT_BAND_LABELS,
  DEADLINE_WINDOW_LABELS,
  FORM_LABELS,
  LANGUAGE_LABELS,
  LEVEL_LABELS,
  ROLE_LABELS,
  SEARCH_KIND_LABELS,
} from '../views/labels.js';

/** What people read for a value of a facet. */
export type FacetLabeler = (facet: FacetName, value: string) => string;

const FIXED: Readonly<Partial<Record<FacetName, Readonly<Record<string, string>>>>> = {
  kind: SEARCH_KIND_LABELS,
  deadline: DEADLINE_WINDOW_LABELS,
  amount: AMOUNT_BAND_LABELS,
  language: LANGUAGE_LABELS,
  role: ROLE_LABELS,
  form: FORM_LABELS,
  level: LEVEL_LABELS,
  donorKind: DONOR_KIND_LABELS,
};

const countries = new Intl.DisplayNames('es', { type: 'region' });

/** The names of everything that a page of results mentions, in one question to the database. */
export async function facetLabels(
  database: DataSource,
  query: SearchQuery,
  facets: FacetCounts,
): Promise<FacetLabeler> {
  const donors = [...(query.filters.donor ?? []), ...facets.donor.map(({ value }) => value)];
  const rows = await database.query<{ facet: string; code: string; name: string }[]>(
    `SELECT 'theme' AS facet, code, name_es AS name FROM theme
     UNION ALL SELECT 'sdg', number::text, number || '. ' || name_es FROM sdg
     UNION ALL SELECT 'province', dpa_code, territory FROM gad WHERE level = 'provincial'
     UNION ALL SELECT 'donor', slug, coalesce(acronym, name_es) FROM donor WHERE slug = ANY($1)`,
    [donors],
  );
  const names = new Map(rows.map(({ facet, code, name }) => [`${facet} ${code}`, name]));
  return (facet, value) => {
    if (value === UNKNOWN) return facet === 'country' ? 'Multilateral o no consta' : 'No consta';
    if (facet === 'country') return countries.of(value) ?? value;
    return FIXED[facet]?.[value] ?? names.get(`${facet} ${value}`) ?? value;
  };
}
