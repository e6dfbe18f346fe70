import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The catalogue: commissions, networks, offers, profiles, plan imports, search, and what donors, funds and calls lacked. */
export class ExtendCatalogue1795273200000 implements MigrationInterface {
  readonly name = 'ExtendCatalogue1795273200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(DONOR_PRESENCE);
    await runner.query(TABLES);
    await runner.query(KEYS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}

/** Names are ordered as Spanish does: Bélgica before Brasil, Ávila before Brasil. */
const COLUMNS = `
  ALTER TABLE donor ALTER COLUMN name_es TYPE text COLLATE "es-x-icu";
  ALTER TABLE fund ALTER COLUMN name_es TYPE text COLLATE "es-x-icu";
  ALTER TABLE theme ALTER COLUMN name_es TYPE text COLLATE "es-x-icu";

  ALTER TABLE donor
    ADD COLUMN verified_on date,
    ADD COLUMN doubt_es text,
    ADD COLUMN revision integer NOT NULL DEFAULT 1,
    ADD COLUMN curated boolean NOT NULL DEFAULT false,
    ADD COLUMN merged_into_id uuid,
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN level text,
    ADD COLUMN crs_sectors text[] NOT NULL DEFAULT '{}',
    ADD COLUMN sdgs integer[] NOT NULL DEFAULT '{}',
    ADD COLUMN gad_access_es text,
    ADD COLUMN amount_min numeric(18,2),
    ADD COLUMN amount_max numeric(18,2),
    ADD COLUMN currency text,
    ADD COLUMN conditions_es text[] NOT NULL DEFAULT '{}',
    ADD COLUMN agreements jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN offices jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN contacts jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN presence text NOT NULL DEFAULT 'unknown',
    ADD COLUMN presence_checked_on date;

  ALTER TABLE gad
    ADD COLUMN valid_from date,
    ADD COLUMN valid_until date;

  ALTER TABLE fund
    ADD COLUMN read_on date NOT NULL DEFAULT '2026-06-30',
    ADD COLUMN confidence text NOT NULL DEFAULT 'media',
    ADD COLUMN verified_on date,
    ADD COLUMN doubt_es text,
    ADD COLUMN revision integer NOT NULL DEFAULT 1,
    ADD COLUMN curated boolean NOT NULL DEFAULT false,
    ADD COLUMN merged_into_id uuid,
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN kind text NOT NULL DEFAULT 'competitive_fund',
    ADD COLUMN financial_form text,
    ADD COLUMN financing_share text,
    ADD COLUMN themes text[] NOT NULL DEFAULT '{}',
    ADD COLUMN sdgs integer[] NOT NULL DEFAULT '{}',
    ADD COLUMN applicant_types text[] NOT NULL DEFAULT '{}',
    ADD COLUMN gad_levels text[] NOT NULL DEFAULT '{}',
    ADD COLUMN gad_role text,
    ADD COLUMN total_amount numeric(18,2),
    ADD COLUMN max_per_project numeric(18,2),
    ADD COLUMN currency text,
    ADD COLUMN periodicity_months integer,
    ADD COLUMN last_edition_year integer,
    ADD COLUMN website text,
    ADD COLUMN rules_url text,
    ADD COLUMN volunteer_profile_es text,
    ADD COLUMN duration_months integer,
    ADD COLUMN host_contribution_es text;

  ALTER TABLE call
    ADD COLUMN other_deadlines jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN documents jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN direction text NOT NULL DEFAULT 'demand',
    ADD COLUMN edition text,
    ADD COLUMN previous_edition_id uuid,
    ADD COLUMN mechanism text,
    ADD COLUMN crs_sectors text[] NOT NULL DEFAULT '{}',
    ADD COLUMN agendas text[] NOT NULL DEFAULT '{}',
    ADD COLUMN proposal_languages text[] NOT NULL DEFAULT '{}',
    ADD COLUMN partner_requirements text,
    ADD COLUMN verified_on date,
    ADD COLUMN merged_into_id uuid;

  ALTER TABLE development_plan
    ADD COLUMN valid_from date,
    ADD COLUMN valid_until date,
    ADD COLUMN adopted_by_es text,
    ADD COLUMN source_url text;

  ALTER TABLE priority
    ADD COLUMN plan_code text,
    ADD COLUMN objective text,
    ADD COLUMN programme text,
    ADD COLUMN budget numeric(18,2),
    ADD COLUMN currency text,
    ADD COLUMN territory text,
    ADD COLUMN national_objective text;

  ALTER TABLE subscription DROP CONSTRAINT subscription_account_id_gad_code_key;
  ALTER TABLE subscription ADD search_query text;
  ALTER TABLE subscription ADD label text;
  ALTER TABLE subscription ALTER COLUMN gad_code DROP NOT NULL;
  ALTER TABLE notification
    ALTER COLUMN gad_code DROP NOT NULL,
    ALTER COLUMN subscription_id DROP NOT NULL,
    DROP CONSTRAINT notification_subscription_id_fk,
    ADD CONSTRAINT notification_subscription_id_fk
      FOREIGN KEY (subscription_id) REFERENCES subscription(id) ON DELETE SET NULL;

  CREATE INDEX call_previous_edition_id_idx ON call (previous_edition_id);
`;

/** Rows of the previous release keep what was known; new rows must say it themselves. */
const DONOR_PRESENCE = `
  UPDATE donor SET presence = 'reaches' WHERE reaches_ecuador = 'yes';
  ALTER TABLE donor DROP COLUMN reaches_ecuador, ALTER COLUMN presence DROP DEFAULT;
  ALTER TABLE fund
    ALTER COLUMN read_on DROP DEFAULT,
    ALTER COLUMN confidence DROP DEFAULT,
    ALTER COLUMN kind DROP DEFAULT;
`;

const TABLES = `
  CREATE TABLE gad_profile (
    gad_code text NOT NULL,
    unit_es text,
    email text,
    phone text,
    address text,
    website text,
    population integer,
    population_source_es text,
    legal_backing jsonb NOT NULL DEFAULT '[]',
    competences jsonb NOT NULL DEFAULT '[]',
    territory_flags jsonb NOT NULL DEFAULT '[]',
    self_diagnosis jsonb NOT NULL DEFAULT '{}',
    diagnosed_on date,
    revision integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL,
    CONSTRAINT gad_profile_pk PRIMARY KEY (gad_code)
  );

  CREATE TABLE offer (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    slug text NOT NULL,
    sources jsonb NOT NULL,
    read_on date NOT NULL,
    confidence text NOT NULL,
    verified_on date,
    doubt_es text,
    revision integer NOT NULL DEFAULT 1,
    curated boolean NOT NULL DEFAULT false,
    merged_into_id uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    gad_code text NOT NULL,
    provider_es text,
    title_es text COLLATE "es-x-icu" NOT NULL,
    summary_es text NOT NULL,
    result_es text,
    year integer,
    themes text[] NOT NULL,
    sdgs integer[] NOT NULL DEFAULT '{}',
    website text,
    published boolean NOT NULL DEFAULT true,
    CONSTRAINT offer_slug_key UNIQUE (slug),
    CONSTRAINT offer_pk PRIMARY KEY (id)
  );

  CREATE TABLE agenda (
    code text NOT NULL,
    name_es text NOT NULL,
    year integer,
    url text,
    CONSTRAINT agenda_pk PRIMARY KEY (code)
  );

  CREATE TABLE plan_crosswalk (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    from_priority_id uuid NOT NULL,
    to_priority_id uuid,
    relation text NOT NULL,
    CONSTRAINT plan_crosswalk_pk PRIMARY KEY (id)
  );

  CREATE TABLE plan_import (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    gad_code text NOT NULL,
    account_id uuid,
    file_name text NOT NULL,
    sheets jsonb NOT NULL,
    mapping jsonb,
    plan_id uuid,
    created_at timestamptz NOT NULL,
    CONSTRAINT plan_import_pk PRIMARY KEY (id)
  );

  CREATE TABLE mixed_commission (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    slug text NOT NULL,
    sources jsonb NOT NULL,
    read_on date NOT NULL,
    confidence text NOT NULL,
    verified_on date,
    doubt_es text,
    revision integer NOT NULL DEFAULT 1,
    curated boolean NOT NULL DEFAULT false,
    merged_into_id uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    partner_es text COLLATE "es-x-icu" NOT NULL,
    country text,
    kind text NOT NULL,
    denomination_es text NOT NULL,
    track_es text,
    periodicity_years integer,
    donor_id uuid,
    last_session_year integer,
    last_session_on date,
    next_session_on date,
    next_session_kind text,
    themes text[] NOT NULL DEFAULT '{}',
    website text,
    note_es text NOT NULL,
    CONSTRAINT mixed_commission_slug_key UNIQUE (slug),
    CONSTRAINT mixed_commission_pk PRIMARY KEY (id)
  );

  CREATE TABLE commission_round (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    slug text NOT NULL,
    sources jsonb NOT NULL,
    read_on date NOT NULL,
    confidence text NOT NULL,
    verified_on date,
    doubt_es text,
    revision integer NOT NULL DEFAULT 1,
    curated boolean NOT NULL DEFAULT false,
    merged_into_id uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    commission_id uuid NOT NULL,
    label_es text NOT NULL,
    stage text NOT NULL,
    session_on date,
    session_kind text,
    place_es text,
    opens_on date,
    closes_local text,
    closes_zone text,
    direction text NOT NULL,
    themes text[] NOT NULL DEFAULT '{}',
    documents jsonb NOT NULL DEFAULT '[]',
    call_id uuid,
    note_es text NOT NULL,
    CONSTRAINT commission_round_slug_key UNIQUE (slug),
    CONSTRAINT commission_round_pk PRIMARY KEY (id)
  );

  CREATE TABLE commission_proposal (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    round_id uuid NOT NULL,
    gad_code text NOT NULL,
    direction text NOT NULL,
    presenter_es text,
    title text NOT NULL,
    summary text NOT NULL,
    priority_id uuid,
    offer_id uuid,
    state text NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT commission_proposal_pk PRIMARY KEY (id)
  );

  CREATE TABLE network (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    slug text NOT NULL,
    sources jsonb NOT NULL,
    read_on date NOT NULL,
    confidence text NOT NULL,
    verified_on date,
    doubt_es text,
    revision integer NOT NULL DEFAULT 1,
    curated boolean NOT NULL DEFAULT false,
    merged_into_id uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    name_es text COLLATE "es-x-icu" NOT NULL,
    acronym text,
    aliases text[] NOT NULL DEFAULT '{}',
    themes text[] NOT NULL,
    sdgs integer[] NOT NULL DEFAULT '{}',
    scope text NOT NULL,
    gad_levels text[] NOT NULL DEFAULT '{}',
    joining_condition_es text,
    joining_ways text[] NOT NULL DEFAULT '{}',
    fee_amount numeric(18,2),
    fee_currency text,
    fee_note_es text,
    access_via text[] NOT NULL DEFAULT '{}',
    benefits_es text[] NOT NULL DEFAULT '{}',
    activity text NOT NULL,
    founded_year integer,
    website text,
    contacts jsonb NOT NULL DEFAULT '[]',
    note_es text NOT NULL,
    CONSTRAINT network_slug_key UNIQUE (slug),
    CONSTRAINT network_pk PRIMARY KEY (id)
  );

  CREATE TABLE network_membership (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    network_id uuid NOT NULL,
    gad_code text NOT NULL,
    role text NOT NULL,
    from_year integer,
    until_year integer,
    fee_amount numeric(18,2),
    fee_currency text,
    fee_due_on date,
    note_es text,
    source_es text,
    revision integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL,
    CONSTRAINT network_membership_pk PRIMARY KEY (id)
  );

  CREATE TABLE network_evaluation (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    network_id uuid NOT NULL,
    gad_code text NOT NULL,
    answers jsonb NOT NULL,
    balance text NOT NULL,
    decided_by text NOT NULL,
    evaluated_at timestamptz NOT NULL,
    CONSTRAINT network_evaluation_pk PRIMARY KEY (id)
  );

  CREATE TABLE search_entry (
    kind text NOT NULL,
    record_id text NOT NULL,
    seq bigint NOT NULL,
    removed boolean NOT NULL DEFAULT false,
    url text NOT NULL,
    title text NOT NULL,
    subtitle text NOT NULL,
    language text NOT NULL,
    body text NOT NULL,
    keywords text NOT NULL,
    facets jsonb NOT NULL,
    opens_on date,
    closes_at timestamptz,
    amount numeric(18,2),
    currency text,
    CONSTRAINT search_entry_pk PRIMARY KEY (kind, record_id)
  );
`;

const KEYS = `
  CREATE INDEX offer_verified_on_id_idx ON offer (verified_on, id);
  CREATE INDEX offer_gad_code_title_es_id_idx ON offer (gad_code, title_es, id);
  CREATE INDEX plan_crosswalk_to_priority_id_idx ON plan_crosswalk (to_priority_id);
  CREATE INDEX plan_crosswalk_from_priority_id_idx ON plan_crosswalk (from_priority_id);
  CREATE INDEX plan_import_gad_code_created_at_id_idx ON plan_import (gad_code, created_at, id);
  CREATE INDEX mixed_commission_verified_on_id_idx ON mixed_commission (verified_on, id);
  CREATE INDEX mixed_commission_partner_es_id_idx ON mixed_commission (partner_es, id);
  CREATE INDEX commission_round_verified_on_id_idx ON commission_round (verified_on, id);
  CREATE INDEX commission_round_commission_id_session_on_id_idx ON commission_round (commission_id, session_on, id);
  CREATE INDEX commission_proposal_gad_code_updated_at_id_idx ON commission_proposal (gad_code, updated_at, id);
  CREATE INDEX commission_proposal_round_id_gad_code_id_idx ON commission_proposal (round_id, gad_code, id);
  CREATE INDEX network_verified_on_id_idx ON network (verified_on, id);
  CREATE INDEX network_name_es_id_idx ON network (name_es, id);
  CREATE INDEX network_membership_network_id_gad_code_idx ON network_membership (network_id, gad_code);
  CREATE INDEX network_membership_gad_code_id_idx ON network_membership (gad_code, id);
  CREATE INDEX network_evaluation_gad_code_network_id_evaluated_at_idx ON network_evaluation (gad_code, network_id, evaluated_at);
  CREATE UNIQUE INDEX search_entry_seq_idx ON search_entry (seq);
  CREATE INDEX donor_verified_on_id_idx ON donor (verified_on, id);
  CREATE INDEX donor_kind_name_es_id_idx ON donor (kind, name_es, id);
  CREATE INDEX fund_verified_on_id_idx ON fund (verified_on, id);
  CREATE INDEX fund_donor_id_idx ON fund (donor_id);
  CREATE INDEX fund_kind_name_es_id_idx ON fund (kind, name_es, id);
  CREATE INDEX call_verified_on_id_idx ON call (verified_on, id);
  CREATE INDEX call_fund_id_idx ON call (fund_id);
  CREATE UNIQUE INDEX subscription_one_per_search_idx ON subscription (account_id, search_query) WHERE search_query IS NOT NULL;
  CREATE UNIQUE INDEX subscription_one_per_gad_idx ON subscription (account_id, gad_code) WHERE search_query IS NULL;

  ALTER TABLE gad_profile ADD CONSTRAINT gad_profile_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);
  ALTER TABLE offer ADD CONSTRAINT offer_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);
  ALTER TABLE call ADD CONSTRAINT call_previous_edition_id_fk FOREIGN KEY (previous_edition_id) REFERENCES call(id) ON DELETE SET NULL;
  ALTER TABLE plan_crosswalk ADD CONSTRAINT plan_crosswalk_from_priority_id_fk FOREIGN KEY (from_priority_id) REFERENCES priority(id) ON DELETE CASCADE;
  ALTER TABLE plan_crosswalk ADD CONSTRAINT plan_crosswalk_to_priority_id_fk FOREIGN KEY (to_priority_id) REFERENCES priority(id) ON DELETE CASCADE;
  ALTER TABLE plan_import ADD CONSTRAINT plan_import_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);
  ALTER TABLE plan_import ADD CONSTRAINT plan_import_plan_id_fk FOREIGN KEY (plan_id) REFERENCES development_plan(id) ON DELETE SET NULL;
  ALTER TABLE mixed_commission ADD CONSTRAINT mixed_commission_donor_id_fk FOREIGN KEY (donor_id) REFERENCES donor(id);
  ALTER TABLE commission_round ADD CONSTRAINT commission_round_commission_id_fk FOREIGN KEY (commission_id) REFERENCES mixed_commission(id);
  ALTER TABLE commission_round ADD CONSTRAINT commission_round_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id);
  ALTER TABLE commission_proposal ADD CONSTRAINT commission_proposal_round_id_fk FOREIGN KEY (round_id) REFERENCES commission_round(id);
  ALTER TABLE commission_proposal ADD CONSTRAINT commission_proposal_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);
  ALTER TABLE commission_proposal ADD CONSTRAINT commission_proposal_priority_id_fk FOREIGN KEY (priority_id) REFERENCES priority(id) ON DELETE SET NULL;
  ALTER TABLE commission_proposal ADD CONSTRAINT commission_proposal_offer_id_fk FOREIGN KEY (offer_id) REFERENCES offer(id);
  ALTER TABLE network_membership ADD CONSTRAINT network_membership_network_id_fk FOREIGN KEY (network_id) REFERENCES network(id);
  ALTER TABLE network_membership ADD CONSTRAINT network_membership_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);
  ALTER TABLE network_evaluation ADD CONSTRAINT network_evaluation_network_id_fk FOREIGN KEY (network_id) REFERENCES network(id);
  ALTER TABLE network_evaluation ADD CONSTRAINT network_evaluation_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);
`;
