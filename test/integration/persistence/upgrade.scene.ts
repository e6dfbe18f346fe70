/** What an instance of the first release may hold of everything that the second one changes. */
export const FIRST_RELEASE = `
  INSERT INTO gad (dpa_code, level, name, territory, province_code, province, code_confirmed)
    VALUES ('08', 'provincial', 'GAD Provincial de Esmeraldas', 'Esmeraldas', '08', 'Esmeraldas', true);
  INSERT INTO donor (id, slug, name_es, aliases, kind, iati_type, themes, financial_forms, gad_roles,
                     reaches_ecuador, note_es, sources, read_on, confidence)
    VALUES ('00000000-0000-4000-8000-000000000001', 'aecid', 'AECID', '{}', 'cooperation_agency', '10', '{}', '{}',
            '{}', 'yes', 'Nota', '[]', '2026-06-30', 'alta'),
           ('00000000-0000-4000-8000-000000000002', 'otra', 'Otra', '{}', 'other', '90', '{}', '{}', '{}', 'unknown',
            'Nota', '[]', '2026-06-30', 'baja');
  INSERT INTO fund (slug, donor_id, name_es, note_es, sources)
    VALUES ('fondo', '00000000-0000-4000-8000-000000000001', 'Fondo', 'Nota', '[]');
  INSERT INTO call (id, slug, kind, donor_id, title, summary, language, financial_form, deadline_kind,
                    applicant_types, countries, territories, gad_levels, themes, sdgs, required_documents, source_url,
                    state, created_at, updated_at)
    VALUES ('00000000-0000-4000-8000-000000000003', 'agua', 'permanent', '00000000-0000-4000-8000-000000000001',
            'Agua', 'Agua para todos', 'es', 'grant', 'permanent', '{}', '{EC}', '{}', '{}', '{agua}', '{6}', '{}',
            'https://cooperante.example', 'published', now(), now());
  INSERT INTO account (id, email, name, created_at)
    VALUES ('00000000-0000-4000-8000-000000000004', 'olga@esmeraldas.example', 'Olga', now());
  INSERT INTO subscription (id, account_id, gad_code, active, min_score, include_credit, since, consent_text,
                            preferences_token)
    VALUES ('00000000-0000-4000-8000-000000000005', '00000000-0000-4000-8000-000000000004', '08', true, 50, false,
            now(), 'Quiero', 'llave');
  INSERT INTO notification (account_id, event_key, subscription_id, call_id, gad_code, state, created_at, updated_at)
    VALUES ('00000000-0000-4000-8000-000000000004', 'call.published/agua', '00000000-0000-4000-8000-000000000005',
            '00000000-0000-4000-8000-000000000003', '08', 'sent', now(), now());
`;

export const ROADS = '00000000-0000-4000-8000-000000000006';
export const CLOSED = '00000000-0000-4000-8000-000000000007';

/** Judgements as the second release kept them: every call for every GAD, in whole points, failed ones without a score. */
export const SECOND_RELEASE = `
  INSERT INTO gad (dpa_code, level, name, territory, province_code, province, code_confirmed)
    VALUES ('0801', 'municipal', 'GAD Municipal de Esmeraldas', 'Esmeraldas', '08', 'Esmeraldas', true);
  INSERT INTO call (id, slug, kind, donor_id, title, summary, language, financial_form, deadline_kind, closes_at,
                    applicant_types, countries, territories, gad_levels, themes, sdgs, required_documents, source_url,
                    state, created_at, updated_at)
    SELECT id::uuid, slug, 'open_window', '00000000-0000-4000-8000-000000000001', 'Vialidad rural', 'Caminos vecinales',
           'es', 'grant', 'exact', closes_at::timestamptz, '{}', '{EC}', '{}', '{provincial}', '{vialidad}', '{}', '{}',
           'https://cooperante.example', 'published', now(), now()
      FROM (VALUES ('${ROADS}', 'vias', '2026-12-31'), ('${CLOSED}', 'vias-cerrada', '2026-01-31')) AS c (id, slug, closes_at);
  INSERT INTO match (call_id, gad_code, call_revision, formula_version, eligibility, score, need, capacity, donor,
                     confidence, gates, reasons, missing, computed_at)
    VALUES ('${ROADS}', '08', 1, 1, 'passes', 64, 0.5, 0.5, 0.5, 0.5, '[]', '[]', '[]', now()),
           ('${ROADS}', '0801', 1, 1, 'fails', NULL, 0.5, 0.5, 0.5, 0.5, '[]', '[]', '[]', now()),
           ('${CLOSED}', '08', 1, 1, 'unknown', 61, 0.5, 0.5, 0.5, 0.5, '[]', '[]', '[]', now());
`;

export const PENDING = '00000000-0000-4000-8000-000000000011';

/** A saved search, and notices in every state that the fourth release knew. */
export const FOURTH_RELEASE = `
  INSERT INTO subscription (id, account_id, search_query, label, active, min_score, include_credit, since, consent_text,
                            preferences_token)
    VALUES ('00000000-0000-4000-8000-000000000010', '00000000-0000-4000-8000-000000000004', 'q=agua', 'Agua', false, 0,
            true, '2026-03-01T12:00:00Z', 'Quiero', 'otra');
  INSERT INTO notification (id, account_id, event_key, subscription_id, call_id, state, attempts, last_error, created_at,
                            updated_at)
    SELECT id::uuid, '00000000-0000-4000-8000-000000000004', key, '00000000-0000-4000-8000-000000000010', '${ROADS}',
           state, 1, error, now(), now()
      FROM (VALUES ('${PENDING}', 'call.published/vias', 'pending', '450 ocupado'),
                   ('00000000-0000-4000-8000-000000000012', 'call.published/otra', 'cancelled', 'Ya no.')) n (id, key, state, error);
  UPDATE call SET deadline_kind = 'exact', deadline_zone = 'America/Guayaquil', deadline_text = 'el 31',
                  published_at = now(),
                  other_deadlines = '[{"role": "questions", "at": "2026-11-30T17:00:00Z", "zone": "Europe/Madrid",
                                       "local": "2026-11-30T18:00", "zoneAssumed": false, "text": null}]'
    WHERE id = '${ROADS}';
`;
