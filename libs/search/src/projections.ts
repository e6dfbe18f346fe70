import type { SearchKind } from './search-entry.entity.js';

/** What is not read in a page at all, and then its tags. All but the last are lazy from their first repetition on. */
const MARKUP = [
  '<!--.*?(-->|$)',
  '<script\\M[^>]*?>.*?(</script[^>]*?>|$)',
  '<style\\M[^>]*?>.*?(</style[^>]*?>|$)',
  '<[a-zA-Z/!][^>]*>',
];

/** The words of a description that may have come with markup, which says nothing to who searches. */
const PLAIN_SUMMARY = MARKUP.reduce(
  (text, pattern) => `regexp_replace(${text}, '${pattern}', ' ', 'gi')`,
  'c.summary',
);

/** Names of the topics in an array column. */
const themeNames = (codes: string): string =>
  `(SELECT string_agg(t.name_es, ' · ' ORDER BY t.code) FROM theme t WHERE t.code = ANY(${codes}))`;

/** Names of the forms of support in an array column: "beca" must find who gives them. */
const formNames = (codes: string): string =>
  `(SELECT string_agg(ff.name_es, ' · ' ORDER BY ff.code) FROM financial_form ff WHERE ff.code = ANY(${codes}))`;

/** An array column, or an array of nothing when the value is null, as JSON. */
const list = (column: string): string => `to_jsonb(coalesce(${column}, '{}'))`;
const numbers = (column: string): string => `to_jsonb(${column}::text[])`;
const one = (column: string): string =>
  `CASE WHEN ${column} IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(${column}) END`;
const words = (...columns: string[]): string =>
  `concat_ws(' · ', ${columns.map((column) => `nullif(${column}, '')`).join(', ')})`;
const everywhere = `'["*"]'::jsonb`;

interface Projection {
  readonly from: string;
  /** Which records anybody may see. */
  readonly where: string;
  /** Its key, and the type of it. */
  readonly id: string;
  readonly keyType: 'uuid' | 'text';
  /** Columns of `search_entry` in the order of `COLUMNS`. */
  readonly values: readonly string[];
}

export const COLUMNS = [
  'url',
  'title',
  'subtitle',
  'language',
  'body',
  'keywords',
  'facets',
  'opens_on',
  'closes_at',
  'amount',
  'currency',
] as const;

/** How the records of each kind look in the search table. The keywords name the kind as people do. */
export const PROJECTIONS: Readonly<Record<SearchKind, Projection>> = {
  call: {
    from: 'call c JOIN donor d ON d.id = c.donor_id LEFT JOIN fund f ON f.id = c.fund_id',
    // Closed calls can still be found; a duplicate gives way to the call it was merged into.
    where: `c.state = 'published' AND c.merged_into_id IS NULL`,
    id: 'c.id',
    keyType: 'uuid',
    values: [
      `'/convocatorias/' || c.slug`,
      'c.title',
      'd.name_es',
      'c.language',
      words(PLAIN_SUMMARY, `array_to_string(c.applicant_types, '; ')`, 'c.partner_requirements'),
      words(
        `'convocatoria'`,
        themeNames('c.themes'),
        formNames('ARRAY[c.financial_form]'),
        'd.acronym',
        `array_to_string(d.aliases, ' · ')`,
        'f.name_es',
        'c.edition',
      ),
      `jsonb_build_object('theme', ${list('c.themes')}, 'sdg', ${numbers('c.sdgs')}, 'level', ${list('c.gad_levels')},
         'province', CASE WHEN c.territories = '{}' THEN ${everywhere} ELSE
           (SELECT jsonb_agg(DISTINCT left(code, 2)) FROM unnest(c.territories) AS code) END,
         'role', ${one('c.gad_role')}, 'form', ${one('c.financial_form')}, 'donor', ${one('d.slug')}, 'donorKind', ${one('d.kind')},
         'country', ${one('d.country')})`,
      'c.opens_on',
      'c.closes_at',
      'c.amount_max',
      'c.currency',
    ],
  },
  donor: {
    from: 'donor d',
    where: 'd.merged_into_id IS NULL',
    id: 'd.id',
    keyType: 'uuid',
    values: [
      `'/cooperantes/' || d.slug`,
      'd.name_es',
      `coalesce(d.acronym, '')`,
      `'es'`,
      words('d.note_es', 'd.gad_access_es', `array_to_string(d.conditions_es, '; ')`),
      words(
        `'cooperante'`,
        'd.acronym',
        `array_to_string(d.aliases, ' · ')`,
        themeNames('d.themes'),
        formNames('d.financial_forms'),
      ),
      `jsonb_build_object('theme', ${list('d.themes')}, 'sdg', ${numbers('d.sdgs')},
         'province', coalesce((SELECT jsonb_agg(DISTINCT left(code, 2))
           FROM jsonb_array_elements(d.offices) AS office, jsonb_array_elements_text(office->'provinces') AS code), ${everywhere}),
         'role', ${list('d.gad_roles')}, 'form', ${list('d.financial_forms')}, 'donor', ${one('d.slug')}, 'donorKind', ${one('d.kind')},
         'country', ${one('d.country')})`,
      'NULL::date',
      'NULL::timestamptz',
      'd.amount_max',
      'd.currency',
    ],
  },
  fund: {
    from: 'fund f JOIN donor d ON d.id = f.donor_id',
    where: 'f.merged_into_id IS NULL',
    id: 'f.id',
    keyType: 'uuid',
    values: [
      `'/fondos/' || f.slug`,
      'f.name_es',
      'd.name_es',
      `'es'`,
      words(
        'f.note_es',
        `array_to_string(f.applicant_types, '; ')`,
        'f.volunteer_profile_es',
        'f.host_contribution_es',
      ),
      words(
        `'fondo'`,
        themeNames('f.themes'),
        formNames('ARRAY[f.financial_form]'),
        'd.acronym',
        `array_to_string(d.aliases, ' · ')`,
      ),
      `jsonb_build_object('theme', ${list('f.themes')}, 'sdg', ${numbers('f.sdgs')}, 'level', ${list('f.gad_levels')},
         'province', ${everywhere}, 'role', ${one('f.gad_role')}, 'form', ${one('f.financial_form')},
         'donor', ${one('d.slug')}, 'donorKind', ${one('d.kind')}, 'country', ${one('d.country')})`,
      'NULL::date',
      'NULL::timestamptz',
      'f.max_per_project',
      'f.currency',
    ],
  },
  commission: {
    from: 'mixed_commission m LEFT JOIN donor d ON d.id = m.donor_id',
    where: 'm.merged_into_id IS NULL',
    id: 'm.id',
    keyType: 'uuid',
    values: [
      `'/comisiones/' || m.slug`,
      `m.denomination_es || ' · ' || m.partner_es`,
      `coalesce(d.name_es, m.partner_es)`,
      `'es'`,
      words('m.note_es', 'm.track_es'),
      words(`'comisión mixta'`, 'm.partner_es', 'd.acronym', themeNames('m.themes')),
      `jsonb_build_object('theme', ${list('m.themes')}, 'province', ${everywhere}, 'donor', ${one('d.slug')}, 'donorKind', ${one('d.kind')},
         'country', ${one('m.country')})`,
      'NULL::date',
      'NULL::timestamptz',
      'NULL::numeric',
      'NULL::text',
    ],
  },
  network: {
    from: 'network n',
    where: 'n.merged_into_id IS NULL',
    id: 'n.id',
    keyType: 'uuid',
    values: [
      `'/redes/' || n.slug`,
      'n.name_es',
      `coalesce(n.acronym, '')`,
      `'es'`,
      words('n.note_es', 'n.joining_condition_es', `array_to_string(n.benefits_es, '; ')`),
      words(`'red'`, 'n.acronym', `array_to_string(n.aliases, ' · ')`, themeNames('n.themes')),
      `jsonb_build_object('theme', ${list('n.themes')}, 'sdg', ${numbers('n.sdgs')}, 'level', ${list('n.gad_levels')},
         'province', ${everywhere})`,
      'NULL::date',
      'NULL::timestamptz',
      'NULL::numeric',
      'NULL::text',
    ],
  },
  gad: {
    from: 'gad g',
    where: 'true',
    id: 'g.dpa_code',
    keyType: 'text',
    values: [
      `'/gads/' || g.dpa_code`,
      'g.name',
      `CASE WHEN g.level = 'provincial' THEN 'Provincia' ELSE g.province END`,
      `'es'`,
      `''`,
      words(
        `CASE g.level WHEN 'provincial' THEN 'prefectura gobierno provincial' WHEN 'parish' THEN 'junta parroquial'
           ELSE 'municipio alcaldía' END`,
        'g.canton',
        'g.seat',
        'g.dpa_code',
      ),
      `jsonb_build_object('level', ${one('g.level')}, 'province', ${one('g.province_code')})`,
      'NULL::date',
      'NULL::timestamptz',
      'NULL::numeric',
      'NULL::text',
    ],
  },
  offer: {
    from: 'offer o JOIN gad g ON g.dpa_code = o.gad_code',
    where: 'o.published AND o.merged_into_id IS NULL',
    id: 'o.id',
    keyType: 'uuid',
    values: [
      `'/ofertas/' || o.slug`,
      'o.title_es',
      'g.name',
      `'es'`,
      words('o.summary_es', 'o.result_es'),
      words(`'oferta buena práctica'`, 'o.provider_es', themeNames('o.themes')),
      `jsonb_build_object('theme', ${list('o.themes')}, 'sdg', ${numbers('o.sdgs')}, 'level', ${one('g.level')},
         'province', ${one('g.province_code')})`,
      'NULL::date',
      'NULL::timestamptz',
      'NULL::numeric',
      'NULL::text',
    ],
  },
};

/** Records that show something of another one, and the column by which they belong to it. */
export const DEPENDENTS: Readonly<Partial<Record<SearchKind, readonly (readonly [SearchKind, string])[]>>> = {
  donor: [
    ['call', 'c.donor_id'],
    ['fund', 'f.donor_id'],
    ['commission', 'm.donor_id'],
  ],
  fund: [['call', 'c.fund_id']],
  gad: [['offer', 'o.gad_code']],
};
